from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from documents import append_only, data_version


class IndicatorsConfig(AppConfig):
    """What is promised and how it is measured."""

    name = "indicators"
    verbose_name = _("Plan and indicators")

    def ready(self) -> None:
        from indicators import sealing
        from indicators.letterhead import letterhead
        from notifications.letterhead import register

        append_only.protect(self, "WindowChange", "CommitmentChange", "AlignmentChange", "PlanAnswer")
        sealing.protect(self)
        data_version.follow(self)
        register(letterhead)
