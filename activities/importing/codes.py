"""The codes of the budget as files write them: with a name behind, with spaces inside, without the zeros in front. Pure."""

from __future__ import annotations

import re

CODE_AND_NAME = re.compile(
    r"(?P<code>[0-9]+(?:(?:\. ?| )[0-9]+)*)(?:\s*[.:\u2013-]\s*|\s+)(?P<name>[^\W\d_].*)", re.DOTALL
)
CODE_ALONE = re.compile(r"(?P<code>[0-9]+(?:(?:\. ?| )[0-9]+)*)\.?")
PARTED = re.compile(r"[.\s]+")
JOINED = "-"
"""Between the parts of a code that stands in several columns."""


def split_code(text: str) -> tuple[str, str]:
    """“0135. MEJORA DE LAS CAPACIDADES” as its code and its name. What is not written so is all code."""
    said = " ".join(text.split())
    if found := CODE_AND_NAME.fullmatch(said):
        return found["code"], found["name"].strip()
    if found := CODE_ALONE.fullmatch(said):
        return found["code"], ""
    return said, ""


def key_of(code: str) -> str:
    """By which two codes are the same: how their parts are parted says nothing, nor do capitals, nor zeros in front of a number,
    which spreadsheet programs drop."""
    parts = [".".join(piece for piece in PARTED.split(part.casefold()) if piece) for part in code.split(JOINED)]
    return JOINED.join((part.lstrip("0") or "0") if part.isascii() and part.isdigit() else part for part in parts)
