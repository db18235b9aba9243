"""What stands behind answers and is in no figure: why there is no value, who confirmed it, which thresholds hold.

Three queries, however many answers there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.models import Bands
from institutions.models import Appointment
from measurements.answer.reasons import reason_text
from measurements.models import Answer, Measurement, MeasurementEvent, Status
from reports.figures.reading import Reading


@dataclass(frozen=True, slots=True)
class Backing:
    """By the ids of measurements: the reason given for having no value, and when and in which post it was confirmed."""

    reasons: Mapping[int, str] = field(default_factory=dict)
    confirmed_at: Mapping[int, dt.datetime] = field(default_factory=dict)
    posts: Mapping[int, Appointment] = field(default_factory=dict)
    bands: Bands | None = None

    def reason(self, measurement: int | None) -> str:
        return reason_text(self.reasons.get(measurement or 0, ""))

    def post(self, measurement: int | None) -> str:
        """The reviewer's post in words, as the event of the validation keeps it."""
        appointment = self.posts.get(measurement or 0)
        return appointment.title if appointment else ""


def read_backing(reading: Reading, ordinals: Iterable[int]) -> Backing:
    """Of the validated answers without a value in those semesters."""
    among = set(ordinals)
    silent = [
        each.measurement
        for (_, ordinal), answers in reading.answers.items()
        if ordinal in among
        for each in answers.values()
        if each.is_validated and each.answer != Answer.REPORTED
    ]
    rows = Measurement.objects.filter(pk__in=silent).order_by().values_list("pk", "reason", "validated_at")
    told = list(rows)
    return Backing(
        reasons={pk: reason for pk, reason, _ in told},
        confirmed_at={pk: at for pk, _, at in told if at is not None},
        posts=posts_of(silent, Status.VALIDATED),
        bands=Bands.objects.filter(plan=reading.plan).in_force(on=reading.period.ends_on).first(),
    )


def posts_of(measurements: Iterable[int], status: str) -> dict[int, Appointment]:
    """The post in which each of them was last brought to that status; answers without such an event are left out."""
    events = (
        MeasurementEvent.objects.filter(measurement__in=list(measurements), to_status=status)
        .select_related("appointment__institution")
        .order_by("sequence")
    )
    return {event.measurement_id: event.appointment for event in events}
