"""How one figure moved: since the period before, since the same semester a year before, or since its baseline.

Source of the formula: docs/methodology.md, "Change".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.arithmetic.percent import printed_percent


class Move(StrEnum):
    """Which way a figure went. Up is not better: that takes a target."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """The difference in the figure's unit, and in percent of what it was; from zero there is no percent."""

    difference: Decimal
    percent: Decimal | None
    direction: Move


def change(previous: Decimal | None, current: Decimal | None) -> Change | None:
    """Return how a figure moved since the period before or since its baseline; without both there is no change."""
    if previous is None or current is None:
        return None
    difference = current - previous
    move = Move.UP if difference > 0 else Move.DOWN if difference < 0 else Move.SAME
    return Change(difference, printed_percent(difference, abs(previous)), move)
