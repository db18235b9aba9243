"""Forms of the semesters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from indicators.models import ReportingPeriod
from indicators.scheduling import Window


class InstantInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class InstantField(forms.DateTimeField):
    """An instant that some calendar of a living person can hold; `9999` is no way to say never."""

    widget = InstantInput
    years = (2000, 2100)

    def to_python(self, value: Any) -> Any:
        instant = super().to_python(value)
        if instant is not None and not self.years[0] <= instant.year <= self.years[1]:
            raise ValidationError(
                _("The year must be between %(first)s and %(last)s."),
                params={"first": self.years[0], "last": self.years[1]},
            )
        return instant


class WindowForm(forms.Form):
    """When a semester opens, is due and closes, in Lima's time."""

    opens_at = InstantField(label=_("Opens"), help_text=_("From this instant institutions can report."))
    due_at = InstantField(
        label=_("Due"),
        help_text=_(
            "What arrives at this instant or later is late. Midnight belongs to the day that begins: "
            "for all of Friday 17, type Saturday 18, 00:00."
        ),
    )
    closes_at = InstantField(label=_("Closes"), help_text=_("From this instant nothing more can be sent."))

    reason = forms.CharField(
        label=_("Why it changes"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Required once the semester has opened. It stays in the record of this semester."),
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, period: ReportingPeriod) -> None:
        window = {"opens_at": period.opens_at, "due_at": period.due_at, "closes_at": period.closes_at}
        read = "|".join(instant.isoformat() for instant in window.values())
        super().__init__(data, initial={**window, "read": read})
        if period._state.adding:
            del self.fields["reason"], self.fields["read"]

    def window(self) -> Window:
        return Window(*(self.cleaned_data[name] for name in ("opens_at", "due_at", "closes_at")))

    def window_read(self) -> Window | None:
        """The window that the page showed; None when the page was tampered with."""
        try:
            opens, due, closes = (dt.datetime.fromisoformat(part) for part in self.cleaned_data["read"].split("|"))
        except ValueError:
            return None
        return Window(opens, due, closes)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, due, closes = (data.get(name) for name in ("opens_at", "due_at", "closes_at"))
        if opens and due and due <= opens:
            self.add_error("due_at", ValidationError(_("It must be due after it opens.")))
        if due and closes and closes < due:
            self.add_error("closes_at", ValidationError(_("It cannot close before it is due.")))
        return data
