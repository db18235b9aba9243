"""What the boxes of an item show before anybody types, and how to tell later whether somebody did."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from measurements.answer.content import APART
from measurements.answer.list_spec import ListSpec, Tag
from measurements.forms.item_around import Around
from measurements.forms.item_stages import box_of
from measurements.models import RegisterEntry


def stage_choices(spec: ListSpec) -> list[tuple[str, str]]:
    choices = [(stage.code, stage.name) for stage in spec.stages]
    return choices if len(choices) == 1 else [("", _("Choose…")), *choices]


def tag_field(tag: Tag, entry: RegisterEntry | None) -> forms.ChoiceField:
    choices = [(category.code, category.name) for category in tag.choices]
    if tag.is_multiple or (entry is not None and len(_held(tag, entry)) > 1):
        several = _("Tick all that apply. Counted by this, the parts may add up to more than the total.")
        return forms.MultipleChoiceField(
            required=tag.is_required,
            choices=choices,
            label=tag.dimension.name,
            widget=forms.CheckboxSelectMultiple,
            help_text=several if tag.is_multiple else "",
        )
    blank = [] if len(choices) == 1 else [("", _("Choose…"))]
    return forms.ChoiceField(required=tag.is_required, choices=[*blank, *choices], label=tag.dimension.name)


def ticks_field(spec: ListSpec) -> forms.MultipleChoiceField:
    choices = [(component.code, component.label) for component in spec.conditions]
    return forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, choices=choices)


def serves_field(around: Around) -> forms.MultipleChoiceField:
    choices = [(other.code, f"{other.code} {other.name}") for other in around.open_others]
    return forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, choices=choices)


def same_as_field(around: Around, entry: RegisterEntry) -> forms.TypedChoiceField | None:
    """The other institutions' items that may be the same; nothing where there are none."""
    alike = [each for each in around.alike.get(entry.item_id, ()) if not each.is_theirs]
    if not alike:
        return None
    choices = [(APART, _("No, or not that I know")), *((each.item, each.words) for each in alike)]
    return forms.TypedChoiceField(required=False, coerce=int, empty_value=str(APART), choices=choices)


def _held(tag: Tag, entry: RegisterEntry) -> list[str]:
    return [t.category.code for t in entry.item.tags.all() if t.category.dimension_id == tag.dimension.pk]


def only_choices(spec: ListSpec) -> dict[str, str]:
    """What a new row says by itself: the stage and the tags of which just one can be chosen."""
    stage = {"stage": spec.stages[0].code} if len(spec.stages) == 1 else {}
    return stage | {tag.name: tag.choices[0].code for tag in spec.tags if len(tag.choices) == 1}


def initial_of(spec: ListSpec, entry: RegisterEntry | None, around: Around) -> dict[str, Any]:
    if entry is None:
        return {"quantity": Decimal(1)} | only_choices(spec)
    return _stored(entry, around) | {tag.name: _tagged(tag, entry) for tag in spec.tags}


def _stored(entry: RegisterEntry, around: Around) -> dict[str, Any]:
    item = entry.item
    latest = item.stage_reached()
    served = around.served_by(item.pk)
    return {
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
        "serves": served,
        "served": ",".join(served),
        "same_as": next((each.item for each in around.alike.get(item.pk, ()) if each.is_joined), APART),
    } | {box_of(reached.stage): reached.reached_on for reached in item.stages.all()}


def _tagged(tag: Tag, entry: RegisterEntry) -> list[str] | str:
    held = _held(tag, entry)
    return held if tag.is_multiple or len(held) > 1 else next(iter(held), "")


def versioned(version: int, fingerprint: str) -> str:
    return f"{version}-{fingerprint}"


def plain(value: object) -> str:
    """One way to write the same thing, whether it was stored or typed."""
    if isinstance(value, list):
        return ",".join(sorted(value))
    if isinstance(value, Decimal):
        return str(int(value))
    return "" if value is None else str(value).strip()
