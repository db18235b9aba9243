"""Opening the planning of a year, and the steps of it that need words, a day, institutions or a meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from activities.planning.rounds import YEARS, Asked
from committee.models import Meeting
from documents.formatting import instant
from documents.forms.days import DayField
from documents.forms.fields import TextField
from documents.forms.versioned import VersionedForm
from documents.speaking import language
from institutions.models import Institution

TEXT_LENGTH = 2000


class InstitutionsField(forms.MultipleChoiceField):
    """Institutions by a tick each."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)
        self.error_messages["required"] = _("Choose at least one institution.")

    def offer(self, institutions: Sequence[Institution]) -> None:
        self.choices = [(each.code, each.name) for each in institutions]


class OpenForm(forms.Form):
    """For which year, until when, what is asked, and of whom."""

    year = forms.IntegerField(min_value=YEARS[0], max_value=YEARS[1])
    due_on = DayField()
    note = TextField(max_length=TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    language = forms.ChoiceField()
    institutions = InstitutionsField()

    def __init__(self, data: Any = None, *, institutions: Sequence[Institution], **options: Any) -> None:
        super().__init__(data, **options)
        self.offered = {each.code: each for each in institutions}
        labels = {
            "year": _("Year"),
            "due_on": _("Last day to propose"),
            "note": _("What the Committee asks for (optional)"),
            "language": _("Language of the text"),
            "institutions": _("Institutions that are asked"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["year"].widget.attrs["class"] = "short"
        self.fields["note"].help_text = _("Institutions read it on top of their plan.")
        self.fields["due_on"].help_text = _("Included: what arrives after it is late.")
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["institutions"].offer(list(institutions))  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        chosen = self.cleaned_data
        return Asked(chosen["due_on"], chosen["note"], chosen["language"])

    @property
    def chosen(self) -> list[Institution]:
        return [self.offered[code] for code in self.cleaned_data["institutions"]]


class WhyForm(VersionedForm):
    """A step that needs its reason."""

    reason = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reason"].label = _("Reason")
        self.fields["reason"].help_text = _("The institutions are told it.")
        self.fields["reason"].error_messages["required"] = _("Write the reason.")


class MoveForm(WhyForm):
    """Another last day."""

    due_on = DayField()

    field_order = ("version", "due_on", "reason")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["due_on"].label = _("New last day to propose")

    @property
    def day(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        return day


class AskForm(VersionedForm):
    """Other institutions to be asked."""

    institutions = InstitutionsField()

    def __init__(self, data: Any = None, *, institutions: Sequence[Institution], **options: Any) -> None:
        super().__init__(data, **options)
        self.offered = {each.code: each for each in institutions}
        self.fields["institutions"].label = _("Institutions to ask too")
        self.fields["institutions"].offer(list(institutions))  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Institution]:
        return [self.offered[code] for code in self.cleaned_data["institutions"]]


class PutForm(VersionedForm):
    """Before which meeting."""

    meeting = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, meetings: Sequence[Meeting], **options: Any) -> None:
        super().__init__(data, **options)
        self.offered = {each.number: each for each in meetings}
        self.fields["meeting"].label = _("Meeting")
        self.fields["meeting"].error_messages["required"] = _("Choose the meeting that decides on it.")
        self.fields["meeting"].choices = [  # type: ignore[attr-defined]
            (each.number, f"{each.number}, {instant(each.starts_at, language())}, {each.place}") for each in meetings
        ]

    @property
    def chosen(self) -> Meeting:
        return self.offered[self.cleaned_data["meeting"]]
