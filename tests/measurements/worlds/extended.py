"""Extensions as rows, for tests of what follows from them; how they come about is tested in test_extending.py."""

from __future__ import annotations

import datetime as dt

from indicators.models import Indicator, ReportingPeriod
from institutions.models import Institution, Role
from measurements.models import DeadlineExtension
from tests.factories import make_institution, make_person


def make_extension(
    period: ReportingPeriod,
    institution: Institution,
    until: dt.datetime,
    *,
    indicator: Indicator | None = None,
    state: str = "granted",
    asked_at: dt.datetime | None = None,
) -> DeadlineExtension:
    """A request in a state; granted until the instant that was asked for."""
    asked_at = asked_at or period.opens_at
    decided = {
        "decided_by": make_person(Role.TECHNICAL_SECRETARY, make_institution("DGRRII")),
        "decided_at": asked_at + dt.timedelta(hours=1),
        "reply": "Conforme.",
    }
    return DeadlineExtension.objects.create(
        period=period,
        institution=institution,
        indicator=indicator,
        asked_until=until,
        granted_until=until if state == "granted" else None,
        number=DeadlineExtension.objects.filter(period=period, institution=institution).count() + 1,
        reason="El sistema de personal no responde.",
        requested_by=make_person(Role.REPORTER, institution),
        requested_at=asked_at,
        state=state,
        **(decided if state != "requested" else {}),
    )
