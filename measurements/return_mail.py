"""An observation is told to the institution's people: which indicator came back. What to correct is read in the product."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.formatting import period_label
from measurements import mailing
from measurements.figure_words import language
from measurements.models import Measurement
from notifications.models import Kind
from notifications.telling import Told, tell


def announce(measurement: Measurement) -> None:
    """Tell of the observation with which the answer waits now, in the transaction that keeps it."""
    event = measurement.events.order_by("sequence").last()
    if event is None:
        return
    people = mailing.people_of(measurement.institution_id)
    tell(people, kind=Kind.RETURNED, write=lambda: told_of(measurement), at=event.at, key=f"event:{event.pk}")


def told_of(measurement: Measurement) -> Told:
    period, institution, indicator = measurement.period, measurement.institution, measurement.indicator
    words = {"code": indicator.code, "period": period_label(period.code, language())}
    return Told(
        title=_("%(code)s of %(period)s was returned to you") % words,
        text=render_to_string("measurements/email/observation.txt", {"measurement": measurement}),
        path=reverse("entry", args=[period.code, institution.code, indicator.code]),
    )
