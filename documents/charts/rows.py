"""Charts of one line each, one under the other, with words and figure: gaps, changes, what has been received.

>>> from decimal import Decimal
>>> from documents.charts import Look
>>> from documents.charts.gap import GapChart
>>> row = Row("PREV-2.1.1 Personnel trained", "Off track", GapChart("410 of 900", Decimal(410), Decimal(900)), "410 of 900 expected")
>>> draw(RowChart("One indicator is behind", [row]), Look.PRINT, "gaps").startswith("<svg")
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.charts import bars, dumbbell, gap, sparkline, stacked
from documents.charts.describing import sentences
from documents.charts.empty import nothing
from documents.charts.keys import Key
from documents.charts.keys import plot as plot_keys
from documents.charts.labels import text_width, wrapped
from documents.charts.look import Look
from documents.charts.svg import Drawing

WIDE, NARROW = 760, 320
LINE, NOTE = 18, 16

OneLine = gap.GapChart | dumbbell.Dumbbell | stacked.StackedBar | bars.ShareBar | sparkline.Sparkline


@dataclass(frozen=True)
class Row:
    """`label` names it, `figure` is what stands at the right, `note` the numbers under the chart."""

    label: str
    figure: str
    chart: OneLine | None = None
    note: str = ""


@dataclass(frozen=True)
class RowChart:
    """Rows in the order given, and what their marks mean."""

    title: str
    rows: Sequence[Row]
    keys: Sequence[Key] = ()

    @property
    def description(self) -> str:
        """Each row in words."""
        said = [f"{row.label}: {', '.join(filter(None, (row.figure, row.note)))}" for row in self.rows]
        return sentences(said) or _("There is nothing to show.")


def draw(chart: RowChart, look: Look, prefix: str, width: float = WIDE) -> str:
    """Draw the rows; `width` is WIDE or NARROW."""
    return plot(chart, look, width).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot(chart: RowChart, look: Look, width: float = WIDE) -> Drawing:
    """The marks alone, to be put inside another picture."""
    if not chart.rows:
        return nothing(look, width)
    drawing = Drawing(look, width, 0)
    y = 0.0
    for row in chart.rows:
        y += add_row(drawing, row, y, width)
    if chart.keys:
        legend = plot_keys(chart.keys, look, width)
        drawing.inset(legend, 0, y + 8)
        y += 8 + legend.height
    drawing.height = max(y, 1)
    return drawing


def add_row(drawing: Drawing, row: Row, top: float, width: float) -> float:
    """Draw one row and say how high it became."""
    figure_room = text_width(row.figure) + 16 if row.figure else 0
    y = top
    for line in wrapped(row.label, width - figure_room):
        y += LINE
        drawing.add("text", "row-label", line, x=0, y=y)
    drawing.add("text", "row-figure", row.figure, x=width, y=top + LINE, text_anchor="end")
    y += 8
    if row.chart:
        inner = plot_one(row.chart, drawing.look)
        drawing.inset(inner, 0, y, width if inner.is_fluid else None)
        y += inner.height
    for line in wrapped(row.note, width) if row.note else []:
        y += NOTE
        drawing.add("text", "label", line, x=0, y=y)
    y += 12
    drawing.add("line", "grid", x1=0, x2=width, y1=y - 2, y2=y - 2)
    return y - top + 4


def plot_one(chart: OneLine, look: Look) -> Drawing:
    if isinstance(chart, gap.GapChart):
        return gap.plot(chart, look)
    if isinstance(chart, dumbbell.Dumbbell):
        return dumbbell.plot(chart, look)
    if isinstance(chart, stacked.StackedBar):
        return stacked.plot(chart, look)
    if isinstance(chart, sparkline.Sparkline):
        return sparkline.plot(chart, look)
    return bars.plot_share_bar(chart, look)
