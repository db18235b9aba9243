from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """What people are told: a list in the product, and letters that a mail server which fails neither loses nor doubles."""

    name = "notifications"
    verbose_name = _("Notifications")
