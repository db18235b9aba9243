"""The scorecard itself, read in a fixed number of queries whatever the plan's size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from indicators.models import ActionPlan, Commitment, ReportingPeriod
from institutions.models import Institution
from reports.figures.definitions import plan_periods
from reports.figures.names import IndicatorName, InstitutionName, PeriodName, name_indicator, name_institution
from reports.figures.reading import Owing, Reading, is_in_force, read
from reports.scorecard.comparing import OwnPast, beside
from reports.scorecard.contributing import Contribution, contributions_of
from reports.scorecard.doing import YearDone, years_done
from reports.scorecard.requests import Requests, counted, requests_by_semester
from reports.scorecard.semesters import Observed, Semester, observed_of, semesters_of

SEMESTERS = 6


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment in force or to come. Periods are codes; `until` is empty while no end is set."""

    indicator: IndicatorName
    role: str
    since: str
    until: str
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One institution at one instant, over its last six semesters, the oldest first.

    `latest` is the last of them whose deadline has passed, else the last; the comparisons are of that one with earlier ones
    that had something owed and due.
    """

    institution: InstitutionName
    period: str
    semesters: tuple[Semester, ...]
    latest: Semester
    previous: OwnPast | None
    earlier: OwnPast | None
    observed: Observed
    requests: Requests
    requests_by_semester: dict[str, Requests]
    contributions: tuple[Contribution, ...]
    promises: tuple[Promise, ...]
    years: tuple[YearDone, ...]

    @property
    def only_to_come(self) -> list[Promise]:
        """Commitments to indicators of which there is nothing to show yet."""
        shown = {each.indicator.code for each in self.contributions}
        return [each for each in self.promises if each.indicator.code not in shown]

    @property
    def has_own_targets(self) -> bool:
        return any(each.judgement is not None for each in self.contributions)

    @property
    def chosen(self) -> PeriodName:
        """The semester as of which it is read: the last of the six."""
        return self.semesters[-1].period


def scorecard(
    plan: ActionPlan,
    institution: Institution,
    period: ReportingPeriod,
    at: dt.datetime,
    *,
    periods: Sequence[ReportingPeriod] | None = None,
) -> Scorecard:
    """The card of the institution as of a semester: a fixed number of queries."""
    reading = read(plan, period, at, periods=plan_periods(plan) if periods is None else periods, of_institutions=True)
    shown = [each for each in reading.periods if each.ordinal <= period.ordinal][-SEMESTERS:]
    semesters = semesters_of(reading, institution, shown, at)
    latest = next((each for each in reversed(semesters) if each.is_due), semesters[-1])
    past = [each for each in semesters if each.is_due and each.owed and each.period.ordinal < latest.period.ordinal]
    requests = requests_by_semester(plan, institution, shown, every=reading.periods)
    return Scorecard(
        institution=name_institution(institution),
        period=period.code,
        semesters=semesters,
        latest=latest,
        previous=beside(latest, past[-1:]),
        earlier=beside(latest, past) if len(past) > 1 else None,
        observed=observed_of(chain.from_iterable(each.observations for each in semesters)),
        requests=counted(chain.from_iterable(requests.values()), at),
        requests_by_semester={each.code: counted(requests.get(each.code, ()), at) for each in shown},
        contributions=contributions_of(reading, institution),
        promises=tuple(promises_of(reading, institution)),
        years=years_done(plan, institution, reading.period, a_year_before(reading), at),
    )


def a_year_before(reading: Reading) -> ReportingPeriod | None:
    """The same semester of the year before."""
    return next((each for each in reading.periods if each.ordinal == reading.period.ordinal - 2), None)


def promises_of(reading: Reading, institution: Institution) -> Iterator[Promise]:
    here = reading.period.ordinal
    for key, revision in reading.revisions.items():
        name = name_indicator(revision.indicator, revision)
        own = [each for each in reading.commitments.get(key, ()) if each.institution.pk == institution.pk]
        for each in sorted(own, key=lambda commitment: commitment.from_period.ordinal):
            if is_in_force(each, here) or each.from_period.ordinal > here:
                yield promise_of(each, name, here)


def promise_of(commitment: Owing, name: IndicatorName, here: int) -> Promise:
    until = commitment.until_period
    return Promise(
        name,
        str(Commitment.Role(commitment.role).label),
        commitment.from_period.code,
        until.code if until else "",
        commitment.from_period.ordinal > here,
    )
