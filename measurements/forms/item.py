"""One item of a list as a row of boxes: what it is, when it reached its stage, its tags, the conditions it meets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.canonical import digest
from documents.formatting import plain_date
from indicators.models import Category, Stage
from measurements.content import ItemContent
from measurements.entries import counted_for_good
from measurements.figure_words import language
from measurements.forms.fields import NumberField
from measurements.forms.item_boxes import initial_of, plain, stage_choices, tag_field, versioned
from measurements.forms.list_spec import ListSpec
from measurements.models import RegisterEntry, RegisterItem
from measurements.stored import as_content

EARLIEST = dt.date(1950, 1, 1)
"""No norm of the plan is older; a year typed with two digits is."""
MOST_ALIKE = 10_000
MOST_PEOPLE = 1_000_000


def refuse_future(day: dt.date) -> None:
    """A stage is reached on a day that has come."""
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet: write when the stage was reached."))


class ItemForm(forms.Form):
    """A row. `entry` is the stored one; a row without it is new, and left alone when nothing was written in it."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    title = forms.CharField(max_length=300)
    stage = forms.ChoiceField()
    dated_on = forms.DateField(
        input_formats=["%Y-%m-%d", "%d/%m/%Y"], widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    number = forms.CharField(max_length=100, required=False)
    counterpart = forms.CharField(max_length=200, required=False)
    quantity = NumberField(required=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_ALIKE)])
    women = NumberField(validators=[MaxValueValidator(MOST_PEOPLE)])
    men = NumberField(validators=[MaxValueValidator(MOST_PEOPLE)])
    remove = forms.BooleanField(required=False)

    evidence: Any = None  # its part of measurements/forms/entry_evidence.py, once the page is put together

    def __init__(self, data: Any = None, *, spec: ListSpec, entry: RegisterEntry | None = None, **options: Any) -> None:
        super().__init__(
            data,
            initial=initial_of(spec, entry),
            empty_permitted=entry is None,
            use_required_attribute=False,
            **options,
        )
        self.spec, self.entry = spec, entry
        self.fields["dated_on"].validators += [MinValueValidator(EARLIEST), refuse_future]
        self.fields["stage"].choices = stage_choices(spec)  # type: ignore[attr-defined]
        for tag in spec.tags:
            self.fields[tag.name] = tag_field(tag, entry)
        if spec.conditions:
            self.fields["ticks"] = forms.MultipleChoiceField(
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(component.code, component.label) for component in spec.conditions],
            )
        self._name_fields()

    def _name_fields(self) -> None:
        labels = {
            "title": _("Title or name"),
            "stage": _("Stage"),
            "dated_on": _("Date on which it reached that stage"),
            "number": _("Document number (optional)"),
            "counterpart": _("Counterpart (optional)"),
            "quantity": _("How many alike"),
            "women": _("Women (optional)"),
            "men": _("Men (optional)"),
            "remove": _("Remove from this list when saving"),
            "ticks": _("Conditions that it meets"),
        }
        for name, label in labels.items():
            if name in self.fields:
                self.fields[name].label = label
        if not self.spec.register.counts_people:
            del self.fields["women"], self.fields["men"]
        if self.entry is None:
            del self.fields["remove"], self.fields["version"]
        else:
            self.initial["version"] = versioned(self.entry.item.version, self._fingerprint(self.initial))

    @property
    def tag_fields(self) -> list[forms.BoundField]:
        return [self[tag.name] for tag in self.spec.tags]

    def full_clean(self) -> None:
        """A row that is being removed is not checked."""
        super().full_clean()
        if self.is_bound and self.entry is not None and self.data.get(self.add_prefix("remove")):
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data = {"remove": True}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.entry is not None and not self.errors and self.is_changed:
            dated_on = said["dated_on"]
            self._refuse_a_date_before_an_earlier_stage(self.entry.item, dated_on)
            self._refuse_to_count_again(self.entry.item, dated_on)
        return said

    def _refuse_a_date_before_an_earlier_stage(self, item: RegisterItem, dated_on: dt.date) -> None:
        """Stages are reached in their order: a later one is never dated before an earlier one."""
        before = [reached for reached in item.stages.all() if reached.stage.order < self._chosen_stage().order]
        latest = max(before, key=lambda reached: reached.reached_on, default=None)
        if latest is not None and dated_on < latest.reached_on:
            words = {"stage": latest.stage.name, "date": plain_date(latest.reached_on, language())}
            self.add_error("dated_on", _("It cannot be earlier than «%(stage)s», %(date)s.") % words)

    def _refuse_to_count_again(self, item: RegisterItem, dated_on: dt.date) -> None:
        """What counted in a semester that was sent does not move to another one."""
        stage = self._chosen_stage()
        if (stage.code, dated_on) == (self.initial["stage"], self.initial["dated_on"]):
            return
        sent = counted_for_good(item, stage, dated_on)
        if sent is not None:
            words = {"period": sent.period.code, "code": sent.indicator.code}
            text = _(
                "It already counted in %(period)s (%(code)s): enter another one, or ask for that answer to be reopened."
            )
            self.add_error("dated_on", text % words)

    def _chosen_stage(self) -> Stage:
        return next(stage for stage in self.spec.stages if stage.code == self.cleaned_data["stage"])

    def _fingerprint(self, said: Mapping[str, Any]) -> str:
        """What the row says, in short: the page brings back what it showed, and so tells what the person changed."""
        apart = ("id", "version", "remove")
        return digest({name: plain(said.get(name)) for name in self.fields if name not in apart})[:16]

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

    def renewed(self) -> dict[str, str]:
        """The posted version, brought up to the one that stands now: what was typed is then a choice, not an accident."""
        if self.entry is None or not self.is_bound:
            return {}
        return {self.add_prefix("version"): versioned(self.entry.item.version, self._read[1])}

    @property
    def is_kept(self) -> bool:
        """Whether the row says something: not an untouched new one, not one to remove."""
        if self.entry is None:
            return self.has_changed()
        return not (self.is_bound and self.cleaned_data.get("remove"))

    def content(self) -> ItemContent:
        if self.entry is not None and not self.is_bound:
            return as_content(self.entry.item, tuple(tick.component for tick in self.entry.ticks.all()))
        said = self.cleaned_data
        return ItemContent(
            register=self.spec.register,
            id=self.entry.item_id if self.entry else None,
            version=self._read[0] if self.entry else None,
            title=said["title"],
            stage=self._chosen_stage(),
            dated_on=said["dated_on"],
            number=said["number"],
            counterpart=said["counterpart"],
            quantity=int(said["quantity"]),
            women=_count(said.get("women")),
            men=_count(said.get("men")),
            tags=(*self._chosen_tags(), *self._other_tags()),
            ticks=tuple(c for c in self.spec.conditions if c.code in said.get("ticks", ())),
        )

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
