"""Letters by mail, one a person, in their language. Nobody waits for a mail server, and none of its failures undoes anything.

`after_commit` is the one place to put a queue that tries again: whoever calls it promises nothing about arrival.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import ActionPlan
from institutions.models import REPORTING_ROLES, Appointment, User

log = logging.getLogger(__name__)


def after_commit(messages: Callable[[], Iterable[EmailMessage]], *, about: str) -> None:
    """Write and send the messages when what they tell is stored, and not at all if it is not. `about` is for the log."""
    transaction.on_commit(lambda: send(messages(), about=about), robust=True)


def send(messages: Iterable[EmailMessage], *, about: str) -> None:
    """Through one connection. An address that is refused keeps nobody else from their mail."""
    waiting = list(messages)
    if not waiting:
        return
    connection = get_connection()
    try:
        connection.open()
        for message in waiting:
            message.connection = connection
            _send_one(message, about)
    except OSError:  # smtplib's own errors are among them
        log.exception("%s: the mail server does not answer.", about)
    finally:
        connection.close()


def _send_one(message: EmailMessage, about: str) -> None:
    try:
        message.send()
    except OSError:
        log.exception("%s: a mail was not taken.", about)


def people_of(institution_id: int, *others: int) -> list[User]:
    """Who reports or approves for an institution today, and others by their ids, each once."""
    posts = Appointment.objects.current(on=timezone.localdate()).filter(
        institution=institution_id, role__in=REPORTING_ROLES
    )
    ids = [*others, *posts.values_list("user", flat=True)]
    return list(User.objects.filter(is_active=True, pk__in=ids).order_by("pk"))


def letter(person: User, subject: str, template: str, context: Mapping[str, Any]) -> EmailMessage:
    """A letter in the language that is active: write it under `translation.override(person.language)`."""
    note = demonstration_note()
    mark = f"{_('DEMONSTRATION')} · " if note else ""
    line = " ".join(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{mark}{subject}".split())
    return EmailMessage(line, note + render_to_string(template, {"person": person, **context}), to=[person.email])


def demonstration_note() -> str:
    """The line with which everything begins that leaves a demonstration; empty for the real plan."""
    plan = ActionPlan.objects.current()
    if plan is None or not plan.is_demonstration:
        return ""
    return f"{_('Demonstration data')}. {_('People, documents and figures are invented.')}\n\n"


def link(view: str, *args: object) -> str:
    """The whole address of a page, in the language that is active."""
    return f"{settings.SITE_URL}{reverse(view, args=args)}"
