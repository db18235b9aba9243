"""A series over periods, with its gaps, and the trajectory expected towards a target."""

from documents.charts.line_chart import NARROW, SMALL, WIDE, Break, LineChart, Size, Target
from documents.charts.line_plot import Plot
from documents.charts.look import Look

__all__ = ["NARROW", "SMALL", "WIDE", "Break", "LineChart", "Size", "Target", "draw", "draw_both"]


def draw(chart: LineChart, look: Look, prefix: str, size: Size = WIDE) -> str:
    """Draw the series in one size."""
    return Plot(chart, look, size).draw(prefix)


def draw_both(chart: LineChart, prefix: str) -> str:
    """Draw for a page the wide and the narrow variant; charts.css shows the one that fits."""
    return draw(chart, Look.PAGE, f"{prefix}-wide", WIDE) + draw(chart, Look.PAGE, f"{prefix}-narrow", NARROW)
