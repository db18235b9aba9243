"""The language of the page that is being made."""

from __future__ import annotations

from django.utils.translation import get_language


def language() -> str:
    """`es` or `en`; Spanish where none is active."""
    return (get_language() or "es")[:2]
