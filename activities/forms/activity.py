"""The boxes of one activity: while it is planned, and of a change that is asked for later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from activities.content import ActivityContent
from activities.planning.checking import LONGEST, problems_of_content
from activities.planning.choosing import Offered
from activities.refusals import Problem
from documents.forms.days import DayField
from documents.forms.fields import TextField

LANGUAGES = (("es", "Español"), ("en", "English"))
REASON_LENGTH = 2000
BOXES = {"action": "plan_action", "language": "text_language"}
"""Boxes that are named otherwise than what they hold: a button is called `action`, and the language of the page `language`."""


class ProblemForm(forms.Form):
    """A form that shows what a verb refused beside the box that it is about."""

    def tell(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            name = BOXES.get(problem.field, problem.field)
            self.add_error(name if name in self.fields else None, problem.text)


class ActivityForm(ProblemForm):
    """One activity. `is_planned`: all its days lie in the year of its plan; later it may be moved into the next."""

    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    plan_action = forms.ChoiceField()
    title = forms.CharField(max_length=LONGEST["title"])
    starts_on = DayField()
    ends_on = DayField()
    responsible_post = forms.CharField(max_length=LONGEST["responsible_post"])
    expected_product = TextField(max_length=LONGEST["expected_product"], widget=forms.Textarea(attrs={"rows": 2}))
    indicators = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    general_objectives = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    text_language = forms.ChoiceField(choices=LANGUAGES, widget=forms.RadioSelect, initial="es")

    def __init__(
        self, data: Any = None, *, year: int, offered: Offered, is_planned: bool = True, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.year, self.is_planned = year, is_planned
        for name, label, help_text, missing in _words(year, is_planned=is_planned):
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            if missing:
                field.error_messages["required"] = missing
        choices = {
            "plan_action": [("", _("Choose an action")), *offered.actions],
            "indicators": offered.indicators,
            "general_objectives": offered.general_objectives,
        }
        for name, offers in choices.items():
            self.fields[name].choices = offers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            self.tell(problems_of_content(self.content, self.year, is_planned=self.is_planned))
        return cleaned

    @property
    def content(self) -> ActivityContent:
        said = self.cleaned_data
        return ActivityContent(
            action=said["plan_action"],
            title=said["title"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            responsible_post=said["responsible_post"],
            expected_product=said["expected_product"].strip(),
            indicators=tuple(sorted(said["indicators"])),
            general_objectives=tuple(sorted(said["general_objectives"])),
            language=said["text_language"],
        )


class ChangeForm(ActivityForm):
    """An activity as it should read, and why."""

    reason = TextField(max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, is_planned=False, **options)
        _label_reason(self)


class ReasonForm(ProblemForm):
    """Only why: of a cancellation, and of a year without activities."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = TextField(max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        _label_reason(self)


def initial_of(content: ActivityContent, version: int | None = None) -> dict[str, Any]:
    """What fills the boxes."""
    said = {BOXES.get(name, name): getattr(content, name) for name in ActivityContent.__dataclass_fields__}
    lists = {name: list(said[name]) for name in ("indicators", "general_objectives")}
    return said | lists | {"version": version}


def as_initial(typed: QueryDict) -> dict[str, Any]:
    """What was typed before the session ended, for the boxes of a new page."""
    lists = {name: typed.getlist(name) for name in ("indicators", "general_objectives")}
    return typed.dict() | lists


def _label_reason(form: forms.Form) -> None:
    form.fields["reason"].label = _("Why?")
    form.fields["reason"].help_text = _("The Committee decides by what you write here, and it stays on record.")
    form.fields["reason"].error_messages["required"] = _("Write why.")


def _words(year: int, *, is_planned: bool) -> list[tuple[str, str, str, str]]:
    """Of each box: its label, what helps, and what is said when it is empty."""
    last = (
        _("The last day, included. At the latest 31 December %(year)s: what goes on is planned again in the next year.")
        if is_planned
        else _("The last day, included. Moved, it may end in the next year.")
    )
    return [
        ("plan_action", _("Which action of the plan does it serve?"), "", _("Choose the action of the plan.")),
        ("title", _("What will be done?"), _("One sentence that begins with a verb."), _("Write what will be done.")),
        ("starts_on", _("First day"), "", _("Write the first day.")),
        ("ends_on", _("Last day"), last % {"year": year}, _("Write the last day.")),
        (
            "responsible_post",
            _("Responsible post"),
            _("The post or unit, not a person's name."),
            _("Write the post that answers for it."),
        ),
        (
            "expected_product",
            _("Expected product"),
            _("What can be shown when it is done: a directive, a course, a report."),
            _("Write what there will be when it is done."),
        ),
        ("indicators", _("Indicators that it serves (optional)"), "", ""),
        ("general_objectives", _("General objectives that it serves (optional)"), "", ""),
        ("text_language", _("Language of the text"), "", ""),
    ]
