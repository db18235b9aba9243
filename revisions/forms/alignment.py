"""Saying which general objective each action serves: the boxes, the reason, and the change that was read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import TextField

REASON_LENGTH = 1000


class AlignmentForm(forms.Form):
    """The boxes of the matrix stand beside it: `revisions.alignment_page.links_in` reads them."""

    reason = TextField(required=False, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reason"].label = _("Why does the alignment change?")
        self.fields["reason"].help_text = _(
            "E.g. the meeting that agreed it. Anybody who reads the alignment reads it."
        )
