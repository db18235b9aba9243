"""Validating in one go what no check says anything about: the reviewer sees the list first, and each answer stands alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from institutions.models import User
from measurements.answer.reading import previous_of, whole
from measurements.checks.attached import documents_of
from measurements.checks.checks import problems_of
from measurements.checks.explaining import warnings_among
from measurements.conflicts.meanwhile import was_done_by
from measurements.models import Measurement, Status
from measurements.review import filters as review_filters
from measurements.review import queue
from measurements.review.queue import days_between
from measurements.tasks.task_list import answer_note
from measurements.workflow import steps as workflow

MOST = 50
"""As many at once as somebody can look over on one page."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer without any warning, with what is worth a look before it is validated."""

    measurement: Measurement
    figure: str
    before: str
    documents: int
    days: int
    is_ticked: bool = True

    @property
    def key(self) -> str:
        """The answer in the version that is shown."""
        return f"{self.measurement.pk}:{self.measurement.version}"


@dataclass(frozen=True, slots=True)
class Candidates:
    """At most `MOST` of them; `left_out` is how many more there are."""

    rows: tuple[Candidate, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Left:
    """One that was not validated, and why. `is_conflict`: somebody changed it after it was read."""

    measurement: Measurement
    reason: str
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    validated: tuple[Measurement, ...]
    left: tuple[Left, ...]

    @property
    def has_conflict(self) -> bool:
        return any(each.is_conflict for each in self.left)


def candidates_of(user: User, filters: review_filters.Filters, *, at: dt.datetime) -> Candidates:
    """What this person may validate and no check warns about, oldest first, in a fixed number of queries."""
    waiting = [m.pk for m in queue.to_decide(user, review_filters.without_warnings(filters), at=at)]
    clean = _clean(_read(waiting))
    shown = clean[:MOST]
    before = previous_of(shown)
    rows = tuple(_candidate(m, before.get(m.pk), at) for m in shown)
    return Candidates(rows, len(clean) - len(shown))


def _candidate(measurement: Measurement, before: Measurement | None, at: dt.datetime) -> Candidate:
    return Candidate(
        measurement=measurement,
        figure=answer_note(measurement),
        before=answer_note(before) if before else "",
        documents=len(documents_of(measurement)),
        days=days_between(measurement.submitted_at or at, at),
    )


def validate_all(chosen: Iterable[tuple[int, int]], *, by: User, at: dt.datetime) -> Outcome:
    """Validate each of these answers in the version that was read, every one by itself: what is refused keeps no other back.

    What came to have a warning meanwhile, even an explained one, is left for a look of its own.
    """
    versions = dict(chosen)
    validated, left = [], []
    read = _read(list(versions))
    clean = {m.pk for m in _clean(read)}
    for measurement in read:
        refusal = _validate(measurement, versions[measurement.pk], measurement.pk in clean, by=by, at=at)
        if refusal is None:
            validated.append(measurement)
        else:
            left.append(refusal)
    return Outcome(tuple(validated), tuple(left))


def _validate(measurement: Measurement, version: int, is_clean: bool, *, by: User, at: dt.datetime) -> Left | None:
    if was_done_by(by, measurement, version, Status.VALIDATED, ""):
        return None
    if measurement.version == version and measurement.status == Status.SUBMITTED and not is_clean:
        return Left(measurement, _("A check warns about it now: look at it by itself."), is_conflict=True)
    try:
        workflow.validate(measurement, version=version, by=by, at=at)
    except workflow.Refused as refusal:
        return Left(measurement, str(refusal), isinstance(refusal, workflow.Stale | workflow.WrongState))
    return None


def _read(ids: Sequence[int]) -> list[Measurement]:
    found = {m.pk: m for m in whole(Measurement.objects.filter(pk__in=ids))}
    return [found[pk] for pk in ids if pk in found]


def _clean(read: Iterable[Measurement]) -> list[Measurement]:
    """Those that await review and of which no check says anything, not even what the institution explained."""
    sent = [m for m in read if m.status == Status.SUBMITTED]
    warnings = warnings_among(sent)
    return [m for m in sent if not warnings[m.pk] and not problems_of(m)]
