from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What is promised and how it is measured."""

    name = "indicators"
