"""The log of changes in words. Nothing is worked out here."""

from __future__ import annotations

from django import template

from revisions.log import wording
from revisions.log.reading import LoggedChange

register = template.Library()
register.filter("class_words", wording.class_words)
register.filter("session_title", wording.session_title)
register.filter("unchanged", wording.unchanged)
register.filter("comparability_words", wording.comparability_words)
register.filter("definition_comparability", wording.definition_comparability)
register.filter("standing_words", wording.standing_words)


@register.filter
def reason_text(change: LoggedChange) -> str:
    return wording.reason_of(change)[0]


@register.filter
def reason_language(change: LoggedChange) -> str:
    return wording.reason_of(change)[1]
