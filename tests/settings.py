"""The only override of the product's settings: quick passwords, mail kept in memory, files in a throw-away folder, and a database
that nobody needs after a power cut."""

import tempfile
from pathlib import Path

from wps_tracker.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
VAR_DIR = Path(tempfile.mkdtemp(prefix="wps-test-"))
STORAGES["default"]["OPTIONS"] = {"location": VAR_DIR / "files"}  # noqa: F405
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    # What is committed need not have reached the disk, and no query here is long enough to be compiled.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off -c jit=off"  # noqa: F405
