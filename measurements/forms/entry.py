"""All that one page of an indicator reads: the answer, its grid or its lists, and the items that may count here too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import get_language

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.answer.content import Content, ItemContent
from measurements.answer.counting import counted_by
from measurements.answer.entries import entries_of, item_as_counted, rules_of
from measurements.answer.findings import Finding
from measurements.answer.list_spec import ListSpec, lists_of
from measurements.background.recipes import last_accepted
from measurements.checks.beside import beside
from measurements.checks.checks import cells_of
from measurements.checks.explaining import warnings_in
from measurements.checks.plausibility import Observed, amounts_of, observed
from measurements.checks.twins import Entered, entered_item
from measurements.forms.answer import AnswerForm
from measurements.forms.carried import CarriedForm, carried_of
from measurements.forms.entry_evidence import EntryEvidence
from measurements.forms.explanations import ExplanationsForm
from measurements.forms.items import ListForm, OtherItemsForm
from measurements.forms.origin import OriginForm
from measurements.forms.place import answer_form
from measurements.forms.surroundings import surroundings_of
from measurements.models import Answer, Measurement, RegisterItem
from measurements.workflow import serving
from measurements.workflow.steps import Task


class EntryForm:
    """The forms of the page as one. Typed text survives every refusal; nothing is read from a form with errors."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        task: Task,
        revision: IndicatorRevision,
        measurement: Measurement | None,
        at: dt.datetime,
    ) -> None:
        self.data, self.task, self.revision, self.measurement = data, task, revision, measurement
        entries = list(entries_of(measurement)) if measurement else []
        self.answer = AnswerForm(data, revision=revision, measurement=measurement)
        self.grid = answer_form(data, revision=revision, stored=cells_of(measurement))
        self.origin = OriginForm(data, measurement=measurement, last=last_accepted(task))
        specs = lists_of(revision) if revision.is_itemised else []
        is_read = data is not None or measurement is None or measurement.is_editable
        around = surroundings_of(task, specs, entries, is_needed=is_read, at=at)
        self.lists = [ListForm(data, spec=spec, entries=entries, around=around.get(spec.register.pk)) for spec in specs]
        waiting = items_not_entered(task, specs, {entry.item_id for entry in entries}) if specs else []
        by_register = {spec.register.pk: spec for spec in specs}
        carried = carried_of(waiting, revision, task.period, by_register, measurement)
        self.carried = [CarriedForm(data, carried=each) for each in carried]
        apart = {each.item.pk for each in carried}
        others = [i for i in waiting if i.pk not in apart and _belongs(i, revision, task.period)]
        self.others = OtherItemsForm(
            data, others=others, has_no_items=measurement.has_no_items if measurement else False
        )
        self.evidence = EntryEvidence(data, files, task=task, measurement=measurement, lists=self.lists)

    def is_valid(self) -> bool:
        """Whether everything can be saved; a figure beside “I cannot report” must first be given up in words."""
        parts = [self.answer.is_valid(), self.grid.is_valid(), self.others.is_valid(), self.origin.is_valid()]
        parts += [each.is_valid() for each in self.lists] + [each.is_valid() for each in self.carried]
        parts += [self.explanations.is_valid(), self.evidence.is_valid()]
        if not self.answer.cannot_report:
            return all(parts)
        if self.has_figures and "answer" not in self.answer.errors:
            self.answer.ask_to_discard()
        return not self.answer.errors and not self.origin.errors and not self.evidence.with_errors()

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """What is odd in what is typed; of a list, whose figures follow when it is saved, in what is stored."""
        place = self.measurement or Measurement(
            indicator=self.task.indicator,
            institution=self.task.institution,
            period=self.task.period,
            revision=self.revision,
        )
        stored = self.measurement.explanations.all() if self.measurement else ()
        held = replace(beside(place), listed=tuple(self._listed()))
        return warnings_in(self._observed(), held, {each.key: each.text for each in stored})

    def _listed(self) -> Iterator[Entered]:
        """The rows as they are typed, so that what was pasted twice is told before it is saved."""
        for each in self.lists:
            yield from (row.entered() for row in each.rows if row.is_kept and (row.entry or row.is_bound))
        yield from (entered_item(each.carried.item) for each in self.carried if each.is_kept)

    def _observed(self) -> Observed:
        if self.answer.cannot_report:
            return Observed(self.revision, Answer.NOT_AVAILABLE)
        if self.revision.is_itemised:
            return observed(self.measurement) if self.measurement else Observed(self.revision)
        return Observed(self.revision, amounts=amounts_of(self.grid.values()))

    @cached_property
    def explanations(self) -> ExplanationsForm:
        """A box for each warning, once the figures are read."""
        return ExplanationsForm(self.data, warnings=self.warnings)

    @property
    def has_figures(self) -> bool:
        """Whether something was typed or listed, readable or not."""
        typed = any(self.grid.data.get(name) for name in self.grid.fields if name != "blanks_are_zero")
        listed = any(row.is_kept for each in self.lists for row in each.rows)
        listed |= any(each.is_kept and each.has_changed() for each in self.carried)
        return typed or listed

    def content(self) -> Content:
        said = self.answer.cleaned_data
        about = Content(
            answer=said["answer"],
            reason=said["reason"],
            narrative=said["narrative"],
            narrative_language=self._narrative_language(said["narrative"]),
            evidence=self.evidence.change(),
            origin=self.origin.origin(),
        )
        if self.answer.cannot_report:
            return about
        items = [item for each in self.lists for item in self.evidence.on_items(each)] + self._further_items()
        return replace(
            about,
            reason="",
            control_total=said.get("control_total"),
            has_no_items=self.others.cleaned_data["has_no_items"],
            values=self.grid.values(),
            items=tuple(items),
            explanations=self.explanations.explanations(),
        )

    @property
    def reaches_further(self) -> bool:
        """Whether it says of its items what stands outside the answer and not yet so: ticks for other indicators, who else
        reported the same, documents. Of a form that is valid."""
        if not self.evidence.is_done:
            return True
        content = self.content()
        if self.measurement is not None and serving.is_unserved(self.measurement, content):
            return True
        return any(item.same_as is not None for item in content.items)

    @property
    def can_be_counted(self) -> bool:
        """Whether all the rows can be read, so that their figure can be shown before it is saved."""
        if not self.lists or not self.answer.is_bound or not self.others.is_valid():
            return False
        return all(row.is_valid() for each in self.lists for row in each.rows if row.is_bound) and all(
            each.is_valid() for each in self.carried
        )

    def items(self) -> list[ItemContent]:
        """All that the lists hold, as typed."""
        return [item for each in self.lists for item in each.contents()] + self._further_items()

    def _further_items(self) -> list[ItemContent]:
        """What is carried forward, and what other indicators hold already."""
        return [each.content() for each in self.carried if each.is_kept] + self.others.contents()

    def _narrative_language(self, text: str) -> str:
        """The language of the page on which the text was last written."""
        if self.measurement is not None and self.measurement.narrative == text and text:
            return self.measurement.narrative_language
        return (get_language() or "es")[:2]

    def with_errors(self) -> list[forms.Form]:
        """For the summary, in the order of the page."""
        rows = [row for each in self.lists for row in each.rows]
        parts: list[forms.Form] = [self.grid, *self.carried, *rows, self.others, self.explanations, self.answer]
        parts.append(self.origin)
        return [form for form in parts if form.is_bound and form.errors] + self.evidence.with_errors()


def items_not_entered(task: Task, specs: list[ListSpec], entered: set[int]) -> list[RegisterItem]:
    """The institution's items of these registers that are not entered here and that nothing keeps out."""
    by_register = {spec.register.pk: spec for spec in specs}
    items = (
        RegisterItem.objects.filter(institution=task.institution, register__in=by_register)
        .exclude(pk__in=entered)
        .filter(stages__reached_on__lte=task.period.ends_on)
        .distinct()
        .select_related("register")
        .prefetch_related(
            "register__stages",
            "stages__stage",
            "tags__category__dimension",
            "entries__ticks__component",
            "entries__measurement__indicator",
            "entries__measurement__period",
        )
        .order_by("-dated_on", "title")
    )
    return [item for item in items if by_register[item.register_id].accepts(item)]


def _belongs(item: RegisterItem, revision: IndicatorRevision, period: ReportingPeriod) -> bool:
    if period.starts_on <= item.dated_on <= period.ends_on:
        return True
    return bool(counted_by(rules_of(revision), item_as_counted(item), period.starts_on, period.ends_on))
