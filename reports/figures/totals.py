"""One figure of one semester, or of several taken together: what all institutions amount to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.arithmetic.aggregation import Outcome, Share, Total, proportion, total
from reports.arithmetic.over_time import Accumulation, across_periods, falls, shares_across_periods
from reports.figures import kinds
from reports.figures.kinds import InWords
from reports.figures.lineage import breaks, definition_at, is_broken
from reports.figures.observing import ZERO, Observations, Track, counted_twice, is_measured_alike, observe, without
from reports.figures.reading import Reading
from reports.figures.warnings import FigureWarning

BROKEN = "broken"
"""State of a figure that would reach over a definition break: it is not put together."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one semester. `value` is data (a percentage to two places), `exact` is unrounded and what is printed;
    None is no value.

    `reported` of `expected` is the k of n. `joined` is how many items were counted by two institutions and taken away.
    `rule` is how it was put together, `semesters` over which, `leaves` the ids of the measurements that it is made of, and
    `warnings` what a reader must know beside it (`FigureWarning`). A `broken` one would reach over a change of definition: it
    says from how many reports it would be made and has no value.

    `in_words` is the answer where it is a stage, an option or texts: then there is no value, unless a share is asked.
    """

    is_percent: bool
    value: Decimal | None
    exact: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    reported: int
    expected: int
    not_available: int
    not_applicable: int
    missing: int
    joined: Decimal
    is_partial: bool
    is_small: bool
    state: str  # computed | not_reported | not_applicable | not_assigned | broken
    rule: str = ""  # sum | distinct | single_reporter | ratio_of_sums | share | all | any | minimum | median | listed
    semesters: tuple[int, ...] = ()
    leaves: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    in_words: InWords | None = None

    @property
    def has_answer(self) -> bool:
        """Whether it says anything, in numbers or in words."""
        return self.value is not None or (self.in_words is not None and self.reported > 0)


def figure_over(reading: Reading, track: Track, ordinals: Iterable[int]) -> Figure:
    """The figure of several semesters taken together: a flow adds, a stock takes the last; joined items count once.

    Nothing is added over a definition break: the figure is `broken` when anybody was expected, or answered, before it.
    """
    key, figures = (track, tuple(ordinals)), reading.found.figures
    if key not in figures:
        figures[key] = figure_anew(reading, *key)
    return figures[key]


def figure_anew(reading: Reading, track: Track, semesters: Sequence[int]) -> Figure:
    seen = {ordinal: observe(reading, track, ordinal) for ordinal in semesters}
    last = semesters if track.accumulation == Accumulation.FLOW else semesters[-1:]
    if track.is_spoken:
        return figure_in_words(reading, track, {ordinal: seen[ordinal] for ordinal in semesters[-1:]})
    made_of = {ordinal: seen[ordinal] for ordinal in last}
    figure = share_over(seen, track) if track.is_percent else total_over(reading, track, seen, last)
    if is_cut(reading, track, made_of):
        figure = broken(figure)
    elif track.is_in_words:
        figure = replace(figure, in_words=kinds.together(reading, track, semesters[-1])[0])
    return told(reading, track, figure, made_of)


def share_over(seen: Mapping[int, Observations], track: Track) -> Figure:
    shares = {ordinal: proportion(each.values()) for ordinal, each in seen.items()}
    return share_figure(shares_across_periods(shares, track.accumulation))


def total_over(reading: Reading, track: Track, seen: Mapping[int, Observations], last: Sequence[int]) -> Figure:
    taken = counted_twice(reading, track, last)
    totals = {ordinal: total(without(each, taken, ordinal).values()) for ordinal, each in seen.items()}
    return total_figure(across_periods(totals, track.accumulation, track.kind), sum(taken.values(), ZERO))


def is_cut(reading: Reading, track: Track, made_of: Mapping[int, Observations]) -> bool:
    """Whether the definition broke between the semesters that somebody owes or answered, or was another sort of figure."""
    concerned = [ordinal for ordinal, observations in made_of.items() if observations]
    if any(not is_measured_alike(reading, track, ordinal) for ordinal in concerned):
        return True
    last = max(made_of, default=0)
    return any(min(concerned, default=last) < ordinal <= last for ordinal in breaks(reading, track.indicator))


def broken(figure: Figure) -> Figure:
    """The same reach without any value."""
    return replace(
        figure,
        value=None,
        exact=None,
        numerator=None,
        denominator=None,
        joined=ZERO,
        is_partial=False,
        is_small=False,
        state=BROKEN,
    )


def figure_in_words(reading: Reading, track: Track, made_of: Mapping[int, Observations]) -> Figure:
    """Where the institutions stand at the end of the last semester: words never add up over semesters."""
    words, reach, leaves = kinds.together(reading, track, max(made_of))
    counted = Total(
        reported=reach.reported,
        expected=reach.expected,
        not_available=reach.not_available,
        not_applicable=reach.not_applicable,
    )
    state = Outcome.COMPUTED if reach.reported else reach.outcome_without_value
    figure = replace(total_figure(counted), state=str(state), in_words=words)
    if is_cut(reading, track, made_of):
        figure = replace(broken(figure), in_words=None)
    return replace(told(reading, track, figure, made_of), leaves=leaves)


def told(reading: Reading, track: Track, figure: Figure, made_of: Mapping[int, Observations]) -> Figure:
    """The figure with how it was made."""
    counted = [
        each
        for observations in made_of.values()
        for each in observations.values()
        if (each.has_both_parts if track.is_percent else each.has_value)
    ]
    return replace(
        figure,
        rule=track.across if track.is_in_words or not track.is_percent else "ratio_of_sums",
        semesters=tuple(made_of),
        leaves=tuple(sorted(each.measurement for each in counted if each.measurement is not None)),
        warnings=warnings_of(reading, track, figure, made_of),
    )


def warnings_of(
    reading: Reading, track: Track, figure: Figure, made_of: Mapping[int, Observations]
) -> tuple[FigureWarning, ...]:
    last = max(made_of, default=reading.period.ordinal)
    definition = definition_at(reading, track.indicator, last)
    said = [each for observations in made_of.values() for each in observations.values()]
    holds = {
        FigureWarning.PARTIAL: figure.is_partial,
        FigureWarning.SMALL_DENOMINATOR: figure.is_small,
        FigureWarning.ZERO_DENOMINATOR: figure.denominator == ZERO,
        FigureWarning.JOINED: bool(figure.joined),
        FigureWarning.REBASED: figure.value is not None and any(each.is_rebased for each in said),
        FigureWarning.EARLIER_DEFINITION: is_broken(reading, track.indicator, last, reading.period.ordinal),
        FigureWarning.FALLS: has_fallen(reading, track, last, made_of),
        FigureWarning.PROPOSED: definition is not None and definition.is_proposed,
    }
    return tuple(code for code, is_so in holds.items() if is_so)


def has_fallen(reading: Reading, track: Track, ordinal: int, made_of: Mapping[int, Observations]) -> bool:
    """Whether some institution's running total is below what it had in the semester before, under the same definition."""
    before = ordinal - 1
    if track.accumulation != Accumulation.RUNNING or is_broken(reading, track.indicator, before, ordinal):
        return False
    earlier, now = observe(reading, track, before), made_of.get(ordinal, {})
    return any(
        falls({before: earlier[code].value, ordinal: each.value}) for code, each in now.items() if code in earlier
    )


def figure_at(reading: Reading, track: Track, ordinal: int) -> Figure:
    return figure_over(reading, track, [ordinal])


def total_figure(each: Total, joined: Decimal = ZERO) -> Figure:
    return Figure(
        is_percent=False,
        value=each.value,
        exact=each.value,
        numerator=None,
        denominator=None,
        reported=each.reported,
        expected=each.expected,
        not_available=each.not_available,
        not_applicable=each.not_applicable,
        missing=each.missing,
        joined=joined,
        is_partial=each.is_partial,
        is_small=False,
        state=str(each.state),
    )


def share_figure(each: Share) -> Figure:
    return Figure(
        is_percent=True,
        value=each.percent,
        exact=each.exact_percent,
        numerator=each.numerator,
        denominator=each.denominator,
        reported=each.reported,
        expected=each.expected,
        not_available=each.not_available,
        not_applicable=each.not_applicable,
        missing=each.missing,
        joined=ZERO,
        is_partial=each.is_partial,
        is_small=each.is_small,
        state=str(each.state),
    )
