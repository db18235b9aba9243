"""Items that two institutions, or two semesters, report and that count once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.explaining.formula import Taken, Visible
from reports.figures.names import InstitutionName, name_institution
from reports.figures.observing import ZERO, Track, same_items
from reports.figures.reading import Reading


@dataclass(frozen=True, slots=True)
class Joined:
    """How many items of one institution are not counted again, and who else reports them. None: institutions not named."""

    period: str
    institution: InstitutionName | None
    count: Decimal
    partners: tuple[InstitutionName, ...]


def joined_of(reading: Reading, track: Track, ordinals: Iterable[int], visible: Visible) -> tuple[Joined, ...]:
    if track.is_percent:
        return ()
    taken: dict[tuple[int, str], Decimal] = {}
    others: dict[tuple[int, str], set[str]] = {}
    for members in same_items(reading, track, list(ordinals)):
        reporting = {entry.institution for _quantity, entry in members}
        for quantity, entry in members[1:]:
            key = entry.ordinal, entry.institution
            taken[key] = taken.get(key, ZERO) + quantity
            others[key] = others.get(key, set()) | reporting - {entry.institution}
    return tuple(_told(reading, taken, others, visible))


def _told(
    reading: Reading, taken: Taken, others: Mapping[tuple[int, str], Collection[str]], visible: Visible
) -> Iterator[Joined]:
    """`others` are the institutions that report the very items that were taken away, and no others of the institution."""
    codes = {each.ordinal: each.code for each in reading.periods}
    hidden: dict[int, Decimal] = {}
    for (ordinal, code), count in sorted(taken.items()):
        if visible is not None and code not in visible:
            hidden[ordinal] = hidden.get(ordinal, ZERO) + count
            continue
        partners = [each for each in reading.institutions if each in others[ordinal, code]]
        seen = tuple(named(reading, each) for each in partners if visible is None or each in visible)
        yield Joined(codes[ordinal], named(reading, code), count, seen)
    for ordinal, count in sorted(hidden.items()):
        yield Joined(codes[ordinal], None, count, ())


def named(reading: Reading, code: str) -> InstitutionName:
    return name_institution(reading.institutions[code])
