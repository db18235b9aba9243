"""All settings of the product, read from the environment.

Without any variable the product runs on this machine for development, on SQLite. `PRODUCTION=1` switches every
safeguard on and then refuses to start without `SECRET_KEY`, `ALLOWED_HOSTS`, `SITE_URL` and a shared `CACHE_URL`.
See `docs/deployment.md`.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False) and not PRODUCTION
SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", default="development-only-" + "x" * 40)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the site's names; “*” would let anybody choose one.")
# Where the product is reached. Links in mail begin with it, never with a name that a request claims.
SITE_URL = (env.str("SITE_URL") if PRODUCTION else env.str("SITE_URL", default="http://127.0.0.1:8000")).rstrip("/")
if PRODUCTION and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("Set SITE_URL to the site's address, beginning with https://.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Where the product keeps what it writes: the database file, stored files, collected static files.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it extends
    "institutions.administration_app.AdministrationConfig",  # Django's admin, for administrators alone
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # our FORM_RENDERER looks for templates here
    "csp",
    "allauth",
    "allauth.account",
    "import_export",
    "institutions",
    "documents",
    "notifications",
    "indicators",
    "activities",
    "measurements",
    "committee",
    "reports",
    "revisions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "wps_tracker.middleware.private_pages",
    "wps_tracker.middleware.refuse_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wps_tracker.middleware.session_limits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wps_tracker.damage.TellDamage",
    "wps_tracker.earlier_plans.TellEarlierPlan",
    "wps_tracker.unavailable.note_answers",
]

ROOT_URLCONF = "wps_tracker.urls"
WSGI_APPLICATION = "wps_tracker.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wps_tracker.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "documents.templatetags.formatting"],
        },
    }
]

# --- Database -----------------------------------------------------------------------------------------------------
# IMMEDIATE: a transaction that reads and then writes takes its write lock at once; the default fails under concurrency.
# FULL: an acknowledged write survives a power cut. recursive_triggers: INSERT OR REPLACE cannot pass append-only triggers.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;",
}
POSTGRESQL_OPTIONS = {
    "options": "-c statement_timeout=15000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000"
}
DATABASES: dict[str, Any] = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'wps.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening SQLite's file anew costs more than answering that nothing changed
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = POSTGRESQL_OPTIONS | DATABASES["default"].get("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# allauth counts failed sign-ins in the cache, so several workers must share it.
CACHES = {"default": env.cache_url("CACHE_URL") if PRODUCTION else env.cache_url("CACHE_URL", default="locmemcache://")}
if "rediscache" not in CACHES["default"]["BACKEND"].lower():
    # Django keeps 300 entries and then drops any of them: the counts of who tries to sign in must outlive kept figures.
    CACHES["default"].setdefault("OPTIONS", {})["MAX_ENTRIES"] = 10_000

# --- People and sign-in -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "institutions.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "institutions.accounts.AddressBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "institutions.accounts.ClosedAccountAdapter"
ACCOUNT_FORMS = {"reset_password": "institutions.accounts.ForgottenPasswordForm"}
# The package's own generator would write down every address that a person ever had.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administrator, not the person, says which address is theirs
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Seguimiento 1325] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # or anybody could make the product write to strangers
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/15m/key,60/15m/ip",
    "login": "120/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "typed_text": "10/m/ip",  # ours: a form that came after its session had ended (institutions/typed_before.py)
    "verify_report": "30/m/ip",  # ours: a file that anybody hands in to be verified (reports/verification/views.py)
    "examine_report": "6/m/ip,15/m/key",  # ours: of those, what was added to a PDF of ours, which a process reads for seconds
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)  # seconds: a mail server that hangs must not hold a person's page
REMINDER_DAYS_BEFORE = env.list("REMINDER_DAYS_BEFORE", cast=int, default=[14, 7, 2])
REMINDER_DAYS_BETWEEN = env.int("REMINDER_DAYS_BETWEEN", default=7)  # after the deadline, until reporting closes
# An overdue information request: days after its last day, then after each step before
REQUEST_DAYS_TO_REPORTER = env.int("REQUEST_DAYS_TO_REPORTER", default=1)
REQUEST_DAYS_TO_APPROVER = env.int("REQUEST_DAYS_TO_APPROVER", default=4)
REQUEST_DAYS_TO_LETTER = env.int("REQUEST_DAYS_TO_LETTER", default=5)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="seguimiento1325@localhost")

SESSION_COOKIE_AGE = 1800  # idle; touched every few minutes by session_limits
SESSION_ABSOLUTE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Headers ------------------------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    if env.bool("BEHIND_TLS_PROXY", default=False):  # only where the proxy strips the client's own copy of the header
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Preloading a whole domain into browsers is the owner's decision, not this product's.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# --- Language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "es"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("es", "en")
TIME_ZONE = "America/Lima"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["wps_tracker.formats"]

# --- Files --------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_BACKEND = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    # Stored files are private: no URL leads to them, only views that check who asks.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR_DIR / "files"}},
    "staticfiles": {
        "BACKEND": STATICFILES_BACKEND if PRODUCTION else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
FILE_UPLOAD_PERMISSIONS = 0o640
# A list of 400 rows, each of 38 boxes at most, and the rest: tests/measurements/forms/test_forms_size.py
DATA_UPLOAD_MAX_NUMBER_FIELDS = 16_000
DATA_UPLOAD_MAX_NUMBER_FILES = 660  # each row of a list has a box for files, counted even when nothing was chosen
UPLOAD_MAX_BYTES = 10_000_000
UPLOAD_QUOTA_BYTES = env.int("UPLOAD_QUOTA_BYTES", default=2_000_000_000)  # of each institution
ANTIVIRUS_COMMAND = env.str("ANTIVIRUS_COMMAND", default="")  # reads a file from its input: status 0 clean, 1 infected
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- Spreadsheets in the admin ------------------------------------------------------------------------------------
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO" if PRODUCTION else "WARNING")},
}
