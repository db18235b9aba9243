"""Past semesters under the definition in force and under the one drafted, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from indicators.defining.document import DefinitionDocument
from indicators.models import IndicatorRevision, ReportingPeriod, Series
from reports.arithmetic.feasibility import Feasibility
from reports.figures.current import track_of
from reports.figures.definitions import thresholds_of
from reports.figures.feasible import feasibility_of
from reports.figures.goals import Goals
from reports.figures.judging import Judgement, expected_at, judge
from reports.figures.lineage import ONE, factor, is_broken
from reports.figures.reading import Reading
from reports.figures.totals import Figure, figure_at
from revisions.impact.imagining import UNSAVED
from revisions.impact.recounting import Asked, Cells, asked, recounted


class Basis(StrEnum):
    """What becomes of a past figure once the draft is adopted."""

    SAME = "same"
    REBASED = "rebased"
    NOT_COMPARABLE = "not_comparable"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure and what it is worth under the targets of one definition. No judgement where none may be made.

    `judged` is the same figure on the scale of that definition: the one that its targets are held against.
    """

    figure: Figure
    judged: Figure
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class PastSemester:
    """`reported` never changes. `brought` is what pages show once the draft is in force; None behind a break. `factor` is the
    product of all by which it is multiplied then, earlier ones too.

    `recount` is for information only: what it would have been, from the parts that both definitions have; `lacking` are the
    labels of the parts that nobody was asked for then.
    """

    period: str
    ordinal: int
    reported: Seen | None
    basis: Basis
    brought: Seen | None
    factor: Decimal = ONE
    recount: Seen | None = None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AheadSemester:
    """What is expected by a semester from which the draft is in force."""

    period: str
    ordinal: int
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class SeriesImpact:
    """One series. `is_new`: the draft begins it; `ends`: the draft has it no more."""

    code: str
    label: str
    is_new: bool
    ends: bool
    is_percent: bool
    unit: str
    past: tuple[PastSemester, ...]  # the newest first
    ahead: tuple[AheadSemester, ...]
    feasibility: Feasibility | None = None  # of the last target as drafted


@dataclass(frozen=True, slots=True)
class Side:
    """One definition with the reading in which it is the last one."""

    reading: Reading
    revision: IndicatorRevision
    document: DefinitionDocument

    def series(self, code: str) -> Series | None:
        return next((each for each in self.reading.series.get(self.revision.pk, ()) if each.code == code), None)

    def goals(self, series: Series | None) -> Goals:
        return self.reading.goals[series.pk] if series else Goals(UNSAVED, None)

    def asked(self, code: str) -> Asked | None:
        track = next((each for each in self.document.series if each.code == code), None)
        return asked(self.document, track) if track else None


def series_impacts(before: Side, after: Side, cells: Mapping[int, Cells], *, retires: bool) -> tuple[SeriesImpact, ...]:
    """Every series of either definition: those drafted first, in their order."""
    codes = list(dict.fromkeys(each.code for side in (after, before) for each in side.document.series))
    return tuple(series_impact(before, after, code, cells, retires=retires) for code in codes)


def series_impact(before: Side, after: Side, code: str, cells: Mapping[int, Cells], *, retires: bool) -> SeriesImpact:
    old, new = before.series(code), None if retires else after.series(code)
    shown = after if new else before
    return SeriesImpact(
        code=code,
        label=str((new or old or Series()).label or ""),
        is_new=old is None,
        ends=new is None,
        is_percent=shown.revision.is_percent,
        unit=str(shown.revision.unit or ""),
        past=tuple(past_semester(before, after, (old, new), each, cells) for each in past_periods(before)),
        ahead=ahead_semesters(before, after, (old, new)),
        feasibility=feasibility_of(after.reading, track_of(after.revision, new), after.revision, after.goals(new))
        if new
        else None,
    )


def past_periods(before: Side) -> list[ReportingPeriod]:
    """Semesters before the one read in which somebody owed an answer or gave one, the newest first."""
    reading, indicator = before.reading, before.revision.indicator_id
    here = reading.period.ordinal
    concerned = [
        each
        for each in reading.periods
        if each.ordinal < here
        and (reading.expected(indicator, each.ordinal) or reading.answers.get((indicator, each.ordinal)))
    ]
    return concerned[::-1]


def seen_from(reading: Reading, period: ReportingPeriod, definitions_of: ReportingPeriod | None) -> Reading:
    """The same answers as they stand in an earlier semester, with its thresholds and of its scope."""
    return replace(reading, period=period, thresholds=thresholds_of(period), definitions_of=definitions_of)


def past_semester(
    before: Side,
    after: Side,
    pair: tuple[Series | None, Series | None],
    period: ReportingPeriod,
    cells: Mapping[int, Cells],
) -> PastSemester:
    old, new = pair
    reported = seen_today(before, old, period) if old else None
    if new is None:
        return PastSemester(period.code, period.ordinal, reported, Basis.RETIRED, None)
    then = seen_from(after.reading, period, after.reading.period)
    by = factor(then, after.revision.indicator_id, period.ordinal)
    basis = basis_of(after, period, by)
    brought = None if basis == Basis.NOT_COMPARABLE or old is None else seen(after, new, then)
    found = PastSemester(period.code, period.ordinal, reported, basis if old else Basis.NOT_COMPARABLE, brought, by)
    if before.asked(new.code) == after.asked(new.code):
        return found
    track = next(each for each in after.document.series if each.code == new.code)
    again = recounted(then, after.document, track, after.revision.indicator_id, period.ordinal, cells)
    if again is None:
        return found
    labels = {each.code: str(each.label) for each in after.reading.components[after.revision.pk]}
    recount = seen(after, new, again.reading) if again.reading else None
    return replace(found, recount=recount, lacking=tuple(labels[code] for code in again.lacking))


def is_alike(before: Side, period: ReportingPeriod) -> bool:
    """Whether the definition in force today still measures what was reported then: else its targets judge nothing."""
    last = before.revision.effective_from.ordinal
    return not is_broken(before.reading, before.revision.indicator_id, period.ordinal, last)


def basis_of(after: Side, period: ReportingPeriod, by: Decimal) -> Basis:
    here = after.reading.period.ordinal
    if is_broken(after.reading, after.revision.indicator_id, period.ordinal, here):
        return Basis.NOT_COMPARABLE
    return Basis.SAME if by == ONE else Basis.REBASED


def seen_today(before: Side, series: Series, period: ReportingPeriod) -> Seen:
    """As it was reported; judged on the scale of the definition in force today, whose targets they are."""
    own = seen_from(before.reading, period, None)
    today = seen(before, series, seen_from(before.reading, period, before.reading.period))
    figure = figure_at(own, track_of(before.revision, series), period.ordinal)
    if not is_alike(before, period):
        return Seen(figure, figure, None)
    return replace(today, figure=figure)


def seen(side: Side, series: Series, reading: Reading) -> Seen:
    """The figure of the semester read, and how the side's own targets judge it."""
    track = track_of(side.revision, series)
    figure = figure_at(reading, track, reading.period.ordinal)
    goals = side.reading.goals[series.pk]
    return Seen(figure, figure, judge(reading, track, side.revision, goals, figure))


def ahead_semesters(before: Side, after: Side, pair: tuple[Series | None, Series | None]) -> tuple[AheadSemester, ...]:
    """From the semester in which the draft takes effect to the last target of either."""
    old, new = pair
    was, will = before.goals(old), after.goals(new)
    last = max([goal.ordinal for goal in (*was.goals, *will.goals)], default=0)
    return tuple(
        AheadSemester(
            each.code,
            each.ordinal,
            expected_at(before.revision, was, each.ordinal),
            expected_at(after.revision, will, each.ordinal),
        )
        for each in before.reading.periods
        if before.reading.period.ordinal <= each.ordinal <= last
    )
