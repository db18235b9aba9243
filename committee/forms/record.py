"""What is noted of a meeting that was held: until when, who came, what was said about each point."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from committee.forms.meeting import HourField
from committee.meetings.meeting import Record, Seat, wrong_end
from committee.models import AgendaItem, Attendance, Meeting
from documents.forms.days import DayField
from documents.forms.fields import TextField
from documents.forms.versioned import VersionedForm
from indicators.calendar import LIMA

NAME_LENGTH, TEXT_LENGTH = 150, 5000
PRESENT = Attendance.Presence.PRESENT


class RecordForm(VersionedForm):
    """One row for each institution called, one box for each point of the agenda."""

    end_day = DayField(required=False)
    end_hour = HourField(required=False)
    notes = TextField(required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        data: Any = None,
        *,
        meeting: Meeting,
        seats: Sequence[Attendance],
        points: Sequence[AgendaItem],
        **options: Any,
    ) -> None:
        super().__init__(data, initial=_initial(meeting), **options)
        self.meeting, self.attendances, self.points = meeting, list(seats), list(points)
        self.fields["end_day"].label = _("Day on which it ended")
        self.fields["end_hour"].label = _("Hour at which it ended (Lima)")
        self.fields["notes"].label = _("Other matters (optional)")
        for seat in self.attendances:
            self._add_seat(seat)
        for point in self.points:
            note = TextField(
                required=False,
                max_length=TEXT_LENGTH,
                initial=point.note,
                widget=forms.Textarea(attrs={"rows": 3, "lang": meeting.language}),
            )
            note.label = format_html('{}. <span lang="{}">{}</span>', point.ordinal, meeting.language, point.title)
            self.fields[f"point_{point.pk}"] = note

    def _add_seat(self, seat: Attendance) -> None:
        key = seat.institution_id
        choices = [("", _("Not noted yet")), *Attendance.Presence.choices]
        presence = forms.ChoiceField(choices=choices, required=False, initial=seat.presence)
        presence.label = _("Attendance")
        person = forms.CharField(required=False, max_length=NAME_LENGTH, initial=seat.person)
        person.label = _("Represented by")
        post = forms.CharField(required=False, max_length=NAME_LENGTH, initial=seat.post)
        post.label = _("Post")
        for box in (person, post):
            box.widget.attrs["autocomplete"] = "off"
        self.fields |= {f"presence_{key}": presence, f"person_{key}": person, f"post_{key}": post}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for seat in self.attendances:
            key = seat.institution_id
            if cleaned.get(f"presence_{key}") == PRESENT and not cleaned.get(f"person_{key}"):
                text = _("%(name)s: write who represented it.")
                self.add_error(f"person_{key}", text % {"name": seat.institution.short_name})
        ends_at = self._ends_at(cleaned)
        if wrong := wrong_end(self.meeting.starts_at, ends_at, at=timezone.now()):
            self.add_error("end_hour", wrong)
        return cleaned

    def _ends_at(self, cleaned: dict[str, Any]) -> dt.datetime | None:
        if cleaned.get("end_hour") is None:
            return None
        day = cleaned.get("end_day") or timezone.localtime(self.meeting.starts_at).date()
        return dt.datetime.combine(day, cleaned["end_hour"], LIMA)

    def show_what_stands(self) -> None:
        """Somebody else noted something meanwhile: what they wrote stands over each box in which this text says otherwise.

        Boxes that the page did not have yet are filled with what stands, so that sending again empties none.
        """
        data: dict[str, Any] = {name: self.data[name] for name in self.data}
        for name, field in self.fields.items():
            stands = _shown(field, self.get_initial_for_field(field, name))
            if name == "version":
                continue
            if name not in data:
                data[name] = stands
            elif stands and data[name].split() != stands.split():
                words = Attendance.Presence(stands).label if isinstance(field, forms.ChoiceField) else stands
                self[name].help_text = escape(_("Noted meanwhile by somebody else: “%(text)s”") % {"text": words})
        self.data = data

    @property
    def seats(self) -> list[dict[str, Any]]:
        return [
            {"institution": seat.institution}
            | {name: self[f"{name}_{seat.institution_id}"] for name in ("presence", "person", "post")}
            for seat in self.attendances
        ]

    @property
    def notes_by_point(self) -> list[Any]:
        return [self[f"point_{point.pk}"] for point in self.points]

    @property
    def record(self) -> Record:
        chosen = self.cleaned_data
        return Record(
            ends_at=self._ends_at(chosen),
            notes=chosen["notes"],
            seats={
                seat.institution_id: Seat(*(chosen[f"{name}_{seat.institution_id}"] for name in SEAT))
                for seat in self.attendances
            },
            points={key: chosen[name] for key, name in self._noted_points()},
        )

    def _noted_points(self) -> Iterator[tuple[int, str]]:
        """Those that the page had: a point added meanwhile keeps its note."""
        for point in self.points:
            if (name := f"point_{point.pk}") in self.data:
                yield point.pk, name


SEAT = ("presence", "person", "post")


def _shown(field: forms.Field, kept: object) -> str:
    """What is kept, as the box writes it."""
    if kept is None or isinstance(field, forms.ChoiceField):
        return str(kept or "")
    return str(field.widget.format_value(field.prepare_value(kept)) or "")


def _initial(meeting: Meeting) -> dict[str, Any]:
    ends = timezone.localtime(meeting.ends_at or meeting.starts_at)
    return {
        "version": meeting.version,
        "notes": meeting.notes,
        "end_day": ends.date(),
        "end_hour": ends.time() if meeting.ends_at else None,
    }
