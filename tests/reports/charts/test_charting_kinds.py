"""Stages as a drawing: what the table says, and no drawing where no one stage holds of all."""

from __future__ import annotations

import pytest

from reports.charts.kinds import steps_chart
from tests import factories as make
from tests.reports.worlds.kinds import KindsWorld, choose, make_kinds_world, reach

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> KindsWorld:
    return make_kinds_world()


@pytest.mark.parametrize(("across", "reached"), [("all", 1), ("minimum", 1), ("any", 3)])
def test_steps_are_filled_up_to_the_stage_that_holds_of_all(world: KindsWorld, across: str, reached: int) -> None:
    reach(world.owe(make.make_milestone(world.plan, across=across)), world.period, EP=1, MGP=3)
    chart = steps_chart(world.figures().main.figure)
    assert chart is not None
    assert (chart.reached, list(chart.steps)) == (reached, ["drafted", "approved", "in_force"])


def test_share_and_scale_and_silence_have_no_steps(world: KindsWorld) -> None:
    share = world.owe(make.make_milestone(world.plan, across="share"))
    assert steps_chart(world.figures().main.figure) is None
    reach(share, world.period, EP=3)
    assert steps_chart(world.figures().main.figure) is None


def test_scale_has_no_steps(world: KindsWorld) -> None:
    choose(world.owe(make.make_scale(world.plan)), world.period, EP=3)
    assert steps_chart(world.figures().main.figure) is None
