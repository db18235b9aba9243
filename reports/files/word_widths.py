"""How wide the columns of a table are in a word processor, which shares nothing out by itself: in centimetres, over the page's width."""

from __future__ import annotations

import re

from documents.spoken import plain
from documents.word_book import MANY_COLUMNS
from documents.word_styles import TEXT_WIDTH
from reports.edition.blocks import Cell, Table

LETTER, STRONG, ROOM, SMALLER = 0.178, 0.2, 0.3, 0.89
"""A letter of a table on average, one of its head, what stands beside the text of a cell, and how much smaller a wide table is."""
WIDE, WIDER = re.compile("[MWmw%@]"), 0.5
"""Letters that take more than one on average, and how much of one more: what is to stand in a line whole is measured with them."""
LEAST, MOST = 4, 18
"""Letters for which a column that takes what it needs has room; what is longer goes on in the next line."""
NARROW = 5.4
"""The first column of a table that is not drawn out over the text."""
WORDS = re.compile(r"[ \n]|(?<=-)")
"""Where a line may end: at a space that is no fixed one, and after a hyphen."""
MOST_FOR_NEEDS = 0.85
"""Of the page's width, for the columns that take what they need, where others share the rest."""


def widths_of(table: Table, picture: float) -> list[float]:
    """`picture` is the width of a drawing in a cell."""
    needs = [need(table, place, picture) for place in range(len(table.columns))]
    if table.is_narrow:
        needs[0] = NARROW
    weights = [column.weight for column in table.columns]
    shared = sum(weights)
    taken = sum(width for width, weight in zip(needs, weights, strict=True) if not weight)
    most = TEXT_WIDTH * (MOST_FOR_NEEDS if shared else 1)
    shrunk = min(1.0, most / taken) if taken else 1.0
    rest = TEXT_WIDTH - taken * shrunk
    shares = [
        rest * weight / shared if weight else width * shrunk for width, weight in zip(needs, weights, strict=True)
    ]
    return whole_words(shares, [longest_word(table, place) for place in range(len(shares))])


def whole_words(shares: list[float], least: list[float]) -> list[float]:
    """Every column at least as wide as its longest word, which is never broken; those with room to spare give it, in proportion."""
    lacking = sum(max(0.0, needed - share) for share, needed in zip(shares, least, strict=True))
    spare = sum(max(0.0, share - needed) for share, needed in zip(shares, least, strict=True))
    if not lacking:
        return shares
    if spare < lacking:  # the words alone fill the page: all of them give way
        return [needed * sum(shares) / sum(least) for needed in least]
    left = 1 - lacking / spare
    return [needed + max(0.0, share - needed) * left for share, needed in zip(shares, least, strict=True)]


def need(table: Table, place: int, picture: float) -> float:
    cells = [row[place] for row in table.rows]
    if any(cell.drawing for cell in cells):
        return picture + ROOM
    letters = max(LEAST, *(letters_of(cell) for cell in cells)) if cells else LEAST
    return set_wide(table, place, letters)


def longest_word(table: Table, place: int) -> float:
    """Of the head and the cells; a drawing has the width that it was drawn with."""
    words = [word for row in table.rows if not row[place].drawing for word in WORDS.split(plain(row[place].text))]
    return set_wide(table, place, max(map(breadth, words), default=0))


def breadth(word: str) -> float:
    """In letters on average."""
    return len(word) + WIDER * len(WIDE.findall(word))


def set_wide(table: Table, place: int, letters: float) -> float:
    """What so many letters take in a column, and no less than the longest word of its head."""
    head = max(map(breadth, WORDS.split(table.columns[place].title)), default=0)
    size = SMALLER if len(table.columns) >= MANY_COLUMNS else 1
    return max(min(letters, MOST) * LETTER, min(head, MOST) * STRONG) * size + ROOM


def letters_of(cell: Cell) -> int:
    """The longest line, with the sign of a state before its word."""
    return max(map(len, plain(cell.text).split("\n")), default=0) + (2 if cell.state else 0)
