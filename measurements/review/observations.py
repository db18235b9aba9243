"""Observations of the Committee by institution and semester: when each was raised, and when the institution sent it again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from indicators.models import ReportingPeriod
from institutions.models import Institution
from measurements.answer.reading import AS_SENT
from measurements.models import MeasurementEvent, Opening, Status
from measurements.review.queue import days_between

Place = tuple[int, int]
"""An institution and a semester, by their ids."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One observation of one answer. `resolved_at` is when it was sent again; None while it waits."""

    measurement_id: int
    raised_at: dt.datetime
    resolved_at: dt.datetime | None

    @property
    def days(self) -> int | None:
        """Days that it took, as people count them in Lima: sent again on the same day is 0. None while it waits."""
        return None if self.resolved_at is None else days_between(self.raised_at, self.resolved_at)


def observations_of(
    institutions: Iterable[Institution], periods: Iterable[ReportingPeriod]
) -> dict[Place, tuple[Observation, ...]]:
    """Those of each institution in each semester, in the order in which they were raised, in one query.

    One that the Committee took back counts for nothing, and parts that a request opened are counted with the requests. A place
    without any is not there.
    """
    opening = Opening.objects.filter(measurement=OuterRef("measurement"), opened_at=OuterRef("at"))
    events = MeasurementEvent.objects.filter(
        measurement__institution__in=list(institutions), measurement__period__in=list(periods)
    ).exclude(Exists(opening), to_status=Status.RETURNED)
    rows = events.order_by("sequence").values_list(
        "measurement__institution", "measurement__period", "measurement", "from_status", "to_status", "at"
    )
    found: dict[int, list[Observation]] = {}
    places: dict[int, Place] = {}
    for institution, period, measurement, before, to, at in rows:
        places[measurement] = (institution, period)
        found[measurement] = told(found.get(measurement, []), Step(measurement, before, to, at))
    return _by_place(found, places)


@dataclass(frozen=True, slots=True)
class Step:
    """One event of an answer: from where to where it went, and when."""

    measurement_id: int
    before: str
    to: str
    at: dt.datetime


def told(so_far: list[Observation], step: Step) -> list[Observation]:
    """The observations of one answer after one more step of its path."""
    if step.to == Status.RETURNED and step.before in AS_SENT:
        return [*so_far, Observation(step.measurement_id, step.at, None)]
    if not so_far or so_far[-1].resolved_at is not None:
        return so_far
    if step.before == Status.RETURNED and step.to in AS_SENT:
        return so_far[:-1]
    if step.to == Status.SUBMITTED:
        return [*so_far[:-1], replace(so_far[-1], resolved_at=step.at)]
    return so_far


def _by_place(
    found: Mapping[int, list[Observation]], places: Mapping[int, Place]
) -> dict[Place, tuple[Observation, ...]]:
    grouped: dict[Place, list[Observation]] = defaultdict(list)
    for measurement, observations in found.items():
        grouped[places[measurement]] += observations
    ordered = {place: sorted(those, key=lambda one: one.raised_at) for place, those in grouped.items()}
    return {place: tuple(those) for place, those in ordered.items() if those}
