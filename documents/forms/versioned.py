"""A form that says which version its page was made from."""

from __future__ import annotations

from django import forms


class VersionedForm(forms.Form):
    """Carries the version that the page was made from."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
