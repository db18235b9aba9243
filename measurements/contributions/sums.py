"""What the parts of an institution's units add up to, and which units are not in it. Missing is not zero, and neither is "no data"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from measurements.answer.content import CellContent, CellKey
from measurements.answer.figures import add_up
from measurements.models import Answer


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit gave. `answer` is empty while it has given nothing."""

    unit: str
    answer: str = ""
    cells: Mapping[CellKey, CellContent] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitSums:
    """The sum of each cell over the units that gave a value for it, and the names of the units by what they answered.

    A cell that no unit filled has no sum. A unit to which the indicator does not apply has nothing to add, so the sum
    is whole without it; without one that is missing, or has no figure, it is partial.
    """

    cells: Mapping[CellKey, CellContent]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    not_available: tuple[str, ...]
    not_applicable: tuple[str, ...]

    @property
    def asked(self) -> int:
        return len(self.added) + len(self.missing) + len(self.not_available) + len(self.not_applicable)

    @property
    def given(self) -> int:
        return self.asked - len(self.missing)

    @property
    def is_partial(self) -> bool:
        return bool(self.missing or self.not_available)


NO_UNITS = UnitSums({}, (), (), (), ())


def add_units(parts: Iterable[Part]) -> UnitSums:
    """Add the parts cell by cell: of a proportion its numerators and its denominators, never its percentages."""
    known = list(parts)
    reported = [part for part in known if part.answer == Answer.REPORTED]
    keys = dict.fromkeys(key for part in reported for key in part.cells)
    return UnitSums(
        cells={key: _sum(reported, key) for key in keys},
        added=tuple(part.unit for part in reported),
        missing=_units(known, ""),
        not_available=_units(known, Answer.NOT_AVAILABLE),
        not_applicable=_units(known, Answer.NOT_APPLICABLE),
    )


def _sum(parts: Sequence[Part], key: CellKey) -> CellContent:
    total = add_up(part.cells[key] for part in parts if key in part.cells)
    assert total.value is not None  # noqa: S101 - a key comes from a part that holds it
    return CellContent(total.value, total.denominator)


def _units(parts: Iterable[Part], answer: str) -> tuple[str, ...]:
    return tuple(part.unit for part in parts if part.answer == answer)
