"""What the person wrote into the sheet of activities, row by row, with what cannot be read of it cell by cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from activities.content import ActivityContent
from activities.exchange.codes import Codes
from activities.exchange.columns import CODE, COLUMNS, DAYS, headings
from activities.exchange.stamp import NotOurs, Stamp
from activities.planning.checking import problems_of_content
from documents.sheets.places import place_name
from documents.sheets.reading import FilledBook, FilledSheet
from documents.sheets.said import NotUnderstood, as_text, day_in, folded

MOST_HEADING_ROWS = 30
"""Headings are looked for in the first rows: whoever puts a line above them moves nothing."""
SPLIT = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell: the heading of its column, its place, and what to do."""

    column: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row that holds something. `content` is None where a cell cannot be read; `is_empty`: only its code is there."""

    number: int
    code: str
    title: str
    content: ActivityContent | None
    problems: tuple[CellProblem, ...] = ()
    is_empty: bool = False


def rows_in(book: FilledBook, stamp: Stamp, codes: Codes) -> list[FilledRow]:
    """Every row below the headings that holds something. Raises `NotOurs` where the sheet or a heading is gone."""
    sheet = book.sheets.get(stamp.sheet)
    if sheet is None:
        text = _("The sheet “%(name)s” is not in the file. Download the template again and copy only your values.")
        raise NotOurs(text % {"name": stamp.sheet})
    names = headings(stamp.language)
    top, columns = _find_headings(sheet, names)
    numbers = sorted({row for row, column in sheet.cells if row > top and column in columns.values()})
    reader = _Reader(sheet, columns, names, stamp, codes)
    return [filled for row in numbers if (filled := reader.row(row)) is not None]


def _find_headings(sheet: FilledSheet, names: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    wanted = {folded(name): key for key, name in names.items()}
    found: dict[int, dict[str, int]] = {}
    for (row, column), raw in sheet.cells.items():
        if row < MOST_HEADING_ROWS and (key := wanted.get(folded(as_text(raw)))):
            found.setdefault(row, {}).setdefault(key, column)
    row = max(found, key=lambda each: len(found[each]), default=-1)
    missing = [name for key, name in names.items() if key not in found.get(row, {})]
    if missing:
        text = _("The column “%(name)s” is not in the sheet. Download the template again and copy only your values.")
        raise NotOurs(text % {"name": missing[0]})
    return row, found[row]


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(
        self, sheet: FilledSheet, columns: Mapping[str, int], names: Mapping[str, str], stamp: Stamp, codes: Codes
    ) -> None:
        self.sheet, self.columns, self.names, self.stamp, self.codes = sheet, columns, names, stamp, codes

    def row(self, row: int) -> FilledRow | None:
        """None for a row of nothing but spaces."""
        said = {each.key: self._text(row, each.key) for each in COLUMNS}
        problems = list(self._uncomputed(row))
        if not problems and not any(said.values()):
            return None
        code = said[CODE]
        if code and not problems and not any(text for key, text in said.items() if key != CODE):
            return FilledRow(row + 1, code, "", None, is_empty=True)
        content = None if problems else self._content(row, said, problems)
        if content is not None:
            problems += self._wrong(row, content)
        return FilledRow(row + 1, code, said["title"], None if problems else content, tuple(problems))

    def _text(self, row: int, key: str) -> str:
        raw = self.sheet.at(row, self.columns[key])
        return "" if raw is None else as_text(raw)

    def _problem(self, row: int, key: str, text: str) -> CellProblem:
        return CellProblem(self.names[key], place_name(row, self.columns[key]), text)

    def _uncomputed(self, row: int) -> Iterator[CellProblem]:
        for key, column in self.columns.items():
            if place_name(row, column) in self.sheet.uncomputed:
                text = _("This is a formula without a computed value. Write the value itself.")
                yield self._problem(row, key, text)

    def _content(self, row: int, said: Mapping[str, str], problems: list[CellProblem]) -> ActivityContent | None:
        """What the row says, where every cell of it can be read; else what is wrong goes to `problems`."""
        days: dict[str, dt.date] = {}
        for key in DAYS:
            raw = self.sheet.at(row, self.columns[key])
            try:
                days[key] = day_in("" if raw is None else raw)
            except NotUnderstood as problem:
                problems.append(self._problem(row, key, str(problem)))
        action = said["action"].split(" ", 1)[0].split("\n", 1)[0]
        if action not in self.codes.actions:
            text = _("Choose an action of the plan from the list.") if not action else _unknown(said["action"])
            problems.append(self._problem(row, "action", text))
        lists = {key: tuple(sorted(set(SPLIT.split(said[key])) - {""})) for key in ("indicators", "general_objectives")}
        for key, known in (
            ("indicators", self.codes.indicators),
            ("general_objectives", self.codes.general_objectives),
        ):
            problems += [self._problem(row, key, _unknown(code)) for code in lists[key] if code not in known]
        if problems:
            return None
        texts = {key: said[key] for key in ("title", "responsible_post", "expected_product")}
        return ActivityContent(action=action, language=self.stamp.language, **texts, **days, **lists)  # type: ignore[arg-type]

    def _wrong(self, row: int, content: ActivityContent) -> Iterator[CellProblem]:
        """What an activity may not say, by the rules that the page asks too."""
        for problem in problems_of_content(content, self.stamp.year):
            yield self._problem(row, problem.field, problem.text)


def _unknown(text: str) -> str:
    return _("“%(code)s” is no code of the plan: the sheet of codes lists them all.") % {"code": text[:60]}
