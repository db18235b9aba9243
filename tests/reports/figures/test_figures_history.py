"""One indicator over time: gaps stay gaps, institutions see their own, categories add up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from measurements.models import Answer, Status
from reports.figures import IndicatorHistory, UnknownSeriesError, indicator_history
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2025-I", "2025-II", "2026-I", "2026-II")]


def history(revision: IndicatorRevision, period: ReportingPeriod, **choices: object) -> IndicatorHistory:
    return indicator_history(revision.indicator, period, NOW, **choices)  # type: ignore[arg-type]


def test_a_semester_without_a_value_stays_a_gap(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    hours, army = make.make_change(plan), make.make_institution("EP")
    make.make_commitment(hours, army, semesters[0])
    make.make_measurement(hours, army, semesters[0], value=10)
    make.make_measurement(hours, army, semesters[2], value=0)
    found = history(hours, semesters[2])
    assert [(point.period, point.figure.value) for point in found.points] == [
        ("2025-I", 10),
        ("2025-II", None),
        ("2026-I", 0),
    ]
    assert [point.period for point in found.observed] == ["2025-I", "2026-I"]


def test_history_ends_at_the_semester_asked_for(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    hours, army = make.make_change(plan), make.make_institution("EP")
    make.make_commitment(hours, army, semesters[0])
    for semester in semesters:
        make.make_measurement(hours, army, semester, value=semester.ordinal)
    found = history(hours, semesters[1])
    assert [point.period for point in found.points] == ["2025-I", "2025-II"]
    assert found.series.figure.value == semesters[1].ordinal


def test_what_an_institution_says_has_six_faces(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    hours, period = make.make_change(plan), semesters[2]
    answers: dict[str, dict[str, object]] = {
        "A": {"value": 0},
        "B": {"answer": Answer.NOT_AVAILABLE},
        "C": {"answer": Answer.NOT_APPLICABLE},
        "D": {"value": 9, "status": Status.SUBMITTED},
        "E": {"value": 9, "status": Status.DRAFT},
    }
    for order, (code, answer) in enumerate(answers.items()):
        institution = make.make_institution(code, order=order)
        make.make_commitment(hours, institution, period)
        make.make_measurement(hours, institution, period, **answer)  # type: ignore[arg-type]
    late = make.make_institution("F", order=9)
    make.make_commitment(hours, late, semesters[0], until_period=semesters[0])
    make.make_measurement(hours, late, semesters[0], value=1)
    found = history(hours, period)
    assert {each.institution.code: (each.latest.situation, each.latest.value) for each in found.institutions} == {
        "A": ("reported", 0),
        "B": ("not_available", None),
        "C": ("not_applicable", None),
        "D": ("not_validated", None),
        "E": ("not_sent", None),
        "F": ("not_expected", None),
    }


def test_an_institution_sees_its_own_figures_and_everybodys_total(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    hours = make.make_change(plan)
    for code, value in (("EP", 10), ("MGP", 5)):
        make.make_commitment(hours, make.make_institution(code), semesters[0])
        make.make_measurement(hours, make.make_institution(code), semesters[0], value=value)
    found = history(hours, semesters[0], institutions_visible={"MGP"})
    assert [each.institution.code for each in found.institutions] == ["MGP"]
    assert found.series.figure.value == 15


def test_a_share_of_one_institution_is_worked_out_from_its_parts(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    share, joint = make.make_proportion(plan), make.make_institution("CCFFAA")
    make.make_commitment(share, joint, semesters[0])
    make.make_measurement(share, joint, semesters[0], value=(11, 31))
    (each,) = history(share, semesters[0]).institutions
    assert (each.latest.numerator, each.latest.denominator, each.latest.value) == (11, 31, Decimal("35.48"))


def test_women_and_men_of_each_rank(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    rank = make.make_dimension("rank_category", "ncos", "enlisted")
    people = make.make_count(plan, dimensions=[make.make_dimension("sex"), rank])
    values = {
        "EP": {"total:rank_category=ncos|sex=women": 3, "total:rank_category=ncos|sex=men": 9},
        "MGP": {"total:rank_category=enlisted|sex=women": 1, "total:rank_category=enlisted|sex=men": 3},
    }
    for code, cells in values.items():
        make.make_commitment(people, make.make_institution(code), semesters[0])
        make.make_measurement(people, make.make_institution(code), semesters[0], values=cells)
    by_sex, by_rank = history(people, semesters[0]).breakdowns
    assert [(row.code, row.value, row.percent) for row in by_sex.rows] == [
        ("women", 4, Decimal("25.00")),
        ("men", 12, Decimal("75.00")),
    ]
    assert by_rank.kind == "sex_split"
    assert [(row.code, row.women, row.men, row.percent) for row in by_rank.rows] == [
        ("ncos", 3, 9, Decimal("25.00")),
        ("enlisted", 1, 3, Decimal("25.00")),
    ]


def test_tags_are_counted_once_an_item_and_may_pass_the_total(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    mission = make.make_dimension("mission", "minusca", "unmiss")
    events = make.make_register(plan, tags=[mission])
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    head = make.make_item(army)
    for institution, item, tags in (
        (army, head, ["mission=minusca", "mission=unmiss"]),
        (navy, make.make_item(navy, same_as=head), ["mission=minusca"]),
    ):
        make.make_commitment(events, institution, semesters[0])
        found = make.make_measurement(events, institution, semesters[0], value=1)
        make.make_entry(found, item, {"held": 1}, tags)
    (by_mission,) = history(events, semesters[0]).breakdowns
    assert by_mission.is_multiple
    assert [(row.code, row.value) for row in by_mission.rows] == [("minusca", 1), ("unmiss", 1)]


def test_the_trajectory_runs_on_to_the_final_target(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    hours, army = make.make_change(plan), make.make_institution("EP")
    make.make_commitment(hours, army, semesters[0])
    make.make_target(hours.series.get(), semesters[0], 10)
    make.make_target(hours.series.get(), semesters[3], 40)
    found = history(hours, semesters[1])
    assert [point.expected for point in found.points] == [10, 20]
    assert [(point.period, point.expected) for point in found.ahead] == [("2026-I", 30), ("2026-II", 40)]


def test_a_change_of_definition_is_marked_and_logged(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    old, army = make.make_change(plan), make.make_institution("EP")
    make.make_commitment(old, army, semesters[0])
    new = make.make_revision(
        old.indicator, "CHANGE", effective_from=semesters[1], change_class="methodological", rationale="Se separó."
    )
    make.make_component(new, "level", is_disaggregated=False)
    make.make_series(new)
    found = history(old, semesters[1])
    assert [(point.period, point.is_break) for point in found.points] == [("2025-I", False), ("2025-II", True)]
    assert [entry.change_class for entry in found.log] == ["methodological", "new"]


def test_an_unknown_series_is_refused(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    with pytest.raises(UnknownSeriesError):
        history(make.make_change(plan), semesters[0], series="nothing")


def test_a_retired_indicator_keeps_its_history(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    hours, army = make.make_change(plan), make.make_institution("EP")
    make.make_revision(hours.indicator, "CHANGE", change_class="retired", effective_from=semesters[1])
    make.make_commitment(hours, army, semesters[0])
    make.make_measurement(hours, army, semesters[0], value=8)
    assert history(hours, semesters[0]).series.figure.value == 8


def test_one_indicator_takes_as_many_queries_with_few_and_with_many(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    counted = []
    for code, institutions in (("PREV-1.2.1", 3), ("PREV-1.2.2", 30)):
        hours = make.make_change(plan, code)
        for number in range(institutions):
            institution = make.make_institution(f"I{number}")
            make.make_commitment(hours, institution, semesters[0])
            make.make_measurement(hours, institution, semesters[0], value=number)
        with CaptureQueriesContext(connection) as found:
            history(hours, semesters[2])
        counted.append(len(found))
    assert counted[0] == counted[1]
