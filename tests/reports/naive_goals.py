"""What the figures of a random world are judged by."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from indicators.models import IndicatorRevision, ReportingPeriod
from tests import factories as make


def judged_by(dice: random.Random) -> dict[str, Any]:
    """A direction, a method and a way between targets."""
    direction = dice.choice(["increase", "increase", "decrease", "decrease", "maintain", "range", "neutral"])
    bounds = {"range_low": 10, "range_high": 40} if direction == "range" else {}
    return bounds | {
        "direction": direction,
        "progress_method": dice.choice(["simple", "simple", "adjusted"]),
        "trajectory": dice.choice(["linear", "step", "none"]),
        "tolerance": dice.choice([0, 5]),
    }


def make_goals(dice: random.Random, semesters: Sequence[ReportingPeriod], revision: IndicatorRevision) -> None:
    """Up to three targets of one scope for each series, mostly in its direction, and now and then a baseline."""
    for series in revision.series.all():
        periods = sorted(dice.sample(semesters, dice.choice([0, 1, 2, 3])), key=lambda each: each.ordinal)
        scope = dice.choice(["period", "period", "year", "cumulative"])
        values = [dice.choice([0, 10, 20, 60, 90]) for _ in periods]
        if dice.random() < 0.8:
            values.sort(reverse=revision.direction == "decrease")
        for period, value in zip(periods, values, strict=True):
            make.make_target(series, period, value, scope=scope)
        if dice.random() < 0.6:
            whole = dice.choice([60, 200]) if revision.kind == "PROPORTION" else None
            make.make_baseline(series, dice.choice(semesters[:3]), dice.choice([0, 15, 50]), denominator=whole)
