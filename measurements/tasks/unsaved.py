"""What was typed on an entry page and not saved: kept as insurance, shown again, and gone once it is saved or given up.

It is no draft: it writes no event, has no version and counts nowhere. It belongs to the task, so who holds the post next finds it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.utils.translation import gettext as _

from indicators.models import ReportingPeriod
from institutions import permissions
from institutions.models import Institution, User
from institutions.typed_before import MOST_CHARACTERS
from measurements.models import Measurement, UnsavedEntry
from measurements.models.unsaved import UnsavedEntryQuerySet
from measurements.workflow.locks import lock_of
from measurements.workflow.steps import NotAllowed, NotOpen, Refused, Task

CROSSING = dt.timedelta(seconds=10)
"""Longer than a request that was under way when the person pressed “Save” takes to arrive."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`shown` fills the page: the person's own text, or a colleague's that they asked for. `others` is what colleagues left.

    `is_older`: somebody saved the answer since the text was begun. `is_readable`: the boxes can hold it.
    """

    shown: UnsavedEntry | None
    others: Sequence[UnsavedEntry]
    is_own: bool
    is_older: bool
    is_readable: bool = True


class TooLong(Refused):
    """Nobody types that much on a page."""


def keep(task: Task, typed: str, *, by: User, at: dt.datetime) -> None:
    """Put what the reporter has typed by now in the place of what they had typed before. Any text will do, readable or not."""
    if permissions.reporting_post(by, task.institution) is None:
        raise NotAllowed(_("None of your posts lets you do this."))
    if len(typed) > MOST_CHARACTERS:
        raise TooLong(_("There is too much text on this page to keep it as you type. Save it."))
    answer = _answer_to(task)
    lock = lock_of(task, answer, by, at=at)
    if lock:
        raise NotOpen(lock)
    if answer is not None and _crossed_a_save(answer, typed, by, at):
        return
    UnsavedEntry.objects.update_or_create(
        indicator=task.indicator,
        institution=task.institution,
        period=task.period,
        user=by,
        defaults={"typed": typed, "kept_at": at},
    )


def _crossed_a_save(answer: Measurement, typed: str, by: User, at: dt.datetime) -> bool:
    """Whether the text left the page just before the person's own save and arrived just after it: it is saved already."""
    is_own = answer.updated_by_id == by.pk and at - answer.updated_at < CROSSING
    return is_own and parse_qs(typed).get("version") != [str(answer.version)]


def left_at(task: Task) -> UnsavedEntryQuerySet:
    """All that people of the institution left at this page, the latest first."""
    kept = UnsavedEntry.objects.filter(indicator=task.indicator, institution=task.institution, period=task.period)
    return kept.select_related("user").order_by("-kept_at")


def forget(task: Task, *, by: User, of: User | None = None) -> None:
    """Saved or given up: the person's own text goes, and that of a colleague when they took it over."""
    people = [by.pk] if of is None else [by.pk, of.pk]
    left_at(task).filter(user__in=people).delete()


def indicators_with_text(institution: Institution, period: ReportingPeriod) -> set[int]:
    """The indicators at whose pages people of that institution left something unsaved."""
    left = UnsavedEntry.objects.filter(institution=institution, period=period)
    return set(left.values_list("indicator", flat=True))


def _answer_to(task: Task) -> Measurement | None:
    return Measurement.objects.filter(
        indicator=task.indicator, institution=task.institution, period=task.period
    ).first()
