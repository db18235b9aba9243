"""The program that reads a file from outside. `documents.confined` runs it, with limits on memory and time.

It writes `{"refused": …}`, or the cells of every sheet: `{"sheets": {name: [[row, column, kind, text], …]},
"uncomputed": {name: ["C7", …]}}`, where a kind is n, s, d or b.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import sys
from typing import Any

from documents.sheets.limits import LONGEST_CELL, MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Refusal
from documents.sheets.scan import Refused, scan

Cell = list[Any]
NUL = "\x00"
"""A workbook can spell it (`_x0000_`); no text of the product holds it and PostgreSQL cannot store it."""


def read(data: bytes) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        raise Refused(Refusal.TOO_BIG)
    uncomputed = scan(data)
    from python_calamine import CalamineWorkbook  # only what passed the look inside is given to the reader

    sheets: dict[str, list[Cell]] = {}
    left_rows, left_cells = MOST_ROWS, MOST_CELLS
    left_text = MOST_TEXT - sum(len(cell) for cells in uncomputed.values() for cell in cells)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            left_rows -= sheet.height
            if left_rows < 0 or sheet.total_width > MOST_COLUMNS:
                raise Refused(Refusal.TOO_LARGE_INSIDE)
            sheets[name] = cells_of(sheet)
            left_cells -= len(sheets[name])
            left_text -= len(name) + sum(len(text) for *_place, text in sheets[name])
            if left_cells < 0 or left_text < 0:
                raise Refused(Refusal.TOO_LARGE_INSIDE)
    return {"sheets": sheets, "uncomputed": {name: cells for name, cells in uncomputed.items() if cells}}


def cells_of(sheet: Any) -> list[Cell]:
    """The cells that hold something, with their own row and column from zero."""
    if sheet.start is None:
        return []
    first_row, first_column = sheet.start
    return [
        [first_row + row, first_column + column, *said]
        for row, line in enumerate(sheet.to_python())
        for column, value in enumerate(line)
        if (said := written(value)) is not None
    ]


def written(value: object) -> tuple[str, str] | None:
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return "s", repr(value)
        return "n", repr(int(value)) if value == int(value) and abs(value) < 1e18 else repr(value)
    if isinstance(value, dt.datetime):
        return "d", value.date().isoformat()
    if isinstance(value, dt.date):
        return "d", value.isoformat()
    text = str(value).replace(NUL, "")
    if len(text) > LONGEST_CELL:
        raise Refused(Refusal.TOO_LARGE_INSIDE)
    return ("s", text) if text.strip() else None


def main() -> None:
    try:
        answer = read(sys.stdin.buffer.read(MOST_BYTES + 1))
    except Refused as refused:
        answer = {"refused": refused.reason.value}
    except MemoryError:
        answer = {"refused": Refusal.TOO_LARGE_INSIDE.value}
    except Exception:  # whatever the reader stumbles over in a file made to make it stumble
        answer = {"refused": Refusal.DAMAGED.value}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
