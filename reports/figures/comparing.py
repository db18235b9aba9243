"""Two semesters of one figure compared like for like, unless the definition changed between them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.arithmetic.change import Move, change
from reports.arithmetic.comparison import like_for_like, shares_like_for_like
from reports.arithmetic.percent import exact_percent_or_none
from reports.figures.lineage import is_broken
from reports.figures.observing import Observations, Track, counted_twice, is_measured_alike, observe, without
from reports.figures.reading import Reading


@dataclass(frozen=True, slots=True)
class Comparison:
    """A change since another semester over the institutions present in both, with what the others add apart.

    `state` is computed, nothing_before (no institution in both), broken (the definition changed between them) or in_words
    (answers that are not subtracted).
    For proportions the difference is in percentage points and there is no percent of change; `is_small` says that one of the two
    that are compared is of fewer than 20. Nothing here is rounded.
    """

    period: str
    state: str
    is_percent: bool
    before: Decimal | None = None
    after: Decimal | None = None
    difference: Decimal | None = None
    percent: Decimal | None = None
    direction: Move | None = None
    comparable: int = 0
    of: int = 0
    added_before: Decimal | None = None
    added_after: Decimal | None = None
    is_small: bool = False


def compare(reading: Reading, track: Track, earlier: int, later: int | None = None) -> Comparison | None:
    """The change from an earlier semester to a later one (the one read, unless told), like for like.

    None when the plan has no such semester. The reading holds both.
    """
    now = reading.period.ordinal if later is None else later
    period = next((each for each in reading.periods if each.ordinal == earlier), None)
    if period is None:
        return None
    if is_broken(reading, track.indicator, earlier, now) or not is_measured_alike(reading, track, earlier):
        return Comparison(period.code, "broken", track.is_percent)
    if track.is_spoken:
        return Comparison(period.code, "in_words", track.is_percent)
    before, after = observe(reading, track, earlier), observe(reading, track, now)
    if track.is_percent:
        return compare_shares(period.code, before, after)
    if reading.joined.get(track.indicator):
        both = {code for code, each in before.items() if each.has_value and code in after and after[code].has_value}
        before = without(before, counted_twice(reading, track, [earlier], both), earlier)
        after = without(after, counted_twice(reading, track, [now], both), now)
    result = like_for_like(before, after)
    moved = change(result.previous, result.current)
    return Comparison(
        period.code,
        "computed" if moved else "nothing_before",
        is_percent=False,
        before=result.previous,
        after=result.current,
        difference=result.difference,
        percent=exact_percent_or_none(moved.difference, abs(result.previous)) if moved and result.previous else None,
        direction=moved.direction if moved else None,
        comparable=result.comparable,
        of=result.of,
        added_before=result.added_previous,
        added_after=result.added_current,
    )


def compare_shares(code: str, before: Observations, after: Observations) -> Comparison:
    result = shares_like_for_like(before, after)
    moved = change(result.previous.exact_percent, result.current.exact_percent)
    return Comparison(
        code,
        "computed" if moved else "nothing_before",
        is_percent=True,
        before=result.previous.exact_percent,
        after=result.current.exact_percent,
        difference=moved.difference if moved else None,
        direction=moved.direction if moved else None,
        comparable=result.comparable,
        of=result.of,
        added_before=result.added_previous.exact_percent,
        added_after=result.added_current.exact_percent,
        is_small=result.previous.is_small or result.current.is_small,
    )
