"""What is said with the amounts of a budget file: of which day they are, and of which document."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.forms.days import DayField


class SavingForm(forms.Form):
    """Both may stay empty in a draft; they are asked for when it is handed over."""

    cut_off_on = DayField(required=False, label=_("Cut-off date"))
    source_document = forms.CharField(
        required=False,
        max_length=200,
        label=_("Source document"),
        help_text=_("The report that the file comes from, with its date or number."),
    )
