"""Where a figure stands against what was expected by now and what is aimed at: dot, tick and bar on one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from documents.charts.look import Look, Tone
from documents.charts.svg import Drawing, across

HEIGHT = 26
MIDDLE = 13
EDGE = 0.022  # of the width: the marks at both ends stay whole


@dataclass(frozen=True)
class GapChart:
    """A value on its way from zero to a target. Expected value and target may be unknown."""

    title: str
    value: Decimal | None
    expected: Decimal | None = None
    target: Decimal | None = None
    tone: Tone = Tone.INK


def draw(chart: GapChart, look: Look, prefix: str) -> str:
    """Draw the way still to go between value and expectation."""
    drawing = Drawing(look)
    place = positions(value for value in (chart.value, chart.expected, chart.target) if value is not None)
    drawing.add("line", "guide", x1=0, x2="100%", y1=MIDDLE, y2=MIDDLE)
    if chart.value is not None and chart.expected is not None:
        ends = across(place[chart.value]), across(place[chart.expected])
        drawing.add("line", "span", x1=ends[0], x2=ends[1], y1=MIDDLE, y2=MIDDLE)
    for value, kind in ((chart.expected, "expected-tick"), (chart.target, "target")):
        if value is not None:
            drawing.add("line", kind, x1=across(place[value]), x2=across(place[value]), y1=3, y2=HEIGHT - 3)
    if chart.value is not None:
        drawing.add("circle", f"tone-{chart.tone}", cx=across(place[chart.value]), cy=MIDDLE, r=7)
    return drawing.fluid(HEIGHT, title=chart.title, prefix=prefix)


def positions(values: Iterable[Decimal]) -> dict[Decimal, float]:
    """Where values lie across, 0–1, on a scale that holds zero and all of them."""
    known = list(values)
    low, high = min([*known, Decimal(0)]), max([*known, Decimal(0)])
    width = (high - low) or Decimal(1)
    return {value: EDGE + float((value - low) / width) * (1 - 2 * EDGE) for value in known}
