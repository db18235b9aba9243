"""Two engines, one answer: the set-based one and the naive one agree on random worlds, in every figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from indicators.models import ActionPlan, ReportingPeriod
from reports.figures import Comparison, Figure, compare_semesters, indicator_figures
from reports.figures.by_institution import institutions_of
from reports.figures.comparing import compare
from reports.figures.current import figures_of, track_of
from reports.figures.history import points_of, shown_semesters
from reports.figures.judging import Judgement
from reports.figures.observing import Track
from reports.figures.own import judge_own
from reports.figures.reading import Reading, read
from reports.figures.spans import spans_of
from tests.reports.naive.engine import Naive, Result
from tests.reports.naive.progress import judge, judge_alone, word
from tests.reports.naive.world import NOW, SEMESTERS, make_random_world

pytestmark = pytest.mark.django_db

SEEDS = range(15)
HAIR = Decimal("1e-20")
"""Percentages are divided with different precision: more than enough digits, less than one that anybody could see."""


def alike(one: Decimal | None, other: Decimal | None) -> bool:
    return one is other if one is None or other is None else abs(one - other) < HAIR


def check_figure(found: Figure, wanted: Result, where: object) -> None:
    counts = ("state", "reported", "expected", "not_available", "not_applicable")
    assert {each: getattr(found, each) for each in counts} == {each: getattr(wanted, each) for each in counts}, where
    assert found.missing == wanted.expected - wanted.reported - wanted.not_available, where
    if found.is_percent:
        assert alike(found.exact, wanted.percent), (where, found, wanted)
        assert (found.numerator, found.denominator) == (wanted.value, wanted.whole), where
    else:
        assert alike(found.exact, wanted.value), (where, found, wanted)


def check_comparison(found: Comparison | None, wanted: dict[str, Any], where: object) -> None:
    assert found is not None, where
    assert found.state == wanted["state"], (where, found, wanted)
    if found.state == "broken":
        return
    assert (found.comparable, found.of) == (wanted["comparable"], wanted["of"]), where
    assert found.is_small == wanted["is_small"], (where, found, wanted)
    for side in ("before", "after", "added_before", "added_after"):
        assert alike(getattr(found, side), wanted[side]), (where, side, found, wanted)


def last(plan: ActionPlan) -> ReportingPeriod:
    return ReportingPeriod.objects.get(plan=plan, code=SEMESTERS[-1])


def tracks(reading: Reading) -> list[tuple[Any, Any, Track]]:
    return [
        (revision, series, track_of(revision, series))
        for revision in reading.revisions.values()
        for series in reading.series[revision.pk]
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_both_engines_agree_and_judge_alike(seed: int) -> None:
    """Every semester, span, comparison, institution's value and judgement of every series, read from the last or the one before."""
    plan = make_random_world(seed)
    period = ReportingPeriod.objects.get(plan=plan, code=SEMESTERS[-1 - seed % 2])
    reading, naive = read(plan, period, NOW, every_semester=True), Naive(plan, period)
    for revision, series, track in tracks(reading):
        check_series(reading, naive, revision, series, track)
    check_judgements(plan, period, naive)
    check_own_judgements(plan, period, naive)


def check_series(reading: Reading, naive: Naive, revision: Any, series: Any, track: Track) -> None:
    semesters = shown_semesters(reading, revision.indicator)
    key = revision.indicator_id, series.code
    for point in points_of(reading, revision, series, semesters):
        check_figure(point.figure, naive.figure(*key, [point.ordinal]), (revision, series.code, point.period))
    up_to_here = [each for each in sorted(naive.periods) if each <= naive.here]
    this_year = [each for each in up_to_here if each // 2 == naive.here // 2]
    for span, ordinals in zip(spans_of(reading, track), ([naive.here], this_year, up_to_here), strict=True):
        check_figure(span.figure, naive.figure(*key, ordinals), (revision, series.code, span.scope))
        assert span.elapsed == len(ordinals)
    for earlier in up_to_here[:-1]:
        for later in (each for each in up_to_here if each > earlier):
            found, wanted = compare(reading, track, earlier, later), naive.compare(*key, earlier, later)
            check_comparison(found, wanted, (revision, series.code, earlier, later))
    for history in institutions_of(reading, track, semesters, None):
        for own, semester in zip(history.points, semesters, strict=True):
            said = naive.said(*key, semester.ordinal).get(history.institution.code)
            value = own.numerator if track.is_percent else own.value
            assert alike(value, said.value if said else None), (revision, history.institution.code, own)


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_what_is_read_for_a_page_is_what_is_read_for_a_report(seed: int) -> None:
    """The dashboard reads three semesters, a report all of them: the figures do not depend on it."""
    plan = make_random_world(seed)
    period = last(plan)
    naive = Naive(plan, period)
    for found in indicator_figures(plan, period, NOW):
        indicator = plan.indicators.get(code=found.indicator.code).pk
        for series in found.series:
            where = (found.indicator.code, series.code)
            check_figure(series.figure, naive.figure(indicator, series.code, [period.ordinal]), where)
            wanted = naive.compare(indicator, series.code, period.ordinal - 1, period.ordinal)
            check_comparison(series.change, wanted, where)


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_any_two_semesters_agree(seed: int) -> None:
    plan = make_random_world(seed)
    earlier, later = (ReportingPeriod.objects.get(plan=plan, code=SEMESTERS[n]) for n in (seed % 3, 4))
    naive = Naive(plan, later)
    for row in compare_semesters(plan, earlier, later, NOW).indicators:
        indicator = plan.indicators.get(code=row.indicator.code).pk
        for series in row.series:
            wanted = naive.compare(indicator, series.code, earlier.ordinal, later.ordinal)
            check_comparison(series.change, wanted, (row.indicator.code, series.code))


def check_judgements(plan: ActionPlan, period: ReportingPeriod, naive: Naive) -> None:
    """The state and the raw percentage of every series against what was expected by then."""
    for found in indicator_figures(plan, period, NOW):
        indicator = plan.indicators.get(code=found.indicator.code).pk
        revision = naive.definition(indicator)
        for series in found.series:
            own = revision.series.get(code=series.code)
            verdict, where = judge(naive, revision, own), (found.indicator.code, series)
            assert (series.judgement.pace.state, series.state) == (verdict[0], word(verdict)), where
            raw = series.judgement.pace.raw_percent
            assert (raw is None) == (verdict[1] is None), where
            assert raw is None or abs(Fraction(raw) - verdict[1]) < Fraction(HAIR), where  # type: ignore[operator]


def check_own_judgements(plan: ActionPlan, period: ReportingPeriod, naive: Naive) -> None:
    """Every institution against its own targets, read as for its dashboard."""
    reading = read(plan, period, NOW, of_institutions=True)
    for revision, series, _ in tracks(reading):
        for institution in reading.institutions:
            found = judge_own(reading, revision, series, institution)
            wanted, where = (
                judge_alone(naive.of(institution), revision, series, institution),
                (revision, series, institution),
            )
            assert (found is None) == (wanted is None), where
            if found is None or wanted is None:
                continue
            assert (found.pace.state, found.state) == (wanted[0], word(wanted)), where
            raw = found.pace.raw_percent
            assert (raw is None) == (wanted[1] is None), where
            assert raw is None or abs(Fraction(raw) - wanted[1]) < Fraction(HAIR), where  # type: ignore[operator]


def test_worlds_hold_what_they_should() -> None:
    """Guard of the guard: among the seeds there are breaks, rebased figures, joined items, silence and zeros."""
    seen: set[str] = set()
    for seed in (*SEEDS[:4], 6):
        reading = read(plan := make_random_world(seed), last(plan), NOW, every_semester=True, of_institutions=True)
        seen |= {series.state for each in figures_of(reading) for series in each.series}
        seen |= {f"own {each.state}" for each in own_judgements(reading)}
        for _, _, track in tracks(reading):
            for span in spans_of(reading, track):
                seen |= {span.figure.state, *span.figure.warnings}
        seen |= {"zero"} if any(row.value == 0 for rows in reading.sums.values() for row in rows) else set()
    assert {"broken", "rebased", "joined", "partial", "falls", "not_reported", "computed", "zero"} <= seen
    assert {"on_track", "at_risk", "off_track", "no_target", "not_due", "passed", "not_judged", "no_data"} <= seen
    assert {"own on_track", "own off_track", "own not_due", "own passed", "own no_data"} <= seen


def own_judgements(reading: Reading) -> Iterator[Judgement]:
    for revision, series, _ in tracks(reading):
        for institution in reading.institutions:
            judged = judge_own(reading, revision, series, institution)
            if judged is not None:
                yield judged
