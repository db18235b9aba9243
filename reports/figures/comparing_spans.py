"""Two spans of semesters compared like for like, unless the definition changed within them.

A flow is compared over the institutions that gave a value in every semester of both spans: who missed one would make a fall or a rise
that nobody had. Anything else is compared at the ends of the spans, as any two semesters are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from reports.arithmetic.aggregation import Observation, is_of_few
from reports.arithmetic.change import change
from reports.arithmetic.over_time import Accumulation
from reports.arithmetic.percent import exact_percent_or_none
from reports.figures.comparing import Comparison, compare
from reports.figures.lineage import is_broken
from reports.figures.observing import Observations, Track, added, counted_twice, is_measured_alike, observe, without
from reports.figures.reading import Reading

Parts = tuple[Decimal | None, Decimal | None]


def compare_spans(reading: Reading, track: Track, before: Sequence[int], now: Sequence[int]) -> Comparison | None:
    """The change from one span (ordinals) to a later one. The reading holds all their semesters. The period of the result is the
    last semester of the earlier span.
    """
    if track.accumulation != Accumulation.FLOW:
        return compare(reading, track, before[-1], now[-1])
    code = next(each.code for each in reading.periods if each.ordinal == before[-1])
    every = (*before, *now)
    if is_broken(reading, track.indicator, before[0], now[-1]) or not all(
        is_measured_alike(reading, track, ordinal) for ordinal in every
    ):
        return Comparison(code, "broken", track.is_percent)
    if track.is_spoken:
        return Comparison(code, "in_words", track.is_percent)
    both = present_in(reading, track, every)
    was, now_is = (parts_over(reading, track, span, both) for span in (before, now))
    then, here = (value_of(track, parts) for parts in (was[0], now_is[0]))
    moved = change(then, here)
    return Comparison(
        code,
        "computed" if moved else "nothing_before",
        is_percent=track.is_percent,
        before=then,
        after=here,
        difference=moved.difference if moved else None,
        percent=exact_percent_or_none(moved.difference, abs(then)) if moved and then and not track.is_percent else None,
        direction=moved.direction if moved else None,
        comparable=len(both),
        of=len(concerned(reading, track, every)),
        added_before=value_of(track, was[1]),
        added_after=value_of(track, now_is[1]),
        is_small=any(is_of_few(whole) for _part, whole in (was[0], now_is[0])),
    )


def gave(track: Track, each: Observation | None) -> bool:
    return each is not None and (each.has_both_parts if track.is_percent else each.has_value)


def present_in(reading: Reading, track: Track, ordinals: Iterable[int]) -> frozenset[str]:
    """The institutions with a value in every one of the semesters."""
    seen = [observe(reading, track, ordinal) for ordinal in ordinals]
    return frozenset(code for code in reading.institutions if all(gave(track, each.get(code)) for each in seen))


def concerned(reading: Reading, track: Track, ordinals: Iterable[int]) -> frozenset[str]:
    """Those to which the figure applies in some semester."""
    seen = [observe(reading, track, ordinal) for ordinal in ordinals]
    return frozenset(code for each in seen for code, said in each.items() if said.is_applicable)


def parts_over(reading: Reading, track: Track, ordinals: Sequence[int], both: Collection[str]) -> tuple[Parts, Parts]:
    """What the comparable institutions add up to over the span, and what the others do: value and denominator."""
    taken: Mapping[tuple[int, str], Decimal] = {} if track.is_percent else counted_twice(reading, track, ordinals, both)
    inside: Parts = (None, None)
    others: Parts = (None, None)
    for ordinal in ordinals:
        seen: Observations = without(observe(reading, track, ordinal), taken, ordinal)
        for code, each in seen.items():
            if not gave(track, each):
                continue
            if code in both:
                inside = added(inside[0], each.value), added(inside[1], each.denominator)
            else:
                others = added(others[0], each.value), added(others[1], each.denominator)
    return inside, others


def value_of(track: Track, parts: Parts) -> Decimal | None:
    if not track.is_percent:
        return parts[0]
    value, denominator = parts
    return None if value is None or denominator is None else exact_percent_or_none(value, denominator)
