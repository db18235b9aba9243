from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """What is promised and how it is measured."""

    name = "indicators"
    verbose_name = _("Plan and indicators")
