from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """Who: the bodies that implement a plan and the people who act for them."""

    name = "institutions"
