"""One figure over several periods: a flow adds, a stock and a running total take the last.

Source of the rules: docs/methodology.md, "Across periods".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from reports.arithmetic.aggregation import Reach, ReachCounts, Share, Total, added


class Accumulation(StrEnum):
    """How a figure behaves from one period to the next."""

    FLOW = "flow"  # what happened in the period
    STOCK = "stock"  # what is in force at its end
    RUNNING = "running"  # everything since the start: must not fall


class Kind(StrEnum):
    """The kinds of indicators; the last three are answered in words."""

    COUNT = "COUNT"
    PROPORTION = "PROPORTION"
    CHANGE = "CHANGE"
    REGISTER = "REGISTER"
    MILESTONE = "MILESTONE"
    SCALE = "SCALE"
    NARRATIVE = "NARRATIVE"


class Scope(StrEnum):
    """Over what a target is set, and so over what its figure is taken."""

    PERIOD = "period"
    YEAR = "year"
    CUMULATIVE = "cumulative"


SUPPORTED = {
    Kind.COUNT: frozenset(Accumulation),
    Kind.PROPORTION: frozenset(Accumulation),
    Kind.CHANGE: frozenset({Accumulation.STOCK}),
    Kind.REGISTER: frozenset({Accumulation.FLOW, Accumulation.STOCK}),
    Kind.MILESTONE: frozenset({Accumulation.STOCK}),
    Kind.SCALE: frozenset({Accumulation.STOCK}),
    Kind.NARRATIVE: frozenset({Accumulation.STOCK}),
}
NUMBERS = frozenset({"sum", "single_reporter"})
ACROSS = {
    Kind.COUNT: NUMBERS,
    Kind.PROPORTION: NUMBERS,
    Kind.CHANGE: NUMBERS,
    Kind.REGISTER: NUMBERS | {"distinct"},
    Kind.MILESTONE: frozenset({"share", "all", "any", "minimum", "single_reporter"}),
    Kind.SCALE: frozenset({"median", "single_reporter"}),
    Kind.NARRATIVE: frozenset({"listed"}),
}
"""How each kind can be put together across institutions."""


def is_supported(kind: str, accumulation: str, across: str | None = None) -> bool:
    """Return whether a figure of this kind can behave so: a change is one of a stock, a register has no running total, words
    say where something stands. With `across`, whether the institutions can be put together so as well.
    """
    known = Kind(kind)
    return Accumulation(accumulation) in SUPPORTED[known] and (across is None or across in ACROSS[known])


def across_periods(totals: Mapping[int, Total], accumulation: str, kind: str = Kind.COUNT) -> Total:
    """Return the figure of the periods (ordinal → total) taken together.

    The reach of a flow adds too: "k de n" then counts reports, one an institution and period. A stock that was not reported
    in the last period is missing, never carried forward. Raises ValueError for an unsupported combination.
    """
    if Kind(kind) in (Kind.PROPORTION, Kind.NARRATIVE) or not is_supported(kind, accumulation):
        raise ValueError(f"A {kind} has no total as {accumulation}.")
    if accumulation != Accumulation.FLOW:
        return totals[max(totals)] if totals else Total()
    return Total(value=added(each.value for each in totals.values()), **_added_reach(totals.values()))


def shares_across_periods(shares: Mapping[int, Share], accumulation: str) -> Share:
    """Return the proportion of the periods (ordinal → share) taken together: summed parts for a flow, else the last."""
    if Accumulation(accumulation) is not Accumulation.FLOW:
        return shares[max(shares)] if shares else Share()
    return Share(
        numerator=added(each.numerator for each in shares.values()),
        denominator=added(each.denominator for each in shares.values()),
        **_added_reach(shares.values()),
    )


def falls(running: Mapping[int, Decimal | None]) -> tuple[int, ...]:
    """Return the ordinals at which a running total is below the last one reported before: each needs an explanation."""
    fallen = []
    last: Decimal | None = None
    for ordinal, value in sorted(running.items()):
        if value is None:
            continue
        if last is not None and value < last:
            fallen.append(ordinal)
        last = value
    return tuple(fallen)


def ordinals_in_scope(scope: str, at: int, first: int) -> range:
    """Return the semesters, up to `at`, over which a target's figure is taken; `first` is the plan's first semester.

    A semester's ordinal is its year × 2, plus 1 in the second half.
    """
    if Scope(scope) is Scope.PERIOD:
        return range(at, at + 1)
    start = at - at % 2 if Scope(scope) is Scope.YEAR else first
    return range(max(start, first), at + 1)


def _added_reach(figures: Iterable[Reach]) -> ReachCounts:
    each = list(figures)
    return {
        "reported": sum(figure.reported for figure in each),
        "expected": sum(figure.expected for figure in each),
        "not_available": sum(figure.not_available for figure in each),
        "not_applicable": sum(figure.not_applicable for figure in each),
    }
