"""Figures of a semester from small worlds added up by hand (docs/methodology.md)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.models import ActionPlan, ReportingPeriod
from measurements.models import Answer, Status
from reports.figures import indicator_figures
from tests import factories as make
from tests.reports.figures import figured
from tests.reports.figures.figured import NOW, commit, only, report, series

pytestmark = pytest.mark.django_db

plan, before, period = figured.plan, figured.before, figured.period


def test_a_sum_says_from_how_many_it_is_made(plan: ActionPlan, period: ReportingPeriod) -> None:
    hours = make.make_change(plan)
    commit(hours, period)
    report(hours, period, EP=40, FAP=15, CCFFAA=0)
    figure = series(plan, period).figure
    assert (figure.value, figure.reported, figure.expected, figure.is_partial) == (55, 3, 4, True)
    assert figure.missing == 1


def test_a_proportion_adds_the_parts_of_those_who_gave_both(plan: ActionPlan, period: ReportingPeriod) -> None:
    share = make.make_proportion(plan)
    commit(share, period, ("EP", "MGP", "FAP"))
    report(share, period, EP=(10, 50), MGP=5, FAP=(2, 8))
    figure = series(plan, period).figure
    assert (figure.numerator, figure.denominator, figure.value) == (12, 58, Decimal("20.69"))
    assert (figure.reported, figure.expected, figure.is_partial, figure.is_small) == (2, 3, True, False)


def test_two_series_add_their_own_categories_and_the_whole_is_context(
    plan: ActionPlan, period: ReportingPeriod
) -> None:
    category = make.make_dimension("deployment_category", "contingent", "staff_officer", "military_observer")
    share = make.make_proportion(
        plan,
        dimensions=[category],
        series={
            "contingents": ["deployment_category=contingent"],
            "staff_and_observers": ["deployment_category=staff_officer", "deployment_category=military_observer"],
        },
    )
    commit(share, period, ("CCFFAA",))
    cells: dict[str, make.Amount] = {
        "part:deployment_category=contingent": (26, 205),
        "part:deployment_category=staff_officer": (6, 13),
        "part:deployment_category=military_observer": (5, 18),
    }
    make.make_measurement(share, make.make_institution("CCFFAA"), period, values=cells)
    figures = only(plan, period)
    contingents, individuals = figures.series
    assert (contingents.figure.numerator, contingents.figure.denominator) == (26, 205)
    assert individuals.figure.value == Decimal("35.48")
    assert (individuals.figure.numerator, individuals.figure.denominator) == (11, 31)
    assert figures.overall is not None
    assert figures.overall.value == Decimal("15.68")


def test_a_headline_of_women_leaves_men_beside(plan: ActionPlan, period: ReportingPeriod) -> None:
    people = make.make_count(plan, dimensions=[make.make_dimension("sex")], headline_category="sex=women")
    commit(people, period, ("CECOPAZ",))
    make.make_measurement(
        people, make.make_institution("CECOPAZ"), period, values={"total:sex=women": 12, "total:sex=men": 48}
    )
    figures = only(plan, period)
    assert figures.main.figure.value == 12
    assert figures.overall is not None
    assert figures.overall.value == 60


def test_a_change_compares_the_institutions_present_in_both(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    hours = make.make_change(plan)
    commit(hours, before, ("EP", "MGP", "FAP"))
    report(hours, before, EP=40, MGP=30, FAP=20)
    report(hours, period, EP=44, MGP=33)
    found = series(plan, period)
    assert (found.figure.value, found.figure.is_partial) == (77, True)
    assert found.change is not None
    assert (found.change.before, found.change.after, found.change.percent) == (70, 77, Decimal(10))
    assert (found.change.comparable, found.change.of, found.change.added_before) == (2, 3, 20)


def test_a_rise_from_zero_has_no_percent(plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod) -> None:
    hours = make.make_change(plan)
    commit(hours, before, ("EP",))
    report(hours, before, EP=0)
    report(hours, period, EP=30)
    moved = series(plan, period).change
    assert moved is not None
    assert (moved.difference, moved.percent) == (30, None)


def test_shares_change_in_points(plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod) -> None:
    share = make.make_proportion(plan)
    commit(share, before, ("EP", "MGP"))
    report(share, before, EP=(10, 100), MGP=(1, 2))
    report(share, period, EP=(13, 100))
    moved = series(plan, period).change
    assert moved is not None
    assert (moved.before, moved.after, moved.difference, moved.comparable) == (10, 13, 3, 1)


def test_nothing_reported_is_not_zero(plan: ActionPlan, period: ReportingPeriod) -> None:
    commit(make.make_count(plan), period)
    found = series(plan, period)
    assert (found.figure.value, found.figure.state, found.figure.expected) == (None, "not_reported", 4)
    assert (found.change, found.latest) != (0, 0)
    assert found.latest is None


def test_an_indicator_without_institutions_waits_to_be_assigned(plan: ActionPlan, period: ReportingPeriod) -> None:
    make.make_count(plan)
    figures = only(plan, period)
    assert (figures.main.figure.state, figures.is_assigned) == ("not_assigned", False)


def test_not_applicable_leaves_the_n_once_validated(plan: ActionPlan, period: ReportingPeriod) -> None:
    hours = make.make_change(plan)
    commit(hours, period, ("EP", "MGP", "FAP"))
    report(hours, period, EP=4)
    make.make_measurement(hours, make.make_institution("MGP"), period, answer=Answer.NOT_APPLICABLE)
    make.make_measurement(
        hours, make.make_institution("FAP"), period, answer=Answer.NOT_APPLICABLE, status=Status.SUBMITTED
    )
    figure = series(plan, period).figure
    assert (figure.reported, figure.expected, figure.not_applicable) == (1, 2, 1)


def test_not_available_is_an_answer_without_a_value(plan: ActionPlan, period: ReportingPeriod) -> None:
    hours = make.make_change(plan)
    commit(hours, period, ("EP", "MGP"))
    report(hours, period, EP=4)
    make.make_measurement(hours, make.make_institution("MGP"), period, answer=Answer.NOT_AVAILABLE)
    figure = series(plan, period).figure
    assert (figure.reported, figure.expected, figure.not_available, figure.missing) == (1, 2, 1, 0)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.VALIDATED])
def test_only_validated_values_count(plan: ActionPlan, period: ReportingPeriod, status: Status) -> None:
    hours = make.make_change(plan)
    commit(hours, period, ("EP",))
    make.make_measurement(hours, make.make_institution("EP"), period, value=9, status=status)
    assert series(plan, period).figure.value is None


def test_joined_items_count_once(plan: ActionPlan, period: ReportingPeriod) -> None:
    events = make.make_register(plan)
    commit(events, period, ("EP", "MGP"))
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    ours = make.make_measurement(events, army, period, value=3)
    theirs = make.make_measurement(events, navy, period, value=2)
    seminar = make.make_item(army)
    make.make_entry(ours, seminar, {"held": 1})
    make.make_entry(ours, make.make_item(army, quantity=2), {"held": 2})
    make.make_entry(theirs, make.make_item(navy, same_as=seminar), {"held": 1})
    make.make_entry(theirs, make.make_item(navy), {"held": 1})
    figure = series(plan, period).figure
    assert (figure.value, figure.joined, figure.reported) == (4, 1, 2)


def test_a_joined_item_counts_when_the_other_is_not_validated(plan: ActionPlan, period: ReportingPeriod) -> None:
    events = make.make_register(plan)
    commit(events, period, ("EP", "MGP"))
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    sent = make.make_measurement(events, army, period, value=1, status=Status.SUBMITTED)
    seminar = make.make_item(army)
    make.make_entry(sent, seminar, {"held": 1})
    validated = make.make_measurement(events, navy, period, value=1)
    make.make_entry(validated, make.make_item(navy, same_as=seminar), {"held": 1})
    figure = series(plan, period).figure
    assert (figure.value, figure.joined) == (1, 0)


def test_stages_stand_beside_and_are_never_added(plan: ActionPlan, period: ReportingPeriod) -> None:
    reports = make.make_register(plan, components=["routed"], beside=["prepared"])
    commit(reports, period, ("EP",))
    make.make_measurement(reports, make.make_institution("EP"), period, values={"routed": 5, "prepared": 3})
    figures = only(plan, period)
    assert figures.main.figure.value == 5
    assert [(part.code, part.is_in_headline, part.figure.value) for part in figures.parts] == [
        ("routed", True, 5),
        ("prepared", False, 3),
    ]


def test_unlike_units_have_no_grand_total(plan: ActionPlan, period: ReportingPeriod) -> None:
    output = make.make_register(plan, components=["information", "events"], headline="none")
    commit(output, period, ("EP",))
    make.make_measurement(output, make.make_institution("EP"), period, values={"information": 7, "events": 2})
    figures = only(plan, period)
    assert [(each.code, each.figure.value) for each in figures.series] == [("information", 7), ("events", 2)]
    assert figures.overall is None


def test_a_small_denominator_is_flagged(plan: ActionPlan, period: ReportingPeriod) -> None:
    share = make.make_proportion(plan)
    commit(share, period, ("EP",))
    report(share, period, EP=(5, 18))
    figure = series(plan, period).figure
    assert (figure.value, figure.is_small) == (Decimal("27.78"), True)


def test_a_denominator_of_zero_is_not_applicable(plan: ActionPlan, period: ReportingPeriod) -> None:
    share = make.make_proportion(plan)
    commit(share, period, ("EP",))
    report(share, period, EP=(0, 0))
    found = series(plan, period)
    assert (found.figure.value, found.figure.state, found.state) == (None, "not_applicable", "not_applicable")


def test_the_latest_semester_with_a_value_is_found_however_old(plan: ActionPlan, period: ReportingPeriod) -> None:
    long_ago = make.make_period(plan, "2022-I")
    people = make.make_count(plan)
    commit(people, long_ago, ("EP",))
    report(people, long_ago, EP=7)
    latest = series(plan, period).latest
    assert latest is not None
    assert (latest.period, latest.figure.value) == ("2022-I", 7)


def test_a_retired_indicator_leaves_the_list(plan: ActionPlan, period: ReportingPeriod) -> None:
    make.make_count(plan, "PREV-1.1.1")
    gone = make.make_count(plan, "PREV-9.9.9", effective_from=make.make_period(plan, "2025-I"))
    make.make_revision(gone.indicator, change_class="retired", effective_from=period)
    assert [each.indicator.code for each in indicator_figures(plan, period, NOW)] == ["PREV-1.1.1"]
