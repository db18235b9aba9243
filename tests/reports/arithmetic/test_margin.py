"""The margin of risk ends where the pace is the lower threshold: above the line of a figure that must fall."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from reports.arithmetic.margin import risk_edge
from reports.arithmetic.progress import Direction, pace
from reports.charts.drawing import line_chart
from reports.figures import indicator_history
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)
LOW = Decimal(75)


@pytest.mark.parametrize(
    ("expected", "direction", "baseline", "edge"),
    [
        (40, "increase", None, 30),
        (6, "decrease", None, 8),
        (15, "increase", 10, "13.75"),
        (0, "decrease", 12, 3),
        (-4, "decrease", 4, -2),
        (0, "decrease", None, None),  # met or not: nothing between
        (0, "increase", None, None),
        (10, "increase", 10, None),  # no way to cover
        (9, "increase", 10, None),  # on the wrong side of the baseline
        (40, "maintain", None, None),  # left on both sides
        (40, "neutral", None, None),
    ],
)
def test_at_the_edge_the_pace_is_the_threshold(
    expected: int, direction: str, baseline: int | None, edge: int | str | None
) -> None:
    start = None if baseline is None else Decimal(baseline)
    adjusted = baseline is not None
    found = risk_edge(Decimal(expected), LOW, direction=Direction(direction), baseline=start, adjusted=adjusted)
    assert found == (None if edge is None else Decimal(edge))
    if found is not None:
        judged = pace(
            found, Decimal(expected), direction=Direction(direction), baseline=start, adjusted=adjusted, has_target=True
        )
        assert judged.raw_percent == LOW


def test_an_adjusted_figure_without_baseline_and_a_threshold_of_zero_have_no_edge() -> None:
    assert risk_edge(Decimal(9), LOW, direction=Direction.INCREASE, adjusted=True) is None
    assert risk_edge(Decimal(9), Decimal(0), direction=Direction.DECREASE) is None
    assert risk_edge(None, LOW, direction=Direction.DECREASE) is None


@pytest.mark.django_db
def test_the_band_of_a_figure_that_must_fall_lies_above_its_line(cast: Cast, signed_in: SignIn) -> None:
    plan = make.make_plan()
    period, end = make.make_period(plan, "2026-I"), make.make_period(plan, "2026-II")
    falls = make.make_count(plan, direction="decrease", accumulation="stock")
    make.make_commitment(falls, cast.army, period)
    for semester, value in ((period, 6), (end, 3)):
        make.make_target(falls.series.get(), semester, value)
    make.make_measurement(falls, cast.army, period, value=7)
    chart = line_chart(indicator_history(falls.indicator, period, NOW))
    assert (list(chart.expected), list(chart.lower)) == ([6, 3], [8, 4])
    assert "hasta donde el avance sería del 75\u00a0%" in page(signed_in(cast.secretary))


@pytest.mark.django_db
def test_a_figure_to_be_kept_has_no_band_and_no_words_about_one(cast: Cast, signed_in: SignIn) -> None:
    plan = make.make_plan()
    period, end = make.make_period(plan, "2026-I"), make.make_period(plan, "2026-II")
    kept = make.make_count(plan, direction="maintain", accumulation="stock")
    make.make_commitment(kept, cast.army, period)
    for semester in (period, end):
        make.make_target(kept.series.get(), semester, 6)
    assert "Banda gris" not in page(signed_in(cast.secretary))


def page(client: Client) -> str:
    return client.get("/indicadores/PREV-1.1.1/?semestre=2026-I").content.decode()
