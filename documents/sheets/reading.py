"""The cells of an uploaded file, read by a child process that may fail without harm to the server."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from documents import confined
from documents.sheets.limits import LIMITS, MEGABYTE, MOST_BYTES, MOST_ROWS, Refusal

Raw = str | Decimal | dt.date | bool
Place = tuple[int, int]
"""Row and column, both from zero."""
CHILD = "documents.sheets.child"


class Unreadable(Exception):
    """The file is not read; the message says why and what to do, in the reader's language."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """The cells that hold something. `uncomputed` are formulas whose value nobody computed."""

    cells: Mapping[Place, Raw]
    uncomputed: frozenset[str] = frozenset()

    def at(self, row: int, column: int) -> Raw | None:
        return self.cells.get((row, column))


@dataclass(frozen=True, slots=True)
class FilledBook:
    sheets: Mapping[str, FilledSheet]


def cells_in(data: bytes) -> str:
    """The cells as the child writes them: JSON, to be kept and read again. Raises `Unreadable`."""
    if len(data) > MOST_BYTES:
        raise Unreadable(sentence_of(Refusal.TOO_BIG))
    try:
        text = confined.run(CHILD, data, LIMITS).decode()
    except confined.Ended as ended:
        raise Unreadable(sentence_of(Refusal.TOO_SLOW)) from ended
    if text.startswith('{"refused"'):
        raise Unreadable(sentence_of(Refusal(json.loads(text)["refused"])))
    return text


def book_of(cells: str) -> FilledBook:
    """The cells that were kept, as values."""
    read = json.loads(cells)
    uncomputed = read["uncomputed"]
    return FilledBook(
        {
            name: FilledSheet(
                {(row, column): _value(kind, text) for row, column, kind, text in found},
                frozenset(uncomputed.get(name, ())),
            )
            for name, found in read["sheets"].items()
        }
    )


def _value(kind: str, text: str) -> Raw:
    makers: dict[str, Any] = {"n": Decimal, "d": dt.date.fromisoformat, "b": lambda mark: mark == "1"}
    made: Raw = makers.get(kind, str)(text)
    return made


def sentence_of(refusal: Refusal) -> str:
    size = {"most": MOST_BYTES // MEGABYTE}
    return {
        Refusal.EMPTY: _("The file is empty. Choose the spreadsheet that you want to upload."),
        Refusal.TOO_BIG: _("The file is larger than %(most)d MB. Remove pictures and sheets that are not needed.")
        % size,
        Refusal.NOT_A_SPREADSHEET: _(
            "This is not a spreadsheet. Upload an Excel workbook (.xlsx) or an OpenDocument spreadsheet (.ods)."
        ),
        Refusal.OLD_FORMAT: _(
            "This is an old Excel file, or one with a password. Save it as an Excel workbook (.xlsx) without a password"
            " and upload it again."
        ),
        Refusal.MACROS: _(
            "The file has macros. Save it as an Excel workbook without macros (.xlsx) and upload it again."
        ),
        Refusal.BOMB: _(
            "The file unpacks to far more than a spreadsheet of its size. Copy only your values into a new file and upload that one."
        ),
        Refusal.ENTITIES: _(
            "The file has declarations that no spreadsheet program writes. Copy only your values into a new file and upload that one."
        ),
        Refusal.TOO_LARGE_INSIDE: _(
            "The file has more rows, columns or text than can be read (%(rows)d rows in all)."
            " Keep what is needed and upload it again."
        )
        % {"rows": MOST_ROWS},
        Refusal.TOO_SLOW: _(
            "The file takes too much time or memory to read. Copy only your values into a new file and upload that one."
        ),
        Refusal.DAMAGED: _("The file is damaged. Open it in your spreadsheet program, save it and upload it again."),
    }[refusal]
