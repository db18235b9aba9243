from django.apps import AppConfig

from documents import append_only


class ReportsConfig(AppConfig):
    """What it means: figures, dashboards, and the editions that the Committee issues."""

    name = "reports"

    def ready(self) -> None:
        append_only.protect(self, "ReportEdition", "EditionFile")
