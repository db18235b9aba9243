"""Two people at one answer: what one read, what the other did meanwhile, and whether it was the same person twice."""

from __future__ import annotations

from dataclasses import dataclass

from institutions.models import User
from measurements.answer.presentation import figure_text
from measurements.answer.reading import as_sent, said_in
from measurements.background.history import events_outside
from measurements.models import Measurement, MeasurementEvent, ReceiptLine, Status


@dataclass(frozen=True, slots=True)
class Conflict:
    """The version that was read, with what was decided on it, beside the one that stands now.

    `read` is empty when that version was never sent.
    """

    message: str
    decision: str
    read: str
    now: str
    event: MeasurementEvent | None


def was_done_by(user: User, measurement: Measurement, version: int, to: str, comment: str) -> bool:
    """Whether this very change was already made by the same person from that version: a double click is no conflict."""
    event = measurement.events.order_by("sequence").last()
    return (
        event is not None
        and measurement.version == version + 1
        and event.actor_id == user.pk
        and event.to_status == to
        and event.comment in ("", comment.strip())
    )


def conflict_of(measurement: Measurement, version: int, *, decision: str, message: str) -> Conflict:
    """What was sent in the version that was read, and what was sent last."""
    read = sending_of(measurement, version)
    return Conflict(
        message=message,
        decision=decision,
        read=figure_text(said_in(read, measurement.revision)) if read else "",
        now=figure_text(as_sent(measurement)),
        event=next(iter(reversed(events_outside(measurement))), None),
    )


def sending_of(measurement: Measurement, version: int) -> MeasurementEvent | None:
    """The event in which what that version said was sent, by the last receipt until then: steps since have none of their own."""
    lines = ReceiptLine.objects.filter(measurement=measurement, version__lte=version).select_related("receipt")
    line = lines.order_by("version").last()
    if line is None:
        return None
    return measurement.events.filter(to_status=Status.SUBMITTED, at=line.receipt.sent_at).first()
