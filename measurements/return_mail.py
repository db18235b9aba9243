"""An observation by mail: the institution's people learn which indicator came back, which parts of it and until when.

What to correct, and why, is read in the product: no figure, comment or name of a document leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from documents.formatting import period_label
from institutions.models import User
from measurements import mailing
from measurements.anchors import read
from measurements.figure_words import language
from measurements.models import Measurement, MeasurementEvent
from measurements.pointing import in_words, pointed

OBSERVED, TAKEN_BACK = "measurements/email/observation.txt", "measurements/email/observation_taken_back.txt"


def announce(measurement: Measurement) -> None:
    """Tell of the observation with which the answer waits now."""
    about = f"Observation of {measurement.indicator.code}, {measurement.institution.code}"
    mailing.after_commit(lambda: messages_of(measurement, OBSERVED), about=about)


def announce_taken_back(measurement: Measurement) -> None:
    """Tell that nothing has to be corrected after all."""
    about = f"Observation taken back of {measurement.indicator.code}, {measurement.institution.code}"
    mailing.after_commit(lambda: messages_of(measurement, TAKEN_BACK), about=about)


def messages_of(measurement: Measurement, template: str = OBSERVED) -> Iterator[EmailMessage]:
    event = measurement.events.order_by("sequence").last()
    for person in mailing.people_of(measurement.institution_id):
        yield _message(person, measurement, event, template)


def _message(person: User, measurement: Measurement, event: MeasurementEvent | None, template: str) -> EmailMessage:
    period, institution, indicator = measurement.period, measurement.institution, measurement.indicator
    with translation.override(person.language):
        url = mailing.link("entry", period.code, institution.code, indicator.code)
        parts = in_words(pointed(read(event.anchors), measurement.revision)) if event else ""
        context = {"measurement": measurement, "event": event, "parts": parts, "url": url}
        return mailing.letter(person, _subject(measurement, event), template, context)


def _subject(measurement: Measurement, event: MeasurementEvent | None) -> str:
    words = {"code": measurement.indicator.code, "period": period_label(measurement.period.code, language())}
    if event is not None and event.is_taking_back:
        return _("The observation of %(code)s of %(period)s was taken back") % words
    if event is not None and event.is_reopening:
        return _("%(code)s of %(period)s was reopened") % words
    return _("%(code)s of %(period)s was returned to you") % words
