"""What a workbook is made of: sheets of data, a row an observation, and sheets to read. Nothing here knows of any file.

An empty cell never stands for zero: a column of words says why there is no number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from reports.arithmetic.percent import exact_percent_or_none, printed
from reports.edition.reading import amount


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage as it is kept as data: 20.69 is 20.69 in every hundred, to two places."""

    value: Decimal


Cell = str | int | Decimal | Percent | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is how its cells stand: texts on the left, numbers and days on the right."""

    heading: str
    kind: Literal["text", "number", "day"] = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of data. `name` is what its range is called in formulas, alike in both languages; the first `frozen` columns stay in
    sight. `total` is a last row that adds the others up, and is not filtered with them."""

    title: str
    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 1
    total: Sequence[Cell] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a page under a heading: pairs of a term and what is said of it. Without a term the text takes the line."""

    heading: str
    lines: Sequence[tuple[str, Cell]]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet to read. `marks` stand under its title: draft, internal use, demonstration."""

    title: str
    heading: str
    parts: Sequence[Part]
    marks: Sequence[str] = field(default_factory=tuple)


Sheet = Grid | Page


def text(heading: str) -> Column:
    return Column(heading)


def numbers(*headings: str) -> list[Column]:
    return [Column(heading, "number") for heading in headings]


def figure(frozen: str | None, *, is_percent: bool) -> Cell:
    """A number as it was frozen; of percentages two places. None stays an empty cell."""
    value = amount(frozen)
    if value is None or not is_percent:
        return value
    return Percent(printed(value))


def percent(frozen: str | None) -> Cell:
    return figure(frozen, is_percent=True)


def share(part: Decimal | int | None, whole: Decimal | int | None) -> Cell:
    """One number as a percentage of another; of nothing there is none."""
    exact = None if part is None or whole is None else exact_percent_or_none(part, whole)
    return None if exact is None else Percent(printed(exact))


def day(frozen: str | None) -> Cell:
    return None if frozen is None else dt.date.fromisoformat(frozen)


def yes_no(is_so: bool) -> str:
    return _("yes") if is_so else _("no")
