"""One sheet's boxes as the person left them: each untouched, equal, new, changed or in error.

A box that holds what the template held was not touched: it says what is stored now, whatever others saved since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documents.sheets.reading import FilledSheet, Raw
from documents.sheets.said import NotUnderstood
from measurements.exchange.changes import Change, change_of, error_of
from measurements.exchange.paper import Ask, Box, Paper, Value, canonical_text
from measurements.exchange.stamp import Base
from measurements.exchange.typed import understood


@dataclass
class Boxes:
    """What the boxes of a sheet say, by key, and what differs. A rule that several boxes share adds its errors later."""

    paper: Paper
    values: dict[str, Value] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    raw: dict[str, Raw | None] = field(default_factory=dict)
    equal: int = 0

    def refuse(self, key: str, problem: str) -> None:
        """Turn what the box says into an error; a box has one problem at a time."""
        box = next(box for box in self.paper.boxes if box.key == key)
        others = [change for change in self.changes if change.key != key]
        error = error_of(self.paper.name, box.place, key, box.ask, self.raw.get(key), problem, box.value)
        self.changes = [*others, error]

    def place_of(self, key: str) -> int:
        return next((place for place, box in enumerate(self.paper.boxes) if box.key == key), len(self.paper.boxes))

    def in_order(self) -> list[Change]:
        return sorted(self.changes, key=lambda change: self.place_of(change.key))


def boxes_of(paper: Paper, sheet: FilledSheet, base: Base) -> Boxes:
    found = Boxes(paper)
    for box in paper.boxes:
        _take(found, box, sheet, base.get((paper.name, box.key), ""))
    return found


def _take(found: Boxes, box: Box, sheet: FilledSheet, base: str) -> None:
    raw = sheet.at(box.row, box.column)
    found.raw[box.key] = raw
    try:
        value = read(raw, box.ask, is_uncomputed=box.place in sheet.uncomputed)
    except NotUnderstood as problem:
        found.values[box.key] = box.value
        found.changes.append(error_of(found.paper.name, box.place, box.key, box.ask, raw, str(problem), box.value))
        return
    is_touched = canonical_text(value) != base
    found.values[box.key] = value if is_touched else box.value
    if is_touched and canonical_text(value) != canonical_text(box.value):
        found.changes.append(change_of(found.paper.name, box.place, box.key, box.ask, box.value, value, base))
    elif canonical_text(box.value):
        found.equal += 1


def read(raw: Raw | None, ask: Ask, *, is_uncomputed: bool = False, is_new: bool = False) -> Value:
    """What a cell says; a formula that nobody computed says nothing and must not pass for an empty box.

    What a new row must hold is asked once it is known that it says something.
    """
    if is_uncomputed:
        raise NotUnderstood(
            _(
                "The formula in this cell has no computed value. Open the file in your spreadsheet program, save it and upload it."
            )
        )
    value = understood(raw, ask)
    if value is None and ask.is_required and not is_new:
        raise NotUnderstood(_("Fill in this box."))
    return value


def text_in(values: Mapping[str, Value], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
