"""How many of all, by state: one bar. The counts stand beside it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from documents.charts.bars import Part, add_parts
from documents.charts.look import Look, Tone
from documents.charts.svg import Drawing

HEIGHT = 22


@dataclass(frozen=True)
class Count:
    """How many are in a state, and the state's colour."""

    number: int
    tone: Tone


@dataclass(frozen=True)
class StackedBar:
    """A progress bar: the counts add up to all."""

    title: str
    counts: Sequence[Count]


def draw(chart: StackedBar, look: Look, prefix: str) -> str:
    """Draw the counts in the order given; of nothing, an empty ground."""
    drawing = Drawing(look)
    total = sum(count.number for count in chart.counts)
    if total == 0:
        drawing.add("rect", "ground", x=0, y=0, width="100%", height=HEIGHT)
    else:
        parts = [Part(Decimal(count.number) / total, count.tone) for count in chart.counts]
        add_parts(drawing, parts, top=0, height=HEIGHT)
    return drawing.fluid(HEIGHT, title=chart.title, prefix=prefix)
