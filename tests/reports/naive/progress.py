"""The naive engine's judgement of a series: docs/methodology.md, "Progress of one indicator", in fractions and plain branches."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from indicators.models import IndicatorRevision, Series, Target
from tests.reports.naive.engine import Naive

Verdict = tuple[str, Fraction | None]
"""A state of progress, and the raw percentage where there is one."""
Start = tuple[int, Fraction]
"""The semester of a baseline and its value."""


def judge(naive: Naive, revision: IndicatorRevision, series: Series) -> Verdict:
    """How the series stands in the semester read, over all institutions."""
    return verdict_of(naive, revision, series, targets_of(series, None), baseline_of(series, None))


def judge_alone(naive: Naive, revision: IndicatorRevision, series: Series, institution: str) -> Verdict | None:
    """How one institution's own value stands; nothing where no target is set for it. `naive` knows no other institution."""
    is_shared = revision.institution_targets == "shared"
    targets = targets_of(series, None if is_shared else institution)
    if not targets and not (is_shared and revision.direction == "range"):
        return None
    return verdict_of(naive, revision, series, targets, baseline_of(series, institution))


def targets_of(series: Series, institution: str | None) -> list[Target]:
    """Those of all, or of one; never both together."""
    every = [each for each in series.targets.all() if (each.institution and each.institution.code) == institution]
    return sorted(every, key=lambda each: each.period.ordinal)


def verdict_of(
    naive: Naive, revision: IndicatorRevision, series: Series, targets: list[Target], start: Start | None
) -> Verdict:
    if not targets and revision.direction != "range":
        figure = naive.figure(revision.indicator_id, series.code, [naive.here])
        return ("not_applicable" if figure.state == "not_applicable" else "no_target"), None
    scope = targets[0].scope if targets else "period"
    figure = naive.figure(revision.indicator_id, series.code, semesters_of(naive, scope))
    if figure.state == "not_applicable":
        return "not_applicable", None
    expected = expected_by_now(naive, revision, targets, start)
    if targets and is_behind(naive, revision, targets):
        return "passed", None
    if targets and is_too_early(naive, revision, targets):
        return "not_due", None
    if expected is None and revision.direction != "range":
        return "not_due", None
    value = figure.percent if revision.kind == "PROPORTION" else figure.value
    if value is None:
        return ("broken" if figure.state == "broken" else "not_reported"), None
    verdict = against(revision, exactly(value), expected or Fraction(0), start[1] if start else None)
    if verdict[0] in ("computed", "met", "zero_target") and contradicts(revision.direction, targets):
        return "configuration_error", None
    return verdict


def exactly(value: Decimal) -> Fraction:
    return Fraction(value)


def semesters_of(naive: Naive, scope: str) -> list[int]:
    begun = [each for each in sorted(naive.periods) if each <= naive.here]
    if scope == "period":
        return [naive.here]
    return [each for each in begun if each // 2 == naive.here // 2] if scope == "year" else begun


def is_too_early(naive: Naive, revision: IndicatorRevision, targets: list[Target]) -> bool:
    """A flow's yearly target is due at the end of the year, unless the first half has one of its own."""
    if targets[0].scope != "year" or revision.accumulation != "flow":
        return False
    is_first_half = naive.here % 2 == 0
    return is_first_half and naive.here not in [each.period.ordinal for each in targets]


def is_behind(naive: Naive, revision: IndicatorRevision, targets: list[Target]) -> bool:
    """The last target is of a semester, or a year, that is over; a step and a range go on."""
    if revision.trajectory == "step" or revision.direction == "range":
        return False
    last = targets[-1].period.ordinal
    return last // 2 < naive.here // 2 if targets[0].scope == "year" else last < naive.here


def expected_by_now(
    naive: Naive, revision: IndicatorRevision, targets: list[Target], start: Start | None
) -> Fraction | None:
    points = [(each.period.ordinal, in_percent(each.value, each.denominator)) for each in targets]
    is_line = bool(points) and targets[0].scope == "period" and revision.trajectory == "linear"
    if start and is_line and start[0] < points[0][0]:
        points = [start, *points]
    for ordinal, value in points:
        if ordinal == naive.here:
            return value
    passed = [point for point in points if point[0] < naive.here]
    ahead = [point for point in points if point[0] > naive.here]
    if not passed or revision.trajectory in ("none", "manual"):
        return None
    if revision.trajectory == "step":
        return passed[-1][1]
    if not ahead:
        return None
    (x, was), (y, will) = passed[-1], ahead[0]
    return was + (will - was) * (naive.here - x) / (y - x)


def baseline_of(series: Series, institution: str | None) -> Start | None:
    for each in series.baselines.all():
        if (each.institution and each.institution.code) == institution:
            return each.period.ordinal, in_percent(each.value, each.denominator)
    return None


def in_percent(value: Decimal, whole: Decimal | None) -> Fraction:
    return Fraction(value) * 100 / Fraction(whole) if whole else Fraction(value)


def contradicts(direction: str, targets: list[Target]) -> bool:
    values = [in_percent(each.value, each.denominator) for each in targets]
    for one, other in pairwise(values):
        if direction == "increase" and other < one:
            return True
        if direction == "decrease" and other > one:
            return True
        if direction == "maintain" and other != one:
            return True
    return False


def against(revision: IndicatorRevision, value: Fraction, expected: Fraction, baseline: Fraction | None) -> Verdict:
    """The percentage by direction and method."""
    direction = revision.direction
    if revision.progress_method == "adjusted" or revision.kind == "CHANGE":
        return since_baseline(direction, value, expected, baseline)
    if direction == "neutral":
        return "configuration_error", None
    if direction == "range":
        low, high = Fraction(revision.range_low or 0), Fraction(revision.range_high or 0)
        if low <= value <= high:
            return "computed", Fraction(100)
        return "computed", likeness(value, low if value < low else high)
    if direction == "maintain":
        is_kept = abs(value - expected) <= Fraction(revision.tolerance)
        return "computed", Fraction(100) if is_kept else likeness(value, expected)
    return simple(direction, value, expected)


def simple(direction: str, value: Fraction, expected: Fraction) -> Verdict:
    if direction == "increase":
        return ("computed", value * 100 / expected) if expected else ("zero_target", None)
    if value == 0:
        return ("computed", Fraction(100)) if expected == 0 else ("met", None)
    return "computed", expected * 100 / value


def since_baseline(direction: str, value: Fraction, expected: Fraction, baseline: Fraction | None) -> Verdict:
    if baseline is None:
        return "baseline_missing", None
    if direction not in ("increase", "decrease"):
        return "configuration_error", None
    if expected == baseline:
        held = value >= baseline if direction == "increase" else value <= baseline
        return ("computed", Fraction(100)) if held else simple(direction, value, expected)
    if (expected > baseline) != (direction == "increase"):
        return "configuration_error", None
    return "computed", (value - baseline) * 100 / (expected - baseline)


def likeness(value: Fraction, other: Fraction) -> Fraction:
    if not value or not other:
        return Fraction(0)
    return min(value / other, other / value) * 100


def word(verdict: Verdict) -> str:
    """On track from 95, at risk from 75, as nobody set other thresholds."""
    state, percent = verdict
    if state == "met":
        return "on_track"
    if state == "not_reported":
        return "no_data"
    if percent is None:
        return state if state in ("no_target", "not_applicable", "not_due", "passed") else "not_judged"
    if percent >= 95:
        return "on_track"
    return "at_risk" if percent >= 75 else "off_track"
