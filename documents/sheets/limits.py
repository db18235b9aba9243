"""How much of a file from outside is read, and the reasons why one is not read at all. No Django here: the child process reads it.

Source of the numbers: a file of 5 MB can unpack to 50 MB with a million rows, so rows and seconds are what really holds.
"""

from __future__ import annotations

from enum import StrEnum

from documents.confined import Limits

MEGABYTE = 1_000_000
MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED = 50 * MEGABYTE
MOST_RATIO = 100
"""Unpacked to packed, of the whole file; small files of one repeated letter are harmless, so it counts from 1 MB on."""
MOST_ENTRIES = 200
MOST_ROWS = 20_000
"""Of all sheets together."""
MOST_COLUMNS = 256
MOST_CELLS = 150_000
LONGEST_CELL = 32_767
"""Signs; a cell of Excel holds no more."""
MOST_TEXT = 5_000_000
"""Signs of all cells and names together."""
LIMITS = Limits(cpu_seconds=20, wait_seconds=30, memory=512 * MEGABYTE)


class Refusal(StrEnum):
    """Why a file is not read. `reading.sentence_of` says it in words."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    OLD_FORMAT = "old_format"
    MACROS = "macros"
    BOMB = "bomb"
    ENTITIES = "entities"
    TOO_LARGE_INSIDE = "too_large_inside"
    TOO_SLOW = "too_slow"
    DAMAGED = "damaged"
