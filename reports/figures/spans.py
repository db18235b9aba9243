"""One series over the semester, the calendar year so far and everything since the plan began."""

from __future__ import annotations

from dataclasses import dataclass

from reports.arithmetic.over_time import Scope
from reports.figures.observing import Track, observe
from reports.figures.reading import Reading
from reports.figures.totals import Figure, figure_over


@dataclass(frozen=True, slots=True)
class Span:
    """The figure over one scope, up to the semester read.

    `elapsed` of `of` semesters have begun: "this year so far, 1 of 2"; since the start both are the same. `with_value` of the
    elapsed have a validated value. A flow adds them; a stock and a running total are those of the last, never carried forward.
    Over a definition break nothing is added: the figure's state is `broken`.
    """

    scope: str  # period | year | cumulative
    first: str
    last: str
    elapsed: int
    of: int
    with_value: int
    figure: Figure

    @property
    def is_whole(self) -> bool:
        """Whether no semester of the span is still to come."""
        return self.elapsed == self.of


def spans_of(reading: Reading, track: Track) -> tuple[Span, ...]:
    """The three spans. The reading holds every semester of the indicator: of one alone, or of a report."""
    return tuple(span_of(reading, track, scope) for scope in Scope)


def span_of(reading: Reading, track: Track, scope: Scope) -> Span:
    """One span. A semester and a calendar year are held by every reading; what goes since the start only by those of one
    indicator and of a report.
    """
    here = reading.period.ordinal
    covered = set(reading.ordinals(scope))
    elapsed = [each for each in reading.periods if each.ordinal in covered]
    whole = [each for each in reading.periods if scope is Scope.YEAR and each.ordinal // 2 == here // 2]
    return Span(
        scope=str(scope),
        first=elapsed[0].code,
        last=elapsed[-1].code,
        elapsed=len(elapsed),
        of=len(whole or elapsed),
        with_value=sum(has_value(reading, track, each.ordinal) for each in elapsed),
        figure=figure_over(reading, track, [each.ordinal for each in elapsed]),
    )


def has_value(reading: Reading, track: Track, ordinal: int) -> bool:
    observations = observe(reading, track, ordinal).values()
    return any(each.has_both_parts if track.is_percent else each.has_value for each in observations)
