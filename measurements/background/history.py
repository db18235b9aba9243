"""The path of an answer since it was first sent, in words, newest first. What went on inside the institution stays there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.formatting import instant
from documents.speaking import language
from indicators.models import IndicatorRevision
from measurements.background.comments import about_words, comment_in
from measurements.models import Measurement, MeasurementEvent, Status


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the path. `person` names the post, since a post is what acts. `about` says which parts, and until when."""

    title: str
    moment: str
    person: str
    comment: str
    about: str = ""


def path_of(measurement: Measurement) -> list[Step]:
    events = events_outside(measurement)
    sendings = [event.pk for event in events if event.is_sending]
    first = sendings[0] if sendings else None
    ended = set(measurement.openings.filter(ended_at__isnull=False).values_list("ended_at", flat=True))
    return [
        _step(event, measurement, is_first=event.pk == first, is_end=event.at in ended) for event in reversed(events)
    ]


def events_outside(measurement: Measurement) -> list[MeasurementEvent]:
    """Sent, observed, validated, reopened, an observation taken back: what the Committee takes part in."""
    events = measurement.events.select_related("actor", "appointment__institution").order_by("sequence")
    return [e for e in events if e.is_sending or e.is_decision or e.is_taking_back]


def last_decision(measurement: Measurement) -> MeasurementEvent | None:
    """The reviewer's latest word, if any."""
    decisions = [event for event in events_outside(measurement) if event.is_decision]
    return decisions[-1] if decisions else None


def about_of(event: MeasurementEvent, revision: IndicatorRevision) -> str:
    """Which parts an observation is about and until when it should be answered; empty for any other event."""
    return about_words(comment_in(event), revision)


def _step(event: MeasurementEvent, measurement: Measurement, *, is_first: bool, is_end: bool) -> Step:
    """`is_end`: what was opened of it ended at that instant, without being sent again."""
    return Step(
        title=_title(event, is_first=is_first, is_end=is_end),
        moment=instant(event.at, language()),
        person=f"{event.actor.name}, {event.appointment.title} · {event.appointment.institution.short_name}",
        comment=event.comment,
        about=about_of(event, measurement.revision),
    )


def _title(event: MeasurementEvent, *, is_first: bool, is_end: bool) -> str:
    if event.is_taking_back:
        return _("What was opened has closed: it stands as it did") if is_end else _("Observation taken back")
    if event.is_observation:
        return _("Reopened") if event.is_reopening else _("Returned")
    if event.to_status == Status.VALIDATED:
        return _("Validated")
    return _("Sent") if is_first else _("Sent again")
