"""The receipt is told to who sent it and to those who report and approve for the institution; the mail brings it along."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.speaking import language
from measurements.models import Receipt
from measurements.receipts.pdf import MEDIA_TYPE, file_name, receipt_pdf
from measurements.receipts.receipts import printed
from notifications import mailing
from notifications.attachments import Attached
from notifications.models import Kind
from notifications.telling import Told, tell

ATTACHMENT = "receipt"


def announce(receipt: Receipt) -> None:
    """In the caller's transaction: what is undone was told to nobody."""
    people = mailing.people_of(receipt.institution_id, receipt.sent_by_id)
    tell(people, kind=Kind.RECEIPT, write=lambda: told_of(receipt), at=receipt.sent_at, key=f"receipt:{receipt.number}")


def told_of(receipt: Receipt) -> Told:
    """What the receipt says, and nothing more of anybody."""
    words = {"receipt": printed(receipt, language())}
    return Told(
        title=_("Receipt %(number)s") % {"number": receipt.number},
        text=render_to_string("measurements/email/receipt.txt", words),
        path=reverse("receipt", args=[receipt.number]),
        attachment=f"{ATTACHMENT}:{receipt.number}",
    )


def attached_receipt(number: str, language: str) -> Attached | None:
    """The file of a receipt, made from what it kept: the same bytes as its page offers."""
    related = Receipt.objects.select_related("institution", "period__plan", "sent_by", "appointment__institution")
    receipt = related.filter(number=number).first()
    if receipt is None:
        return None
    content = printed(receipt, language)
    return Attached(file_name(content), receipt_pdf(content), MEDIA_TYPE)
