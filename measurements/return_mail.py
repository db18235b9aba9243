"""An observation is told to the institution's people: which indicator came back, which parts of it and until when.

What to correct, and why, is read in the product: no figure, comment or name of a document leaves it.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.formatting import period_label
from measurements import mailing
from measurements.anchors import read
from measurements.figure_words import language
from measurements.models import Measurement, MeasurementEvent
from measurements.pointing import in_words, pointed
from notifications.models import Kind
from notifications.telling import Told, tell

OBSERVED, TAKEN_BACK = "measurements/email/observation.txt", "measurements/email/observation_taken_back.txt"


def announce(measurement: Measurement) -> None:
    """Tell of the observation with which the answer waits now, in the transaction that keeps it."""
    _announce(measurement, OBSERVED)


def announce_taken_back(measurement: Measurement) -> None:
    """Tell that nothing has to be corrected after all."""
    _announce(measurement, TAKEN_BACK)


def _announce(measurement: Measurement, template: str) -> None:
    event = measurement.events.order_by("sequence").last()
    if event is None:
        return
    people = mailing.people_of(measurement.institution_id)
    kind = Kind.REOPENED if event.is_reopening else Kind.RETURNED
    tell(people, kind=kind, write=lambda: told_of(measurement, event, template), at=event.at, key=f"event:{event.pk}")


def told_of(measurement: Measurement, event: MeasurementEvent, template: str) -> Told:
    period, institution, indicator = measurement.period, measurement.institution, measurement.indicator
    parts = in_words(pointed(read(event.anchors), measurement.revision))
    return Told(
        title=_subject(measurement, event),
        text=render_to_string(template, {"measurement": measurement, "event": event, "parts": parts}),
        path=reverse("entry", args=[period.code, institution.code, indicator.code]),
    )


def _subject(measurement: Measurement, event: MeasurementEvent) -> str:
    words = {"code": measurement.indicator.code, "period": period_label(measurement.period.code, language())}
    if event.is_taking_back:
        return _("The observation of %(code)s of %(period)s was taken back") % words
    if event.is_reopening:
        return _("%(code)s of %(period)s was reopened") % words
    return _("%(code)s of %(period)s was returned to you") % words
