"""The yearly goals of the United Nations' Uniformed Gender Parity Strategy 2018–2028, for the indicator that names it.

Percent of women. The goals are a reference: they judge nothing unless the Committee approves them as targets of the plan.
Source: docs/methodology.md, "Progress of one indicator"; 2023 to 2027 are our straight line between published goals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

INDICATOR = "PART-1.2.1"
YEARS = range(2020, 2029)
PUBLISHED = (2020, 2021, 2022, 2028)
GOALS: dict[str, tuple[str, ...]] = {
    "contingents": ("6.5", "8", "9", "10", "11", "12", "13", "14", "15"),
    "staff_and_observers": ("17", "18", "19", "20", "21", "22", "23", "24", "25"),
}


def goals_of(series: str) -> list[dict[str, Any]] | None:
    """The goal of each calendar year for one series of the indicator; None when the strategy has none for it."""
    if series not in GOALS:
        return None
    return [
        {"year": year, "percent": Decimal(percent), "is_interpolated": year not in PUBLISHED}
        for year, percent in zip(YEARS, GOALS[series], strict=True)
    ]


def strategy(indicator_codes: set[str]) -> dict[str, Any] | None:
    """What an edition keeps of the strategy; None for a plan without the indicator."""
    if INDICATOR not in indicator_codes:
        return None
    return {"indicator": INDICATOR, "goals": {series: goals_of(series) for series in GOALS}}
