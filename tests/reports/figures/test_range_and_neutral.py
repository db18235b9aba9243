"""A range is judged by its bounds, a neutral figure never, targets against their direction never either."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from measurements.tasks.todo import indicators_without_target
from reports.figures import Dashboard, Judgement, dashboard
from tests import factories as make
from tests.factories.reports import issue

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 9, 1, 12, tzinfo=make.LIMA)


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def period(plan: ActionPlan) -> ReportingPeriod:
    make.make_period(plan, "2025-II")
    return make.make_period(plan, "2026-I")


def make_range(plan: ActionPlan) -> IndicatorRevision:
    return make.make_count(plan, direction="range", accumulation="stock", range_low=20, range_high=40)


def report(revision: IndicatorRevision, period: ReportingPeriod, value: int | None) -> None:
    make.make_commitment(revision, make.make_institution("EP"), period)
    if value is not None:
        make.make_measurement(revision, make.make_institution("EP"), period, value=value)


def judged(board: Dashboard) -> Judgement:
    return board.indicators[0].main.judgement


@pytest.mark.parametrize(
    ("value", "raw", "state"),
    [
        (30, 100, "on_track"),
        (20, 100, "on_track"),
        (40, 100, "on_track"),
        (16, 80, "at_risk"),
        (19, 95, "on_track"),
        (10, 50, "off_track"),
        (50, 80, "at_risk"),
        (0, 0, "off_track"),
        (None, None, "no_data"),
    ],
)
def test_a_range_is_judged_by_the_nearer_bound_without_any_target(
    plan: ActionPlan, period: ReportingPeriod, value: int | None, raw: int | None, state: str
) -> None:
    report(make_range(plan), period, value)
    found = judged(dashboard(plan, period, NOW))
    assert (found.state, found.pace.raw_percent, found.low, found.high) == (state, raw, 20, 40)
    assert (found.target, found.expected, found.attainment.band) == (None, None, "none")


def test_a_range_lacks_no_target_on_the_dashboard_and_at_home(plan: ActionPlan, period: ReportingPeriod) -> None:
    report(make_range(plan), period, 30)
    make.make_count(plan, "PREV-1.1.2")
    board = dashboard(plan, period, NOW)
    assert (board.with_target, board.without_target, indicators_without_target(period)) == (1, 1, 1)


def test_a_share_is_kept_within_its_bounds_in_percent(plan: ActionPlan, period: ReportingPeriod) -> None:
    share = make.make_proportion(plan, direction="range", range_low=Decimal("20.5"), range_high=25)
    make.make_commitment(share, make.make_institution("EP"), period)
    make.make_measurement(share, make.make_institution("EP"), period, value=(22, 100))
    assert judged(dashboard(plan, period, NOW)).state == "on_track"


@pytest.mark.parametrize(("has_target", "state"), [(False, "no_target"), (True, "not_judged")])
def test_a_neutral_figure_is_never_judged(
    plan: ActionPlan, period: ReportingPeriod, has_target: bool, state: str
) -> None:
    revision = make.make_count(plan, direction="neutral", accumulation="stock")
    report(revision, period, 30)
    if has_target:
        make.make_target(revision.series.get(), period, 20)
    found = judged(dashboard(plan, period, NOW))
    assert (found.state, found.pace.raw_percent) == (state, None)


@pytest.mark.parametrize(
    ("direction", "targets", "state"),
    [("increase", (40, 20), "not_judged"), ("increase", (20, 40), "on_track"), ("decrease", (20, 40), "not_judged"),
     ("decrease", (60, 40), "on_track"), ("maintain", (40, 41), "not_judged"), ("maintain", (40, 40), "on_track")],
)  # fmt: skip
def test_targets_must_go_the_declared_way(
    plan: ActionPlan, period: ReportingPeriod, direction: str, targets: tuple[int, int], state: str
) -> None:
    revision = make.make_count(plan, direction=direction, accumulation="stock")
    report(revision, period, 40)
    first, second = (make.make_period(plan, code) for code in ("2026-I", "2026-II"))
    make.make_target(revision.series.get(), first, targets[0])
    make.make_target(revision.series.get(), second, targets[1])
    assert judged(dashboard(plan, period, NOW)).state == state


def test_an_indicator_of_change_without_a_baseline_has_a_level_and_no_percentage(
    plan: ActionPlan, period: ReportingPeriod
) -> None:
    revision = make.make_change(plan)
    report(revision, period, 150)
    make.make_target(revision.series.get(), period, 160)
    found = judged(dashboard(plan, period, NOW))
    assert (found.state, found.pace.state, found.pace.raw_percent) == ("not_judged", "baseline_missing", None)


def test_an_indicator_of_change_is_judged_since_its_baseline(plan: ActionPlan, period: ReportingPeriod) -> None:
    """120 → 150 of the way to 160: 30 of 40."""
    revision = make.make_change(plan)
    report(revision, period, 150)
    make.make_target(revision.series.get(), period, 160)
    make.make_baseline(revision.series.get(), make.make_period(plan, "2025-II"), 120)
    found = judged(dashboard(plan, period, NOW))
    assert (found.state, found.pace.raw_percent) == ("at_risk", 75)


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_show_a_range_without_a_target(
    plan: ActionPlan, period: ReportingPeriod, client: Client, language: str
) -> None:
    report(make_range(plan), period, 10)
    client.force_login(make.make_person("technical_secretary", make.make_institution("DGRRII")))
    for page in ("/indicadores/PREV-1.1.1/", "/indicadores/", "/tablero/"):
        assert client.get(f"{language}{page}").status_code == 200


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (30, ""),
        (19, "95,0\N{NO-BREAK SPACE}% del límite más cercano"),
        (50, "80,0\N{NO-BREAK SPACE}% del límite más cercano"),
    ],
)
def test_page_and_report_say_alike_how_far_outside_its_range_a_figure_is(
    plan: ActionPlan, period: ReportingPeriod, client: Client, value: int, said: str
) -> None:
    """19 is outside of 20 to 40 and on track all the same, because 95 % is where that begins."""
    report(make_range(plan), period, value)
    secretary = make.make_person("technical_secretary", make.make_institution("DGRRII"))
    client.force_login(secretary)
    edition = issue(plan, period, by=secretary, at=max(period.opens_at, timezone.now()))
    for url in ("/indicadores/PREV-1.1.1/", reverse("edition", args=[edition.code])):
        page = client.get(url).content.decode()
        assert said in page, url
        assert ("del límite más cercano" in page) is bool(said), url


def test_the_report_says_the_bounds_and_what_cannot_be_judged(
    plan: ActionPlan, period: ReportingPeriod, client: Client
) -> None:
    """10 of at least 20 is half of the nearer bound; a target since the start reaches over a new definition."""
    report(make_range(plan), period, 10)
    old = make.make_count(plan, "PREV-1.1.2")
    new = make.make_revision(old.indicator, effective_from=period, comparability="break")
    make.make_component(new, "total")
    series = make.make_series(new)
    make.make_commitment(old, make.make_institution("EP"), make.make_period(plan, "2025-II"))
    make.make_measurement(new, make.make_institution("EP"), period, value=5)
    make.make_target(series, period, 20, scope="cumulative")
    secretary = make.make_person("technical_secretary", make.make_institution("DGRRII"))
    client.force_login(secretary)
    edition = issue(plan, period, by=secretary, at=max(period.opens_at, timezone.now()))
    page = client.get(reverse("edition", args=[edition.code])).content.decode()
    assert "debe mantenerse entre 20 y 40; 50,0\N{NO-BREAK SPACE}% del límite más cercano" in page
    assert "la definición cambió dentro de lo que abarca la meta" in page
