"""What a sheet of the template holds, before it is a file: boxes to fill in, words around them, sums, and the rows of a list.

The same paper is drawn twice: when the template is written, and when it comes back, to know where each box stands. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from documents.canonical import digest
from documents.sheets.places import place_name

Value = Decimal | str | dt.date | bool | tuple[str, ...] | None
"""What a box holds: a number, a text or the code of a choice, a day, a tick, the codes of several choices, or nothing."""


class Kind(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers of a box: its code, its name, and the names that are also understood (other languages)."""

    code: str
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """What a box, or each box of a column, asks for. `most` is a number's greatest value, `longest` a text's length."""

    kind: Kind
    label: str
    decimals: int = 0
    least: int = 0
    most: int | None = None
    longest: int = 0
    choices: tuple[Choice, ...] = ()
    is_required: bool = False
    earliest: dt.date | None = None

    def chosen(self, code: str) -> str:
        """The name of a code; the code itself when it is none of the choices."""
        return next((choice.name for choice in self.choices if choice.code == code), code)


@dataclass(frozen=True, slots=True)
class Box:
    """A place to fill in. `key` says what it means, wherever it stands; `width` is how many columns it covers."""

    key: str
    row: int
    column: int
    ask: Ask
    value: Value = None
    width: int = 1
    is_shut: bool = False

    @property
    def place(self) -> str:
        return place_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Words:
    """Printed words, in one of the styles of `formats`. An anchor is held against the file that comes back."""

    row: int
    column: int
    text: str
    style: str
    width: int = 1
    is_anchor: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: a number for the spreadsheet program too, so that it can be computed with."""

    row: int
    column: int
    value: Decimal
    style: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that the spreadsheet program computes, with the result that it has now."""

    row: int
    column: int
    formula: str
    result: Decimal | None
    style: str


@dataclass(frozen=True, slots=True)
class Column:
    """One question of a list, asked of every item."""

    key: str
    ask: Ask
    width: int
    hint: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of a list as it stands: an item's number and what each column holds."""

    id: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ListPaper:
    """The rows of a list: from `first_row` to the end of the sheet, one item a row."""

    register: str
    columns: tuple[Column, ...]
    first_row: int
    rows: tuple[ItemRow, ...]
    empty_rows: int

    def column_of(self, key: str) -> int:
        return next(place for place, column in enumerate(self.columns) if column.key == key)


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet. `lock` says why nothing on it can be filled in, or is empty."""

    name: str
    title: str
    widths: tuple[float, ...]
    words: tuple[Words, ...]
    boxes: tuple[Box, ...] = ()
    sums: tuple[Sum, ...] = ()
    numbers: tuple[Number, ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    listing: ListPaper | None = None
    lock: str = ""
    is_landscape: bool = False

    @property
    def anchors(self) -> list[Words]:
        return [words for words in self.words if words.is_anchor]

    @property
    def structure(self) -> str:
        """What is asked and where, in short: another definition gives another one, another translation does not."""
        columns = [] if self.listing is None else [[column.key, column.ask.kind] for column in self.listing.columns]
        boxes = [[box.key, box.row, box.column, box.ask.kind] for box in self.boxes if not box.key.startswith("why|")]
        return digest([boxes, columns])[:16]


def anchors_digest(texts: Sequence[str]) -> str:
    """The printed words that must stand where they stood, whatever their spaces became on the way."""
    return digest([" ".join(text.split()) for text in texts])[:16]


def canonical_text(value: Value) -> str:
    """One way to write the same thing, so that what was filled in can be told from what the template held."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "|".join(sorted(value))
    return value.replace("\r\n", "\n").strip()
