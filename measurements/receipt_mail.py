"""The receipt by mail: to who sent it and to those who report and approve for the institution, each in their language."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from institutions.models import User
from measurements import mailing
from measurements.models import Receipt
from measurements.receipt_pdf import MEDIA_TYPE, file_name, receipt_pdf
from measurements.receipts import Printed, printed


def announce(receipt: Receipt) -> None:
    mailing.after_commit(lambda: messages_of(receipt), about=f"Receipt {receipt.number}")


def messages_of(receipt: Receipt) -> Iterator[EmailMessage]:
    """They say what the receipt says, and nothing more of anybody."""
    people = mailing.people_of(receipt.institution_id, receipt.sent_by_id)
    by_language = {language: _attachment(receipt, language) for language in {person.language for person in people}}
    for person in people:
        content, file = by_language[person.language]
        yield _message(person, content, file)


def _attachment(receipt: Receipt, language: str) -> tuple[Printed, bytes]:
    content = printed(receipt, language)
    return content, receipt_pdf(content)


def _message(person: User, receipt: Printed, file: bytes) -> EmailMessage:
    with translation.override(receipt.language):
        subject = _("Receipt %(number)s") % {"number": receipt.number}
        context = {"receipt": receipt, "url": mailing.link("receipt", receipt.number)}
        message = mailing.letter(person, subject, "measurements/email/receipt.txt", context)
    message.attach(file_name(receipt), file, MEDIA_TYPE)
    return message
