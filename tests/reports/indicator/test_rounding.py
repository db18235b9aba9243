"""Percentages are rounded once, from the unrounded quotient: 3 of 17 is 17.647 %, and 17.6 % wherever it is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from indicators.models import ActionPlan
from institutions.models import User
from reports.wording.figures import share_text
from tests import factories as make
from tests.cast import Cast
from tests.factories.reports import issue
from tests.reports.worlds.report import CLOSED

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def _share(plan: ActionPlan, cast: Cast) -> None:
    """3 of 17 in both semesters, by a category that says the same."""
    kinds = make.make_dimension("deployment_category", "contingent", "staff_officer")
    share = make.make_proportion(plan, "PART-1.2.1", dimensions=[kinds])
    for code in ("2025-II", "2026-I"):
        period = make.make_period(plan, code)
        if code == "2025-II":
            for institution in (cast.army, cast.navy):
                make.make_commitment(share, institution, period)
        values: dict[str, make.Amount] = {
            "part:deployment_category=contingent": (3, 17),
            "part:deployment_category=staff_officer": (0, 0),
        }
        make.make_measurement(share, cast.army, period, values=values)


@pytest.mark.usefixtures("_share")
def test_the_page_of_an_indicator_rounds_once(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.secretary).get("/indicadores/PART-1.2.1/?semestre=2026-I").content.decode()
    assert page.count("17,6\u00a0%") >= 5
    assert "17,7\u00a0%" not in page


@pytest.mark.usefixtures("_share")
def test_the_report_rounds_once(plan: ActionPlan, cast: Cast, signed_in: SignIn) -> None:
    issue(plan, plan.periods.get(code="2026-I"), by=cast.secretary, at=CLOSED)
    page = signed_in(cast.member).get("/informes/2026-I/1/", follow=True).content.decode()
    assert page.count("17,6\u00a0%") >= 5
    assert "17,7\u00a0%" not in page


def test_shares_of_counts_are_rounded_once() -> None:
    with translation.override("es"):
        assert (share_text(3, 17), share_text(1, 8), share_text(0, 17)) == ("17,6\u00a0%", "12,5\u00a0%", "0,0\u00a0%")
        assert share_text(3, 0) == ""
