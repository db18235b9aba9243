"""A plan may lack a semester between two others: nobody owed anything in it."""

from __future__ import annotations

import datetime as dt

import pytest

from reports.figures import indicator_figures
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)


def test_what_is_judged_since_the_start_expects_nothing_of_a_semester_that_the_plan_skips() -> None:
    plan = make.make_plan()
    first, now = make.make_period(plan, "2025-I"), make.make_period(plan, "2026-I")
    trained, army = make.make_count(plan), make.make_institution("EP")
    make.make_commitment(trained, army, first)
    make.make_target(trained.series.get(), now, 40, scope="cumulative")
    for period, value in ((first, 10), (now, 20)):
        make.make_measurement(trained, army, period, value=value)
    (found,) = indicator_figures(plan, now, NOW)
    judged = found.main.judgement.figure
    assert judged is not None
    assert (judged.value, judged.reported, judged.expected, judged.is_partial) == (30, 2, 2, False)
    assert found.main.judgement.pace.raw_percent == 75
