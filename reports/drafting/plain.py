"""What a text of a report may hold. It is only ever data: whatever it says, it is printed as it was written."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from documents import formatting
from documents.speaking import language

MOST = 12_000
"""Characters of one text, about five pages."""
ALLOWED_CONTROLS = frozenset("\n\t")


def tidy(text: str) -> str:
    """The same text in one form: line ends and accents of one kind, no blanks at the ends of lines, at most one empty line."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")


def problem_of(text: str) -> str:
    """Why a tidy text cannot be kept, in words; empty when it can."""
    if len(text) > MOST:
        words = {
            "most": formatting.number(MOST, language()),
            "length": formatting.number(len(text), language()),
        }
        return _("A section takes at most %(most)s characters, and this text has %(length)s. Shorten it.") % words
    if any(is_unprintable(sign) for sign in text):
        return _("The text holds control characters, which no document can print. Delete them, or type the text again.")
    return ""


def is_unprintable(sign: str) -> bool:
    """Control characters, and halves of characters."""
    return sign not in ALLOWED_CONTROLS and unicodedata.category(sign) in ("Cc", "Cs")
