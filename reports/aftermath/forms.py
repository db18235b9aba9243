"""Why an edition is corrected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import TextField

REASON_LENGTH = 2000


class CorrectionForm(forms.Form):
    """The reason is printed in the corrected edition, in the language in which it is written."""

    reason = TextField(max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        reason = self.fields["reason"]
        reason.label = _("Why is it corrected?")
        reason.help_text = _("The corrected edition prints it beside the list of what changed.")
        reason.error_messages["required"] = _("Write why the edition is corrected.")
