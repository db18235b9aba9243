"""What the boxes of an item are called, in the words of its register."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from documents.formatting import quoted
from documents.speaking import language
from indicators.models import Stage
from measurements.answer.list_spec import ListSpec


def labels_of(spec: ListSpec) -> dict[str, str]:
    """By the name of the field. A pasted list may use the same words as headings of its columns."""
    return {
        "title": _("Title or name"),
        "stage": _("Stage"),
        "dated_on": _("Date on which it reached that stage"),
        "number": _number(spec.register.code),
        "counterpart": _counterpart(spec.register.code),
        "quantity": _("How many alike"),
        "women": _("Women, in all (optional)"),
        "men": _("Men, in all (optional)"),
        "remove": _("Remove from this list when saving"),
        "ticks": _("Conditions that it meets"),
        "serves": _("It also counts for"),
        "same_as": _("Another institution already reported it"),
    }


def helps_of(spec: ListSpec) -> dict[str, str]:
    helps = {"quantity": _("Several with the same title, stage and date go in one row: each of them counts.")}
    return helps | ({"dated_on": help_of_plan(spec.ahead)} if spec.ahead else {})


def help_of_plan(ahead: Sequence[Stage]) -> str:
    """What a date means beside a stage that is a plan: a day to come is refused, as no stage is reached on it."""
    names = " / ".join(quoted(stage.name, language()) for stage in ahead)
    return _("For %(stages)s: the day on which it was decided, not the day for which it is foreseen.") % {
        "stages": names
    }


def _number(register: str) -> str:
    if register == "norm":
        return _("Number of the norm (optional)")
    return _("Document number (optional)")


def _counterpart(register: str) -> str:
    return {
        "agreement": _("Counterpart: with whom (optional)"),
        "coordination": _("Counterpart: with whom (optional)"),
        "report": _("Addressed to (optional)"),
        "event": _("Organised with (optional)"),
    }.get(register, _("Counterpart (optional)"))
