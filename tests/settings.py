"""The only override of the product's settings: quick passwords, mail kept in memory, files in a throw-away folder."""

import tempfile
from pathlib import Path

from wps_tracker.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
VAR_DIR = Path(tempfile.mkdtemp(prefix="wps-test-"))
STORAGES["default"]["OPTIONS"] = {"location": VAR_DIR / "files"}  # noqa: F405
