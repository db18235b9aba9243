"""Definitions that follow one another: a break ends the series, a rebased one brings the past over, a continuous one changes nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from measurements.models import MeasuredValue
from reports.figures import IndicatorHistory, SeriesFigures, indicator_figures, indicator_history
from reports.wording.figures import history_finding, institution_finding
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=make.LIMA)
SEMESTERS = ("2024-II", "2025-I", "2025-II", "2026-I", "2026-II")


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in SEMESTERS]


def redefine(old: IndicatorRevision, period: ReportingPeriod, comparability: str, **fields: Any) -> IndicatorRevision:
    """A later definition of the same indicator with the same component and series."""
    kept = {"accumulation": old.accumulation, "across": old.across, "direction": old.direction}
    new = make.make_revision(
        old.indicator, old.kind, effective_from=period, comparability=comparability, **(kept | fields)
    )
    for each in old.components.all():
        make.make_component(new, each.code, each.role, in_headline=each.in_headline)
    make.make_series(new)
    return new


def report(revisions: list[IndicatorRevision], semesters: list[ReportingPeriod], code: str, *values: Any) -> None:
    """One institution's value of each semester, under the definition of its day; None is silence."""
    institution = make.make_institution(code)
    make.make_commitment(revisions[0], institution, semesters[0])
    for period, value in zip(semesters, values, strict=False):
        revision = [each for each in revisions if each.effective_from.ordinal <= period.ordinal][-1]
        if value is not None:
            make.make_measurement(revision, institution, period, value=value)


def now(plan: ActionPlan, period: ReportingPeriod) -> SeriesFigures:
    return indicator_figures(plan, period, NOW)[0].main


def history(revision: IndicatorRevision, period: ReportingPeriod) -> IndicatorHistory:
    return indicator_history(revision.indicator, period, NOW)


def spans(found: IndicatorHistory) -> list[tuple[str, Decimal | None]]:
    return [(span.figure.state, span.figure.value) for span in found.spans]


def test_nothing_is_added_over_a_break(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """Broken in 2026-II: the semester stands, the year and what goes since the start do not."""
    old = make.make_count(plan)
    new = redefine(old, semesters[4], "break")
    report([old, new], semesters, "EP", 1, 2, 4, 8, 16)
    found = history(old, semesters[4])
    assert spans(found) == [("computed", 16), ("broken", None), ("broken", None)]
    assert (found.spans[1].figure.reported, found.spans[1].figure.expected) == (2, 2)


def test_a_year_that_begins_with_the_new_definition_is_added(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    old = make.make_count(plan)
    new = redefine(old, semesters[3], "break")
    report([old, new], semesters, "EP", 1, 2, 4, 8, 16)
    assert spans(history(old, semesters[4])) == [("computed", 16), ("computed", 24), ("broken", None)]


def test_a_break_before_anybody_owed_anything_breaks_nothing(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    old = make.make_count(plan)
    new = redefine(old, semesters[3], "break")
    report([old, new], semesters[3:], "EP", 8, 16)
    assert spans(history(old, semesters[4]))[2] == ("computed", 24)


def test_a_stock_is_that_of_its_last_semester_whatever_broke_before(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    old = make.make_count(plan, accumulation="stock")
    new = redefine(old, semesters[4], "break")
    report([old, new], semesters, "EP", 1, 2, 4, 8, 16)
    assert spans(history(old, semesters[4])) == [("computed", 16)] * 3


def test_a_target_that_reaches_over_a_break_is_not_judged(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    old = make.make_count(plan)
    new = redefine(old, semesters[4], "break")
    report([old, new], semesters, "EP", 1, 2, 4, 8, 16)
    make.make_target(new.series.get(), semesters[4], 20, scope="year")
    judgement = now(plan, semesters[4]).judgement
    assert (judgement.state, judgement.pace.state, judgement.attainment.state) == ("not_judged", "broken", "broken")
    assert judgement.figure is not None
    assert judgement.figure.state == "broken"


def test_no_change_is_told_over_a_break_and_what_lies_behind_says_so(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    old = make.make_count(plan)
    new = redefine(old, semesters[4], "break")
    report([old, new], semesters, "EP", 1, 2, 4, 8, 16)
    make.make_target(new.series.get(), semesters[3], 10)
    make.make_target(new.series.get(), semesters[4], 20)
    change = now(plan, semesters[4]).change
    assert change is not None
    assert (change.state, change.difference) == ("broken", None)
    points = history(old, semesters[4]).points
    assert [(each.figure.value, each.is_break, each.expected) for each in points[-2:]] == [
        (8, False, None),
        (16, True, 20),
    ]
    assert ["earlier_definition" in each.figure.warnings for each in points] == [True] * 4 + [False]


def test_a_rebased_past_is_multiplied_by_every_later_factor(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """Factors 3 from 2025-II and 0.5 from 2026-II: 1·3·0.5, 2·3·0.5, 4·0.5, 8·0.5, 16."""
    old = make.make_count(plan)
    middle = redefine(old, semesters[2], "rebased", rebase_factor=3)
    new = redefine(old, semesters[4], "rebased", rebase_factor=Decimal("0.5"))
    report([old, middle, new], semesters, "EP", 1, 2, 4, 8, 16)
    found = history(old, semesters[4])
    assert [each.figure.value for each in found.points] == [Decimal("1.5"), 3, 2, 4, 16]
    assert [point.value for point in found.institutions[0].points] == [Decimal("1.5"), 3, 2, 4, 16]
    assert spans(found) == [("computed", 16), ("computed", 20), ("computed", Decimal("26.5"))]
    assert ["rebased" in each.figure.warnings for each in found.points] == [True] * 4 + [False]
    assert "rebased" in found.spans[2].figure.warnings
    change = now(plan, semesters[4]).change
    assert change is not None
    assert (change.before, change.after) == (4, 16)


def test_an_earlier_semester_is_read_on_its_own_scale(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """A definition that takes effect later changes nothing for who reads a semester before it."""
    old = make.make_count(plan)
    new = redefine(old, semesters[4], "rebased", rebase_factor=3)
    report([old, new], semesters, "EP", 1, 2, 4, 8, 16)
    assert [each.figure.value for each in history(old, semesters[3]).points] == [1, 2, 4, 8]


def test_stored_values_never_change(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    old = make.make_count(plan)
    new = redefine(old, semesters[4], "rebased", rebase_factor=3)
    report([old, new], semesters, "EP", 1, 2, 4, 8, 16)
    history(old, semesters[4])
    assert sorted(MeasuredValue.objects.values_list("value", flat=True)) == [1, 2, 4, 8, 16]


def test_of_a_proportion_the_percentage_is_multiplied(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """10 of 50 is 20 %; by 1.5 it is 30 %. Beside it 30 of 100: the sum of parts is 15 + 30 of 150."""
    old = make.make_proportion(plan, accumulation="flow")
    new = redefine(old, semesters[4], "rebased", rebase_factor=Decimal("1.5"))
    report([old, new], semesters, "EP", None, None, None, (10, 50), (30, 100))
    found = history(old, semesters[4])
    assert [each.figure.value for each in found.points[-2:]] == [30, 30]
    year = found.spans[1].figure
    assert (year.value, year.numerator, year.denominator) == (30, 45, 150)


def test_a_factor_may_bring_a_part_past_its_whole_and_nothing_crashes(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    old = make.make_proportion(plan)
    new = redefine(old, semesters[4], "rebased", rebase_factor=3)
    report([old, new], semesters, "EP", None, None, None, (40, 50), (30, 100))
    assert [each.figure.value for each in history(old, semesters[4]).points[-2:]] == [240, 30]


def test_behind_a_break_factors_stop(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """×2 from 2025-I, a break in 2025-II, ×10 from 2026-II: what lies behind the break is brought only up to it."""
    old = make.make_count(plan)
    rest = [
        redefine(old, semesters[1], "rebased", rebase_factor=2),
        redefine(old, semesters[2], "break"),
        redefine(old, semesters[4], "rebased", rebase_factor=10),
    ]
    report([old, *rest], semesters, "EP", 1, 2, 4, 8, 16)
    assert [each.figure.value for each in history(old, semesters[4]).points] == [2, 2, 40, 80, 16]


def test_rebased_values_have_as_many_places_as_stored_ones(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """Two thirds of 1 is 0.6667 for each institution, and the total is what the parts as printed add up to."""
    old = make.make_count(plan, accumulation="stock")
    new = redefine(old, semesters[4], "rebased", rebase_factor=Decimal("0.6666666667"))
    for code in ("EP", "MGP"):
        report([old, new], semesters, code, None, None, None, 1, 1)
    assert history(old, semesters[4]).points[-2].figure.value == Decimal("1.3334")


def test_joined_items_are_taken_away_on_the_same_scale(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """Two institutions list one and the same event, the second two more: 3 distinct ones, ×2 is 6."""
    old = make.make_register(plan)
    new = redefine(old, semesters[4], "rebased", rebase_factor=2)
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    head = make.make_item(army)
    lists = ((army, [head]), (navy, [make.make_item(navy, same_as=head), make.make_item(navy), make.make_item(navy)]))
    for institution, items in lists:
        make.make_commitment(old, institution, semesters[3])
        found = make.make_measurement(old, institution, semesters[3], value=len(items))
        for item in items:
            make.make_entry(found, item, {"held": 1})
    point = history(new, semesters[4]).points[0].figure
    assert (point.value, point.joined) == (6, 2)


@pytest.mark.parametrize(("comparability", "factor"), [("continuous", None), ("rebased", 1)])
def test_a_continuous_definition_changes_nothing_nor_does_a_factor_of_one(
    plan: ActionPlan, semesters: list[ReportingPeriod], comparability: str, factor: int | None
) -> None:
    old = make.make_count(plan)
    new = redefine(old, semesters[4], comparability, rebase_factor=factor)
    report([old, new], semesters, "EP", 1, 2, 4, 8, 16)
    found = history(old, semesters[4])
    assert spans(found) == [("computed", 16), ("computed", 24), ("computed", 31)]
    assert not {"rebased", "earlier_definition"} & {code for each in found.points for code in each.figure.warnings}


def test_a_baseline_is_on_the_scale_of_its_own_definition(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """The new definition brings its own baseline of 6; it is not multiplied, and 16 is 10 more."""
    old = make.make_change(plan)
    new = redefine(old, semesters[4], "rebased", rebase_factor=2)
    make.make_baseline(old.series.get(), semesters[0], 3)
    make.make_baseline(new.series.get(), semesters[0], 6)
    report([old, new], semesters, "EP", 3, None, None, 4, 16)
    found = now(plan, semesters[4])
    assert found.since_baseline is not None
    assert found.since_baseline.difference == 10


def test_a_first_definition_follows_none(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    only = make.make_count(plan, comparability="break", effective_from=semesters[2])
    report([only], semesters[2:], "EP", 4, 8, 16)
    found = history(only, semesters[4])
    assert not any(each.is_break for each in found.points)
    assert spans(found)[2] == ("computed", 28)


def test_a_count_that_became_a_share_is_no_share_before(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """The definition of its day gave another sort of figure: neither zero nor silence, but another definition."""
    old = make.make_count(plan, accumulation="stock")
    new = make.make_revision(
        old.indicator, "PROPORTION", effective_from=semesters[4], comparability="break", accumulation="stock"
    )
    make.make_component(new, "part", "numerator")
    make.make_component(new, "whole", "denominator")
    make.make_series(new)
    report([old, new], semesters, "EP", None, None, None, 40, (11, 31))
    before, after = (each.figure for each in history(old, semesters[4]).points[-2:])
    assert (before.state, before.value, after.value) == ("broken", None, Decimal("35.48"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((1, 2, 4, 8, 16), "It goes up from 8 in 2026\N{NO-BREAK SPACE}H1 to 16 in 2026\N{NO-BREAK SPACE}H2"),
        ((90, 80, 70, 8, 16), "It goes up from 8 in 2026\N{NO-BREAK SPACE}H1 to 16 in 2026\N{NO-BREAK SPACE}H2"),
        ((1, 2, 4, None, 16), "Only one semester has a validated value: 16 in 2026\N{NO-BREAK SPACE}H2"),
        ((1, 2, 4, None, None), "No semester has a validated value since the definition changed"),
    ],
)
def test_the_sentence_of_a_line_compares_nothing_over_a_break(
    plan: ActionPlan, semesters: list[ReportingPeriod], values: tuple[int | None, ...], said: str
) -> None:
    old = make.make_count(plan)
    new = redefine(old, semesters[3], "break")
    report([old, new], semesters, "EP", *values)
    with override("en"):
        found = history(old, semesters[4])
        assert history_finding(found) == said
        assert "2025" not in institution_finding(found.institutions[0], is_percent=False)
