"""Forms of the semesters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from indicators.models import ReportingPeriod


class InstantInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class WindowForm(forms.Form):
    """When a semester opens, is due and closes, in Lima's time."""

    opens_at = forms.DateTimeField(
        label=_("Opens"), widget=InstantInput(), help_text=_("From this instant institutions can report.")
    )
    due_at = forms.DateTimeField(
        label=_("Due"),
        widget=InstantInput(),
        help_text=_(
            "What arrives at this instant or later is late. Midnight belongs to the day that begins: "
            "for all of Friday 17, type Saturday 18, 00:00."
        ),
    )
    closes_at = forms.DateTimeField(
        label=_("Closes"), widget=InstantInput(), help_text=_("From this instant nothing more can be sent.")
    )

    @classmethod
    def of(cls, period: ReportingPeriod) -> WindowForm:
        return cls(initial={"opens_at": period.opens_at, "due_at": period.due_at, "closes_at": period.closes_at})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, due, closes = (data.get(name) for name in ("opens_at", "due_at", "closes_at"))
        if opens and due and due <= opens:
            self.add_error("due_at", ValidationError(_("It must be due after it opens.")))
        if due and closes and closes < due:
            self.add_error("closes_at", ValidationError(_("It cannot close before it is due.")))
        return data
