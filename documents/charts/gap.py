"""Where a figure stands against what was expected by now and what is aimed at: dot, tick and bar on one line.

>>> from documents.charts import Look, Tone
>>> chart = GapChart("410 of 900 expected", Decimal(410), expected=Decimal(900), target=Decimal(1200), tone=Tone.OFF)
>>> draw(chart, Look.PAGE, "gap-1").startswith("<svg")
True
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.charts.describing import sentences
from documents.charts.look import PRINT_WIDTH, Look, Tone
from documents.charts.svg import Drawing, across

HEIGHT = 26
MIDDLE = 13
EDGE = 0.022  # of the width: the marks at both ends stay whole


@dataclass(frozen=True)
class GapChart:
    """A value on its way from zero to a target. Each of the three may be unknown: a value without data has a hollow dashed
    mark at the start of the line, never a dot at zero. A value beyond its target lies to the right of it. `aim` are the bounds
    of a range, of a figure that has one instead of a target.
    """

    title: str
    value: Decimal | None
    expected: Decimal | None = None
    target: Decimal | None = None
    tone: Tone = Tone.INK
    aim: tuple[Decimal, Decimal] | None = None

    @property
    def description(self) -> str:
        """What is not there, and which mark is which."""
        parts = [_("There is no value: the mark is hollow and dashed.")] if self.value is None else [_("Dot: value.")]
        parts += [_("Dashed tick: expected by now.")] if self.expected is not None else []
        if self.aim:
            return sentences([*parts, _("Dotted ticks: bounds of the range.")])
        parts += [_("Solid tick: target.")] if self.target is not None else [_("There is no target.")]
        if self.value is not None and self.target is not None and self.value > self.target:
            parts.append(_("The value is greater than the target."))
        return sentences(parts)


def draw(chart: GapChart, look: Look, prefix: str) -> str:
    """Draw the way still to go between value and expectation."""
    return plot(chart, look).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot(chart: GapChart, look: Look) -> Drawing:
    """The marks alone, to be put inside another picture."""
    drawing = Drawing(look, PRINT_WIDTH, HEIGHT, is_fluid=True)
    aim = chart.aim or ()
    place = positions(value for value in (chart.value, chart.expected, chart.target, *aim) if value is not None)
    drawing.add("line", "guide", x1=0, x2="100%", y1=MIDDLE, y2=MIDDLE)
    if chart.value is not None and chart.expected is not None:
        ends = across(place[chart.value]), across(place[chart.expected])
        drawing.add("line", "span", x1=ends[0], x2=ends[1], y1=MIDDLE, y2=MIDDLE)
    for value, kind in (
        (chart.expected, "expected-tick"),
        (chart.target, "target"),
        *((each, "range-edge") for each in aim),
    ):
        if value is not None:
            drawing.add("line", kind, x1=across(place[value]), x2=across(place[value]), y1=3, y2=HEIGHT - 3)
    if chart.value is not None:
        drawing.add("circle", f"tone-{chart.tone}", cx=across(place[chart.value]), cy=MIDDLE, r=7)
    else:
        drawing.add("circle", "missing-mark", cx=across(EDGE), cy=MIDDLE, r=6)
    return drawing


def positions(values: Iterable[Decimal]) -> dict[Decimal, float]:
    """Where values lie across, 0–1, on a scale that holds zero and all of them."""
    known = list(values)
    low, high = min([*known, Decimal(0)]), max([*known, Decimal(0)])
    width = (high - low) or Decimal(1)
    return {value: EDGE + float((value - low) / width) * (1 - 2 * EDGE) for value in known}
