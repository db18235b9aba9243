"""The path of an answer since it was first sent, in words, newest first. What went on inside the institution stays there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.formatting import instant
from measurements.figure_words import language
from measurements.models import Measurement, MeasurementEvent, Status


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the path. `person` names the post, since a post is what acts."""

    title: str
    moment: str
    person: str
    comment: str


def path_of(measurement: Measurement) -> list[Step]:
    events = events_outside(measurement)
    sendings = [event.pk for event in events if event.to_status == Status.SUBMITTED]
    first = sendings[0] if sendings else None
    return [_step(event, is_first=event.pk == first) for event in reversed(events)]


def events_outside(measurement: Measurement) -> list[MeasurementEvent]:
    """Sent, observed, validated: what the Committee takes part in."""
    events = measurement.events.select_related("actor", "appointment__institution").order_by("sequence")
    return [e for e in events if e.to_status == Status.SUBMITTED or e.from_status == Status.SUBMITTED]


def last_decision(measurement: Measurement) -> MeasurementEvent | None:
    """The reviewer's latest word, if any."""
    decisions = [event for event in events_outside(measurement) if event.from_status == Status.SUBMITTED]
    return decisions[-1] if decisions else None


def _step(event: MeasurementEvent, *, is_first: bool) -> Step:
    titles = {Status.VALIDATED: _("Validated"), Status.RETURNED: _("Returned")}
    sent = _("Sent") if is_first else _("Sent again")
    return Step(
        title=titles.get(Status(event.to_status), sent),
        moment=instant(event.at, language()),
        person=f"{event.actor.name}, {event.appointment.title} · {event.appointment.institution.short_name}",
        comment=event.comment,
    )
