"""Sending a digest, once: the row that says so is written before the letter leaves.

A letter that fails takes the row back, so that the next run tries again. A run that is killed in between leaves the row without
`sent_at`: nobody gets the same digest twice on one day, and the next day's run writes to the person anew.
"""

from __future__ import annotations

import logging
from enum import Enum

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import joined, long_date, period_label
from institutions.models import Appointment, Role
from measurements.figure_words import language
from measurements.mailing import letter, link
from measurements.models import Reminder
from measurements.outstanding import Outstanding
from measurements.reminding import Digest, Part

logger = logging.getLogger(__name__)


class Outcome(Enum):
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"  # another run was faster


def remind(digest: Digest) -> Outcome:
    """Send one digest. Not to be called inside a transaction: the row must be kept whatever happens to the run."""
    claim = _claim(digest)
    if claim is None:
        return Outcome.SKIPPED
    try:
        letter_of(digest).send()
    except Exception:
        logger.exception("The reminder to person %s was not sent.", digest.user.pk)
        claim.delete()
        return Outcome.FAILED
    claim.sent_at = timezone.now()
    claim.save(update_fields=["sent_at"])
    return Outcome.SENT


def _claim(digest: Digest) -> Reminder | None:
    try:
        with transaction.atomic():
            return Reminder.objects.create(user=digest.user, day=timezone.localdate(), lines=digest.lines)
    except IntegrityError:
        return None


def letter_of(digest: Digest) -> EmailMessage:
    with translation.override(digest.user.language):
        subject = ngettext("%(n)d indicator is missing", "%(n)d indicators are missing", digest.lines)
        context = {
            "parts": [_said_of(part) for part in digest.parts],
            "who": joined(_secretaries(), language()),
            "calendar_url": link("calendar_address"),
        }
        return letter(digest.user, subject % {"n": digest.lines}, "measurements/email/reminder.txt", context)


def _said_of(part: Part) -> dict[str, object]:
    code, owner = part.period.code, part.institution
    return {
        "title": f"{owner.name}, {period_label(code, language())}",
        "deadline": _deadline_words(part),
        "lines": [_line(each, part) for each in part.missing],
        "url": link("task_list", code, owner.code),
        "ask_url": link("extension_request", code, owner.code),
    }


def _deadline_words(part: Part) -> str:
    now, due = timezone.now(), long_date(part.deadline.due_on, language())
    if part.deadline.is_closed(now):
        return _("Only what has an extension can still be sent.")
    if part.deadline.is_overdue(now):
        closes = long_date(part.deadline.closes_on, language())
        return _("It was due on %(due)s. It can still be sent, as late, until %(closes)s.") % {
            "due": due,
            "closes": closes,
        }
    return _("It is due on %(due)s, before midnight in Lima.") % {"due": due}


def _line(each: Outstanding, part: Part) -> str:
    line = f"{each.indicator.code} {each.name}: {each.state}"
    if each.deadline.due_at == part.deadline.due_at:
        return line
    return line + " " + _("(extended until %(day)s)") % {"day": long_date(each.deadline.due_on, language())}


def _secretaries() -> list[str]:
    current = Appointment.objects.current(on=timezone.localdate()).filter(user__is_active=True)
    posts = current.filter(role=Role.TECHNICAL_SECRETARY).select_related("user").order_by("user__name")
    return [f"{post.user.name} ({post.user.email})" for post in posts]
