"""Settings for the type checker alone: modeltranslation replaces managers at start-up with classes that types cannot follow."""

from wps_tracker.settings import *  # noqa: F403
from wps_tracker.settings import INSTALLED_APPS as ALL_APPS

# Without modeltranslation the product's admin classes cannot be made, so the admin discovers none.
REPLACED = {"institutions.administration_app.AdministrationConfig": "django.contrib.admin.apps.SimpleAdminConfig"}
INSTALLED_APPS = [REPLACED.get(app, app) for app in ALL_APPS if app != "modeltranslation"]
