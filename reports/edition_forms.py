"""The form that issues an edition: the semester, the number that the person saw, and the confirmation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class IssueForm(forms.Form):
    """`number` makes a second click harmless: an edition is issued once under each number."""

    semestre = forms.CharField(max_length=10, widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=1, max_value=9999, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I have read the preview. What is issued can never be changed, only replaced by another edition."),
        error_messages={"required": _("Confirm that you have read the preview.")},
    )
