"""Marks of states, the same shapes as the icons of the pages (templates/components/icons.html): shape first, colour after."""

from __future__ import annotations

from dataclasses import dataclass

from documents.charts.look import Tone
from documents.charts.svg import Drawing

SIZE = 20
CHECKED = "M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-1.400 13.200L4.700 10.300l1.600-1.600 2.300 2.300 5-5.100 1.600 1.600-6.600 6.700Z"


@dataclass(frozen=True)
class Mark:
    """A filled `path` in a box of 20 by 20, or a ring of the kind `ring`, or both."""

    tone: Tone
    path: str = ""
    ring: str = ""


MARKS = {
    "validated": Mark(Tone.GOOD, CHECKED),
    "submitted": Mark(
        Tone.BLUE,
        "M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm1 14H9V8.800l-2.300 2.300-1.400-1.400L10 5l4.700 4.700-1.400 1.400L11 8.800V15Z",
    ),
    "returned": Mark(Tone.OFF, "M1 3h18v11h-8l-5 4.500V14H1V3Zm8 2v4.500h2V5H9Zm0 5.500v2h2v-2H9Z"),
    "draft": Mark(Tone.BLUE, "M10 4.500a5.500 5.500 0 0 1 0 11Z", ring="outline-blue"),
    "not_started": Mark(Tone.NEUTRAL, ring="outline"),
    "not_applicable": Mark(Tone.NEUTRAL, "M8.500 8.500h3v3h-3z"),
    "on_track": Mark(Tone.GOOD, CHECKED),
    "at_risk": Mark(Tone.RISK, "M10 1.500 19.300 18H.7L10 1.500Zm-1 6v5h2v-5H9Zm0 6.500v2h2v-2H9Z"),
    "off_track": Mark(Tone.OFF, "M2 2h16v16H2V2Zm7 3v6.200L6.400 8.600 5 10l5 5 5-5-1.400-1.400L11 11.200V5H9Z"),
    "no_target": Mark(Tone.NEUTRAL, "M4 9h12v2H4z"),
    "no_data": Mark(Tone.NEUTRAL, ring="outline-dashed"),
}
"""Keys are those of the icons; what the states of reports and of progress are called."""


def add_mark(drawing: Drawing, name: str, x: float, y: float, size: float = SIZE, *, kind: str = "") -> None:
    """Draw a mark whose top left corner lies at x, y; filled as `kind`, if it lies on a colour, instead of with its own."""
    mark = MARKS[name]
    scale = size / SIZE
    if mark.ring:
        half = size / 2
        drawing.add("circle", mark.ring, cx=x + half, cy=y + half, r=7.5 * scale)
    if mark.path:
        place = f"translate({x:.1f} {y:.1f}) scale({scale:.2f})"
        drawing.add("path", kind or f"text-{mark.tone}", d=mark.path, transform=place, fill_rule="evenodd")
