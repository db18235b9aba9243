"""What a person's words may hold in a report: a text of a section, a remark, the answer to one. They are only ever data: whatever they
say, they are printed as they were written.

What comes out of a word processor is put into the two forms that a report prints, paragraphs and lists of lines with "- ", when it is
kept. What was kept before is left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents import formatting
from documents.speaking import language
from reports.edition.texts.shape import BULLET

MOST = 12_000
"""Characters of the text of a section, about five pages."""
MOST_REMARKED = 4_000
"""Characters of a remark, of the answer to one, and of the reason of a withdrawal."""
NEAR = 40
"""Characters of a line that say where in it something stands."""
LINE_ENDS = re.compile("\r\n|[\r\f\x85\u2028]")
PARAGRAPH_END = "\u2029"
ALLOWED_CONTROLS = frozenset("\t\v")
LINE_WITHIN = "\v"
"""A word processor ends a line with it and goes on in the same paragraph, or item of a list."""
PASTED_BULLET = re.compile("^[ \t\xa0]*(?:[•·▪◦●○‣\uf0a7\uf0b7][ \t\xa0]*|[–—o§-]\t[ \t\xa0]*)(?=\\S)")
"""A sign that nobody begins a sentence with, or one that a tab parts from the words."""


def tidy(text: str) -> str:
    """The same text in one form: line ends, accents and bullets of one kind, a list parted from the lines around it, no blanks at the
    ends of lines, at most one empty line."""
    whole = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)).replace(PARAGRAPH_END, "\n\n")
    lines = [line for pasted in whole.split("\n") for line in unpasted(pasted)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parted(lines))).strip("\n")


def unpasted(line: str) -> list[str]:
    """A line as it was pasted, as the lines that a report prints."""
    found: list[str] = []
    for piece in line.split(LINE_WITHIN):
        said = PASTED_BULLET.sub(BULLET, piece).replace("\t", " ").rstrip()
        if found and found[-1].startswith(BULLET) and not said.startswith(BULLET):
            found[-1] = f"{found[-1]} {said.lstrip()}".rstrip()
        else:
            found.append(said)
    return found


def parted(lines: list[str]) -> Iterator[str]:
    """With an empty line where a list begins under a line of text, and where text goes on under a list."""
    before = ""
    for line in lines:
        if before and line and before.startswith(BULLET) != line.startswith(BULLET):
            yield ""
        yield line
        before = line


def problem_of(typed: str, *, most: int = MOST) -> str:
    """Why what was typed cannot be kept, in words; empty when it can."""
    length = len(tidy(typed))
    if length > most:
        words = {"most": formatting.number(most, language()), "length": formatting.number(length, language())}
        return _("At most %(most)s characters are taken here, and this text has %(length)s. Shorten it.") % words
    for number, line in enumerate(LINE_ENDS.sub("\n", typed).split("\n"), 1):
        place = next((place for place, sign in enumerate(line) if is_unprintable(sign)), None)
        if place is not None:
            return unprintable_at(number, line, place)
    return ""


def unprintable_at(number: int, line: str, place: int) -> str:
    words = {"line": formatting.number(number, language()), "near": words_near(line, place)}
    if not words["near"]:
        return _("Line %(line)s holds a character that no document can print. Delete it there.") % words
    return _("Line %(line)s holds a character that no document can print, near “%(near)s”. Delete it there.") % words


def words_near(line: str, place: int) -> str:
    """What can be read of a line around a place in it."""
    around = line[max(0, place - NEAR // 2) : place + NEAR // 2]
    return " ".join("".join(" " if is_unprintable(sign) else sign for sign in around).split())


def is_unprintable(sign: str) -> bool:
    """Control characters, and halves of characters."""
    return sign not in ALLOWED_CONTROLS and unicodedata.category(sign) in ("Cc", "Cs")
