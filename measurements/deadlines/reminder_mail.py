"""Reminders are told: each person one digest a day, however often and however many at once somebody tells it.

That the mail arrives is the delivery's care (`notifications.delivering`): what was told once is never told again for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import joined, long_date, period_label
from documents.speaking import language
from indicators.calendar import end_of
from institutions.models import Appointment, Role
from measurements.deadlines.outstanding import Outstanding
from measurements.deadlines.reminding import Digest, Part, key_of
from notifications.models import Kind
from notifications.telling import Told, tell_each


def remind(digests: Iterable[Digest], *, at: dt.datetime) -> int:
    """Tell the digests; how many people were told. A fixed number of queries, however many people."""
    secretaries, today = _secretaries(), timezone.localtime(at).date()
    words = {digest.user: partial(told_of, digest, secretaries, at) for digest in digests}
    # A reminder is of its day: tomorrow's mail may be after the deadline.
    told = tell_each(words, Kind.REMINDER, at=at, key=key_of(today), before=end_of(today))
    return len(told)


def told_of(digest: Digest, secretaries: list[str], at: dt.datetime) -> Told:
    title = ngettext("%(n)d indicator is missing", "%(n)d indicators are missing", digest.lines) % {"n": digest.lines}
    context = {
        "parts": [_said_of(part, at) for part in digest.parts],
        "who": joined(secretaries, language()),
    }
    return Told(title, render_to_string("measurements/email/reminder.txt", context), path=_path(digest))


def _path(digest: Digest) -> str:
    """The task list that it speaks of; of several, home, which leads to each."""
    if len(digest.parts) > 1:
        return reverse("home")
    (part,) = digest.parts
    return reverse("task_list", args=[part.period.code, part.institution.code])


def _said_of(part: Part, at: dt.datetime) -> dict[str, object]:
    return {
        "title": f"{part.institution.name}, {period_label(part.period.code, language())}",
        "deadline": _deadline_words(part, at),
        "lines": [_line(each, part) for each in part.missing],
    }


def _deadline_words(part: Part, at: dt.datetime) -> str:
    due = long_date(part.deadline.due_on, language())
    if part.deadline.is_closed(at):
        return _("Only what has an extension can still be sent.")
    if part.deadline.is_overdue(at):
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
