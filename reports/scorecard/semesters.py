"""What one institution owed and delivered, semester by semester.

It owes an answer for each indicator in force to which it is committed in that semester, less the "not applicable" that a
reviewer confirmed. An answer is received once it was sent, also one that says that there is no data; it is on time when it
was first sent before the institution's own deadline, extensions included. Source: docs/methodology.md, "Coverage".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from indicators.models import ReportingPeriod
from institutions.models import Institution
from measurements.deadlines.deadlines import Deadline, Deadlines
from measurements.models import Answer
from measurements.review.observations import Observation, observations_of
from measurements.review.queue import days_between
from reports.figures.answers import Answered, read_measurements
from reports.figures.definitions import in_force
from reports.figures.names import PeriodName, name_period
from reports.figures.reading import Reading
from reports.scorecard.counts import Ratio, median_days


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one indicator owed in one semester. `is_missing`: not sent, and its own deadline has passed."""

    indicator: int
    is_received: bool
    is_on_time: bool
    has_no_data: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Observed:
    """Observations of the Committee on the answers of a semester, and the days that lifting them took."""

    raised: int
    resolved: int
    median_days: Decimal | None

    @property
    def waiting(self) -> int:
        return self.raised - self.resolved


@dataclass(frozen=True, slots=True)
class Semester:
    """One semester of one institution. `is_due`: the institution's deadline has passed; an indicator may still have longer."""

    period: PeriodName
    is_due: bool
    deliveries: tuple[Delivery, ...]
    not_applicable: int
    observed: Observed
    observations: tuple[Observation, ...]

    @property
    def owed(self) -> int:
        return len(self.deliveries)

    @property
    def received(self) -> Ratio:
        return Ratio(sum(each.is_received for each in self.deliveries), self.owed)

    @property
    def on_time(self) -> Ratio:
        return Ratio(sum(each.is_on_time for each in self.deliveries), self.owed)

    @property
    def late(self) -> int:
        return self.received.part - self.on_time.part

    @property
    def missing(self) -> int:
        return sum(each.is_missing for each in self.deliveries)

    @property
    def to_come(self) -> int:
        """Not sent, and still in time: of a semester that runs, or with more time for that indicator alone."""
        return self.owed - self.received.part - self.missing

    @property
    def without_data(self) -> int:
        """Of what was received, how many answers say that there is no data."""
        return sum(each.has_no_data for each in self.deliveries)


def semesters_of(
    reading: Reading, institution: Institution, periods: Sequence[ReportingPeriod], at: dt.datetime
) -> tuple[Semester, ...]:
    """The semesters in their order, in three queries (one more where some answer is being corrected)."""
    wanted = Q(institution=institution, period__in=[period.pk for period in periods])
    answers, _sums = read_measurements(reading.plan, wanted)
    deadlines = Deadlines.read(periods, [institution.pk])
    observed = observations_of([institution], periods)
    return tuple(
        semester_of(reading, institution, period, at, answers, deadlines, observed.get((institution.pk, period.pk), ()))
        for period in periods
    )


def semester_of(
    reading: Reading,
    institution: Institution,
    period: ReportingPeriod,
    at: dt.datetime,
    answers: Mapping[tuple[int, int], Mapping[str, Answered]],
    deadlines: Deadlines,
    observations: Iterable[Observation],
) -> Semester:
    owed = owed_in(reading, institution, period)
    found = {key: answers.get((key, period.ordinal), {}).get(institution.code) for key in owed}
    out = {key for key, each in found.items() if each and each.is_validated and each.answer == Answer.NOT_APPLICABLE}
    raised = tuple(observations)
    return Semester(
        period=name_period(period, at),
        is_due=deadlines.of(period, institution.pk).is_overdue(at),
        deliveries=tuple(
            delivery_of(key, each, deadlines.of(period, institution.pk, key), at)
            for key, each in found.items()
            if key not in out
        ),
        not_applicable=len(out),
        observed=observed_of(raised),
        observations=raised,
    )


def owed_in(reading: Reading, institution: Institution, period: ReportingPeriod) -> list[int]:
    """Ids of the indicators in force to which the institution is committed, in the plan's order."""
    return [
        key
        for key in in_force(reading.all_revisions.values(), period)
        if institution.code in reading.expected(key, period.ordinal)
    ]


def delivery_of(indicator: int, answered: Answered | None, deadline: Deadline, at: dt.datetime) -> Delivery:
    sent_at = answered.first_sent_at if answered else None
    if answered is None or sent_at is None:
        return Delivery(indicator, False, False, False, is_missing=deadline.is_overdue(at))
    has_no_data = answered.answer == Answer.NOT_AVAILABLE
    return Delivery(indicator, True, not deadline.is_overdue(sent_at), has_no_data, is_missing=False)


def observed_of(observations: Iterable[Observation]) -> Observed:
    raised = list(observations)
    days = [days_between(each.raised_at, each.resolved_at) for each in raised if each.resolved_at is not None]
    return Observed(len(raised), len(days), median_days(days))
