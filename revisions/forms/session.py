"""Opening a review, deciding about an indicator, and the reasons that a review asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from committee.models import Meeting, ReviewDecision, ReviewSession
from committee.review.deciding import Choice
from committee.review.wording import consequence_of
from documents.formatting import instant, period_label
from documents.forms.fields import TextField
from documents.forms.versioned import VersionedForm
from documents.speaking import language
from indicators.defining.document import Words
from indicators.models import Indicator, IndicatorRevision, ReportingPeriod

TEXT_LENGTH = 4000
Kind = ReviewDecision.Kind
OF_AN_INDICATOR = (Kind.KEEP, Kind.ADJUST, Kind.TARGET, Kind.RETIRE)


def _text(rows: int, *, required: bool = True) -> TextField:
    return TextField(required=required, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": rows}))


class OpenForm(forms.Form):
    """Which semester is reviewed, and whether this is the constitutive review."""

    period = forms.ChoiceField()
    is_constitutive = forms.BooleanField(required=False)

    def __init__(
        self, data: Any = None, *, periods: Sequence[ReportingPeriod], may_be_constitutive: bool, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.periods = {each.code: each for each in periods}
        self.fields["period"].label = _("Semester reviewed")
        self.fields["period"].help_text = _("Its figures stand on the agenda. What is decided takes effect later.")
        choices = [(code, period_label(code, language())) for code in self.periods]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]
        if may_be_constitutive:
            self.fields["is_constitutive"].label = _("This is the constitutive review")
            self.fields["is_constitutive"].help_text = _(
                "The first one: it adopts the definitions proposed, as they are or amended, and the commitments."
            )
        else:
            del self.fields["is_constitutive"]

    @property
    def chosen(self) -> tuple[ReportingPeriod, bool]:
        return self.periods[self.cleaned_data["period"]], bool(self.cleaned_data.get("is_constitutive"))


class DecideForm(forms.Form):
    """What is decided about an indicator, and why. Version 0: there was no decision yet."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    rationale_es = _text(4, required=False)
    rationale_en = _text(3, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        session: ReviewSession,
        read: IndicatorRevision | None,
        has_draft: bool = False,
        **options: Any,
    ) -> None:
        """`has_draft`: somebody drafted a definition or targets, which are gone when the indicator is kept as it is or retired."""
        super().__init__(data, **options)
        if has_draft:
            label = _("Throw away what is drafted, to keep the indicator as it is or to retire it")
            self.fields["throws_away"] = forms.BooleanField(required=False, label=label)
        self.fields["kind"].label = _("Decision")
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, f"{kind.label}. {consequence_of(kind, session, read)}") for kind in OF_AN_INDICATOR
        ]
        self.fields["kind"].error_messages["required"] = _("Choose what is decided.")
        name_reasons(self)
        self.fields["rationale_es"].help_text = _("Required unless the indicator stays as it is. The minutes print it.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind and kind != Kind.KEEP and not cleaned.get("rationale_es", "").strip():
            self.add_error("rationale_es", _("Write the reason in Spanish."))
        if kind in (Kind.KEEP, Kind.RETIRE) and cleaned.get("throws_away") is False:
            self.add_error(
                "throws_away",
                _("A definition or targets are drafted, and this would lose them. Mark the box if they may go."),
            )
        return cleaned

    def choice(self, indicator: Indicator) -> Choice:
        return Choice(self.cleaned_data["kind"], indicator, rationale=words_of(self))

    @staticmethod
    def initial_of(decision: ReviewDecision | None) -> dict[str, Any]:
        if decision is None:
            return {"version": 0}
        return {
            "kind": decision.kind,
            "rationale_es": decision.rationale_es,
            "rationale_en": decision.rationale_en,
            "version": decision.version,
        }


class RationaleForm(VersionedForm):
    """A reason in both languages. Spanish may be required."""

    rationale_es = _text(4)
    rationale_en = _text(3, required=False)

    def __init__(self, data: Any = None, *, missing: str = "", **options: Any) -> None:
        super().__init__(data, **options)
        name_reasons(self)
        self.fields["rationale_es"].required = bool(missing)
        self.fields["rationale_es"].error_messages["required"] = missing

    @property
    def words(self) -> Words:
        return words_of(self)


class CancelForm(VersionedForm):
    """Why a review is called off."""

    reason = _text(3)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reason"].label = _("Why is it cancelled?")
        self.fields["reason"].error_messages["required"] = _("Write why the review is cancelled.")


class MoveForm(VersionedForm):
    """In which other meeting the review goes on."""

    meeting = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, meetings: Iterable[Meeting], **options: Any) -> None:
        super().__init__(data, **options)
        self.meetings = {each.number: each for each in meetings}
        self.fields["meeting"].label = _("Meeting in which it goes on")
        self.fields["meeting"].error_messages["required"] = _("Choose a meeting.")
        choices = [
            (number, f"{number}, {instant(each.starts_at, language())}") for number, each in self.meetings.items()
        ]
        self.fields["meeting"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Meeting:
        return self.meetings[self.cleaned_data["meeting"]]


def name_reasons(form: forms.Form) -> None:
    form.fields["rationale_es"].label = _("Reason, in Spanish")
    form.fields["rationale_en"].label = _("Reason, in English (optional)")


def words_of(form: forms.Form) -> Words:
    return Words(form.cleaned_data["rationale_es"].strip(), form.cleaned_data["rationale_en"].strip())
