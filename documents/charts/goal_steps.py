"""A series over semesters against goals that hold for whole calendar years: steps, never a slope between two years."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from documents.charts.labels import Spot
from documents.charts.line_chart import NARROW, WIDE, LineChart, Size
from documents.charts.line_plot import Plot
from documents.charts.look import Look


@dataclass(frozen=True)
class Mark:
    """What somebody else observed: where between the periods (2.5 lies between the third and the fourth), how much, and its words."""

    place: float
    value: Decimal
    label: str = ""


@dataclass(frozen=True)
class GoalSteps:
    """`line.expected` holds each period's goal. A goal of the periods in `unpublished` is our own and is drawn dashed."""

    line: LineChart
    unpublished: Collection[int] = ()
    marks: Sequence[Mark] = ()


class StepPlot(Plot):
    """A line chart whose expected values are treads of a stair."""

    def __init__(self, chart: GoalSteps, look: Look, size: Size) -> None:
        self.steps = chart
        super().__init__(chart.line, look, size)

    def draw_expected(self) -> None:
        """Each goal as a level line over its periods, with nothing between one level and the next; then what others observed."""
        for value, is_ours, periods in self.treads():
            ends = max(self.left, self.x(periods[0] - 0.5)), min(self.right, self.x(periods[-1] + 0.5))
            y = self.y(value)
            kind = "expected" if is_ours else "target"
            self.drawing.add("path", kind, d=f"M{ends[0]:.1f} {y:.1f}H{ends[1]:.1f}", fill="none")
            self.layout.take_line([(ends[0], y), (ends[1], y)])
        self.draw_marks()

    def treads(self) -> Iterator[tuple[Decimal, bool, list[int]]]:
        """Neighbouring periods with the same goal of the same origin."""
        known = [
            (n, value, n in self.steps.unpublished) for n, value in enumerate(self.chart.expected) if value is not None
        ]
        for (value, is_ours), group in groupby(known, key=lambda each: (each[1], each[2])):
            yield value, is_ours, [n for n, *_ in group]

    def draw_marks(self) -> None:
        for mark in self.steps.marks:
            x, y = max(self.left, self.x(mark.place)), self.y(mark.value)
            self.drawing.add("circle", "before", cx=x, cy=y, r=6)
            if mark.label and self.size.is_labelled:
                self.write(mark.label, "label", [Spot(x + 11, y + 5, "start"), Spot(x + 4, y - 12, "start")])


def draw(chart: GoalSteps, look: Look, prefix: str, size: Size = WIDE) -> str:
    """Draw the series, its goals and what others observed, in one size."""
    return StepPlot(chart, look, size).draw(prefix)


def draw_both(chart: GoalSteps, prefix: str) -> str:
    """Draw for a page the wide and the narrow variant; charts.css shows the one that fits."""
    return draw(chart, Look.PAGE, f"{prefix}-wide", WIDE) + draw(chart, Look.PAGE, f"{prefix}-narrow", NARROW)
