"""What the boxes of an item show before anybody types, and how to tell later whether somebody did."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from measurements.forms.list_spec import ListSpec, Tag
from measurements.models import RegisterEntry


def stage_choices(spec: ListSpec) -> list[tuple[str, str]]:
    choices = [(stage.code, stage.name) for stage in spec.stages]
    return choices if len(choices) == 1 else [("", _("Choose…")), *choices]


def tag_field(tag: Tag, entry: RegisterEntry | None) -> forms.ChoiceField:
    choices = [(category.code, category.name) for category in tag.choices]
    if tag.is_multiple or (entry is not None and len(_held(tag, entry)) > 1):
        return forms.MultipleChoiceField(
            required=tag.is_required, choices=choices, label=tag.dimension.name, widget=forms.CheckboxSelectMultiple
        )
    blank = [] if len(choices) == 1 else [("", _("Choose…"))]
    return forms.ChoiceField(required=tag.is_required, choices=[*blank, *choices], label=tag.dimension.name)


def _held(tag: Tag, entry: RegisterEntry) -> list[str]:
    return [t.category.code for t in entry.item.tags.all() if t.category.dimension_id == tag.dimension.pk]


def initial_of(spec: ListSpec, entry: RegisterEntry | None) -> dict[str, Any]:
    if entry is None:
        first: dict[str, Any] = {"quantity": Decimal(1)}
        if len(spec.stages) == 1:
            first["stage"] = spec.stages[0].code
        return first | {tag.name: tag.choices[0].code for tag in spec.tags if len(tag.choices) == 1}
    item = entry.item
    latest = item.stage_reached()
    shown: dict[str, Any] = {
        "id": item.pk,
        "title": item.title,
        "stage": latest.stage.code if latest else "",
        "dated_on": latest.reached_on if latest else item.dated_on,
        "number": item.number,
        "counterpart": item.counterpart,
        "quantity": Decimal(item.quantity),
        "women": None if item.women is None else Decimal(item.women),
        "men": None if item.men is None else Decimal(item.men),
        "ticks": [tick.component.code for tick in entry.ticks.all()],
    }
    for tag in spec.tags:
        held = _held(tag, entry)
        shown[tag.name] = held if tag.is_multiple or len(held) > 1 else next(iter(held), "")
    return shown


def versioned(version: int, fingerprint: str) -> str:
    return f"{version}-{fingerprint}"


def plain(value: object) -> str:
    """One way to write the same thing, whether it was stored or typed."""
    if isinstance(value, list):
        return ",".join(sorted(value))
    if isinstance(value, Decimal):
        return str(int(value))
    return "" if value is None else str(value).strip()
