"""The receipt by mail: to who sent it and to those who report and approve for the institution, each in their language.

Nobody waits for a mail server: a mail that fails is written in the log, the sending stands, and the page offers the file.
`announce` is the one place to put a queue that tries again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from institutions.models import REPORTING_ROLES, Appointment, User
from measurements.models import Receipt
from measurements.receipt_pdf import MEDIA_TYPE, file_name, receipt_pdf
from measurements.receipts import Printed, printed

log = logging.getLogger(__name__)


def announce(receipt: Receipt) -> None:
    """Send the receipt once what it proves is stored, and not at all if it is not."""
    transaction.on_commit(lambda: deliver(receipt), robust=True)


def deliver(receipt: Receipt) -> None:
    """One mail a person, so that nobody learns the address of another."""
    messages = list(messages_of(receipt))
    connection = get_connection()
    try:
        connection.open()
        for message in messages:
            message.connection = connection
            _send(message, receipt)
    except OSError:
        log.exception("Receipt %s: the mail server does not answer.", receipt.number)
    finally:
        connection.close()


def _send(message: EmailMessage, receipt: Receipt) -> None:
    try:
        message.send()
    except OSError:  # what smtplib raises: one address that is refused keeps nobody else from theirs
        log.exception("Receipt %s: a mail was not taken.", receipt.number)


def messages_of(receipt: Receipt) -> Iterable[EmailMessage]:
    people = readers_of(receipt)
    by_language = {language: _attachment(receipt, language) for language in {person.language for person in people}}
    for person in people:
        content, file = by_language[person.language]
        yield _message(person, content, file)


def readers_of(receipt: Receipt) -> list[User]:
    """Who sent it, and who reports or approves for the institution today."""
    posts = Appointment.objects.current(on=timezone.localdate()).filter(
        institution=receipt.institution_id, role__in=REPORTING_ROLES
    )
    people = User.objects.filter(is_active=True, pk__in=[receipt.sent_by_id, *posts.values_list("user", flat=True)])
    return list(people.order_by("pk"))


def _attachment(receipt: Receipt, language: str) -> tuple[Printed, bytes]:
    content = printed(receipt, language)
    return content, receipt_pdf(content)


def _message(person: User, receipt: Printed, file: bytes) -> EmailMessage:
    with translation.override(receipt.language):
        context = {
            "receipt": receipt,
            "url": settings.SITE_URL + reverse("receipt", args=[receipt.number]),
        }
        subject = render_to_string("measurements/email/receipt_subject.txt", context).strip()
        body = render_to_string("measurements/email/receipt_message.txt", context)
    message = EmailMessage(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, body, to=[person.email])
    message.attach(file_name(receipt), file, MEDIA_TYPE)
    return message
