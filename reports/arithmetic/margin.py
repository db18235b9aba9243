"""Where the margin of risk ends: the value at which a figure would be just at the lower threshold, and not yet off track.

Source of the formula: docs/methodology.md, "Progress of one indicator", solved for the value.
"""

from __future__ import annotations

from decimal import Decimal, localcontext

from reports.arithmetic.percent import DIGITS, HUNDRED
from reports.arithmetic.progress import Direction


def risk_edge(
    expected: Decimal | None,
    low: Decimal,
    *,
    direction: Direction,
    baseline: Decimal | None = None,
    adjusted: bool = False,
) -> Decimal | None:
    """The value whose pace is `low` percent of the expected one, in the figure's unit: under it for a figure that must rise,
    above it for one that must fall; part of the way from the baseline where that way is judged.

    None where there is no such single value: nothing expected, no baseline to start from, no way to cover, or a figure that may
    leave its goal on both sides.
    """
    rises = {Direction.INCREASE: True, Direction.DECREASE: False}.get(direction)
    if expected is None or rises is None:
        return None
    with localcontext(prec=DIGITS):
        if adjusted:
            has_way = baseline is not None and (expected > baseline if rises else expected < baseline)
            return baseline + (expected - baseline) * low / HUNDRED if baseline is not None and has_way else None
        if expected <= 0:
            return None
        if rises:
            return expected * low / HUNDRED
        return expected * HUNDRED / low if low else None
