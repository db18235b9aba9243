"""What was expected in each semester: by the targets of the definition in force then, whatever was approved later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.models import IndicatorRevision, Series
from reports.figures.goals import Goals
from reports.figures.judging import edge_of, expected_at
from reports.figures.lineage import brought_over, definition_at, factor, is_broken
from reports.figures.reading import Reading

GoalsOf = Callable[[IndicatorRevision, Series], Goals]
"""The targets of a series: of all institutions, or of one."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the targets ask by a semester, and where the margin of risk of that ends. Nothing is no zero.

    `is_interpolated`: it is a target of that very semester which its source does not publish.
    """

    value: Decimal | None = None
    edge: Decimal | None = None
    is_interpolated: bool = False


def expected_then(reading: Reading, indicator: int, series: str, ordinal: int, goals_of: GoalsOf) -> Expectation:
    """What was expected in a semester up to the one read, on the scale of that one; nothing behind a break.

    A target approved later, or taken away, does not change what was expected before it took effect.
    """
    definition = definition_at(reading, indicator, ordinal)
    if definition is None or is_broken(reading, indicator, ordinal, reading.period.ordinal):
        return Expectation()
    found = next((each for each in reading.series.get(definition.pk, ()) if each.code == series), None)
    if found is None:
        return Expectation()
    expected = expectation(reading, definition, goals_of(definition, found), ordinal)
    by = factor(reading, indicator, ordinal)
    return replace(expected, value=scaled(expected.value, by), edge=scaled(expected.edge, by))


def expectation(reading: Reading, revision: IndicatorRevision, goals: Goals, ordinal: int) -> Expectation:
    """What one definition asks by a semester, on its own scale."""
    expected = expected_at(revision, goals, ordinal)
    is_interpolated = any(goal.is_interpolated for goal in goals.at(ordinal) if goal.ordinal == ordinal)
    return Expectation(expected, edge_of(reading, revision, goals, expected), is_interpolated)


def scaled(value: Decimal | None, by: Decimal) -> Decimal | None:
    return None if value is None else brought_over(value, by)
