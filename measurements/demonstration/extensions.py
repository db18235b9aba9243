"""Two requests for more time in the open semester: one granted, one that waits for the secretary."""

from __future__ import annotations

from django.utils import timezone

from indicators.calendar import add_business_days, end_of
from indicators.models import Indicator, ReportingPeriod
from institutions.models import Institution
from measurements.demonstration.people import People
from measurements.demonstration.windows import moment
from measurements.workflow import extending

GRANTED_TO, GRANTED_FOR = "EP", "REC-1.2.1"
ASKED_BY = "FAP"


def ask_for_time(period: ReportingPeriod, people: People) -> None:
    opened, due = timezone.localtime(period.opens_at).date(), period.due_on
    army, air_force = (Institution.objects.get(code=code) for code in (GRANTED_TO, ASKED_BY))
    extension = extending.request_extension(
        period,
        army,
        Indicator.objects.get(plan=period.plan, code=GRANTED_FOR),
        until=end_of(add_business_days(due, 7)),
        reason="La unidad que lleva el registro entrega sus datos la próxima semana (oficio en trámite).",
        by=people.reporters[GRANTED_TO],
        at=moment(opened, 6, 10),
    )
    extending.grant_extension(
        extension,
        until=end_of(add_business_days(due, 5)),
        reply="Se otorgan cinco días hábiles, por única vez.",
        by=people.secretary,
        at=moment(opened, 7, 9),
        is_announced=False,
    )
    extending.request_extension(
        period,
        air_force,
        None,
        until=end_of(add_business_days(due, 5)),
        reason="La responsable del registro inicia vacaciones; quien la reemplaza asume el lunes.",
        by=people.reporters[ASKED_BY],
        at=moment(opened, 8, 11),
    )
