"""An observation by mail: the institution's people learn which indicator came back. What to correct is read in the product."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from documents.formatting import period_label
from institutions.models import User
from measurements import mailing
from measurements.figure_words import language
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
        words = {"code": indicator.code, "period": period_label(period.code, language())}
        url = mailing.link("entry", period.code, institution.code, indicator.code)
        context = {"measurement": measurement, "url": url}
        subject = _("%(code)s of %(period)s was returned to you") % words
        return mailing.letter(person, subject, "measurements/email/observation.txt", context)
