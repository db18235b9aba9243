"""A percentage that is read since the baseline says so, and can be divided again by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from indicators.models import ActionPlan
from institutions.models import User
from reports.wording.figures import since_baseline_text
from tests import factories as make
from tests.cast import Cast
from tests.factories.reports import issue
from tests.reports.worlds.report import CLOSED

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]
DIVISION = "vance desde la línea de base: (210 − 202) ÷ (212 − 202)"


@pytest.fixture
def plan(cast: Cast) -> ActionPlan:
    """PREV-1.2.1: 210 of the army in 2026-I, from 202, towards 212 then and 222 at the end."""
    plan = make.make_plan()
    before, period, end = (make.make_period(plan, code) for code in ("2025-II", "2026-I", "2026-II"))
    hours = make.make_change(plan, progress_method="adjusted")
    series = hours.series.get()
    make.make_commitment(hours, cast.army, before)
    make.make_baseline(series, before, 202)
    make.make_target(series, period, 212)
    make.make_target(series, end, 222)
    make.make_measurement(hours, cast.army, period, value=210)
    return plan


@pytest.mark.usefixtures("plan")
def test_the_page_writes_both_divisions(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.secretary).get("/indicadores/PREV-1.2.1/?semestre=2026-I").content.decode()
    assert "80,0\u00a0% de lo esperado" in page
    assert DIVISION in page
    assert "(210 − 202) ÷ (222 − 202)" in page


def test_the_report_writes_the_division(plan: ActionPlan, cast: Cast, signed_in: SignIn) -> None:
    issue(plan, plan.periods.get(code="2026-I"), by=cast.secretary, at=CLOSED)
    assert DIVISION in signed_in(cast.member).get("/informes/2026-I/1/", follow=True).content.decode()


def test_the_page_of_the_method_gives_every_formula(client: Client, plan: ActionPlan) -> None:
    page = client.get("/metodologia/").content.decode()
    for formula in (
        "(valor − línea de base) ÷ (esperado − línea de base) × 100",
        "(valor − línea de base) ÷ (meta − línea de base) × 100",
        "se redondea una sola vez",
        "cuenta como si hubiera pasado por las anteriores",
    ):
        assert formula in page


@pytest.mark.parametrize(("value", "against", "baseline"), [("5", "10", None), ("5", "10", "10"), (None, "10", "5")])
def test_nothing_is_divided_without_a_way_to_cover(value: str | None, against: str, baseline: str | None) -> None:
    numbers = [None if each is None else Decimal(each) for each in (value, against, baseline)]
    with translation.override("es"):
        assert since_baseline_text(*numbers, is_percent=False) == ""
