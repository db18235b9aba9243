"""Which units are asked for their part, until when, and with what words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import plain_date
from documents.forms.fields import TextField
from documents.speaking import language
from institutions.models import Institution
from measurements.deadlines.deadlines import Deadline

NOTE_LENGTH = 500


class AskForm(forms.Form):
    """`deadline` is that of the institution that asks: an extension of it holds for its units too."""

    units = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    wanted_by = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = TextField(required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, units: Sequence[Institution], deadline: Deadline, **options: Any) -> None:
        super().__init__(data, initial={"units": [unit.code for unit in units]}, **options)
        self.by_code = {unit.code: unit for unit in units}
        self.deadline = deadline
        self.fields["units"].choices = [(unit.code, unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["units"].label = _("Units to ask")
        self.fields["units"].error_messages["required"] = _("Choose at least one unit.")
        self.fields["wanted_by"].label = _("Wanted by (optional)")
        self.fields["wanted_by"].help_text = _("Leave yourself time to check before %(day)s, when you must report.") % {
            "day": plain_date(deadline.due_on, language())
        }
        self.fields["note"].label = _("Note for the units (optional)")

    def clean_wanted_by(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["wanted_by"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day has passed: choose today or a later one."))
        if day is not None and day > self.deadline.closes_on:
            text = _("Reporting closes on %(day)s: the units must give it before.")
            raise ValidationError(text % {"day": plain_date(self.deadline.closes_on, language())})
        return day

    def chosen(self) -> list[Institution]:
        return [self.by_code[code] for code in self.cleaned_data["units"]]
