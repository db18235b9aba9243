"""Items that two institutions, or two semesters, report and that count once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.explaining.formula import Taken, Visible
from reports.figures.names import InstitutionName, name_institution
from reports.figures.observing import ZERO, Track, counted_twice
from reports.figures.reading import Reading


@dataclass(frozen=True, slots=True)
class Joined:
    """How many items of one institution are not counted again, and who else reports them. None: institutions not named."""

    period: str
    institution: InstitutionName | None
    count: Decimal
    partners: tuple[InstitutionName, ...]


def joined_of(reading: Reading, track: Track, ordinals: Iterable[int], visible: Visible) -> tuple[Joined, ...]:
    among = list(ordinals)
    if track.is_percent:
        return ()
    taken = {key: count for key, count in counted_twice(reading, track, among).items() if count}
    return tuple(_told(reading, track, taken, visible))


def _told(reading: Reading, track: Track, taken: Taken, visible: Visible) -> Iterator[Joined]:
    codes = {each.ordinal: each.code for each in reading.periods}
    hidden: dict[int, Decimal] = {}
    for (ordinal, code), count in sorted(taken.items()):
        if visible is not None and code not in visible:
            hidden[ordinal] = hidden.get(ordinal, ZERO) + count
            continue
        partners = [each for each in partners_of(reading, track, code) if visible is None or each in visible]
        yield Joined(codes[ordinal], named(reading, code), count, tuple(named(reading, each) for each in partners))
    for ordinal, count in sorted(hidden.items()):
        yield Joined(codes[ordinal], None, count, ())


def partners_of(reading: Reading, track: Track, code: str) -> list[str]:
    """The other institutions in the groups of joined items that the institution takes part in."""
    entries = reading.joined.get(track.indicator, ())
    groups = {each.group for each in entries if each.institution == code}
    others = {each.institution for each in entries if each.group in groups} - {code}
    return [each for each in reading.institutions if each in others]


def named(reading: Reading, code: str) -> InstitutionName:
    return name_institution(reading.institutions[code])
