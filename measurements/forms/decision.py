"""What the reviewer decides about one answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.days import DayField
from documents.forms.fields import TextField
from measurements.deadlines.answer_days import day_problem
from measurements.deadlines.deadlines import Deadline
from measurements.forms.parts import PartsField

VALIDATE, RETURN = "validate", "return"
COMMENT_LENGTH = 2000
OBSERVING = ("parts", "comment", "answer_by")


class ObservationForm(forms.Form):
    """What must be corrected, in which parts and until when. `deadline` is the institution's own, `at` the present instant."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    parts = PartsField(widget=forms.CheckboxSelectMultiple)
    comment = TextField(max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))
    answer_by = DayField()

    def __init__(self, data: Any = None, *, deadline: Deadline, at: dt.datetime, **options: Any) -> None:
        super().__init__(data, **options)
        self.deadline, self.at = deadline, at
        parts, comment, answer_by = (self.fields[name] for name in OBSERVING)
        parts.label = _("What must be corrected")
        parts.error_messages["required"] = _("Mark what must be corrected, or the answer as a whole.")
        comment.label = _("Comment for the institution")
        comment.error_messages["required"] = _("Write what must be corrected.")
        answer_by.label = _("To be answered by")
        answer_by.error_messages["required"] = _("Say until when the institution should answer.")

    def clean_answer_by(self) -> dt.date | None:
        """Once the window closed no day is right: the workflow says that nothing can be corrected any more."""
        day: dt.date | None = self.cleaned_data["answer_by"]
        problem = day_problem(day, self.deadline, at=self.at) if day and not self.deadline.is_closed(self.at) else ""
        if problem:
            raise forms.ValidationError(problem)
        return day


class DecisionForm(ObservationForm):
    """Validate, or return with a comment. After the window closed nothing can be returned, so only one choice is left."""

    decision = forms.ChoiceField(widget=forms.RadioSelect)
    field_order = ("version", "decision", *OBSERVING)

    def __init__(self, data: Any = None, *, can_return: bool, **options: Any) -> None:
        super().__init__(data, **options)
        choices = [(VALIDATE, _("Validate: it is closed and counts on the dashboard."))]
        if can_return:
            choices.append((RETURN, _("Return: it goes back to the institution with your comment.")))
        decision = self.fields["decision"]
        decision.label = _("What do you decide?")
        decision.choices = choices  # type: ignore[attr-defined]
        decision.error_messages["required"] = _("Choose what you decide.")
        self.fields["comment"].help_text = _(
            "If you return it, say what is missing and how to correct it. "
            "If you validate it, it is optional; the institution reads it."
        )
        if self.data.get("decision") != RETURN:
            for name in OBSERVING:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """What an observation must say is not asked of who validates, and what was left there says nothing."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == VALIDATE:
            for name in ("parts", "answer_by"):
                self.errors.pop(name, None)
            cleaned |= {"parts": (), "answer_by": None}
        return cleaned


class ReopenForm(ObservationForm):
    """Why a validated answer is opened again, which parts and until when."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["comment"].label = _("Why you reopen it")
        self.fields["comment"].help_text = _("The institution reads it, and it stays in the history.")
        self.fields["comment"].error_messages["required"] = _("Write why you reopen it.")


class CommentForm(forms.Form):
    """Why the approver hands an answer back to the reporter."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    comment = TextField(max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["comment"].label = _("Comment for the reporter")
        self.fields["comment"].error_messages["required"] = _("Write what must be corrected.")
