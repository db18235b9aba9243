"""Asking for more time, and deciding on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.formatting import long_date
from documents.forms.fields import TextField
from documents.speaking import language
from indicators.calendar import end_of, is_business_day
from indicators.models import Indicator

GRANT, REFUSE = "grant", "refuse"
TEXT_LENGTH = 2000
YEARS = (2000, 2100)


class LastDayField(forms.DateField):
    """The last day on which something can arrive; `end_of_day` is the instant at which it is over in Lima."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **options)

    def to_python(self, value: Any) -> Any:
        day = super().to_python(value)
        if day is not None and not YEARS[0] <= day.year <= YEARS[1]:
            raise ValidationError(
                _("The year must be between %(first)s and %(last)s."), params={"first": YEARS[0], "last": YEARS[1]}
            )
        return day


class WarnedDay(forms.Form):
    """A weekend or a holiday as the last day is told once, beside the field; sent again as it is, it is taken."""

    noted_day = ""
    """The day that was told, for the page to send along."""

    def warn_of_day_off(self, day: dt.date | None) -> None:
        if day is None or is_business_day(day):
            return
        self.noted_day = day.isoformat()
        if self.data.get("noted_day") == self.noted_day:
            return
        text = _(
            "%(day)s is a weekend or a holiday: offices do not work on it. Send it again to keep it, or change it."
        )
        said = long_date(day, language())
        self.add_error("until", text % {"day": said[:1].upper() + said[1:]})


class ExtensionRequestForm(WarnedDay):
    """For what, until when and why. `owed`: the indicators among which the institution may choose, with their names."""

    indicator = forms.ChoiceField(required=False)
    until = LastDayField()
    reason = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, *, owed: Sequence[tuple[Indicator, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.owed = {indicator.code: indicator for indicator, _name in owed}
        every = [("", _("All that my institution reports for this semester"))]
        indicator, until, reason = (self.fields[name] for name in ("indicator", "until", "reason"))
        indicator.label = _("What do you need more time for?")
        indicator.choices = every + [(each.code, f"{each.code} {name}") for each, name in owed]  # type: ignore[attr-defined]
        until.label = _("Until which day?")
        until.help_text = _("The last day on which you will send it, until midnight in Lima.")
        reason.label = _("Why do you need it?")
        reason.help_text = _(
            "The Technical Secretary decides by what you write here; name the official letter if there is one."
        )
        reason.error_messages["required"] = _("Write why your institution needs more time.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.warn_of_day_off(cleaned.get("until"))
        return cleaned

    @property
    def chosen(self) -> Indicator | None:
        return self.owed.get(self.cleaned_data["indicator"])

    @property
    def instant(self) -> dt.datetime:
        return end_of(self.cleaned_data["until"])


class ExtensionDecisionForm(WarnedDay):
    """Grant, with the day that was asked for or another; or refuse. Either way with a reply."""

    decision = forms.ChoiceField(widget=forms.RadioSelect)
    until = LastDayField(required=False)
    reply = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        decision, until, reply = (self.fields[name] for name in ("decision", "until", "reply"))
        decision.label = _("What do you decide?")
        decision.choices = [  # type: ignore[attr-defined]
            (GRANT, _("Grant: the institution has until the day below.")),
            (REFUSE, _("Refuse: the deadline stays as it is.")),
        ]
        decision.error_messages["required"] = _("Choose what you decide.")
        until.label = _("Granted until")
        until.help_text = _("The last day, until midnight in Lima. You may set another than was asked for.")
        reply.label = _("Reply to the institution")
        reply.error_messages["required"] = _("Write a reply to the institution.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == GRANT and "until" in cleaned and cleaned["until"] is None:
            self.add_error("until", _("Write the last day."))
        elif cleaned.get("decision") == GRANT:
            self.warn_of_day_off(cleaned.get("until"))
        return cleaned

    @property
    def instant(self) -> dt.datetime:
        return end_of(self.cleaned_data["until"])
