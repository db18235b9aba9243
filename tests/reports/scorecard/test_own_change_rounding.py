"""An institution's change in percent is rounded once, where it is printed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine

from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 25, 12, tzinfo=make.LIMA)


def test_the_change_of_an_institution_is_rounded_once(cast: Cast, signed_in: SignIn) -> None:
    """20 000 → 22 499 is +12.495 %: printed 12, and not 13 by way of 12.50."""
    plan = make.make_plan()
    before, period = make.make_period(plan, "2025-II"), make.make_period(plan, "2026-I")
    people = make.make_count(plan)
    make.make_commitment(people, cast.army, before)
    make.make_measurement(people, cast.army, before, value=20000)
    make.make_measurement(people, cast.army, period, value=22499)
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.reporter).get("/instituciones/EP/tablero/?semestre=2026-I").content.decode()
    assert re.findall(r"\(([+−]?\d+)\s%\)", page) == ["+12"]
