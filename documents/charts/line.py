"""A series over periods, with its gaps, and the trajectory expected towards a target.

>>> from decimal import Decimal
>>> from documents.charts import Gap, Look
>>> chart = LineChart(
...     title="It goes up from 5 to 9",
...     lang="en",
...     periods=["2024 H1", "2024 H2", "2025 H1", "2025 H2"],
...     values=[Decimal(5), Gap("not sent"), Decimal(8), Decimal(9)],
...     target=Target(3, Decimal(10), "Target 2025: 10"),
... )
>>> draw(chart, Look.PRINT, "series").startswith("<svg")
True
>>> draw_both(chart, "series").count("<svg")
2
"""

from documents.charts.line_chart import NARROW, SMALL, WIDE, Break, LineChart, Range, Size, Target
from documents.charts.line_plot import Plot
from documents.charts.look import Look
from documents.charts.svg import Drawing

__all__ = ["NARROW", "SMALL", "WIDE", "Break", "LineChart", "Range", "Size", "Target", "draw", "draw_both", "plot"]


def draw(chart: LineChart, look: Look, prefix: str, size: Size = WIDE) -> str:
    """Draw the series in one size."""
    return plot(chart, look, size).finished(title=chart.title, description=chart.description, prefix=prefix)


def draw_both(chart: LineChart, prefix: str) -> str:
    """Draw for a page the wide and the narrow variant; charts.css shows the one that fits."""
    return draw(chart, Look.PAGE, f"{prefix}-wide", WIDE) + draw(chart, Look.PAGE, f"{prefix}-narrow", NARROW)


def plot(chart: LineChart, look: Look, size: Size = WIDE) -> Drawing:
    """The marks alone, to be put inside another picture."""
    return Plot(chart, look, size).drawn()
