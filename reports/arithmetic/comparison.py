"""Two periods compared like for like: only the institutions present in both, and what the others add apart.

Without it a silent institution would look like a fall, and a new one like a rise.

Source of the rules: docs/methodology.md, "Comparisons".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.arithmetic.aggregation import Observation, Share, proportion, total
from reports.arithmetic.change import change

Period = Mapping[str, Observation]
"""The observations of a period, by institution."""


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """Sums over the comparable institutions, their change, and the sums of those present in one period only."""

    previous: Decimal | None
    current: Decimal | None
    difference: Decimal | None
    percent: Decimal | None
    comparable: int
    of: int
    added_previous: Decimal | None
    added_current: Decimal | None


@dataclass(frozen=True, slots=True)
class ShareLikeForLike:
    """Proportions over the comparable institutions, and the others' apart."""

    previous: Share
    current: Share
    comparable: int
    of: int
    added_previous: Share
    added_current: Share


def like_for_like(previous: Period, current: Period) -> LikeForLike:
    """Compare the counts of two periods over the institutions that reported in both."""
    both, before, after = _parted(previous, current, lambda each: each.has_value)
    was, now = total(_of(previous, both)).value, total(_of(current, both)).value
    moved = change(was, now)
    return LikeForLike(
        previous=was,
        current=now,
        difference=moved.difference if moved else None,
        percent=moved.percent if moved else None,
        comparable=len(both),
        of=_concerned(previous, current),
        added_previous=total(_of(previous, before)).value,
        added_current=total(_of(current, after)).value,
    )


def shares_like_for_like(previous: Period, current: Period) -> ShareLikeForLike:
    """Compare the proportions of two periods over the institutions that gave both parts in both."""
    both, before, after = _parted(previous, current, lambda each: each.has_both_parts)
    was, now = proportion(_of(previous, both)), proportion(_of(current, both))
    return ShareLikeForLike(
        previous=was,
        current=now,
        comparable=len(both),
        of=_concerned(previous, current),
        added_previous=proportion(_of(previous, before)),
        added_current=proportion(_of(current, after)),
    )


def _parted(
    previous: Period, current: Period, gave: Callable[[Observation], bool]
) -> tuple[set[str], set[str], set[str]]:
    """Return who is present in both periods, only in the first, only in the second."""
    before = {institution for institution, each in previous.items() if gave(each)}
    after = {institution for institution, each in current.items() if gave(each)}
    return before & after, before - after, after - before


def _of(period: Period, institutions: Iterable[str]) -> list[Observation]:
    return [period[institution] for institution in institutions]


def _concerned(previous: Period, current: Period) -> int:
    """Return how many institutions the figure applies to in at least one of the periods."""
    periods = (previous, current)
    return len({institution for period in periods for institution, each in period.items() if each.is_applicable})
