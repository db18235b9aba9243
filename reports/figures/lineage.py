"""What successive definitions of an indicator mean for its figures: where they break, and by what earlier ones are multiplied.

A definition holds from its semester of effect. `continuous` changes nothing. After a `break` figures mean something else: they
are neither added to, nor compared with, nor drawn on to those before. After a `rebased` one earlier figures are multiplied by
its factor when they are read; what is stored never changes. The first definition follows none, whatever it says of itself.

Source of the rules: docs/methodology.md, "Across definitions".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from indicators.models import IndicatorRevision
from reports.arithmetic.percent import DIGITS
from reports.figures.answers import plain
from reports.figures.reading import Reading

ONE = Decimal(1)
PLACES = Decimal("0.0001")
"""A rebased value has as many places as a stored one, so that parts as printed add up to their total."""
Comparability = IndicatorRevision.Comparability


def breaks(reading: Reading, indicator: int) -> list[int]:
    """Ordinals of the semesters from which the figures mean something else."""
    return [
        revision.effective_from.ordinal
        for revision in changes(reading, indicator)
        if revision.comparability == Comparability.BREAK
    ]


def is_broken(reading: Reading, indicator: int, earlier: int, later: int) -> bool:
    """Whether the indicator's definition changed its meaning after one semester and up to another."""
    return any(earlier < ordinal <= later for ordinal in breaks(reading, indicator))


def factor(reading: Reading, indicator: int, ordinal: int) -> Decimal:
    """By what a value of that semester is multiplied to be comparable with the semester read; 1 when nothing was rebased.

    Behind a break there is nothing to be comparable with: such a value is brought to the last definition before the break.
    """
    product = ONE
    for revision in changes(reading, indicator):
        if not ordinal < revision.effective_from.ordinal <= reading.definition_ordinal:
            continue
        if revision.comparability == Comparability.BREAK:
            break
        with localcontext(prec=DIGITS):
            product *= revision.rebase_factor or ONE
    return product


def brought_over(value: Decimal, by: Decimal) -> Decimal:
    """The value multiplied by the factor, a half rounded away from zero at the fourth place."""
    if by == ONE:
        return value
    with localcontext(prec=DIGITS):
        return plain((value * by).quantize(PLACES, ROUND_HALF_UP))


def definition_at(reading: Reading, indicator: int, ordinal: int) -> IndicatorRevision | None:
    """The definition in force in that semester; None before the first."""
    begun = [each for each in reading.successive.get(indicator, ()) if each.effective_from.ordinal <= ordinal]
    return begun[-1] if begun else None


def changes(reading: Reading, indicator: int) -> Sequence[IndicatorRevision]:
    """The definitions that replaced another one, in their order."""
    return reading.successive.get(indicator, ())[1:]
