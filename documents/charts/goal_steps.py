"""A series over semesters against goals that hold for whole calendar years: steps, never a slope between two years.

>>> from documents.charts import Look
>>> chart = LineChart(
...     title="Below the goal",
...     lang="en",
...     periods=["2027 H1", "2027 H2", "2028 H1", "2028 H2"],
...     values=[Decimal(12), Decimal(13)],
...     expected=[Decimal(14), Decimal(14), Decimal(15), Decimal(15)],
... )
>>> draw(GoalSteps(chart, unpublished={0, 1}), Look.PRINT, "goals").startswith("<svg")
True
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from documents.charts import describing
from documents.charts.labels import Spot
from documents.charts.line_chart import NARROW, WIDE, LineChart, Size
from documents.charts.line_plot import Plot
from documents.charts.look import Look
from documents.charts.svg import Drawing


@dataclass(frozen=True)
class Mark:
    """What somebody else observed: where between the periods (2.5 lies between the third and the fourth), how much, and its words."""

    place: float
    value: Decimal
    label: str = ""


@dataclass(frozen=True)
class GoalSteps:
    """`line.expected` holds each period's goal. A goal of the periods in `unpublished` is our own and is drawn dashed.

    Give `line` a `top` that holds the marks too.
    """

    line: LineChart
    unpublished: Collection[int] = ()
    marks: Sequence[Mark] = ()

    @property
    def title(self) -> str:
        return self.line.title

    @property
    def description(self) -> str:
        """The series, each goal with its periods, and what others observed."""
        line = self.line
        return describing.sentences(
            [
                describing.series_text(line.periods, line.values, line.figure),
                describing.partial_text(line.periods, line.partial),
                describing.breaks_text(line.periods, line.broken),
                *(self.tread_text(*tread) for tread in treads(self)),
                *(_("Observed by others: %(label)s.") % {"label": mark.label} for mark in self.marks),
            ]
        )

    def tread_text(self, value: Decimal, is_ours: bool, periods: Sequence[int]) -> str:
        words = {
            "goal": self.line.figure(value),
            "first": self.line.periods[periods[0]],
            "last": self.line.periods[periods[-1]],
        }
        if is_ours:
            return _("Goal of our own straight line from %(first)s to %(last)s: %(goal)s.") % words
        return _("Published goal from %(first)s to %(last)s: %(goal)s.") % words


def treads(chart: GoalSteps) -> Iterator[tuple[Decimal, bool, list[int]]]:
    """Neighbouring periods with the same goal of the same origin."""
    known = [(n, value, n in chart.unpublished) for n, value in enumerate(chart.line.expected) if value is not None]
    for (value, is_ours), group in groupby(known, key=lambda each: (each[1], each[2])):
        yield value, is_ours, [n for n, *_rest in group]


class StepPlot(Plot):
    """A line chart whose expected values are treads of a stair."""

    def __init__(self, chart: GoalSteps, look: Look, size: Size) -> None:
        self.steps = chart
        super().__init__(chart.line, look, size)

    def draw_expected(self) -> None:
        """Each goal as a level line over its periods, with nothing between one level and the next; then what others observed."""
        for value, is_ours, periods in treads(self.steps):
            start, end = max(self.left, self.x(periods[0] - 0.5)), min(self.right, self.x(periods[-1] + 0.5))
            y = self.y(value)
            self.drawing.add("line", "expected" if is_ours else "target", x1=start, x2=end, y1=y, y2=y)
            self.layout.take_line([(start, y), (end, y)])
        for mark in self.steps.marks:
            x, y = max(self.left, self.x(mark.place)), self.y(mark.value)
            self.drawing.add("circle", "before", cx=x, cy=y, r=6)
            if mark.label and self.size.is_labelled:
                self.write(mark.label, "label", [Spot(x + 11, y + 5, "start"), Spot(x + 4, y - 12, "start")])


def draw(chart: GoalSteps, look: Look, prefix: str, size: Size = WIDE) -> str:
    """Draw the series, its goals and what others observed, in one size."""
    drawn = plot(chart, look, size)
    return drawn.finished(title=chart.line.title, description=chart.description, prefix=prefix)


def draw_both(chart: GoalSteps, prefix: str) -> str:
    """Draw for a page the wide and the narrow variant; charts.css shows the one that fits."""
    return draw(chart, Look.PAGE, f"{prefix}-wide", WIDE) + draw(chart, Look.PAGE, f"{prefix}-narrow", NARROW)


def plot(chart: GoalSteps, look: Look, size: Size = WIDE) -> Drawing:
    """The marks alone, to be put inside another picture."""
    return StepPlot(chart, look, size).drawn()
