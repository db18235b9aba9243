"""What changed from one period to the next: a hollow dot, a full dot and the way between them.

>>> from documents.charts import Look, Tone
>>> chart = Dumbbell("From 12 to 18", Decimal(12), Decimal(18), Tone.GOOD)
>>> draw(chart, Look.PAGE, "change-1").startswith("<svg")
True
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.charts.gap import HEIGHT, MIDDLE, positions
from documents.charts.look import PRINT_WIDTH, Look, Tone
from documents.charts.svg import Drawing, across


@dataclass(frozen=True)
class Dumbbell:
    """Two figures of one series on a scale from zero to `top` (or to the larger). The tone says better or worse, and only
    where a target says which way is which; without one it stays ink. The later dot is full and larger: no colour is needed.
    """

    title: str
    before: Decimal
    after: Decimal
    tone: Tone = Tone.INK
    top: Decimal | None = None

    @property
    def description(self) -> str:
        if self.before == self.after:
            return _("Both marks lie at the same place.")
        return _("The hollow mark is the earlier figure and the solid mark the later one, on a scale from zero.")


def draw(chart: Dumbbell, look: Look, prefix: str) -> str:
    """Draw both figures; the later lies in front."""
    return plot(chart, look).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot(chart: Dumbbell, look: Look) -> Drawing:
    """The marks alone, to be put inside another picture."""
    drawing = Drawing(look, PRINT_WIDTH, HEIGHT, is_fluid=True)
    place = positions([chart.before, chart.after, *([] if chart.top is None else [chart.top])])
    before, after = across(place[chart.before]), across(place[chart.after])
    drawing.add("line", "guide", x1=0, x2="100%", y1=MIDDLE, y2=MIDDLE)
    drawing.add("line", "span", x1=before, x2=after, y1=MIDDLE, y2=MIDDLE)
    drawing.add("circle", "before", cx=before, cy=MIDDLE, r=6 if chart.before != chart.after else 10)
    drawing.add("circle", f"tone-{chart.tone}", cx=after, cy=MIDDLE, r=7)
    return drawing
