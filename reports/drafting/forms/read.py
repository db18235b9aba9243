"""A form that acts on all of a report as its page showed it."""

from __future__ import annotations

from django import forms
from django.forms import Form

from documents.forms.versioned import VersionedForm


class ReadForm(VersionedForm):
    """`version` decides whether the report is still what the page showed; `read` tells what changed since
    (reports/drafting/changed.py).
    """

    read = forms.CharField(required=False, widget=forms.HiddenInput)


def read_in(form: Form) -> str:
    """What the page says that it was made from, also of a form that is refused."""
    return str(form.data.get("read", ""))
