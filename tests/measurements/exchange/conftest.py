"""An Army that owes one indicator of every kind, on the morning of 8 July 2026."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from indicators.models import CountingRule, IndicatorRevision, ReportingPeriod
from measurements.exchange.cases import Desk
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_change,
    make_commitment,
    make_count,
    make_dimension,
    make_period,
    make_plan,
    make_proportion,
    make_register,
    make_register_list,
)
from tests.kept_rows import KeptWorld
from tests.measurements.exchange.filling import desk
from tests.measurements.worlds.entering import NOW

COUNT, SHARE, LEVEL, LIST = "PREV-1.1.1", "PART-1.2.1", "PREV-1.2.1", "PREV-2.3.1"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(cast: Cast, clock: time_machine.Traveller) -> Cast:
    owe_every_kind(cast)
    return cast


@pytest.fixture
def browser(world: Cast, signed_in: SignIn) -> Client:
    return signed_in(world.reporter)


@KeptWorld
def owe_every_kind(cast: Cast) -> None:
    plan = make_plan()
    make_period(plan, "2025-II")
    period = make_period(plan, "2026-I")
    sex, rank = make_dimension("sex"), make_dimension("rank", "officers", "ncos")
    revisions = [
        make_count(plan, COUNT, unit="personas", dimensions=[sex, rank]),
        make_proportion(plan, SHARE, dimensions=[rank]),
        make_change(plan, LEVEL, decimals=2),
        events(),
    ]
    for revision in revisions:
        make_commitment(revision, cast.army, period)


def events() -> IndicatorRevision:
    """A list of events with two stages, a mission, people, and a condition that an item may meet."""
    register = make_register_list("event", "planned", "held", counts_people=True)
    mission = make_dimension("mission", "minusca", "unifil")
    register.tags.add(mission)
    revision = make_register(make_plan(), LIST, register=register, tags=[mission])
    CountingRule.objects.get(component__revision=revision).stages.set(register.stages.filter(code="held"))
    return revision


@pytest.fixture
def period(world: Cast) -> ReportingPeriod:
    return ReportingPeriod.objects.get(code="2026-I")


@pytest.fixture
def at(world: Cast, period: ReportingPeriod) -> Desk:
    return desk(world.army, period, world.reporter)
