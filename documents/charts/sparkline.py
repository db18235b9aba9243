"""A series in the size of a word, for a row of a table. The first and last figures stand beside it.

>>> from documents.charts import Gap, Look
>>> chart = Sparkline("From 3 to 5", [Decimal(3), Gap("not sent"), Decimal(5)])
>>> draw(chart, Look.PAGE, "row-1").startswith("<svg")
True
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.charts.describing import sentences
from documents.charts.look import Gap, Look, Value
from documents.charts.runs import path, runs
from documents.charts.scale import span_of
from documents.charts.svg import Drawing

WIDTH, HEIGHT, EDGE = 120, 32, 5


@dataclass(frozen=True)
class Sparkline:
    """One series from zero; a period without a figure breaks the line and leaves a dotted rule. `breaks` are the periods from
    which the definition is another: the line is cut before them and not drawn across.
    """

    title: str
    values: Sequence[Value]
    breaks: Collection[int] = ()

    @property
    def description(self) -> str:
        missing = sum(isinstance(value, Gap) for value in self.values)
        said = ngettext("%(n)s semester without a figure.", "%(n)s semesters without a figure.", missing)
        cut = _("The line is cut where the definition changed.") if self.breaks else ""
        return sentences([said % {"n": missing} if missing else _("Every semester shown has a figure."), cut])


def draw(chart: Sparkline, look: Look, prefix: str) -> str:
    """Draw the line with a dot on the latest figure."""
    return plot(chart, look).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot(chart: Sparkline, look: Look) -> Drawing:
    """The marks alone, to be put inside another picture."""
    drawing = Drawing(look, WIDTH, HEIGHT, kind="chart-spark")
    scale = span_of(value for value in chart.values if isinstance(value, Decimal))
    step = (WIDTH - 2 * EDGE) / max(1, len(chart.values) - 1)
    places = [EDGE + step * n for n in range(len(chart.values))]
    latest: tuple[float, float] | None = None
    for run in runs(chart.values, chart.breaks):
        points = [(places[n], HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * scale.share(value)) for n, value in run]
        latest = points[-1]
        if len(points) > 1:
            drawing.add("path", "series-thin", d=path(points))
        else:
            drawing.add("circle", "point", cx=points[0][0], cy=points[0][1], r=2)
    for x, value in zip(places, chart.values, strict=True):
        if isinstance(value, Gap):
            drawing.add("line", "missing", x1=x, x2=x, y1=EDGE, y2=HEIGHT - EDGE)
    for n in chart.breaks:
        drawing.add("line", "break", x1=places[n] - step / 2, x2=places[n] - step / 2, y1=0, y2=HEIGHT)
    if latest is not None:
        drawing.add("circle", "point", cx=latest[0], cy=latest[1], r=4)
    return drawing
