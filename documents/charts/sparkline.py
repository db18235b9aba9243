"""A series in the size of a word, for a row of a table. The first and last figures stand beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from documents.charts.line_plot import path, runs
from documents.charts.look import Gap, Look, Value
from documents.charts.scale import span_of
from documents.charts.svg import Drawing

WIDTH, HEIGHT, EDGE = 120, 32, 5


@dataclass(frozen=True)
class Sparkline:
    """One series from zero; a period without a figure breaks the line and leaves a mark under it."""

    title: str
    values: Sequence[Value]


def draw(chart: Sparkline, look: Look, prefix: str) -> str:
    """Draw the line with a dot on the latest figure."""
    drawing = Drawing(look)
    scale = span_of(value for value in chart.values if isinstance(value, Decimal))
    step = (WIDTH - 2 * EDGE) / max(1, len(chart.values) - 1)
    places = [EDGE + step * n for n in range(len(chart.values))]
    latest: tuple[float, float] | None = None
    for run in runs(chart.values):
        points = [(places[n], HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * scale.share(value)) for n, value in run]
        latest = points[-1]
        if len(points) > 1:
            drawing.add("path", "series-thin", d=path(points))
        else:
            drawing.add("circle", "point", cx=points[0][0], cy=points[0][1], r=2)
    for x, value in zip(places, chart.values, strict=True):
        if isinstance(value, Gap):
            drawing.add("line", "missing", x1=x, x2=x, y1=EDGE, y2=HEIGHT - EDGE)
    if latest is not None:
        drawing.add("circle", "point", cx=latest[0], cy=latest[1], r=4)
    return drawing.scaled(WIDTH, HEIGHT, title=chart.title, prefix=prefix, kind="chart-spark")
