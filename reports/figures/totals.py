"""One figure of one semester, or of several taken together: what all institutions amount to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.aggregation import Outcome, Share, Total, proportion, total
from reports.figures import kinds
from reports.figures.kinds import InWords
from reports.figures.observing import ZERO, Track, counted_twice, observe, without
from reports.figures.reading import Reading
from reports.over_time import across_periods, shares_across_periods


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one semester. `value` is data (a percentage to two places), `exact` is unrounded and what is printed;
    None is no value.

    `reported` of `expected` is the k of n. `joined` is how many items were counted by two institutions and taken away.
    `rule` is how it was put together, `semesters` over which, `leaves` the ids of the measurements that it is made of, and
    `warnings` what a reader must know beside it; each is a code with words in `reports.explaining`.

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
    state: str  # computed | not_reported | not_applicable | not_assigned
    rule: str = ""  # sum | distinct | single_reporter | ratio_of_sums | share | all | any | minimum | median | listed
    semesters: tuple[int, ...] = ()
    leaves: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()  # partial | small_denominator | zero_denominator | joined
    in_words: InWords | None = None

    @property
    def has_answer(self) -> bool:
        """Whether it says anything, in numbers or in words."""
        return self.value is not None or (self.in_words is not None and self.reported > 0)


def figure_over(reading: Reading, track: Track, ordinals: Iterable[int]) -> Figure:
    """The figure of several semesters taken together: a flow adds, a stock takes the last; joined items count once."""
    semesters = list(ordinals)
    seen = {ordinal: observe(reading, track, ordinal) for ordinal in semesters}
    last = semesters if track.accumulation == "flow" else semesters[-1:]
    if track.is_spoken:
        return figure_in_words(reading, track, semesters[-1:])
    made_of = [each for ordinal in last for each in seen[ordinal].values()]
    if track.is_percent:
        shares = {ordinal: proportion(each.values()) for ordinal, each in seen.items()}
        figure = share_figure(shares_across_periods(shares, track.accumulation))
        leaves = [each.measurement for each in made_of if each.has_both_parts]
        if track.is_in_words:
            words, _reach, _leaves = kinds.together(reading, track, semesters[-1])
            return replace(told(figure, track.across, last, leaves), in_words=words)
        return told(figure, "ratio_of_sums", last, leaves)
    taken = counted_twice(reading, track, last)
    totals = {ordinal: total(without(each, taken, ordinal).values()) for ordinal, each in seen.items()}
    figure = total_figure(across_periods(totals, track.accumulation, track.kind), sum(taken.values(), ZERO))
    return told(figure, track.across, last, [each.measurement for each in made_of if each.has_value])


def figure_in_words(reading: Reading, track: Track, last: list[int]) -> Figure:
    """Where the institutions stand at the end of the last semester: words never add up over semesters."""
    words, reach, leaves = kinds.together(reading, track, last[-1])
    counted = Total(
        reported=reach.reported,
        expected=reach.expected,
        not_available=reach.not_available,
        not_applicable=reach.not_applicable,
    )
    state = Outcome.COMPUTED if reach.reported else reach.outcome_without_value
    figure = replace(total_figure(counted), state=str(state), in_words=words)
    return told(figure, track.across, last, leaves)


def told(figure: Figure, rule: str, semesters: Iterable[int], leaves: Iterable[int | None]) -> Figure:
    """The figure with how it was made."""
    warnings = {
        "partial": figure.is_partial,
        "small_denominator": figure.is_small,
        "zero_denominator": figure.denominator == ZERO,
        "joined": bool(figure.joined),
    }
    return replace(
        figure,
        rule=rule,
        semesters=tuple(semesters),
        leaves=tuple(sorted(leaf for leaf in leaves if leaf is not None)),
        warnings=tuple(code for code, is_so in warnings.items() if is_so),
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
