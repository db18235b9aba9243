"""Writing an agreement of a meeting, and its steps once it binds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from committee.agreements.agreeing import Terms
from committee.models import Agreement, InformationRequest
from documents.forms.days import DayField
from documents.forms.fields import TextField
from documents.forms.versioned import VersionedForm
from indicators.models import Indicator
from institutions.models import Institution

TEXT_LENGTH = 2000
SAY, SEND_BACK, CONFIRM, DROP = "said_done", "sent_back", "done", "dropped"


class AgreementForm(VersionedForm):
    """What, who, until when; optionally the indicator and the request that it is about.

    `row` names the agreement that is changed: its number moves when one before it is taken out.
    """

    row = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))
    institution = forms.ChoiceField()
    due_on = DayField()
    indicator = forms.ChoiceField(required=False)
    request = forms.ChoiceField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        institutions: Sequence[Institution],
        indicators: Sequence[tuple[Indicator, str]],
        requests: Sequence[InformationRequest],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.institutions = {each.code: each for each in institutions}
        self.indicators = {each.code: each for each, _name in indicators}
        self.requests = {each.number: each for each in requests}
        labels = {
            "text": _("What was agreed?"),
            "institution": _("Responsible institution"),
            "due_on": _("Until which day?"),
            "indicator": _("Indicator (optional)"),
            "request": _("Information request (optional)"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["due_on"].help_text = _("The last day, included.")
        self.fields["text"].error_messages["required"] = _("Write what was agreed.")
        self.fields["institution"].error_messages["required"] = _("Choose who is responsible.")
        chosen = [("", _("Choose one")), *((each.code, each.name) for each in institutions)]
        self.fields["institution"].choices = chosen  # type: ignore[attr-defined]
        named = [("", _("None")), *((each.code, f"{each.code} {name}") for each, name in indicators)]
        self.fields["indicator"].choices = named  # type: ignore[attr-defined]
        numbered = [("", _("None")), *((each.number, f"{each.number} · {each.subject}") for each in requests)]
        self.fields["request"].choices = numbered  # type: ignore[attr-defined]

    @property
    def terms(self) -> Terms:
        chosen = self.cleaned_data
        return Terms(
            chosen["text"].strip(),
            self.institutions[chosen["institution"]],
            chosen["due_on"],
            self.indicators.get(chosen["indicator"]),
            self.requests.get(chosen["request"]),
        )

    @staticmethod
    def initial_of(agreement: Agreement) -> dict[str, Any]:
        return {
            "row": agreement.pk,
            "version": agreement.version,
            "text": agreement.text,
            "institution": agreement.institution.code,
            "due_on": agreement.due_on,
            "indicator": agreement.indicator.code if agreement.indicator else "",
            "request": agreement.information_request.number if agreement.information_request else "",
        }


class SayDoneForm(VersionedForm):
    """The institution says what it did."""

    text = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["text"].label = _("What was done?")
        self.fields["text"].help_text = _("Name the official letter or document that shows it, if there is one.")
        self.fields["text"].error_messages["required"] = _("Write what was done.")


class DecideForm(VersionedForm):
    """Confirm, send back where the institution said that it is done, or drop."""

    step = forms.ChoiceField(widget=forms.RadioSelect)
    text = TextField(required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, is_said: bool, **options: Any) -> None:
        super().__init__(data, **options)
        choices = [(CONFIRM, _("It is done."))]
        if is_said:
            choices.append((SEND_BACK, _("Something is still missing: it goes back to the institution.")))
        choices.append((DROP, _("It is dropped: nobody has to do it any more.")))
        self.fields["step"].label = _("What do you decide?")
        self.fields["step"].choices = choices  # type: ignore[attr-defined]
        self.fields["step"].error_messages["required"] = _("Choose what you decide.")
        self.fields["text"].label = _("Words for the institution")
        self.fields["text"].help_text = _("Optional when it is done.")

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).strip()
        step = self.cleaned_data.get("step")
        if not text and step == SEND_BACK:
            raise ValidationError(_("Write what is still missing."))
        if not text and step == DROP:
            raise ValidationError(_("Write why it is dropped."))
        return text
