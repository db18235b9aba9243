"""What a chart of a series says, before it is drawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from documents import formatting
from documents.charts import describing
from documents.charts.look import Value


@dataclass(frozen=True)
class Target:
    """What the series should reach: at which period, how much, and the words beside the mark."""

    period: int
    value: Decimal
    label: str = ""


@dataclass(frozen=True)
class Break:
    """A period from which the figures mean something else, because the definition changed."""

    period: int
    label: str = ""


@dataclass(frozen=True)
class Range:
    """What the figure should lie between, where neither more nor less is better: the two bounds, and the words beside."""

    low: Decimal
    high: Decimal
    label: str = ""


@dataclass(frozen=True)
class LineChart:
    """One series. `periods` names the whole axis, `values`, `expected` and `lower` follow it and may be shorter.

    A period without a figure breaks the line: nothing is ever drawn between its neighbours, nor across a break of the
    definition. `lower` is where the margin of risk beside the expected trajectory ends. `partial` are the periods whose
    figure lacks somebody: their points are hollow and the line to and from them is dashed, because it is no fall and no
    rise. `top` forces the same scale on charts that are compared. `aim` is a range instead of a trajectory.
    """

    title: str
    lang: str
    periods: Sequence[str]
    values: Sequence[Value]
    expected: Sequence[Decimal | None] = ()
    lower: Sequence[Decimal | None] = ()
    target: Target | None = None
    breaks: Sequence[Break] = ()
    partial: Collection[int] = ()
    series_label: str = ""
    expected_label: str = ""
    unit: Literal["number", "percent"] = "number"
    top: Decimal | None = None
    aim: Range | None = None

    @property
    def description(self) -> str:
        """How far the series reaches, what is missing, what is dashed and where it breaks."""
        aim = self.aim
        return describing.sentences(
            [
                describing.series_text(self.periods, self.values, self.figure),
                describing.partial_text(self.periods, self.partial),
                describing.breaks_text(self.periods, self.broken),
                describing.expected_text(self.periods, known(self.expected), self.figure),
                self.target.label if self.target else "",
                describing.range_text(aim.low if aim else None, aim.high if aim else None, self.figure),
            ]
        )

    def figure(self, value: Decimal) -> str:
        """A figure as printed."""
        if self.unit == "percent":
            return formatting.percent(value, self.lang)
        return formatting.number(value, self.lang)

    @property
    def broken(self) -> frozenset[int]:
        """The periods before which the line is cut."""
        return frozenset(mark.period for mark in self.breaks)

    @property
    def observed(self) -> dict[int, Decimal]:
        """The figures that exist, by period."""
        return {n: value for n, value in enumerate(self.values) if isinstance(value, Decimal)}

    @property
    def has_line(self) -> bool:
        """Whether there is something to see: with one figure, show the figure instead of a chart."""
        return len(self.observed) > 1 or (len(self.observed) == 1 and len(known(self.expected)) > 1)


@dataclass(frozen=True)
class Size:
    """One of the three sizes: of an indicator's own page, of a phone, and of small multiples."""

    name: str
    width: float
    height: float
    top: float
    intervals: int
    is_labelled: bool


WIDE = Size("chart-wide", 760, 340, 30, 5, is_labelled=True)
NARROW = Size("chart-narrow", 340, 280, 30, 5, is_labelled=False)
SMALL = Size("chart-small", 240, 160, 18, 2, is_labelled=False)


def known(values: Sequence[Decimal | None]) -> dict[int, Decimal]:
    """The figures of a line, by period."""
    return {n: value for n, value in enumerate(values) if value is not None}
