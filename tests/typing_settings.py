"""Settings for the type checker alone: modeltranslation replaces managers at start-up with classes that types cannot follow."""

from wps_tracker.settings import *  # noqa: F403
from wps_tracker.settings import INSTALLED_APPS as ALL_APPS

INSTALLED_APPS = [app for app in ALL_APPS if app != "modeltranslation"]
