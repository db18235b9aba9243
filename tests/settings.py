"""The only override of the product's settings: quick passwords, mail kept in memory, files in a throw-away folder, and a database
that nobody needs after a power cut."""

import tempfile
from pathlib import Path

from wps_tracker.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
VAR_DIR = Path(tempfile.mkdtemp(prefix="wps-test-"))
WHITENOISE_AUTOREFRESH = (
    True  # each browser of a test would look through all static files first; now only who asks for one
)
STORAGES["default"]["OPTIONS"] = {"location": VAR_DIR / "files"}  # noqa: F405
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    # What is committed need not have reached the disk, and no query here is long enough to be compiled. A statement may wait for a
    # machine that does much else, and a transaction for another process; whoever tries a limit of the product sets it.
    DATABASES["default"]["OPTIONS"]["options"] += (  # noqa: F405
        " -c synchronous_commit=off -c jit=off -c statement_timeout=120000 -c idle_in_transaction_session_timeout=0"
    )
