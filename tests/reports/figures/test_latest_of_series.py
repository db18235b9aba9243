"""The last semester with a value is each series' own: another series given later does not hide it."""

from __future__ import annotations

import datetime as dt

import pytest

from reports.figures import indicator_figures, indicator_history
from reports.figures.definitions import plan_periods
from reports.figures.listing import listing
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)


def test_each_series_has_its_own_latest_semester_wherever_it_is_read() -> None:
    plan = make.make_plan()
    long_ago, recent, period = (make.make_period(plan, code) for code in ("2022-I", "2025-I", "2026-I"))
    register = make.make_register(plan, components=("held", "begun"), headline="none")
    army = make.make_institution("EP")
    make.make_commitment(register, army, long_ago)
    make.make_measurement(register, army, long_ago, values={"held": 3, "begun": 9})
    make.make_measurement(register, army, recent, values={"held": 4})
    expected = {"held": ("2025-I", 4), "begun": ("2022-I", 9)}

    (figures,) = indicator_figures(plan, period, NOW)
    listed = listing(plan, period, NOW, periods=plan_periods(plan))
    pages = [indicator_history(register.indicator, period, NOW, series=code) for code in expected]
    for read in (figures.series, [row.series for row in listed], [page.series for page in pages]):
        found = {each.code: (each.latest.period, each.latest.figure.value) for each in read if each.latest}
        assert found == expected
