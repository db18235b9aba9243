"""Words as they are compared: without case, accents, signs or doubled spaces. Pure."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """`  N.º de la Norma ` and `n.o de la norma` are the same words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", letters))
