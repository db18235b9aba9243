"""What a unit writes in its part of an indicator: the same boxes as its institution, and whether it has a figure at all."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import TextField
from indicators.models import IndicatorRevision
from measurements.answer.content import Content
from measurements.answer.grid import grid_of
from measurements.checks.box_limits import REASON_LENGTH
from measurements.checks.checks import Cells
from measurements.forms.grid import GridForm
from measurements.models import Answer, Contribution


class PartAnswerForm(forms.Form):
    """Reported, not available or not applicable; the last two with their reason."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    answer = forms.ChoiceField(widget=forms.RadioSelect)
    reason = TextField(required=False, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))
    discard = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, contribution: Contribution, **options: Any) -> None:
        stored = {"version": contribution.version, "answer": contribution.answer, "reason": contribution.reason}
        super().__init__(data, initial=stored, **options)
        self.fields["answer"].label = _("Can your unit give this figure?")
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            (Answer.REPORTED, _("I can give it")),
            (Answer.NOT_AVAILABLE, _("The figure exists, but I do not have it yet")),
            (Answer.NOT_APPLICABLE, _("It does not apply to my unit")),
        ]
        self.fields["reason"].label = _("Why?")
        self.fields["reason"].help_text = _("One or two sentences. Who asked you reads them.")
        self.fields["discard"].label = _("Erase the figures above: I cannot give this figure")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.cannot_report and not cleaned.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Say why your unit has no figure."))
        return cleaned

    @property
    def cannot_report(self) -> bool:
        chosen = self.data.get("answer") if self.is_bound else self.initial.get("answer")
        return chosen in (Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE)

    @property
    def must_be_open(self) -> bool:
        """Whether the folded question must show itself."""
        return self.cannot_report or any(name in self.errors for name in ("answer", "reason", "discard"))


class PartForm:
    """The two forms of the page as one. Nothing is read from a form with errors."""

    def __init__(self, data: Any = None, *, contribution: Contribution, revision: IndicatorRevision) -> None:
        # A contributed value has the columns of a measured one that the boxes read.
        values = contribution.values.select_related("component", "combination")
        stored = cast(Cells, {(v.component.code, v.combination.key): v for v in values})
        self.revision = revision
        self.answer = PartAnswerForm(data, contribution=contribution)
        self.grid = GridForm(data, grid=grid_of(revision), stored=stored, decimals=revision.decimals, auto_id="id_%s")

    def is_valid(self) -> bool:
        parts = [self.answer.is_valid(), self.grid.is_valid()]
        if not self.answer.cannot_report:
            return all(parts)
        if self.has_figures and not self.answer.errors and not self.answer.cleaned_data.get("discard"):
            text = _("You also filled in figures. Erase them with the box below, or choose “I can give it”.")
            self.answer.add_error("answer", text)
        return not self.answer.errors

    @property
    def has_figures(self) -> bool:
        return any(self.grid.data.get(name) for name in self.grid.fields if name != "blanks_are_zero")

    def content(self) -> Content:
        said = self.answer.cleaned_data
        if self.answer.cannot_report:
            return Content(answer=said["answer"], reason=said["reason"])
        return Content(values=self.grid.values())

    def with_errors(self) -> list[forms.Form]:
        parts: list[forms.Form] = [self.grid, self.answer]
        return [form for form in parts if form.is_bound and form.errors]
