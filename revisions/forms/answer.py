"""Writing down what the Committee answers to an open question of the plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from documents.forms.fields import TextField
from indicators.answering import Reply

TEXT_LENGTH, ACT_LENGTH = 2000, 300
SETTLED, OPEN = "settled", "open"


class AnswerForm(forms.Form):
    """The words, the act that says so, and whether the question is settled by them. `seen` is the latest answer that was read."""

    text = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))
    language = forms.ChoiceField()
    act_reference = forms.CharField(required=False, max_length=ACT_LENGTH)
    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        labels = {
            "text": _("What did the Committee answer?"),
            "language": _("Language of the answer"),
            "act_reference": _("Act that says so (optional)"),
            "outcome": _("Is the question answered?"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["text"].help_text = _("It stays in the history of the question and is never changed.")
        self.fields["text"].error_messages["required"] = _("Write what the Committee answered.")
        self.fields["act_reference"].help_text = _("E.g. the minutes of a meeting, with their number.")
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (SETTLED, _("Yes: it is answered and leaves the list of what the plan lacks.")),
            (OPEN, _("No: it stays open.")),
        ]
        self.fields["outcome"].error_messages["required"] = _("Say whether the question is answered.")

    @property
    def reply(self) -> Reply:
        said = self.cleaned_data
        return Reply(said["text"], said["outcome"] == SETTLED, said["language"], said["act_reference"])
