"""A line's sentence says that a figure rises or falls only over the same institutions, and only where the print shows it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from django.utils.translation import override

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from reports.figures import IndicatorHistory, indicator_history
from reports.indicator.women_wording import women_finding
from reports.wording.figures import history_finding
from tests import factories as make
from tests.conftest import SignIn
from tests.reports.read_back.explained import report
from tests.reports.worlds.report import OPEN

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 9, 1, 12, tzinfo=make.LIMA)


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2025-II", "2026-I")]


def hand_over(revision: IndicatorRevision, semesters: list[ReportingPeriod]) -> None:
    """The Army reports in both semesters; the Navy's commitment ends and the Air Force's begins."""
    first, second = semesters
    make.make_commitment(revision, make.make_institution("EP"), first)
    make.make_commitment(revision, make.make_institution("MGP"), first, until_period=first)
    make.make_commitment(revision, make.make_institution("FAP"), second)


def history(revision: IndicatorRevision, period: ReportingPeriod) -> IndicatorHistory:
    return indicator_history(revision.indicator, period, NOW)


def test_two_of_two_and_two_of_two_others_are_no_rise(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """EP 10 + MGP 10 = 20, then EP 10 + FAP 90 = 100: nobody's number changed."""
    people = make.make_count(plan)
    hand_over(people, semesters)
    report(people, semesters[0], EP=10, MGP=10)
    report(people, semesters[1], EP=10, FAP=90)
    with override("en"):
        said = history_finding(history(people, semesters[1]))
    assert "goes up" not in said
    assert said.endswith("from 2 of 2 institutions: the sums are not alike")


def test_the_share_of_women_among_others_is_said_to_be_of_others(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    people = make.make_count(plan, dimensions=[make.make_dimension("sex")])
    hand_over(people, semesters)
    for code, semester, women in (("EP", 0, 5), ("MGP", 0, 5), ("EP", 1, 5), ("FAP", 1, 45)):
        values = {"total:sex=women": women, "total:sex=men": 50}
        make.make_measurement(people, make.make_institution(code), semesters[semester], values=values)
    found = history(people, semesters[1]).women
    assert found is not None
    with override("en"):
        assert "of others" in women_finding(found)


def test_a_difference_that_the_print_does_not_show_is_no_rise(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    """12.300 % and 12.345 % are both printed 12.3 %."""
    share = make.make_proportion(plan)
    make.make_commitment(share, make.make_institution("EP"), semesters[0])
    report(share, semesters[0], EP=(12300, 100000))
    report(share, semesters[1], EP=(12345, 100000))
    with override("en"):
        said = history_finding(history(share, semesters[1]))
    assert said.startswith("It is the same")


def test_the_percent_of_a_gap_is_written_to_two_places(
    plan: ActionPlan, semesters: list[ReportingPeriod], signed_in: SignIn
) -> None:
    """20 of the 30 expected: 66.67 in the file, not fifty sixes."""
    people = make.make_count(plan)
    make.make_commitment(people, make.make_institution("EP"), semesters[1])
    report(people, semesters[1], EP=20)
    make.make_target(people.series.get(), semesters[1], 30)
    observer = make.make_person("observer", make.make_institution("CCFFAA"))
    with time_machine.travel(OPEN, tick=False):
        response = signed_in(observer).get("/tablero/datos.csv?tabla=brechas&semestre=2026-I")
    _heads, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert [cell for cell in row if re.fullmatch(r"66\.6\d*|66\.7", cell)] == ["66.67"]
