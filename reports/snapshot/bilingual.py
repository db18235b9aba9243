"""Texts in both languages at once: an edition is printed in either, years later, without asking the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

LANGUAGES = ("es", "en")
Both = dict[str, str]


def both(row: Any, field: str) -> Both:
    """A translated field of a row. A text that exists in one language only stands for both."""
    spanish, english = (str(getattr(row, f"{field}_{language}", None) or "") for language in LANGUAGES)
    return {"es": spanish or english, "en": english or spanish}


def said(text: Promise | Callable[[], object]) -> Both:
    """A text of the product, or what a function returns, in each language."""
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = str(text() if callable(text) else text)
    return words


def same(text: str) -> Both:
    """A text that has one language or none: a code, a name, what a person wrote."""
    return dict.fromkeys(LANGUAGES, text)
