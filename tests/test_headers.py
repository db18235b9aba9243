"""What every answer carries, and what production mode demands."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.conftest import SignIn

ROOT = Path(__file__).resolve().parent.parent
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy_of(header: str) -> dict[str, str]:
    return dict(directive.strip().split(" ", 1) for directive in header.split(";") if directive.strip())


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ingresar/", "/en/ingresar/", "/plan/", "/nada/"])
def test_every_page_carries_the_header_set(path: str) -> None:
    response = Client().get(path)
    assert policy_of(response.headers["Content-Security-Policy"]) == POLICY
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_pages_of_a_signed_in_person_are_kept_nowhere(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.reporter).get("/inicio/").headers["Cache-Control"] == "no-store, private"


def production(**environment: str) -> subprocess.CompletedProcess[str]:
    script = (
        "import json; from django.conf import settings as s; print(json.dumps({n: getattr(s, n) for n in "
        "('DEBUG', 'SECURE_SSL_REDIRECT', 'SECURE_HSTS_SECONDS', 'SECURE_HSTS_INCLUDE_SUBDOMAINS', 'SESSION_COOKIE_NAME', "
        "'CSRF_COOKIE_NAME', 'SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'SESSION_COOKIE_HTTPONLY', "
        "'SESSION_COOKIE_AGE', 'PASSWORD_RESET_TIMEOUT')}))"
    )
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=kept
        | {"DJANGO_SETTINGS_MODULE": "wps_tracker.settings", "PRODUCTION": "1", "VAR_DIR": str(settings.VAR_DIR)}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


COMPLETE = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "example.org",
    "SITE_URL": "https://example.org",
    "CACHE_URL": "dbcache://cache",
}


def test_production_switches_every_safeguard_on() -> None:
    printed = production(**COMPLETE, DEBUG="1")
    assert printed.returncode == 0, printed.stderr
    assert json.loads(printed.stdout) == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_AGE": 1800,
        "PASSWORD_RESET_TIMEOUT": 3600,
    }


@pytest.mark.parametrize("missing", sorted(COMPLETE))
def test_production_refuses_to_start_without(missing: str) -> None:
    printed = production(**{name: value for name, value in COMPLETE.items() if name != missing})
    assert printed.returncode != 0
    assert missing in printed.stderr


@pytest.mark.parametrize(("name", "value"), [("ALLOWED_HOSTS", "example.org,*"), ("SITE_URL", "http://example.org")])
def test_production_refuses_what_would_let_others_choose_the_address(name: str, value: str) -> None:
    printed = production(**COMPLETE | {name: value})
    assert printed.returncode != 0
    assert name in printed.stderr
