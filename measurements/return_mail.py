"""An observation by mail: the institution's people learn which indicator came back. What to correct is read in the product."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from institutions.models import User
from measurements import mailing
from measurements.models import Measurement


def announce(measurement: Measurement) -> None:
    about = f"Observation of {measurement.indicator.code}, {measurement.institution.code}"
    mailing.after_commit(lambda: messages_of(measurement), about=about)


def messages_of(measurement: Measurement) -> Iterator[EmailMessage]:
    for person in mailing.people_of(measurement.institution_id):
        yield _message(person, measurement)


def _message(person: User, measurement: Measurement) -> EmailMessage:
    period, institution, indicator = measurement.period, measurement.institution, measurement.indicator
    with translation.override(person.language):
        url = settings.SITE_URL + reverse("entry", args=[period.code, institution.code, indicator.code])
        return mailing.letter("observation", person, {"measurement": measurement, "url": url})
