"""What changed from one period to the next: a hollow dot, a full dot and the way between them."""

from dataclasses import dataclass
from decimal import Decimal

from documents.charts.gap import HEIGHT, MIDDLE, positions
from documents.charts.look import Look, Tone
from documents.charts.svg import Drawing, across


@dataclass(frozen=True)
class Dumbbell:
    """Two figures of one series on a scale from zero to `top` (or to the larger). The tone says better or worse."""

    title: str
    before: Decimal
    after: Decimal
    tone: Tone = Tone.INK
    top: Decimal | None = None


def draw(chart: Dumbbell, look: Look, prefix: str) -> str:
    """Draw both figures; the later lies in front."""
    drawing = Drawing(look)
    place = positions([chart.before, chart.after, *([] if chart.top is None else [chart.top])])
    before, after = across(place[chart.before]), across(place[chart.after])
    drawing.add("line", "guide", x1=0, x2="100%", y1=MIDDLE, y2=MIDDLE)
    drawing.add("line", "span", x1=before, x2=after, y1=MIDDLE, y2=MIDDLE)
    drawing.add("circle", "before", cx=before, cy=MIDDLE, r=6)
    drawing.add("circle", f"tone-{chart.tone}", cx=after, cy=MIDDLE, r=7)
    return drawing.fluid(HEIGHT, title=chart.title, prefix=prefix)
