"""What the figures of a random world are judged by."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from indicators.models import IndicatorRevision, ReportingPeriod, Series
from institutions.models import Institution
from tests import factories as make


def judged_by(dice: random.Random) -> dict[str, Any]:
    """A direction, a method and a way between targets."""
    direction = dice.choice(["increase", "increase", "decrease", "decrease", "maintain", "range", "neutral"])
    bounds = {"range_low": 10, "range_high": 40} if direction == "range" else {}
    return bounds | {
        "direction": direction,
        "progress_method": dice.choice(["simple", "simple", "adjusted"]),
        "trajectory": dice.choice(["linear", "step", "none", "manual"]),
        "institution_targets": dice.choice(["independent", "sum", "shared"]),
        "tolerance": dice.choice([0, 5]),
    }


def make_goals(
    dice: random.Random,
    semesters: Sequence[ReportingPeriod],
    revision: IndicatorRevision,
    institutions: Sequence[Institution],
) -> None:
    """Targets and now and then a baseline for each series, of all institutions and of two of them."""
    for series in revision.series.all():
        make_goals_of(dice, semesters, series, None)
        for institution in dice.sample(institutions, dice.choice([0, 1, 2])):
            make_goals_of(dice, semesters, series, institution)


def make_goals_of(
    dice: random.Random, semesters: Sequence[ReportingPeriod], series: Series, institution: Institution | None
) -> None:
    """Up to three targets of one scope, mostly in the declared direction; of a proportion some are two numbers."""
    revision = series.revision
    periods = sorted(dice.sample(semesters, dice.choice([0, 1, 2, 3])), key=lambda each: each.ordinal)
    scope = dice.choice(["period", "period", "year", "cumulative"])
    values = [dice.choice([0, 10, 20, 60, 90]) for _ in periods]
    if dice.random() < 0.8:
        values.sort(reverse=revision.direction == "decrease")
    whole = dice.choice([None, 90, 130]) if revision.kind == "PROPORTION" else None
    for period, value in zip(periods, values, strict=True):
        make.make_target(series, period, value, scope=scope, denominator=whole, institution=institution)
    if dice.random() < 0.6:
        whole = dice.choice([60, 200]) if revision.kind == "PROPORTION" else None
        make.make_baseline(
            series, dice.choice(semesters[:3]), dice.choice([0, 15, 50]), denominator=whole, institution=institution
        )
