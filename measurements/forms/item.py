"""One item of a list as a row of boxes: what it is, when it reached its stages, its tags, the conditions it meets, what it serves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.canonical import digest
from documents.forms.days import DayField
from documents.forms.fields import NumberField
from indicators.models import Category, Stage
from measurements.answer.content import ItemContent
from measurements.answer.item_labels import helps_of, labels_of
from measurements.answer.list_spec import ListSpec
from measurements.answer.stage_rules import problems_of_stages
from measurements.checks.box_limits import MOST_ALIKE, MOST_PEOPLE
from measurements.checks.stored import as_content
from measurements.checks.twins import Entered, entered_item
from measurements.forms.item_around import Around
from measurements.forms.item_boxes import (
    initial_of,
    plain,
    same_as_field,
    serves_field,
    stage_choices,
    tag_field,
    ticks_field,
    versioned,
)
from measurements.forms.item_stages import box_of, contradictions, dates_said, earlier_fields
from measurements.joining.joining import Alike
from measurements.models import RegisterEntry

NOT_SAID = ("id", "version", "remove", "served")


class ItemForm(forms.Form):
    """A row. `entry` is the stored one; a row without it is new, and left alone when nothing was written in it."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    title = forms.CharField(max_length=300)
    stage = forms.ChoiceField()
    dated_on = DayField()
    number = forms.CharField(max_length=100, required=False)
    counterpart = forms.CharField(max_length=200, required=False)
    quantity = NumberField(required=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_ALIKE)])
    women = NumberField(validators=[MaxValueValidator(MOST_PEOPLE)])
    men = NumberField(validators=[MaxValueValidator(MOST_PEOPLE)])
    remove = forms.BooleanField(required=False)

    evidence: Any = None  # its part of measurements/forms/entry_evidence.py, once the page is put together

    def __init__(
        self,
        data: Any = None,
        *,
        spec: ListSpec,
        entry: RegisterEntry | None = None,
        around: Around | None = None,
        **options: Any,
    ) -> None:
        self.spec, self.entry, self.around = spec, entry, around or Around()
        super().__init__(
            data,
            initial=initial_of(spec, entry, self.around),
            empty_permitted=entry is None,
            use_required_attribute=False,
            **options,
        )
        self.fields["stage"].choices = stage_choices(spec)  # type: ignore[attr-defined]
        self.fields.update(earlier_fields(spec, entry))
        self.fields.update({tag.name: tag_field(tag, entry) for tag in spec.tags})
        self._offer_what_is_around()
        self._name_fields()
        if entry is not None:
            self.initial["version"] = versioned(entry.item.version, self._fingerprint(self.initial))

    def _offer_what_is_around(self) -> None:
        if self.spec.conditions:
            self.fields["ticks"] = ticks_field(self.spec)
        if self.around.open_others:
            self.fields["serves"] = serves_field(self.around)
            self.fields["served"] = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
        same_as = same_as_field(self.around, self.entry) if self.entry is not None else None
        if same_as is not None:
            self.fields["same_as"] = same_as

    def _name_fields(self) -> None:
        if not self.spec.register.counts_people:
            del self.fields["women"], self.fields["men"]
        if self.entry is None:
            del self.fields["remove"], self.fields["version"]
        for name, label in labels_of(self.spec).items():
            if name in self.fields:
                self.fields[name].label = label
        for name, text in helps_of(self.spec).items():
            self.fields[name].help_text = text

    @property
    def row_name(self) -> str:
        """What the row is called in a list of errors."""
        return str(self["title"].value() or "")

    @property
    def tag_fields(self) -> list[forms.BoundField]:
        return [self[tag.name] for tag in self.spec.tags]

    @property
    def earlier_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("on_")]

    @property
    def alike(self) -> tuple[Alike, ...]:
        """What other institutions sent and may be the same."""
        return self.around.alike.get(self.entry.item_id, ()) if self.entry is not None else ()

    @property
    def to_decide(self) -> Alike | None:
        """The likeliest of them, while the item is the same as none."""
        open_ones = [each for each in self.alike if not each.is_theirs]
        return next(iter(open_ones), None) if not any(each.is_joined for each in self.alike) else None

    @cached_property
    def has_earlier_shown(self) -> bool:
        """Whether the earlier dates show themselves: one is known, or one is wrong."""
        return any(field.errors or field.value() for field in self.earlier_fields)

    def ask_for(self, dimensions: set[int]) -> None:
        """Say beside each of these tags that it must be chosen before the answer is handed over."""
        for tag in self.spec.tags:
            if tag.dimension.pk in dimensions and tag.name not in self.errors:
                self.errors[tag.name] = self.error_class([_("Choose it before you hand this answer over.")])

    def full_clean(self) -> None:
        """A row that is being removed is not checked."""
        super().full_clean()
        if self.is_bound and self.entry is not None and self.data.get(self.add_prefix("remove")):
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data = {"remove": True}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.fields:
            if name.startswith("on_") and self.add_prefix(name) not in self.data:
                said[name] = self.initial.get(name)  # a page that did not show the box says nothing of it
        if not self.errors and self.is_changed:
            self._check_stages(said)
            self._check_what_it_serves(said)
        return said

    def _check_stages(self, said: Mapping[str, Any]) -> None:
        for name, text in contradictions(self.spec, self.entry, said, self.initial, self._chosen_stage()).items():
            self.add_error(name, text)
        if self.errors:
            return
        stored = self.entry.item if self.entry is not None else None
        for problem in problems_of_stages(self._dates, stored, today=timezone.localdate()):
            name = box_of(problem.stage)
            is_boxed = problem.stage != self._chosen_stage() and name in self.fields
            self.add_error(name if is_boxed else "dated_on", problem.text)

    def _check_what_it_serves(self, said: Mapping[str, Any]) -> None:
        """What contradicts the only categories that another indicator counts is not entered there."""
        tags = [*self._chosen_tags(), *self._other_tags()]
        wishes = self._wishes()  # read once: an error takes the ticks out of what was read
        for other in self.around.open_others:
            if wishes.get(other.code) and (apart := other.spec.contradicted_by(tags)):
                words = {"code": other.code, "tags": ", ".join(dimension.name for dimension in apart)}
                self.add_error("serves", _("%(code)s does not count this kind: look at “%(tags)s”.") % words)

    def _wishes(self) -> dict[str, bool]:
        """What was ticked or unticked against what the page showed; others may have ticked more meanwhile."""
        if "serves" not in self.fields or self.add_prefix("served") not in self.data:
            return {}
        ticked, shown = set(self.cleaned_data["serves"]), set(self.cleaned_data["served"].split(","))
        mine = [other.code for other in self.around.open_others]
        return {code: code in ticked for code in mine if (code in ticked) != (code in shown)}

    def _chosen_stage(self) -> Stage:
        return self.spec.stage(self.cleaned_data["stage"])

    @property
    def _dates(self) -> dict[Stage, dt.date]:
        return dates_said(self.spec, self.entry, self.cleaned_data, self._chosen_stage())

    def _fingerprint(self, said: Mapping[str, Any]) -> str:
        """What the row says, in short: the page brings back what it showed, and so tells what the person changed."""
        return digest({name: plain(said.get(name)) for name in self.fields if name not in NOT_SAID})[:16]

    @property
    def _read(self) -> tuple[int, str]:
        """The version and the fingerprint of the item that the page showed; 0 of a page that brought none."""
        number, _dash, mark = str(self.data.get(self.add_prefix("version"), "")).partition("-")
        version = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
        return version, mark or self._fingerprint(self.initial)

    @property
    def is_changed(self) -> bool:
        """Whether the person changed what the page showed, whatever others changed meanwhile. Of a row that is valid."""
        return self.entry is None or (self.is_bound and self._fingerprint(self.cleaned_data) != self._read[1])

    @property
    def is_left_alone(self) -> bool:
        """Whether the row came back as the page showed it."""
        return self.is_valid() and self.is_kept and not self.is_changed

    @property
    def is_kept(self) -> bool:
        """Whether the row says something: not an untouched new one, not one to remove."""
        if self.entry is None:
            return self.has_changed()
        return not (self.is_bound and self.cleaned_data.get("remove"))

    def entered(self) -> Entered:
        """What tells the row from others, as far as it can be read."""
        if self.entry is not None and not self.is_bound:
            return entered_item(self.entry.item)
        self.is_valid()
        said, item = self.cleaned_data, self.entry.item_id if self.entry else None
        return Entered(
            self.spec.register.code, said.get("title", ""), said.get("dated_on"), said.get("number", ""), item
        )

    def content(self) -> ItemContent:
        if self.entry is not None and not self.is_bound:
            return as_content(self.entry.item, tuple(tick.component for tick in self.entry.ticks.all()))
        said, stage = self.cleaned_data, self._chosen_stage()
        return ItemContent(
            register=self.spec.register,
            id=self.entry.item_id if self.entry else None,
            version=self._read[0] if self.entry else None,
            title=said["title"],
            stage=stage,
            dated_on=said["dated_on"],
            number=said["number"],
            counterpart=said["counterpart"],
            quantity=int(said["quantity"]),
            women=_count(said.get("women")),
            men=_count(said.get("men")),
            tags=(*self._chosen_tags(), *self._other_tags()),
            ticks=tuple(c for c in self.spec.conditions if c.code in said.get("ticks", ())),
            earlier=tuple((each, day) for each, day in self._dates.items() if each != stage),
            serves=self._wishes(),
            same_as=self._said_of_others(),
        )

    def _said_of_others(self) -> int | None:
        """The other institution's item that it was said to be the same as, or none; nothing unless that was changed."""
        chosen = self.cleaned_data.get("same_as")
        return None if chosen is None or chosen == self.initial["same_as"] else int(chosen)

    def _chosen_tags(self) -> list[Category]:
        chosen: list[Category] = []
        for tag in self.spec.tags:
            said = self.cleaned_data.get(tag.name) or []
            codes = [said] if isinstance(said, str) else said
            chosen += [category for category in tag.choices if category.code in codes]
        return chosen

    def _other_tags(self) -> list[Category]:
        """Tags that other indicators asked for: this one does not show them and does not touch them."""
        if self.entry is None:
            return []
        shown = {tag.dimension.pk for tag in self.spec.tags}
        return [tag.category for tag in self.entry.item.tags.all() if tag.category.dimension_id not in shown]


def _count(value: Decimal | None) -> int | None:
    return None if value is None else int(value)
