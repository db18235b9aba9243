"""Figures over several definitions: what was multiplied is said, and what is not added is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.models import ActionPlan, ReportingPeriod
from reports.explaining import Asked, heading_of
from reports.explaining.words import WARNINGS
from reports.figures.warnings import FigureWarning
from tests import factories as make
from tests.reports.read_back.explained import commit, explained, report, said, worked_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db: None) -> tuple[ActionPlan, ReportingPeriod, ReportingPeriod]:
    plan = make.make_plan()
    return plan, make.make_period(plan, "2025-I"), make.make_period(plan, "2025-II")


def test_rebased_values_say_by_what_they_were_multiplied(
    year: tuple[ActionPlan, ReportingPeriod, ReportingPeriod],
) -> None:
    plan, first, second = year
    old = make.make_count(plan)
    commit(old, first, "EP", "MGP")
    report(old, first, EP=10, MGP=20)
    new = make.make_count(plan, effective_from=second, comparability="rebased", rebase_factor=Decimal("1.5"))
    report(new, second, EP=7)
    explanation = explained(new, second, Asked(over="year"))
    count = said(explanation, "formula")
    assert count == [
        "2025-I: EP 15 + MGP 30 = 45",
        "2025-II: EP 7 = 7",
        "En conjunto: 45 + 7 = 52",
        "Los valores de 2025-I se multiplicaron por 1,5, para ser comparables con la definición posterior.",
    ]
    assert worked_out(count[2]) == explanation.figure.value
    assert "Para ser comparables, las cifras de definiciones anteriores se multiplican por 1,5." in said(
        explanation, "definition"
    )


def test_nothing_is_added_over_a_break(year: tuple[ActionPlan, ReportingPeriod, ReportingPeriod]) -> None:
    plan, first, second = year
    old = make.make_count(plan)
    commit(old, first, "EP")
    report(old, first, EP=10)
    new = make.make_count(plan, effective_from=second, comparability="break")
    report(new, second, EP=7)
    explanation = explained(new, second, Asked(over="year"))
    assert heading_of(explanation) == "Cambió la definición: por qué no hay cifra"
    assert said(explanation, "formula") == [
        "2025-I: EP 10 = 10",
        "2025-II: EP 7 = 7",
        "La definición cambió dentro de este tiempo, por lo que los semestres no se suman.",
    ]
    assert said(explained(new, second), "formula") == ["EP 7 = 7"]


def test_every_warning_of_a_figure_has_words() -> None:
    assert set(WARNINGS) == {str(each) for each in FigureWarning}
