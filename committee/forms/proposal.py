"""Proposing a change of an indicator, withdrawing it, and the Committee's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from committee.models import IndicatorProposal
from committee.proposals.proposing import ANSWERS, Proposed
from documents.forms.fields import TextField
from documents.forms.versioned import VersionedForm
from documents.speaking import language
from institutions.models import Institution

TEXT_LENGTH = 4000


class ProposalForm(forms.Form):
    """What would change, and why. The institution is asked for only of who approves for several."""

    institution = forms.ChoiceField()
    what = forms.ChoiceField(widget=forms.RadioSelect)
    text = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 5}))
    reasons = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, *, institutions: Sequence[Institution], **options: Any) -> None:
        super().__init__(data, **options)
        self.institutions = {each.code: each for each in institutions}
        labels = {
            "institution": _("For which institution?"),
            "what": _("What would change?"),
            "text": _("Your proposal"),
            "reasons": _("Reasons"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["what"].choices = IndicatorProposal.What.choices  # type: ignore[attr-defined]
        self.fields["what"].error_messages["required"] = _("Choose what would change.")
        self.fields["text"].help_text = _(
            "Write it as it should stand: the definition, the figure and its semester, the breakdown."
        )
        self.fields["text"].error_messages["required"] = _("Write what would change.")
        self.fields["reasons"].help_text = _(
            "What you met when you reported it, what your records hold, what it would improve."
        )
        self.fields["reasons"].error_messages["required"] = _("Write why.")
        if len(self.institutions) == 1:
            del self.fields["institution"]
        else:
            named = [("", _("Choose one")), *((each.code, each.name) for each in institutions)]
            self.fields["institution"].choices = named  # type: ignore[attr-defined]

    @property
    def owner(self) -> Institution:
        only = next(iter(self.institutions))
        return self.institutions[self.cleaned_data.get("institution", only)]

    @property
    def proposed(self) -> Proposed:
        said = self.cleaned_data
        return Proposed(said["what"], said["text"], said["reasons"], language())


class ProposalAnswerForm(VersionedForm):
    """What the Committee says of it."""

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    text = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["outcome"].label = _("What does the Committee answer?")
        self.fields["outcome"].choices = [(each.value, each.label) for each in ANSWERS]  # type: ignore[attr-defined]
        self.fields["outcome"].error_messages["required"] = _("Choose what the Committee answers.")
        self.fields["text"].label = _("Words for the institution")
        self.fields["text"].help_text = _("What changes and from when, or why it does not.")
        self.fields["text"].error_messages["required"] = _(
            "Write what the Committee answers: the institution reads it."
        )
