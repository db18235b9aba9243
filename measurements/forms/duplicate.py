"""What a reviewer decides on two items that look alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import TextField
from measurements.joining.desk import Verdict

REASON_LENGTH = 500


class VerdictForm(forms.Form):
    """The buttons say what is decided; a reason may be added. `seen` is the last decision that the page showed."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    back = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=[(each.value, each.value) for each in Verdict])
    reason = TextField(required=False, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reason"].label = _("Reason (optional)")
