"""The reporter's desk on the morning of 8 July 2026: the semester is open, the Army owes an indicator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from indicators.models import CountingRule, IndicatorRevision, ReportingPeriod
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_commitment,
    make_count,
    make_dimension,
    make_period,
    make_plan,
    make_register,
    make_register_list,
)
from tests.measurements.worlds.entering import NOW, owe


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def period(db: None) -> ReportingPeriod:
    return make_period(make_plan(), "2026-I")


@pytest.fixture
def people(cast: Cast, period: ReportingPeriod) -> IndicatorRevision:
    """A count of women and men that the Army owes."""
    revision = make_count(make_plan(), "PREV-1.1.1", unit="personas", dimensions=[make_dimension("sex")])
    make_commitment(revision, cast.army, period)
    return revision


@pytest.fixture
def events(cast: Cast, period: ReportingPeriod) -> IndicatorRevision:
    register = make_register_list("event", "planned", "held")
    revision = owe(cast, period, make_register(make_plan(), "PREV-2.3.1", register=register))
    CountingRule.objects.get().stages.set(register.stages.filter(code="held"))
    return revision


@pytest.fixture
def browser(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.reporter)
