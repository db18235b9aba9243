"""What figures are made of, read in a fixed number of queries whatever the size: the database adds the cells up.

A `Reading` holds a semester, the ones it is compared with, and the ones a target reaches back to. Everything else in this
package works on it without another query.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from indicators.models import ActionPlan, Commitment, Component, Indicator, IndicatorRevision, ReportingPeriod, Series
from institutions.models import Institution
from measurements.deadlines.deadlines import Deadlines
from reports.arithmetic.over_time import ordinals_in_scope
from reports.arithmetic.progress import Bands as Thresholds
from reports.figures.answers import Answered, CellSum, JoinedEntry, Key, read_joined, read_measurements
from reports.figures.definitions import (
    OwnGoals,
    in_force,
    plan_periods,
    read_own_goals,
    read_revisions,
    read_series,
    successive,
    thresholds_of,
)
from reports.figures.goals import Goals

if TYPE_CHECKING:
    from reports.arithmetic.aggregation import Observation
    from reports.figures.observing import Track
    from reports.figures.totals import Figure


class Owing(NamedTuple):
    """A commitment as it is read here: thousands of them name the same few institutions and semesters."""

    institution: Institution
    role: str
    from_period: ReportingPeriod
    until_period: ReportingPeriod | None


@dataclass(slots=True)
class Found:
    """What was worked out of one reading and is asked again: a change, a level, a target and a total ask the same.

    A reading never changes, so neither does this; `replace` gives the new reading a new one.
    """

    owed: dict[Key, frozenset[str]] = field(default_factory=dict)
    observed: dict[tuple[Track, int], Mapping[str, Observation]] = field(default_factory=dict)
    figures: dict[tuple[Track, tuple[int, ...]], Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One plan seen from one semester at one instant."""

    plan: ActionPlan
    period: ReportingPeriod
    at: dt.datetime
    periods: Sequence[ReportingPeriod]
    thresholds: Thresholds
    revisions: Mapping[int, IndicatorRevision]
    components: Mapping[int, Sequence[Component]]
    all_revisions: Mapping[int, IndicatorRevision]
    successive: Mapping[int, Sequence[IndicatorRevision]]  # the definitions of each indicator by semester of effect
    series: Mapping[int, Sequence[Series]]
    goals: Mapping[int, Goals]
    own_goals: OwnGoals  # of single institutions; empty unless they were asked for
    commitments: Mapping[int, Sequence[Owing]]
    institutions: Mapping[str, Institution]
    answers: Mapping[Key, Mapping[str, Answered]]
    sums: Mapping[Key, Sequence[CellSum]]
    joined: Mapping[int, Sequence[JoinedEntry]]
    deadlines: Deadlines
    definitions_of: ReportingPeriod | None = None  # to whose definition values are brought; None: the semester read
    found: Found = field(default_factory=Found, init=False, repr=False, compare=False)

    def period_before(self, steps: int = 1) -> ReportingPeriod | None:
        """The semester `steps` earlier, when the plan has it."""
        ordinal = self.period.ordinal - steps
        return next((period for period in self.periods if period.ordinal == ordinal), None)

    def ordinals(self, scope: str) -> list[int]:
        """The plan's semesters, up to the one read, over which a target's figure is taken. One that the plan skips is none."""
        covered = ordinals_in_scope(scope, self.period.ordinal, self.periods[0].ordinal)
        return [period.ordinal for period in self.periods if period.ordinal in covered]

    @property
    def definition_ordinal(self) -> int:
        """The semester to whose definition values are brought: the one read, or a later one where a change is previewed."""
        return (self.definitions_of or self.period).ordinal

    def expected(self, indicator: int, ordinal: int) -> frozenset[str]:
        """Codes of the institutions committed to the indicator in that semester; asked for each cell, found once."""
        key, owed = (indicator, ordinal), self.found.owed
        if key not in owed:
            commitments = self.commitments.get(indicator, ())
            owed[key] = frozenset(each.institution.code for each in commitments if is_in_force(each, ordinal))
        return owed[key]


def is_in_force(commitment: Owing, ordinal: int) -> bool:
    until = commitment.until_period
    return commitment.from_period.ordinal <= ordinal and (until is None or until.ordinal >= ordinal)


def read(
    plan: ActionPlan,
    period: ReportingPeriod,
    at: dt.datetime,
    *,
    periods: Sequence[ReportingPeriod] | None = None,
    indicator: Indicator | None = None,
    every_semester: bool = False,
    also: Collection[int] = (),
    of_institutions: bool = False,
) -> Reading:
    """Read what a semester's figures need in seven queries (six with `periods` given).

    `indicator` reads that one alone, over all its semesters, with the targets of single institutions: two queries more, and
    so does `of_institutions` of the whole plan. `every_semester` reads all that was answered up to this one:
    for a list or a report, which say the last semester with a value of each series, however old. `also` are the ordinals of
    further semesters, to compare with.
    """
    every_period = plan_periods(plan) if periods is None else periods
    here = next(each for each in every_period if each.pk == period.pk)
    components, all_revisions = read_revisions(plan, indicator)
    revisions = in_force(all_revisions.values(), here)
    series, goals = read_series(plan, indicator)
    own_goals = read_own_goals(plan, indicator) if indicator or of_institutions else {}
    institutions: dict[str, Institution] = {}
    commitments = read_commitments(plan, indicator, institutions, every_period)
    wanted = wanted_measurements(revisions.values(), [*goals.values(), *own_goals.values()], here, indicator)
    if also and not indicator:
        wanted |= Q(period__ordinal__in=also)
    if every_semester:
        wanted = Q(period__ordinal__lte=here.ordinal)
    answers, sums = read_measurements(plan, wanted)
    add_the_uncommitted(institutions, answers)
    return Reading(
        plan=plan,
        period=here,
        at=at,
        periods=every_period,
        thresholds=thresholds_of(here),
        revisions=revisions,
        components=components,
        all_revisions=all_revisions,
        successive=successive(all_revisions.values()),
        series=series,
        goals=goals,
        own_goals=own_goals,
        commitments=commitments,
        institutions=dict(sorted(institutions.items(), key=lambda pair: (pair[1].order, pair[0]))),
        answers=answers,
        sums=sums,
        joined=read_joined(plan, wanted),
        deadlines=Deadlines.read([here], with_openings=False),
    )


def read_commitments(
    plan: ActionPlan,
    indicator: Indicator | None,
    institutions: dict[str, Institution],
    periods: Iterable[ReportingPeriod],
) -> dict[int, list[Owing]]:
    """Commitments by indicator. An institution is made once, and the semesters are the ones already read."""
    by_id: dict[int | None, ReportingPeriod] = {period.pk: period for period in periods}
    columns = [each.attname for each in Institution._meta.concrete_fields]
    rows = Commitment.objects.filter(indicator__plan=plan)
    if indicator:
        rows = rows.filter(indicator=indicator)
    made: dict[int, Institution] = {}
    commitments: dict[int, list[Owing]] = defaultdict(list)
    for owed, owner, role, since, until, *own in rows.values_list(
        "indicator_id", "institution_id", "role", "from_period_id", "until_period_id",
        *(f"institution__{column}" for column in columns),
    ):  # fmt: skip
        if owner not in made:
            made[owner] = Institution.from_db(rows.db, columns, own)
        commitments[owed].append(Owing(made[owner], role, by_id[since], by_id.get(until)))
    institutions.update((each.code, each) for each in made.values())
    return commitments


def reaching_back(revisions: Iterable[IndicatorRevision], goals: Iterable[Goals]) -> set[int]:
    """Indicators with a target since the plan's start: their figure needs every semester."""
    cumulative = {each.revision for each in goals if each.is_cumulative}
    return {revision.indicator_id for revision in revisions if revision.pk in cumulative}


def wanted_measurements(
    revisions: Iterable[IndicatorRevision],
    goals: Iterable[Goals],
    period: ReportingPeriod,
    indicator: Indicator | None,
) -> Q:
    """This semester, the one before, the same a year before; all of an indicator on its own or judged since the start."""
    if indicator:
        return Q(indicator=indicator)
    ordinals = [period.ordinal, period.ordinal - 1, period.ordinal - 2]
    near = Q(period__ordinal__in=ordinals)
    since_start = reaching_back(revisions, goals)
    if since_start:
        near |= Q(indicator__in=since_start, period__ordinal__lte=period.ordinal)
    return near


def add_the_uncommitted(institutions: dict[str, Institution], answers: Mapping[Key, Mapping[str, Answered]]) -> None:
    """Institutions that answered and have no commitment left: rare, so they cost a query only then."""
    missing = {code for by_institution in answers.values() for code in by_institution} - institutions.keys()
    if missing:
        institutions |= {each.code: each for each in Institution.objects.filter(code__in=missing)}
