"""Which sheet, which row and which headings look like what is sought. A proposal that a person confirms, never more."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from activities.importing.columns import Choice, Grid
from activities.importing.fields import FIELDS, WORDS
from documents.sheets.reading import FilledBook
from documents.sheets.said import folded

MOST_HEADING_ROWS = 30


def guess(book: FilledBook) -> Choice:
    """The sheet and row whose headings say most of what is sought."""
    best, most = Choice(next(iter(book.sheets), ""), 1, {}), 0
    for name, sheet in book.sheets.items():
        grid = Grid(sheet)
        for row in range(1, MOST_HEADING_ROWS + 1):
            columns = guess_columns(grid.headings(row))
            if len(columns) > most:
                best, most = Choice(name, row, columns), len(columns)
    return best


def guess_columns(headings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By field the heading that names it; the sure words of all fields before the unsure ones, each heading once."""
    free = {heading: f" {folded(heading)} " for heading in headings}
    found: dict[str, tuple[str, ...]] = {}
    depth = max(len(words) for words in WORDS.values())
    for place in range(depth):
        for field in FIELDS:
            if field in found or place >= len(WORDS[field]):
                continue
            heading = _named(WORDS[field][place], free)
            if heading:
                found[field] = (heading,)
                del free[heading]
    return found


def _named(word: str, free: dict[str, str]) -> str:
    """A heading that has the word whole: “PIM” is not in “compimento”. The shortest of several says it most plainly."""
    fitting: Collection[str] = [heading for heading, text in free.items() if f" {word} " in _spaced(text)]
    return min(fitting, key=len, default="")


def _spaced(text: str) -> str:
    """Signs between words are spaces: “PROGRAMA/PRODUCTO”, “(PIM)”."""
    return f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text).split())} "
