"""Two engines, one answer over years and ranges: figures, each semester's own state, and changes since the span before."""

from __future__ import annotations

import pytest

from indicators.models import ActionPlan, ReportingPeriod
from reports.figures.current import figures_of
from reports.figures.over_span import IndicatorOverSpan, indicators_over, read_semesters
from reports.figures.reading import Reading, read
from tests.reports.naive.engine import Naive
from tests.reports.naive.span import compare_spans, figure
from tests.reports.naive.test_naive_agrees import check_comparison, check_figure
from tests.reports.naive.world import NOW, make_random_world

pytestmark = pytest.mark.django_db

SEEDS = range(12)
SPANS = {
    "year": (["2025-I", "2025-II"], ["2026-I", "2026-II"]),
    "across": (["2024-II", "2025-I"], ["2025-II", "2026-I"]),
    "alone": ([], ["2025-I", "2025-II", "2026-I", "2026-II"]),
}


def ordinals(plan: ActionPlan, codes: list[str]) -> list[int]:
    found = ReportingPeriod.objects.filter(plan=plan, code__in=codes).order_by("ordinal")
    return list(found.values_list("ordinal", flat=True))


def spans_of(
    plan: ActionPlan, codes: list[str], before: list[int]
) -> tuple[Reading, list[Reading], tuple[IndicatorOverSpan, ...]]:
    periods = list(ReportingPeriod.objects.filter(plan=plan, code__in=codes).order_by("ordinal"))
    last = read(plan, periods[-1], NOW, every_semester=True)
    semesters = read_semesters(last, periods)
    return last, semesters, indicators_over(last, semesters, before)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_engines_agree_over_spans(seed: int) -> None:
    plan = make_random_world(seed)
    name = list(SPANS)[seed % 3]
    before, now = (ordinals(plan, codes) for codes in SPANS[name])
    last, semesters, found = spans_of(plan, SPANS[name][1], before)
    naive = Naive(plan, last.period)
    assert found
    for each in found:
        key = each.revision.indicator_id
        for series in each.series:
            where = (seed, name, each.code, series.series.code)
            assert series.figure is not None, where
            check_figure(series.figure, figure(naive, key, series.series.code, now), where)
            wanted = compare_spans(naive, key, series.series.code, before, now) if before else None
            assert (series.change is None) == (wanted is None), where
            if wanted is not None:
                check_comparison(series.change, wanted, where)
    check_states(semesters, found)


def check_states(semesters: list[Reading], found: tuple[IndicatorOverSpan, ...]) -> None:
    """Each semester's state is the one that its own report gives."""
    for n, reading in enumerate(semesters):
        own = {(each.indicator.code, s.code): s.state for each in figures_of(reading) for s in each.series}
        for each in found:
            for series in each.series:
                assert series.points[n].state == own.get((each.code, series.series.code))


def test_worlds_hold_what_they_should() -> None:
    """Guard of the guard: among the seeds some change is broken, computed, without a before, and partly of others."""
    seen: set[object] = set()
    for seed in SEEDS[:6]:
        plan = make_random_world(seed)
        before, _now = (ordinals(plan, codes) for codes in SPANS["year"])
        for each in spans_of(plan, SPANS["year"][1], before)[2]:
            for series in each.series:
                change = series.change
                seen |= {series.figure.state if series.figure else None, change.state if change else None}
                seen |= {"others"} if change and change.added_before is not None and change.comparable else set()
                seen |= {f"small {change.is_small}"} if change and change.is_percent and change.comparable else set()
                seen |= {"joined"} if series.figure and series.figure.joined else set()
    assert {"computed", "broken", "nothing_before", "others", "joined", "small True", "small False"} <= seen
