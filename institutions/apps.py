from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    """Who: the bodies that implement a plan and the people who act for them."""

    name = "institutions"
    verbose_name = _("Institutions and people")
