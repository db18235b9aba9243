"""Targets of single institutions: each is held against its own, and the plan only against those of all."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from reports.figures import IndicatorHistory, indicator_figures, indicator_history
from reports.figures.judging import Judgement
from reports.figures.own import judge_own
from reports.figures.reading import read
from tests import factories as make
from tests.conftest import Cast, SignIn

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 9, 1, 12, tzinfo=make.LIMA)


@pytest.fixture(autouse=True)
def in_september() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2025-I", "2025-II", "2026-I", "2026-II")]


def reported(
    revision: IndicatorRevision, institution: Institution, semesters: list[ReportingPeriod], *values: Any
) -> None:
    make.make_commitment(revision, institution, semesters[0])
    for period, value in zip(semesters, values, strict=False):
        if value is not None:
            make.make_measurement(revision, institution, period, value=value)


def own(plan: ActionPlan, period: ReportingPeriod, revision: IndicatorRevision, code: str) -> Judgement | None:
    reading = read(plan, period, NOW, of_institutions=True)
    return judge_own(reading, reading.revisions[revision.indicator_id], revision.series.get(), code)


def history(revision: IndicatorRevision, period: ReportingPeriod) -> IndicatorHistory:
    return indicator_history(revision.indicator, period, NOW)


def test_an_institution_is_held_against_its_own_targets_and_all_against_theirs(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    """Army 20 of the 16 expected of it, navy 12 of 24: together 32 of 40, at risk."""
    revision = make.make_count(plan, accumulation="stock", institution_targets="sum")
    army, navy, series = make.make_institution("EP"), make.make_institution("MGP"), revision.series.get()
    reported(revision, army, semesters, 10, 15, 20)
    reported(revision, navy, semesters, 12, 12, 12)
    make.make_target(series, semesters[2], 40)
    make.make_target(series, semesters[2], 16, institution=army)
    make.make_target(series, semesters[2], 24, institution=navy)
    assert own_state(plan, semesters[2], revision, "EP") == ("on_track", 125)
    assert own_state(plan, semesters[2], revision, "MGP") == ("off_track", 50)
    whole = indicator_figures(plan, semesters[2], NOW)[0].main.judgement
    assert (whole.state, whole.expected, whole.pace.raw_percent) == ("at_risk", 40, 80)


def own_state(plan: ActionPlan, period: ReportingPeriod, revision: IndicatorRevision, code: str) -> tuple[str, Any]:
    found = own(plan, period, revision, code)
    assert found is not None
    return found.state, found.pace.raw_percent


def test_targets_of_institutions_alone_leave_the_indicator_without_a_target(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    """They are never added up to a target of all: the third institution may have none."""
    revision = make.make_count(plan)
    army = make.make_institution("EP")
    reported(revision, army, semesters, 10, 15, 20)
    make.make_baseline(revision.series.get(), semesters[0], 5, institution=army)
    for period, value in ((semesters[1], 12), (semesters[2], 25)):
        make.make_target(revision.series.get(), period, value, institution=army)
    found = indicator_figures(plan, semesters[2], NOW)
    assert [(each.state, each.has_target) for each in found] == [("no_target", False)]
    assert found[0].main.since_baseline is None
    assert len(found[0].series) == 1
    assert list(IndicatorRevision.objects.in_force(semesters[2]).without_target()) == [revision]
    assert own_state(plan, semesters[2], revision, "EP") == ("at_risk", 80)


def test_many_targets_of_institutions_do_not_multiply_those_of_all(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    revision = make.make_count(plan)
    series, bodies = revision.series.get(), [make.make_institution(code) for code in ("EP", "MGP", "FAP")]
    make.make_baseline(series, semesters[0], 6)
    for period, value in ((semesters[1], 9), (semesters[3], 30)):
        make.make_target(series, period, value)
    for body in bodies:
        make.make_baseline(series, semesters[0], 2, institution=body)
        for period in semesters:
            make.make_target(series, period, 3, institution=body)
    goals = read(plan, semesters[2], NOW).goals[series.pk]
    assert [(goal.period, goal.value) for goal in goals.goals] == [("2025-II", 9), ("2026-II", 30)]
    assert goals.start is not None
    assert goals.start.value == 6


def test_a_shared_target_holds_for_each_institution_from_its_own_baseline(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    """20 % for everybody: army 10 of 40 is there, navy 3 of 30 is half way, and the whole 13 of 70 is at risk."""
    revision = make.make_proportion(plan, institution_targets="shared")
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    reported(revision, army, semesters, None, None, (10, 40))
    reported(revision, navy, semesters, None, None, (3, 30))
    make.make_target(revision.series.get(), semesters[2], 20)
    make.make_baseline(revision.series.get(), semesters[0], 1)
    assert own_state(plan, semesters[2], revision, "EP") == ("on_track", 125)
    assert own_state(plan, semesters[2], revision, "MGP") == ("off_track", 50)
    revision.progress_method = "adjusted"
    revision.save()
    found = own(plan, semesters[2], revision, "MGP")
    assert found is not None
    assert found.pace.state == "baseline_missing", "the baseline of all says nothing of one"
    make.make_baseline(revision.series.get(), semesters[0], 0, institution=navy)
    assert own_state(plan, semesters[2], revision, "MGP") == ("off_track", 50)


def test_an_institution_without_targets_of_its_own_is_not_judged(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    revision = make.make_count(plan)
    reported(revision, make.make_institution("EP"), semesters, 10, 15, 20)
    make.make_target(revision.series.get(), semesters[2], 20)
    assert own(plan, semesters[2], revision, "EP") is None


def test_a_yearly_target_of_one_is_held_against_its_own_year(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    """10 + 15 of 2025, of 50: half. What the navy did is not in it."""
    revision = make.make_count(plan)
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    reported(revision, army, semesters, 10, 15)
    reported(revision, navy, semesters, 100, 100)
    make.make_target(revision.series.get(), semesters[1], 50, scope="year", institution=army)
    assert own_state(plan, semesters[1], revision, "EP") == ("off_track", 50)


def test_a_target_of_two_numbers_is_a_percentage(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """28 of 140 is 20 %; 13 of 70 is 18.57 %."""
    revision = make.make_proportion(plan)
    reported(revision, make.make_institution("EP"), semesters, None, None, (13, 70))
    make.make_target(revision.series.get(), semesters[2], 28, denominator=140)
    judgement = indicator_figures(plan, semesters[2], NOW)[0].main.judgement
    assert judgement.target is not None
    assert (judgement.target.value, judgement.target.numerator, judgement.target.denominator) == (20, 28, 140)
    assert judgement.expected == 20
    assert round(judgement.pace.raw_percent or 0, 4) == Decimal("92.8571")


@pytest.mark.parametrize("trajectory", ["none", "manual"])
def test_milestones_and_targets_by_hand_ask_nothing_between_two(
    plan: ActionPlan, semesters: list[ReportingPeriod], trajectory: str
) -> None:
    revision = make.make_count(plan, trajectory=trajectory)
    reported(revision, make.make_institution("EP"), semesters, 10, 15, 20)
    for period, value in ((semesters[0], 10), (semesters[2], 30)):
        make.make_target(revision.series.get(), period, value)
    assert [point.expected for point in history(revision, semesters[2]).points] == [10, None, 30]
    assert indicator_figures(plan, semesters[1], NOW)[0].state == "not_due"


def test_after_the_last_target_it_has_passed_and_what_was_reached_is_said(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    revision = make.make_count(plan, accumulation="stock")
    reported(revision, make.make_institution("EP"), semesters, 10, 15, 20)
    make.make_target(revision.series.get(), semesters[1], 25)
    judgement = indicator_figures(plan, semesters[2], NOW)[0].main.judgement
    assert (judgement.state, judgement.attainment.raw_percent) == ("passed", 80)
    revision.trajectory = "step"
    revision.save()
    assert indicator_figures(plan, semesters[2], NOW)[0].main.state == "at_risk"


def test_a_yearly_target_passes_with_its_year(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    revision = make.make_count(plan)
    reported(revision, make.make_institution("EP"), semesters, 10, 15, 20)
    make.make_target(revision.series.get(), semesters[0], 25, scope="year")
    states = [indicator_figures(plan, period, NOW)[0].state for period in semesters[1:3]]
    assert states == ["not_due", "passed"]


def test_targets_approved_later_leave_what_was_expected_before_as_it_was(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    """20 in every semester until 2025-II; from 2026-I a definition that asks for 50, on a line that passes 2025-II too."""
    old = make.make_count(plan, accumulation="stock", trajectory="step")
    army = make.make_institution("EP")
    make.make_target(old.series.get(), semesters[0], 20)
    reported(old, army, semesters, 20, 20)
    before = [indicator_figures(plan, period, NOW)[0].main.judgement for period in semesters[:2]]
    new = make.make_revision(old.indicator, "COUNT", accumulation="stock", number=2, effective_from=semesters[2])
    make.make_component(new, "total")
    make.make_baseline(make.make_series(new), semesters[0], 10)
    make.make_target(new.series.get(), semesters[3], 40)
    make.make_measurement(new, army, semesters[2], value=20)
    after = [indicator_figures(plan, period, NOW)[0].main.judgement for period in semesters[:2]]
    assert before == after
    assert [each.state for each in after] == ["on_track", "on_track"]
    found = history(old, semesters[2])
    assert [point.expected for point in found.points] == [20, 20, 30]
    assert [point.expected for point in found.ahead] == [40]


def test_a_rebased_definition_brings_what_was_expected_to_its_scale(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    """20 of a half of what is counted now are 40, beside the value of then, which is doubled too."""
    old = make.make_count(plan, accumulation="stock", trajectory="step")
    make.make_target(old.series.get(), semesters[0], 20)
    reported(old, make.make_institution("EP"), semesters, 15)
    new = make.make_revision(
        old.indicator,
        "COUNT",
        accumulation="stock",
        number=2,
        effective_from=semesters[1],
        comparability="rebased",
        rebase_factor=2,
    )
    make.make_component(new, "total")
    make.make_series(new)
    first = history(old, semesters[1]).points[0]
    assert (first.figure.value, first.expected) == (30, 40)


def test_the_way_to_own_targets_is_drawn_beside_the_values(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    revision = make.make_count(plan, accumulation="stock")
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    for body in (army, navy):
        reported(revision, body, semesters, 10, 15, 20)
    for period, value in ((semesters[0], 10), (semesters[2], 30), (semesters[3], 36)):
        make.make_target(revision.series.get(), period, value, institution=army)
    found = history(revision, semesters[2])
    ours, theirs = found.institutions
    assert ours.path is not None
    assert (ours.path.expected, ours.path.ahead) == ((10, 20, 30), (36,))
    assert theirs.path is None
    assert [point.period for point in found.ahead] == ["2026-II"]
    assert [point.expected for point in found.ahead] == [None]


def test_who_reads_the_page_of_the_own_dashboard_sees_the_own_target_and_its_explanation(
    plan: ActionPlan, semesters: list[ReportingPeriod], cast: Cast, signed_in: SignIn
) -> None:
    """Army 20 of 25 expected: 80 %, at risk, while the plan has no target."""
    revision = make.make_count(plan, "PREV-1.1.1", accumulation="stock")
    reported(revision, cast.army, semesters, 10, 15, 20)
    make.make_target(
        revision.series.get(), semesters[2], 25, institution=cast.army, source="Estrategia", is_interpolated=True
    )
    client: Client = signed_in(cast.reporter)
    board = text_of(client, "/instituciones/EP/tablero/?semestre=2026-I")
    assert "25 * para 2026-I; 80,0 % alcanzado" in board
    page = text_of(client, "/indicadores/PREV-1.1.1/?semestre=2026-I")
    assert "Sin meta aprobada" in page
    assert "Solo algunas instituciones tienen metas propias" in page
    told = text_of(client, "/explicacion/PREV-1.1.1/2026-I/?institucion=EP")
    assert "metas fijadas solo para esta institución" in told
    assert "Estrategia; interpolada" in told
    rows = csv.DictReader(client.get("/indicadores/PREV-1.1.1/datos.csv").content.decode("utf-8-sig").splitlines())
    expected = {(row["semestre"], row["institución"]): row["esperado a esa fecha"] for row in rows}
    assert expected["2026-I", "EP"] == "25"
    assert expected["2026-I", "todas"] == ""


def text_of(client: Client, address: str) -> str:
    """What stands on a page, with plain spaces."""
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode()).replace("\xa0", " ")
