"""Why commitments change, asked on the page that confirms them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import TextField

REASON_LENGTH = 500


class AssignForm(forms.Form):
    reason = TextField(required=False, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, needs_reason: bool, **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["reason"]
        field.required = needs_reason
        field.label = _("Why it changes") if needs_reason else _("Why it changes (optional)")
        field.help_text = _("The meeting, letter or agreement behind it. It stays in the record of changes.")
        field.error_messages["required"] = _("Write why: a commitment that ends or changes its role keeps the reason.")
