"""Calling a meeting, cancelling it, arranging its agenda, and its signed minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.meetings.agenda import Place, Point
from committee.meetings.meeting import Called
from committee.models import AgendaItem, Meeting
from documents.formatting import period_label
from documents.forms.days import DayField
from documents.forms.fields import TextField
from documents.forms.versioned import VersionedForm
from documents.inspection import Inspected, inspect, refuse_size
from documents.refusing import FileRefused
from documents.speaking import language
from documents.storing import safe_name
from indicators.calendar import LIMA
from indicators.models import ReportingPeriod

TITLE_LENGTH, PLACE_LENGTH, TEXT_LENGTH = 200, 200, 2000
YEARS = (2021, 2100)


class HourField(forms.TimeField):
    """An hour of Lima, as 15:30."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%H.%M"], widget=widget, **options)
        self.error_messages["invalid"] = _("Write the hour as 15:30.")


class CallForm(forms.Form):
    """When, where, of which kind, and about which semester."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    day = DayField()
    hour = HourField()
    place = forms.CharField(max_length=PLACE_LENGTH)
    period = forms.ChoiceField(required=False)
    language = forms.ChoiceField()
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, periods: Sequence[ReportingPeriod], **options: Any) -> None:
        super().__init__(data, **options)
        self.periods = {period.code: period for period in periods}
        labels = {
            "kind": _("Kind"),
            "day": _("Day"),
            "hour": _("Hour (Lima)"),
            "place": _("Place"),
            "period": _("Semester that it is about (optional)"),
            "language": _("Language in which its agenda and minutes are written"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["place"].help_text = _("The room, or the address of the video meeting.")
        codes = [(code, period_label(code, language())) for code in self.periods]
        self.fields["kind"].choices = Meeting.Kind.choices  # type: ignore[attr-defined]
        self.fields["period"].choices = [("", _("None")), *codes]  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if not YEARS[0] <= day.year <= YEARS[1]:
            text = _("The year must be between %(first)s and %(last)s.")
            raise ValidationError(text, params={"first": YEARS[0], "last": YEARS[1]})
        return day

    @property
    def called(self) -> Called:
        chosen = self.cleaned_data
        starts_at = dt.datetime.combine(chosen["day"], chosen["hour"], LIMA)
        period = self.periods.get(chosen["period"])
        return Called(chosen["kind"], starts_at, chosen["place"].strip(), period, chosen["language"])

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        starts = timezone.localtime(meeting.starts_at)
        return {
            "kind": meeting.kind,
            "day": starts.date(),
            "hour": starts.time(),
            "place": meeting.place,
            "period": meeting.period.code if meeting.period else "",
            "language": meeting.language,
            "version": meeting.version,
        }


class ReasonForm(VersionedForm):
    """Why a meeting is cancelled."""

    reason = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reason"].label = _("Why is it cancelled?")
        self.fields["reason"].error_messages["required"] = _("Write why the meeting is cancelled.")


class TitleField(forms.CharField):
    """The words of a point: one line, shown whole."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=TITLE_LENGTH, widget=forms.Textarea(attrs={"rows": 2}), **options)

    def to_python(self, value: object) -> str:
        return " ".join(str(super().to_python(value)).split())


class PointForm(VersionedForm):
    """One more point, written by hand."""

    title = TitleField()

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["title"].label = _("Another point")
        self.fields["title"].error_messages["required"] = _("Write what the point is about.")

    @property
    def point(self) -> Point:
        return Point(self.cleaned_data["title"])


class AgendaForm(VersionedForm):
    """The order of the points by numbers, their words, and a tick for each that is removed."""

    def __init__(self, data: Any = None, *, points: Sequence[AgendaItem], **options: Any) -> None:
        super().__init__(data, **options)
        self.points = list(points)
        for point in self.points:
            label = {"n": point.ordinal}
            number = forms.IntegerField(min_value=1, max_value=999, initial=point.ordinal)
            number.label = _("Order of point %(n)d") % label
            number.widget.attrs["class"] = "short"
            title = TitleField(initial=point.title)
            title.label = _("Point %(n)d") % label
            removed = forms.BooleanField(required=False)
            removed.label = _("Remove point %(n)d") % label
            self.fields |= {f"order_{point.pk}": number, f"title_{point.pk}": title, f"remove_{point.pk}": removed}

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {name: self[f"{name}_{point.pk}"] for name in ("order", "title", "remove")} | {"point": point}
            for point in self.points
        ]

    @property
    def places(self) -> dict[int, Place]:
        chosen = self.cleaned_data
        return {
            point.pk: Place(chosen[f"order_{point.pk}"], chosen[f"title_{point.pk}"])
            for point in self.points
            if not chosen[f"remove_{point.pk}"]
        }


class SignedForm(VersionedForm):
    """The signed minutes, one PDF."""

    file = forms.FileField()

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.fields["file"].label = _("Signed minutes (PDF)")
        self.fields["file"].widget.attrs["accept"] = ".pdf"
        self.fields["file"].error_messages["required"] = _("Choose the PDF of the signed minutes.")

    def clean_file(self) -> Inspected:
        file = self.cleaned_data["file"]
        name = safe_name(file.name or "")
        try:
            refuse_size(name, file.size or 0)
            return inspect(name, file.read())
        except FileRefused as refused:
            raise ValidationError(str(refused)) from refused
