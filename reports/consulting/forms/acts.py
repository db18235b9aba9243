"""Putting a report before a meeting, issuing it, and withdrawing an edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committee.models import Meeting
from documents.formatting import instant
from documents.speaking import language
from reports.drafting.forms.read import ReadForm
from reports.drafting.forms.words import WordsField


class PutForm(ReadForm):
    """Before which meeting; and that English is pending, where a text lacks it."""

    meeting = forms.ChoiceField(widget=forms.RadioSelect)
    english_pending = forms.BooleanField()

    def __init__(self, data: Any = None, *, meetings: Sequence[Meeting], lacks_english: bool, **options: Any) -> None:
        super().__init__(data, **options)
        self.offered = {each.number: each for each in meetings}
        self.fields["meeting"].label = _("Meeting")
        self.fields["meeting"].error_messages["required"] = pgettext("report", "Choose the meeting that decides on it.")
        self.fields["meeting"].error_messages["invalid_choice"] = _(
            "That meeting has begun, was held or was cancelled. Choose one that is still to be held, or call one."
        )
        self.fields["meeting"].choices = [  # type: ignore[attr-defined]
            (each.number, f"{each.number}, {instant(each.starts_at, language())}, {each.place}") for each in meetings
        ]
        if lacks_english:
            self.fields["english_pending"].label = _("The English of these texts is pending: adopt it in Spanish")
            self.fields["english_pending"].error_messages["required"] = _(
                "Write the English of these texts, or accept that it is pending."
            )
        else:
            del self.fields["english_pending"]

    @property
    def chosen(self) -> Meeting:
        return self.offered[self.cleaned_data["meeting"]]


class IssueForm(ReadForm):
    """That what cannot be undone is meant."""

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    is_sure = forms.BooleanField()

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["is_sure"].label = _("I have read what is issued, and that it can never be changed")
        self.fields["is_sure"].error_messages["required"] = _("Tick the box to issue it.")


class WithdrawForm(forms.Form):
    """Why, and the code of the edition, typed: it cannot be undone."""

    reason = WordsField(rows=4)
    code = forms.CharField(max_length=20)

    def __init__(self, data: Any = None, *, expected: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.expected = expected
        self.fields["reason"].label = _("Why is it withdrawn?")
        self.fields["reason"].help_text = _("Whoever opens the edition reads it.")
        self.fields["reason"].error_messages["required"] = _("Write why it is withdrawn.")
        self.fields["code"].label = _("Code of the edition")
        self.fields["code"].help_text = _("Type %(code)s to confirm.") % {"code": expected}
        self.fields["code"].error_messages["required"] = _("Type the code to confirm.")
        self.fields["code"].widget.attrs |= {"autocomplete": "off", "class": "short"}

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"]).strip()
        if typed.upper() != self.expected:
            raise forms.ValidationError(_("That is not the code of this edition: %(code)s.") % {"code": self.expected})
        return typed
