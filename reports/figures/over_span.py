"""Every indicator over several semesters taken together: each semester's figure, the figure of all, and its change since as many before.

A reading of the last semester gives the values, on the scale of its definitions; a reading of each semester says how it was judged in
its day. Source of the rules: docs/methodology.md, "Over several semesters".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators.models import IndicatorRevision, ReportingPeriod, Series
from reports.arithmetic.over_time import Accumulation, Scope
from reports.figures.comparing import Comparison
from reports.figures.comparing_spans import compare_spans
from reports.figures.current import SeriesFigures, figures_of, track_of
from reports.figures.definitions import in_force
from reports.figures.judging import Judgement
from reports.figures.lineage import breaks
from reports.figures.observing import Track
from reports.figures.reading import Reading, read
from reports.figures.totals import Figure, figure_at, figure_over

InItsDay = Mapping[tuple[int, str, str], SeriesFigures]
"""The figures of each semester's own report: by its ordinal, and the codes of an indicator and a series."""


@dataclass(frozen=True, slots=True)
class SpanPoint:
    """One semester. Without a definition in force nothing was asked: there is no figure. `state` is that of its own day."""

    period: str
    figure: Figure | None
    is_break: bool
    state: str | None

    @property
    def is_followed(self) -> bool:
        return self.figure is not None


@dataclass(frozen=True, slots=True)
class Judged:
    """How a target of a calendar year, or since the plan's start, stood in the last semester of the span that it covers."""

    scope: str
    period: str
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class SeriesOverSpan:
    """One series. `figure` is that of the span: None where nothing was asked at its end and nothing can be added."""

    series: Series
    points: tuple[SpanPoint, ...]
    figure: Figure | None
    change: Comparison | None
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class IndicatorOverSpan:
    """`revision` is the last definition in force within the span; `since` and `until` bound the semesters in which one was."""

    revision: IndicatorRevision
    since: str
    until: str
    series: tuple[SeriesOverSpan, ...]

    @property
    def code(self) -> str:
        return self.revision.indicator.code


def read_semesters(
    last: Reading, periods: Sequence[ReportingPeriod], *, of_institutions: bool = False
) -> list[Reading]:
    """A reading of each semester of the span as its own report would read it; the last one is at hand."""
    earlier = [each for each in periods if each.ordinal != last.period.ordinal]
    found = [read(last.plan, each, last.at, periods=last.periods, of_institutions=of_institutions) for each in earlier]
    return [*found, last]


def indicators_over(
    last: Reading, semesters: Sequence[Reading], before: Sequence[int]
) -> tuple[IndicatorOverSpan, ...]:
    """Every indicator that was asked in some semester of the span, as the readings of its semesters hold them, in the plan's order.

    `last` holds every semester up to its own. `before`: ordinals of the span before, of the same length; empty for none.
    """
    periods = [each.period for each in semesters]
    followed: dict[int, dict[int, IndicatorRevision]] = {}
    for each in semesters:
        for indicator, revision in each.revisions.items():
            followed.setdefault(indicator, {})[each.period.ordinal] = revision
    in_its_day = judged_by_semester(semesters)
    found = [indicator_over(last, periods, revisions, before, in_its_day) for revisions in followed.values()]
    return tuple(sorted(found, key=lambda each: (each.revision.indicator.pillar.order, each.revision.indicator.order)))


def judged_by_semester(semesters: Sequence[Reading]) -> InItsDay:
    return {
        (reading.period.ordinal, each.indicator.code, series.code): series
        for reading in semesters
        for each in figures_of(reading)
        for series in each.series
    }


def indicator_over(
    last: Reading,
    periods: Sequence[ReportingPeriod],
    followed: Mapping[int, IndicatorRevision],
    before: Sequence[int],
    in_its_day: InItsDay,
) -> IndicatorOverSpan:
    codes = {each.ordinal: each.code for each in periods}
    revision = followed[max(followed)]
    return IndicatorOverSpan(
        revision,
        codes[min(followed)],
        codes[max(followed)],
        tuple(
            series_over(last, periods, followed, revision, each, before, in_its_day)
            for each in last.series.get(revision.pk, ())
        ),
    )


def series_over(
    last: Reading,
    periods: Sequence[ReportingPeriod],
    followed: Mapping[int, IndicatorRevision],
    revision: IndicatorRevision,
    series: Series,
    before: Sequence[int],
    in_its_day: InItsDay,
) -> SeriesOverSpan:
    track, broken = track_of(revision, series), breaks(last, revision.indicator_id)
    own = {each.ordinal: in_its_day.get((each.ordinal, revision.indicator.code, series.code)) for each in periods}
    points = tuple(
        SpanPoint(
            each.code,
            figure_at(last, track, each.ordinal) if each.ordinal in followed else None,
            each.ordinal in broken,
            seen.state if (seen := own[each.ordinal]) else None,
        )
        for each in periods
    )
    return SeriesOverSpan(
        series,
        points,
        figure_of_span(last, track, periods, followed),
        change_of_span(last, track, periods, before),
        tuple(judged_in(periods, own)),
    )


def figure_of_span(
    last: Reading, track: Track, periods: Sequence[ReportingPeriod], followed: Mapping[int, IndicatorRevision]
) -> Figure | None:
    """A flow adds the semesters in which it was asked; anything else is that of the last one, or nothing: never carried forward."""
    if track.accumulation != Accumulation.FLOW and periods[-1].ordinal not in followed:
        return None
    return figure_over(last, track, [each.ordinal for each in periods if each.ordinal in followed])


def change_of_span(
    last: Reading, track: Track, periods: Sequence[ReportingPeriod], before: Sequence[int]
) -> Comparison | None:
    """None where the indicator was not asked in every semester of both spans, or the plan has no span before."""
    now = [each.ordinal for each in periods]
    by_ordinal = {each.ordinal: each for each in last.periods}
    known = all(
        track.indicator in in_force(last.all_revisions.values(), by_ordinal[ordinal]) for ordinal in (*before, *now)
    )
    return compare_spans(last, track, before, now) if before and known else None


def judged_in(periods: Sequence[ReportingPeriod], own: Mapping[int, SeriesFigures | None]) -> Iterator[Judged]:
    """A target of a year stands in the year's last semester of the span, one since the start in the last of all."""
    ends = {each.ordinal // 2: each for each in periods}
    for each in ends.values():
        seen = own[each.ordinal]
        if seen is None or seen.judgement.target is None:
            continue
        scope = seen.judgement.scope
        if scope == Scope.YEAR or (scope == Scope.CUMULATIVE and each is periods[-1]):
            yield Judged(str(scope), each.code, seen.judgement)
