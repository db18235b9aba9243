"""What the boxes of an item are called, in the words of its register."""

from __future__ import annotations

from django.utils.translation import gettext as _

from measurements.list_spec import ListSpec


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


def helps_of() -> dict[str, str]:
    return {"quantity": _("Several with the same title, stage and date go in one row: each of them counts.")}


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
