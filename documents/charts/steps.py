"""How far something that happens in steps has come: four steps, or any number.

>>> from documents.charts import Look
>>> chart = Steps("Approved; not yet in force", ["Proposed", "Drafted", "Approved", "In force"], reached=3, expected=4)
>>> draw(chart, Look.PRINT, "protocol").startswith("<svg")
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.charts.describing import sentences
from documents.charts.labels import wrapped
from documents.charts.look import Gap, Look
from documents.charts.svg import Drawing

WIDE, NARROW = 760, 320
RADIUS, TOP, LINE = 11, 22, 17
MOST_ACROSS = 6


@dataclass(frozen=True)
class Steps:
    """`reached` is how many steps are done: 0 is none of them, a Gap that nobody said. `expected` is how many should be done
    by now. `expected_label` is its words.
    """

    title: str
    steps: Sequence[str]
    reached: int | Gap
    expected: int | None = None
    expected_label: str = ""

    @property
    def done(self) -> int:
        return self.reached if isinstance(self.reached, int) else 0

    @property
    def description(self) -> str:
        if isinstance(self.reached, Gap):
            said = _("No step is known: %(reason)s.") % {"reason": self.reached.reason}
        else:
            said = _("%(done)s of %(all)s steps done.") % {"done": self.done, "all": len(self.steps)}
        due = _("%(n)s should be done by now.") % {"n": self.expected} if self.expected is not None else ""
        return sentences([said, due])


def draw(chart: Steps, look: Look, prefix: str, width: float = WIDE) -> str:
    """Draw the steps across, or one under the other where they would not fit. `width` is WIDE or NARROW."""
    return plot(chart, look, width).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot(chart: Steps, look: Look, width: float = WIDE) -> Drawing:
    """The marks alone, to be put inside another picture."""
    return down(chart, look, width) if width < WIDE or len(chart.steps) > MOST_ACROSS else across(chart, look, width)


def across(chart: Steps, look: Look, width: float) -> Drawing:
    room = width / max(1, len(chart.steps))
    lines = [wrapped(step, room - 12) for step in chart.steps]
    drawing = Drawing(look, width, TOP + RADIUS + 14 + LINE * max([1, *(len(each) for each in lines)]) + 6)
    places = [room * (n + 0.5) for n in range(len(chart.steps))]
    for n in range(len(places) - 1):
        kind = "step-line-done" if n + 1 < chart.done else "step-line"
        drawing.add("line", kind, x1=places[n], x2=places[n + 1], y1=TOP, y2=TOP)
    for n, (x, words) in enumerate(zip(places, lines, strict=True)):
        add_step(drawing, chart, n, x, TOP)
        for line, text in enumerate(words):
            y = TOP + RADIUS + 20 + line * LINE
            drawing.add("text", "strong" if n == chart.done - 1 else "label", text, x=x, y=y, text_anchor="middle")
    if chart.expected and chart.expected <= len(places):
        x = places[chart.expected - 1] + RADIUS + 6
        drawing.add("line", "expected-tick", x1=x, x2=x, y1=TOP - 18, y2=TOP + 18)
        is_last = chart.expected == len(places)
        anchor, at = ("end", x - RADIUS * 2 - 16) if is_last else ("start", x + 6)
        drawing.add("text", "fine", chart.expected_label, x=at, y=TOP - 8, text_anchor=anchor)
    return drawing


def down(chart: Steps, look: Look, width: float) -> Drawing:
    x, left = RADIUS + 2, RADIUS * 2 + 16
    drawing = Drawing(look, width, 0)
    lines = [wrapped(step, width - left) for step in chart.steps]
    tops, y = [], float(RADIUS + 2)
    for n, each in enumerate(lines):
        tops.append(y)
        y += max(38, len(each) * LINE + 14) + (LINE if n + 1 == chart.expected and chart.expected_label else 0)
    for n in range(len(tops) - 1):
        kind = "step-line-done" if n + 1 < chart.done else "step-line"
        drawing.add("line", kind, x1=x, x2=x, y1=tops[n], y2=tops[n + 1])
    for n, (top, words) in enumerate(zip(tops, lines, strict=True)):
        add_step(drawing, chart, n, x, top)
        for line, text in enumerate(words):
            drawing.add("text", "strong" if n == chart.done - 1 else "label", text, x=left, y=top + 5 + line * LINE)
        if n + 1 == chart.expected and chart.expected_label:
            drawing.add("text", "fine", chart.expected_label, x=left, y=top + 5 + len(words) * LINE)
            edge = top + RADIUS + 6
            drawing.add("line", "expected-tick", x1=0, x2=left - 4, y1=edge, y2=edge)
    drawing.height = y
    return drawing


def add_step(drawing: Drawing, chart: Steps, n: int, x: float, y: float) -> None:
    """A full mark with a tick, a hollow one, or a dashed one where nobody said."""
    if isinstance(chart.reached, Gap):
        drawing.add("circle", "step-unknown", cx=x, cy=y, r=RADIUS)
    elif n < chart.done:
        drawing.add("circle", "step-done", cx=x, cy=y, r=RADIUS)
        drawing.add("path", "tick-done", d=f"M{x - 5:.1f} {y:.1f}l3.5 3.5 6.500 -7")
    else:
        drawing.add("circle", "step-open", cx=x, cy=y, r=RADIUS)
