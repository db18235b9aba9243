"""Text that a spreadsheet program would run as a formula, made harmless and read back exactly as it was.

A cell that starts with an equals, plus, minus or at sign, a tab, a line break or NUL, also in their full-width forms and also
behind spaces or quotes, gets one leading apostrophe. Reading takes exactly that apostrophe away. Numbers are never touched.
Pure: no Django here.
"""

import unicodedata
from typing import TypeVar

FORMULA_SIGNS = frozenset("=+-@")
CONTROL_SIGNS = frozenset("\t\r\n\0")
PREFIX = "'"
Cell = TypeVar("Cell")


def escape_text(text: str) -> str:
    """Return the text with an apostrophe before it when a spreadsheet program could take it for a formula."""
    return PREFIX + text if could_be_formula(text) else text


def unescape_text(text: str) -> str:
    """Return the text without the apostrophe that `escape_text` put before it. An apostrophe of the person's own stays."""
    return text[1:] if text.startswith(PREFIX) and could_be_formula(text[1:]) else text


def escape_cell(value: Cell) -> Cell | str:
    return escape_text(value) if isinstance(value, str) else value


def unescape_cell(value: Cell) -> Cell | str:
    return unescape_text(value) if isinstance(value, str) else value


def could_be_formula(text: str) -> bool:
    """Whether the first character that counts is dangerous. What programs skip does not count: spaces, quotes, marks."""
    for character in text:
        if character in CONTROL_SIGNS or unicodedata.normalize("NFKC", character)[:1] in FORMULA_SIGNS:
            return True
        if not is_skipped(character):
            return False
    return False


def is_skipped(character: str) -> bool:
    """Spaces of every width, quotes, and characters without any width of their own such as the byte order mark."""
    return character.isspace() or character in "'\"" or unicodedata.category(character) in ("Cf", "Cc")
