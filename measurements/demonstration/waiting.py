"""The answer that waited while the report of its semester was issued, and was validated at last: the report does not have it."""

from __future__ import annotations

import datetime as dt

from indicators.calendar import midnight
from institutions.models import User
from measurements.demonstration.loading import Loaded
from measurements.demonstration.people import DOMAIN
from measurements.demonstration.windows import business_day_before
from measurements.models import Measurement, Status
from measurements.workflow import steps as workflow

AFTERNOON = dt.timedelta(hours=17)
"""Of the business day before the one that the demonstration is made for."""
WORD = "Se valida tarde: el informe del semestre ya se había emitido (demostración)."


def validate_what_waited(loaded: Loaded, day: dt.date) -> Measurement:
    waited = Measurement.objects.get(period=loaded.last_closed, status=Status.SUBMITTED)
    secretary = User.objects.get(email=f"secretaria@{DOMAIN}")
    at = midnight(business_day_before(day)) + AFTERNOON
    return workflow.validate(waited, version=waited.version, by=secretary, at=at, comment=WORD)
