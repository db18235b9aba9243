"""Which institutions are not in a figure, and why: eight different reasons, none of which is zero."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from indicators.models import IndicatorRevision
from measurements.models import Status
from reports.arithmetic.aggregation import Answer, Observation
from reports.explaining.backing import Backing
from reports.explaining.formula import Visible
from reports.figures.names import InstitutionName, name_institution
from reports.figures.observing import Track, observe
from reports.figures.reading import Reading

IN_WORDS = (IndicatorRevision.Kind.MILESTONE, IndicatorRevision.Kind.SCALE, IndicatorRevision.Kind.NARRATIVE)
"""Kinds whose answers are words: who reported is in the figure, without a number."""


class Why(StrEnum):
    """Why an institution is not counted in a semester."""

    NOT_SENT = "not_sent"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    NOT_EXPECTED = "not_expected"
    ONE_PART = "one_part"
    NO_VALUE = "no_value"  # it reported, and nothing of what is counted here


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One institution and the reason; without an institution, `count` others with the same one and no more said of them."""

    period: str
    why: Why
    institution: InstitutionName | None
    count: int = 1
    reason: str = ""
    post: str = ""
    confirmed_at: dt.datetime | None = None
    measurement: int | None = None


def left_out_of(
    reading: Reading, track: Track, ordinals: Iterable[int], backing: Backing, visible: Visible
) -> tuple[LeftOut, ...]:
    codes = {each.ordinal: each.code for each in reading.periods}
    return tuple(
        row
        for ordinal in ordinals
        if ordinal in codes
        for row in in_semester(reading, track, ordinal, codes[ordinal], backing, visible)
    )


def in_semester(
    reading: Reading, track: Track, ordinal: int, period: str, backing: Backing, visible: Visible
) -> Iterator[LeftOut]:
    seen = observe(reading, track, ordinal)
    others: Counter[Why] = Counter()
    for code in concerned(reading, track, seen):
        why = why_of(reading, track, ordinal, code, seen.get(code))
        if why is None:
            continue
        if visible is not None and code not in visible:
            others[why] += 1
            continue
        yield told(reading, seen.get(code), code, period, why, backing)
    for why, count in sorted(others.items()):
        yield LeftOut(period, why, None, count)


def concerned(reading: Reading, track: Track, seen: Iterable[str]) -> list[str]:
    """Who was expected or answered, and whoever owes the indicator in another semester, in the plan's order."""
    owing = {each.institution.code for each in reading.commitments.get(track.indicator, ())}
    return [code for code in reading.institutions if code in owing | set(seen)]


def why_of(reading: Reading, track: Track, ordinal: int, code: str, seen: Observation | None) -> Why | None:
    """None: it is counted."""
    if seen is None or seen.answer is None:
        return unvalidated(reading, track, ordinal, code, is_expected=seen is not None)
    if seen.answer != Answer.REPORTED:
        return Why(seen.answer)
    if track.kind in IN_WORDS and not track.is_percent:
        return None
    if track.is_percent and not seen.has_both_parts:
        return Why.ONE_PART if seen.has_value else Why.NO_VALUE
    return None if seen.has_value else Why.NO_VALUE


def unvalidated(reading: Reading, track: Track, ordinal: int, code: str, *, is_expected: bool) -> Why:
    """What is being written and was never sent is not sent, whatever it holds."""
    answered = reading.answers.get((track.indicator, ordinal), {}).get(code)
    if answered is None or answered.first_sent_at is None:
        return Why.NOT_SENT if is_expected else Why.NOT_EXPECTED
    return Why.UNDER_REVIEW if answered.status == Status.SUBMITTED else Why.RETURNED


def told(reading: Reading, seen: Observation | None, code: str, period: str, why: Why, backing: Backing) -> LeftOut:
    measurement = seen.measurement if seen else None
    return LeftOut(
        period=period,
        why=why,
        institution=name_institution(reading.institutions[code]),
        reason=backing.reason(measurement),
        post=backing.post(measurement),
        confirmed_at=backing.confirmed_at.get(measurement or 0),
        measurement=measurement,
    )
