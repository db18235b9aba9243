"""A post whose holder left yesterday, and the one who follows today."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Role, User
from measurements.models import Measurement
from tests.cast import Cast
from tests.factories import make_measurement, make_period, make_person, make_plan, make_post
from tests.measurements.worlds.entering import NOW

HANDOVER = "/registro/2026-I/EP/relevo/"
TODAY = NOW.date()
YESTERDAY = TODAY - dt.timedelta(days=1)


def leave(user: User, on: dt.date = YESTERDAY) -> None:
    user.appointments.update(ends_on=on)


def successor(cast: Cast, role: str = Role.REPORTER, **post_fields: object) -> User:
    person = make_person(None, email=f"nueva.{role}@ep.example.pe", name="Nora Relevo")
    make_post(person, role, cast.army, **({"starts_on": TODAY} | post_fields))
    return person


@pytest.fixture
def before(period: ReportingPeriod) -> ReportingPeriod:
    return make_period(make_plan(), "2025-II")


def accepted(cast: Cast, revision: IndicatorRevision, period: ReportingPeriod, **fields: Any) -> Measurement:
    recipe: dict[str, Any] = {
        "source_system": "Sistema de personal",
        "cut_off_on": "2025-12-31",
        "contact_post": "Jefe de instrucción",
    }
    values = {"total:sex=women": 21, "total:sex=men": 40}
    return make_measurement(revision, cast.army, period, values=values, narrative="Dos talleres.", **(recipe | fields))
