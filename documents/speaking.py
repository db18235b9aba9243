"""The language of the page that is being made, and words on it that somebody wrote in another (WCAG 3.1.2)."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

from documents.acts import act_in, is_minutes
from documents.spoken import in_language, plain


def language() -> str:
    """`es` or `en`; Spanish where none is active."""
    return (get_language() or "es")[:2]


def written_language() -> str:
    """That of what people write where no row says which: the product's."""
    return settings.LANGUAGE_CODE[:2]


def written(text: str, wrote: str = "") -> str:
    """What somebody wrote, to be put into a sentence of the page, which shows it through `spoken`. `wrote`: its language, where known."""
    wrote = wrote or written_language()
    return plain(text) if wrote == language() else in_language(text, wrote)


def act(text: str) -> str:
    """By which act something was adopted, to be put into a sentence of the page as `written` is."""
    return act_in(text, language()) if is_minutes(text) else written(text)
