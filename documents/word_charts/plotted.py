"""What a native chart is made of: series of numbers over named places, and how each is drawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Shape(StrEnum):
    """How the series are drawn: lines over time, columns over time, bars below each other, or parts of one bar."""

    LINES = "lines"
    COLUMNS = "columns"
    BARS = "bars"
    PARTS = "parts"


class Stroke(StrEnum):
    """A line between neighbouring values, as DrawingML calls it."""

    SOLID = "solid"
    DASHED = "dash"
    DOTTED = "sysDot"


@dataclass(frozen=True, slots=True)
class Series:
    """`values` follow the categories: None is a gap, never a zero. `colour` is RRGGBB.

    A hollow one has hollow diamonds for points, or an outline for a bar; `has_points` is false of a line that is no measurement.
    `said` are the places whose figure is written beside them.
    """

    name: str
    values: tuple[Decimal | None, ...]
    colour: str
    stroke: Stroke = Stroke.SOLID
    is_hollow: bool = False
    has_points: bool = True
    said: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Plotted:
    """A chart to be written. `form` is how its numbers are printed, as a spreadsheet says it; `proportion` its height to its width.

    `is_small`: only its first and last category are named. `top` ends the scale where several are compared.
    """

    shape: Shape
    language: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    form: str
    proportion: float
    is_small: bool = False
    top: Decimal | None = None

    @property
    def has_legend(self) -> bool:
        return self.shape is Shape.LINES and not self.is_small and len(self.series) > 1

    @property
    def known(self) -> list[Decimal]:
        return [value for series in self.series for value in series.values if value is not None]


def cached(value: Decimal) -> str:
    """A number as a chart keeps it: the digits that a cell of a spreadsheet holds."""
    return f"{float(value):.16G}"
