"""What higher apps ask of a person's institutions, as rows of the home: one row a group, the most urgent named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from documents.formatting import long_date
from documents.speaking import language
from institutions.models import User
from notifications.duties import Duty, duties_of
from notifications.todo_sources import ToDo


def duty_rows(user: User, *, at: dt.datetime) -> Iterator[ToDo]:
    """In the order of the most urgent of each group."""
    duties = duties_of(user, at=at)
    first = {_group(duty): place for place, duty in reversed(list(enumerate(duties)))}
    ordered = sorted(duties, key=lambda duty: first[_group(duty)])
    for _name, same in groupby(ordered, key=_group):
        yield _row(list(same), at)


def _group(duty: Duty) -> str:
    return duty.group or duty.key


def _row(duties: list[Duty], at: dt.datetime) -> ToDo:
    first, is_one = duties[0], len(duties) == 1
    label = first.group or first.label
    url = first.url if is_one or not first.group_url else first.group_url
    return ToDo(
        sum(duty.number for duty in duties),
        label,
        url,
        f"{first.label}: {day_note(first, at)}" if first.group else day_note(first, at),
    )


def day_note(duty: Duty, at: dt.datetime) -> str:
    """Until when, and whether that day is over."""
    day = long_date(duty.due_on, language())
    return (_("overdue since %(day)s") if duty.is_overdue(at) else _("until %(day)s")) % {"day": day}
