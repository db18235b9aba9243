"""Opening a consultation, moving its last day, calling it off, and answering a remark."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.days import DayField
from documents.forms.versioned import VersionedForm
from reports.consulting.replying import OUTCOMES
from reports.drafting.forms.read import ReadForm
from reports.drafting.forms.words import WordsField


class LastDayForm(ReadForm):
    """Until which day the institutions answer."""

    closes_on = DayField()

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["closes_on"].label = _("Last day to answer")
        self.fields["closes_on"].help_text = _("Included. From tomorrow on.")
        self.fields["closes_on"].error_messages["required"] = _("Choose the last day to answer.")

    @property
    def day(self) -> dt.date:
        day: dt.date = self.cleaned_data["closes_on"]
        return day


class CallOffForm(VersionedForm):
    """Why a consultation is called off."""

    reason = WordsField(rows=4)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reason"].label = _("Why is it called off?")
        self.fields["reason"].help_text = _("In a sentence. The institutions are told, and the report prints it.")
        self.fields["reason"].error_messages["required"] = _("Write why it is called off.")


class ReplyForm(VersionedForm):
    """Whether a remark is taken up, and what is answered."""

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    reply = WordsField(rows=5)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["outcome"].label = _("Is the remark taken up?")
        self.fields["outcome"].choices = [(each.value, each.label) for each in OUTCOMES]  # type: ignore[attr-defined]
        self.fields["outcome"].error_messages["required"] = _("Choose whether the remark is taken up.")
        self.fields["reply"].label = _("Answer to the institution")
        self.fields["reply"].help_text = _("What changes in the report, or why it does not. The report prints it.")
        self.fields["reply"].error_messages["required"] = _("Write what is answered.")
