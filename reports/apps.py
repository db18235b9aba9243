from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from documents import append_only, data_version


class ReportsConfig(AppConfig):
    """What it means: figures, dashboards, and the editions that the Committee issues."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        append_only.protect(self, "ReportEdition", "EditionFile")
        data_version.follow(self)
