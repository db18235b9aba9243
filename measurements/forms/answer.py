"""What goes with every answer: whether it can be reported, why not, what explains it, and the version that was read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import NumberField, TextField
from indicators.models import IndicatorRevision
from measurements.answer import content_parts
from measurements.answer.content import Content
from measurements.answer.entries import asks_control_total
from measurements.answer.kinds import is_narrative
from measurements.checks.box_limits import NARRATIVE_LENGTH, REASON_LENGTH
from measurements.checks.stored import answer_said, content_of
from measurements.models import Answer, Measurement
from measurements.workflow.steps import NEW


class AnswerForm(forms.Form):
    version = forms.IntegerField(min_value=NEW, widget=forms.HiddenInput)
    read = forms.CharField(required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(widget=forms.RadioSelect)
    reason = TextField(required=False, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))
    discard = forms.BooleanField(required=False)
    control_total = NumberField()
    narrative = TextField(required=False, max_length=NARRATIVE_LENGTH, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(
        self, data: Any = None, *, revision: IndicatorRevision, measurement: Measurement | None, **options: Any
    ) -> None:
        super().__init__(data, initial=_initial(measurement), **options)
        if not self.is_bound:  # a page that is posted brings back the version that it was filled from
            self.initial["read"] = content_parts.as_text(content_of(measurement) if measurement else Content())
        self.fields["answer"].choices = _choices()  # type: ignore[attr-defined]
        self.fields["answer"].label = _("Can you report this indicator?")
        self.fields["reason"].label = _("Why?")
        self.fields["reason"].help_text = _("One or two sentences. The technical secretary reads them.")
        self.fields["discard"].label = _("Erase the figures above: I cannot report this indicator")
        self._describe_narrative(is_required=revision.is_narrative_required)
        if is_narrative(revision):
            self._ask_for_text(revision)
        if asks_control_total(revision):
            self.fields["control_total"] = NumberField(
                decimals=revision.decimals, label=_("Total in your official letter (optional)")
            )
        else:
            del self.fields["control_total"]

    def _describe_narrative(self, *, is_required: bool) -> None:
        field = self.fields["narrative"]
        field.label = _("What explains this result?")
        text = _("What was done, what helped and what made it harder. Up to 1,000 characters.")
        required = _(
            "This indicator requires it."
        )  # on a line of its own: translations are not collected from f-strings
        field.help_text = f"{text} {required}" if is_required else text

    def _ask_for_text(self, revision: IndicatorRevision) -> None:
        """The text is the answer; the definition's component asks for it in its own words."""
        asked = next((component.label for component in revision.components.all()), "")
        self.fields["narrative"].label = asked or _("Your answer")
        self.fields["narrative"].help_text = _(
            "This indicator is answered with a text, which is listed beside those of the other institutions."
            " Up to 1,000 characters."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.cannot_report and not cleaned.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Say why the indicator cannot be reported."))
        return cleaned

    @property
    def cannot_report(self) -> bool:
        """Whether the person chose one of the two answers without a figure."""
        chosen = self.data.get("answer") if self.is_bound else self.initial.get("answer")
        return chosen in (Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE)

    def ask_to_discard(self) -> None:
        """Figures were typed as well: they are erased only when the person says so."""
        if not self.cleaned_data.get("discard"):
            text = _("You also filled in figures. Erase them with the box below, or choose “I can report it”.")
            self.add_error("answer", text)

    @property
    def must_be_open(self) -> bool:
        """Whether the folded question must show itself."""
        return self.cannot_report or any(name in self.errors for name in ("answer", "reason", "discard"))


def _choices() -> list[tuple[str, str]]:
    return [
        (Answer.REPORTED, _("I can report it")),
        (Answer.NOT_AVAILABLE, _("The figure exists, but I do not have it yet")),
        (Answer.NOT_APPLICABLE, _("It does not apply to my institution")),
    ]


def _initial(measurement: Measurement | None) -> dict[str, Any]:
    if measurement is None:
        return {"version": NEW, "answer": Answer.REPORTED}
    answer = answer_said(measurement)
    return {
        "version": measurement.version,
        "answer": answer,
        "reason": measurement.reason if answer != Answer.REPORTED else "",
        "control_total": measurement.control_total,
        "narrative": measurement.narrative,
    }
