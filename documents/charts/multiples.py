"""The same chart for many, side by side on one scale: what each institution reported.

>>> from decimal import Decimal
>>> from documents.charts import Look
>>> from documents.charts.line import LineChart
>>> army = LineChart("Army: from 3 to 5", "en", ["2025 H2", "2026 H1"], [Decimal(3), Decimal(5)], top=Decimal(9))
>>> chart = SmallMultiples("What each reported", [Panel("Army", "5", army), Panel("Navy", "Not sent")])
>>> draw(chart, Look.PRINT, "institutions").startswith("<svg")
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.charts import line
from documents.charts.describing import sentences
from documents.charts.empty import nothing
from documents.charts.labels import wrapped
from documents.charts.line_chart import SMALL, LineChart
from documents.charts.look import Look
from documents.charts.svg import Drawing

WIDE, NARROW = 760, 320
BETWEEN = 20
LINE = 18
MOST = 280  # a panel grows no wider, so that its words stay as large as those around it


@dataclass(frozen=True)
class Panel:
    """One of the charts: whose it is, its latest figure or the words that stand for it, and its line if there is one.

    Give every line the same `top`, the highest figure of all: that is what makes them comparable.
    """

    name: str
    figure: str
    chart: LineChart | None = None


@dataclass(frozen=True)
class SmallMultiples:
    """Panels in the order given; no order by size, which would rank whoever stands behind."""

    title: str
    panels: Sequence[Panel]

    @property
    def description(self) -> str:
        """Each panel in a sentence: the finding of its line, or its figure."""
        return sentences(panel.chart.title if panel.chart else f"{panel.name}: {panel.figure}" for panel in self.panels)


def draw(chart: SmallMultiples, look: Look, prefix: str, width: float = WIDE) -> str:
    """Draw three panels in a line, or one where it is narrow. `width` is WIDE or NARROW."""
    return plot(chart, look, width).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot(chart: SmallMultiples, look: Look, width: float = WIDE) -> Drawing:
    """The marks alone, to be put inside another picture."""
    if not chart.panels:
        return nothing(look, width)
    across = max(1, int((width + BETWEEN) // (SMALL.width + BETWEEN - 10)))
    room = (width - BETWEEN * (across - 1)) / across
    drawing = Drawing(look, width, 0)
    y = 0.0
    for start in range(0, len(chart.panels), across):
        line_of = chart.panels[start : start + across]
        head = max(len(wrapped(panel.name, room)) for panel in line_of) * LINE + 28
        for n, panel in enumerate(line_of):
            add_panel(drawing, panel, n * (room + BETWEEN), y, room, head)
        tallest = max(SMALL.height * min(room, MOST) / SMALL.width if panel.chart else 0 for panel in line_of)
        y += head + tallest + BETWEEN
    drawing.height = max(y - BETWEEN, 1)
    return drawing


def add_panel(drawing: Drawing, panel: Panel, x: float, y: float, room: float, head: float) -> None:
    """Name, figure, and the line beneath, at the same height in every panel of a line."""
    for n, text in enumerate(wrapped(panel.name, room)):
        drawing.add("text", "strong", text, x=x, y=y + 15 + n * LINE)
    drawing.add("text", "panel-figure", panel.figure, x=x, y=y + head - 8)
    if panel.chart:
        drawing.inset(line.plot(panel.chart, drawing.look, SMALL), x, y + head, min(room, MOST))
