"""The reason why an answer has no figure: a person's own words, or one that followed from the list, kept as a code."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.speaking import written

NOTHING_IN_FORCE = "nothing_in_force"
"""The denominator is derived from the list: with nothing in force at the semester's end there is no proportion."""


def reason_text(reason: str) -> str:
    """The reason as this reader reads it."""
    if reason == NOTHING_IN_FORCE:
        return _("Nothing in the list was in force at the end of the semester.")
    return reason


def told_reason(reason: str) -> str:
    """The same, for a sentence of a page: a person's own words say their language."""
    told = reason_text(reason)
    return told if told == reason_text(NOTHING_IN_FORCE) else written(told)
