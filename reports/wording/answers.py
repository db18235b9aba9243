"""Answers in words as they are printed, in the active language: a stage, an option, or how many texts there are."""

from __future__ import annotations

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.figures.kinds import InWords, Kind, Own, Step

SHORT = 45


def together_text(words: InWords) -> str:
    """What the institutions that answered amount to, short enough to stand in the place of a number."""
    if words.kind == Kind.NARRATIVE:
        return ngettext("%(count)d text", "%(count)d texts", words.texts) % {"count": words.texts}
    if words.lower is None or words.upper is None:
        return _("See each stage")
    if not words.lower:
        return _("No stage reached yet")
    if words.kind == Kind.MILESTONE:
        return stage_text(words.steps[words.lower - 1].named.label, words.lower, len(words.steps))
    lower, upper = (words.steps[place - 1].named.label for place in (words.lower, words.upper))
    return lower if lower == upper else _("between %(lower)s and %(upper)s") % {"lower": lower, "upper": upper}


def stage_text(label: str, place: int, stages: int) -> str:
    return _("%(stage)s (%(place)d of %(stages)d)") % {"stage": label, "place": place, "stages": stages}


def own_text(own: Own) -> str:
    """What one institution said."""
    if own.place is None:
        return own.text
    if own.named is None:
        return _("No stage reached yet")
    return own.named.label


def short_text(own: Own) -> str:
    """The same where there is room for a few words only: the beginning of a text, which stands whole elsewhere."""
    return Truncator(own_text(own)).chars(SHORT)


def rule_text(words: InWords) -> str:
    """What the words say of the institutions, in one sentence."""
    return {
        "share": _("Which part of the institutions that reported completed the last stage."),
        "all": _("The stage that every institution that reported has reached."),
        "any": _("The furthest stage that an institution has reached."),
        "minimum": _("The stage that every institution that reported has reached, and how many reached each."),
        "median": _("The option in the middle of those chosen, from the lowest to the highest."),
        "listed": _("The texts are listed as they were written; nothing is added up."),
        "single_reporter": _("One institution answers for all."),
    }.get(words.across, "")


def step_title(words: InWords) -> str:
    """The heading of the table of steps."""
    return (
        _("How many institutions chose each option") if words.kind == Kind.SCALE else _("How many reached each stage")
    )


def step_count(step: Step, reported: int) -> str:
    """`2 of 3`: of those who reported."""
    return _("%(part)s of %(whole)s") % {"part": step.count, "whole": reported}
