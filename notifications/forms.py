"""When a person's mail comes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.models import MailChoice


class MailChoiceForm(forms.Form):
    mode = forms.ChoiceField(
        label=_("When should the mail come?"),
        choices=MailChoice.Mode.choices,
        widget=forms.RadioSelect,
        help_text=_("On this site each notification is there at once, whatever you choose."),
        error_messages={"required": _("Choose when the mail should come.")},
    )
