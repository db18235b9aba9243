"""An observation is told to the institution's people: which indicator came back, which parts of it and until when.

What to correct, and why, is read in the product: no figure, comment or name of a document leaves it by mail.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.speaking import language
from measurements.anchors import read
from measurements.models import Measurement, MeasurementEvent
from measurements.workflow.pointing import in_words, pointed
from notifications import mailing
from notifications.models import Kind
from notifications.telling import Told, tell

OBSERVED, TAKEN_BACK = "measurements/email/observation.txt", "measurements/email/observation_taken_back.txt"


def announce(measurement: Measurement) -> None:
    """Tell of the observation with which the answer waits now, in the transaction that keeps it; or that it was taken back."""
    event = measurement.events.order_by("sequence").last()
    if event is None:
        return
    kind = Kind.REOPENED if event.is_reopening else Kind.RETURNED
    people = mailing.people_of(measurement.institution_id)
    tell(people, kind=kind, write=lambda: told_of(measurement, event), at=event.at, key=f"event:{event.pk}")


def told_of(measurement: Measurement, event: MeasurementEvent) -> Told:
    period, institution, indicator = measurement.period, measurement.institution, measurement.indicator
    parts = in_words(pointed(read(event.anchors), measurement.revision))
    template = TAKEN_BACK if event.is_taking_back else OBSERVED
    return Told(
        title=_title(measurement, event),
        text=render_to_string(template, {"measurement": measurement, "event": event, "parts": parts}),
        path=reverse("entry", args=[period.code, institution.code, indicator.code]),
    )


def _title(measurement: Measurement, event: MeasurementEvent) -> str:
    words = {"code": measurement.indicator.code, "period": period_label(measurement.period.code, language())}
    if event.is_taking_back:
        return _("The observation of %(code)s of %(period)s was taken back") % words
    if event.is_reopening:
        return _("%(code)s of %(period)s was reopened") % words
    return _("%(code)s of %(period)s was returned to you") % words
