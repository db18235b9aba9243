"""Three people to tell something, and a mail server of the test's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from institutions.models import User
from tests.cast import Cast
from tests.factories import LIMA
from tests.notifications import mail_server

NOON = dt.datetime(2026, 7, 3, 12, tzinfo=LIMA)
MORNING = dt.datetime(2026, 7, 4, 7, tzinfo=LIMA)


@pytest.fixture
def three(cast: Cast) -> list[User]:
    return [cast.reporter, cast.approver, cast.outsider]


@pytest.fixture
def server(settings: Settings) -> Iterator[mail_server.MailServer]:
    with mail_server.running() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        yield found
