"""A range that is left stands among the gaps with its bounds: nothing is "expected by now" of it."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from reports.charts.drawing import gap_chart
from reports.figures import dashboard
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 9, 1, 12, tzinfo=make.LIMA)


@pytest.mark.parametrize(("value", "percent"), [(16, "80,0"), (50, "80,0")])
def test_a_range_left_is_a_gap_that_names_its_bounds(cast: Cast, signed_in: SignIn, value: int, percent: str) -> None:
    plan = make.make_plan()
    period = make.make_period(plan, "2026-I")
    held = make.make_count(plan, direction="range", accumulation="stock", range_low=20, range_high=40)
    make.make_commitment(held, cast.army, period)
    make.make_measurement(held, cast.army, period, value=value)
    (row,) = dashboard(plan, period, NOW).gaps
    chart = gap_chart(row)
    assert (chart.value, chart.aim) == (value, (20, 40))
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.secretary).get("/tablero/?semestre=2026-I").content.decode()
    assert "Rango buscado: 20 a 40" in page
    assert f"{percent}\u00a0%" in page
    assert f"Valor {value}; rango buscado: 20 a 40" in page
    assert "de — esperado" not in page


def test_a_figure_that_must_fall_and_is_too_high_is_not_called_below(cast: Cast, signed_in: SignIn) -> None:
    plan = make.make_plan()
    period = make.make_period(plan, "2026-I")
    falls = make.make_count(plan, direction="decrease", accumulation="stock")
    make.make_commitment(falls, cast.army, period)
    make.make_target(falls.series.get(), period, 50)
    make.make_measurement(falls, cast.army, period, value=60)
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.secretary).get("/tablero/?semestre=2026-I").content.decode()
    assert "1 de 1 series que pudieron calificarse no alcanza lo esperado" in page
    assert "por debajo de lo esperado" not in page
    assert "supera la meta" not in page
