"""Items of earlier semesters that are still alive: as they stood then, to be kept, brought up to date, or left out.

They are suggestions: nothing counts before it is saved. What stood in the last semester that was sent is ticked beforehand in
an answer that nobody has begun, even where it is pending still and counts nothing yet; so are the items that another indicator
of the semester lists, where each is asked its own conditions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import joined, period_label, plain_date
from documents.forms.days import DayField
from documents.speaking import language
from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.answer import counting
from measurements.answer.content import ItemContent
from measurements.answer.entries import item_as_counted, rules_of
from measurements.answer.list_spec import ListSpec
from measurements.answer.stage_rules import problems_of_stages
from measurements.checks.stored import as_content
from measurements.forms.item_boxes import ticks_field
from measurements.models import Measurement, RegisterEntry, RegisterItem

KEEP, UPDATE, LEAVE = "keep", "update", "leave"


@dataclass(frozen=True, slots=True)
class Carried:
    """An item with the entry in which it stood before, and whether it is suggested to stand here as it is."""

    item: RegisterItem
    before: RegisterEntry
    spec: ListSpec
    is_suggested: bool


def carried_of(
    items: Iterable[RegisterItem],
    revision: IndicatorRevision,
    period: ReportingPeriod,
    specs: dict[int, ListSpec],
    measurement: Measurement | None,
) -> list[Carried]:
    """The items that this indicator listed before, or that another lists now and this one asks of each, and that live on."""
    found = []
    for item in items:
        spec = specs[item.register_id]
        before = _entry_before(item, revision, period, is_asked_of_each=bool(spec.conditions))
        if before is None or not _lives_on(item, revision, period):
            continue
        is_new = measurement is None and before.measurement.first_submitted_at is not None
        is_asked = bool(spec.conditions) and _counts(item, revision, period)
        found.append(Carried(item, before, spec, is_suggested=is_new or is_asked))
    return found


def _entry_before(
    item: RegisterItem, revision: IndicatorRevision, period: ReportingPeriod, *, is_asked_of_each: bool
) -> RegisterEntry | None:
    """The latest entry under this indicator in an earlier semester; for conditions asked of each, under any one until now."""
    mine, any_other = [], []
    for entry in item.entries.all():
        measurement = entry.measurement
        if measurement.indicator_id == revision.indicator_id and measurement.period.ordinal < period.ordinal:
            mine.append(entry)
        elif is_asked_of_each and measurement.period.ordinal <= period.ordinal:
            any_other.append(entry)
    return max(mine or any_other, key=lambda entry: entry.measurement.period.ordinal, default=None)


def _counts(item: RegisterItem, revision: IndicatorRevision, period: ReportingPeriod) -> bool:
    return bool(counting.counted_by(rules_of(revision), item_as_counted(item), period.starts_on, period.ends_on))


def _lives_on(item: RegisterItem, revision: IndicatorRevision, period: ReportingPeriod) -> bool:
    """Whether it counts in the semester as it stands, or may still come to count: a planned event, a norm in draft."""
    as_counted = item_as_counted(item)
    rules = [rule for rule in rules_of(revision) if rule.register == as_counted.register]
    if _counts(item, revision, period):
        return True
    orders = {stage.code: stage.order for stage in item.register.stages.all()}
    ahead = [orders[code] for rule in rules if rule.when is not counting.When.EVER for code in rule.stages]
    latest = max((reached.stage.order for reached in item.stages.all()), default=0)
    return latest < max(ahead, default=0)


class CarriedForm(forms.Form):
    """What to do with one of them."""

    choice = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    stage = forms.ChoiceField(required=False)
    dated_on = DayField(required=False)

    def __init__(self, data: Any = None, *, carried: Carried, **options: Any) -> None:
        self.carried, item = carried, carried.item
        ticks = [tick.component.code for tick in carried.before.ticks.all()]
        choice = KEEP if carried.is_suggested else LEAVE
        initial = {"choice": choice, "version": item.version, "ticks": ticks}
        super().__init__(data, prefix=f"carry-{item.pk}", initial=initial, use_required_attribute=False, **options)
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (KEEP, _("Still the same")),
            (UPDATE, _("It changed")),
            (LEAVE, _("Does not go here")),
        ]
        self.fields["choice"].label = item.title
        latest = item.stage_reached()
        later = [stage for stage in carried.spec.stages if latest is None or stage.order > latest.stage.order]
        self.fields["stage"].choices = [("", _("Choose…")), *((s.code, s.name) for s in later)]  # type: ignore[attr-defined]
        self.fields["stage"].label = _("Stage that it reached since")
        self.fields["dated_on"].label = _("Date on which it reached that stage")
        if carried.spec.conditions:
            self.fields["ticks"] = ticks_field(carried.spec)
            self.fields["ticks"].label = _("Conditions that it meets")

    @property
    def row_name(self) -> str:
        return self.carried.item.title

    @property
    def chosen(self) -> str:
        return str(self["choice"].value() or LEAVE)

    @property
    def is_kept(self) -> bool:
        return self.chosen in (KEEP, UPDATE)

    @property
    def can_change(self) -> bool:
        return len(self.fields["stage"].choices) > 1  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.chosen != UPDATE:
            for name in ("stage", "dated_on"):
                self.errors.pop(name, None)
            return said
        for name in ("stage", "dated_on"):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("Say which stage it reached, and when."))
        if not self.errors:
            for problem in problems_of_stages(self._dates(), self.carried.item, today=timezone.localdate()):
                self.add_error("dated_on", problem.text)
        return said

    def _dates(self) -> dict[Any, dt.date]:
        before = {reached.stage: reached.reached_on for reached in self.carried.item.stages.all()}
        return before | {self.carried.spec.stage(self.cleaned_data["stage"]): self.cleaned_data["dated_on"]}

    def content(self) -> ItemContent:
        said = self.cleaned_data
        met = said.get("ticks") or ()
        kept = as_content(self.carried.item, tuple(c for c in self.carried.spec.conditions if c.code in met))
        if self.chosen == KEEP:
            return kept
        return replace(
            kept,
            version=said["version"] or 0,
            is_changed=True,
            stage=self.carried.spec.stage(said["stage"]),
            dated_on=said["dated_on"],
            earlier=(*(kept.earlier or ()), (kept.stage, kept.dated_on)),
        )

    @property
    def then(self) -> str:
        """How it stood where it was listed before, in words."""
        entry, item = self.carried.before, self.carried.item
        kept = entry.frozen or {}
        dates = {reached.stage.code: reached.reached_on for reached in item.stages.all()}
        known = {code: dt.date.fromisoformat(day) for code, day in kept.get("stages", {}).items()} or dates
        latest = item.stage_reached()
        code = kept.get("stage") or (latest.stage.code if latest else "")
        names = {stage.code: stage.name for stage in self.carried.spec.stages}
        label = period_label(entry.measurement.period.code, language())
        words = [f"{entry.measurement.indicator.code}, {label}", names.get(code, "")]
        words += [plain_date(known[code], language())] if code in known else []
        met = joined([tick.component.label for tick in entry.ticks.all()], language())
        return " · ".join(part for part in (*words, met) if part)
