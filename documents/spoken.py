"""Words of another language inside a text: marked where they are put into it, told apart where the text is shown.

The marks are the language tags of Unicode, which no font draws and nobody types: `documents.printable.clean_text` takes them away, so
what does not know them shows the words alone. A page, a PDF and a DOCX say the language of each part, for who listens to them
(WCAG 3.1.2, PDF/UA).
"""

from __future__ import annotations

import re

TAG, CANCEL, SHIFT = "\U000e0001", "\U000e007f", 0xE0000
"""The language tag, what ends it, and how far the letters of a tag stand from those of ASCII."""
MARKS = re.compile("[\U000e0000-\U000e007f]")
MARKED = re.compile(f"{TAG}([\U000e0061-\U000e007a]{{2}})(.*?){CANCEL}", re.DOTALL)
"""A language of two letters, as `in_language` writes it. Typst refuses a whole document for one that is no code of a language."""


def in_language(text: str, language: str) -> str:
    """The words, each paragraph marked as of a language of two letters. A mark that they hold already was written by nobody who may."""
    tag = TAG + "".join(chr(SHIFT + ord(letter)) for letter in language)
    return "\n\n".join(f"{tag}{each}{CANCEL}" if each else "" for each in plain(text).split("\n\n"))


def runs(text: str) -> list[tuple[str, str]]:
    """The parts of a text in their order, each with its language; empty: that of what it stands in."""
    found: list[tuple[str, str]] = []
    place = 0
    for mark in MARKED.finditer(text):
        found += [(text[place : mark.start()], ""), (mark[2], "".join(chr(ord(letter) - SHIFT) for letter in mark[1]))]
        place = mark.end()
    return [(plain(part), language) for part, language in [*found, (text[place:], "")] if part]


def plain(text: str) -> str:
    """The words alone."""
    return MARKS.sub("", text)
