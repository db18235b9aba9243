"""What the institution must know of an answer that came back: the latest comment, who wrote it and from which desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from measurements.models import Measurement, MeasurementEvent, Status


@dataclass(frozen=True, slots=True)
class Comment:
    """`is_observation`: the Committee returned it; otherwise the institution's own approver handed it back."""

    text: str
    author: str
    at: dt.datetime
    is_observation: bool


def latest_comments(measurements: Iterable[Measurement]) -> dict[int, Comment]:
    """The comment that each editable measurement waits with, by its id, in one query. Answered ones have none."""
    waiting = [m.pk for m in measurements if m.pk and m.is_editable]
    events = (
        MeasurementEvent.objects.filter(measurement__in=waiting)
        .exclude(comment="")
        .select_related("appointment__institution", "actor")
        .order_by("sequence")
    )
    return {event.measurement_id: _comment(event) for event in events}


def _comment(event: MeasurementEvent) -> Comment:
    return Comment(
        text=event.comment,
        author=f"{event.actor.name}, {event.appointment.title}",
        at=event.at,
        is_observation=event.from_status != Status.PREPARED,
    )
