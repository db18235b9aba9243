"""What the marks of a picture mean, in one line of words under it: for files, which travel without their page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.charts.labels import text_width
from documents.charts.look import Look
from documents.charts.marks import MARKS, add_mark
from documents.charts.svg import Drawing

LINE = 24
TICKS = ("expected-tick", "target", "missing", "break")
ON = {
    "tone-good": "on-tone",
    "tone-off": "on-tone",
    "tone-blue": "on-tone",
    "tone-pale": "row-label",
    "tone-neutral": "row-label",
}
"""How a mark is filled on a colour."""
STROKES = ("series", "series-partial", "expected", "range-edge")


@dataclass(frozen=True)
class Key:
    """`mark` is the name of a state's icon or a kind of mark; `dot:` before a kind draws it round. `ground` is the kind of the
    colour that the mark lies on in a bar.
    """

    mark: str
    label: str
    ground: str = ""


def plot(keys: Sequence[Key], look: Look, width: float) -> Drawing:
    """Draw the keys from left to right, in as many lines as they need."""
    places, x, line = [], 0.0, 0
    for key in keys:
        room = 28 + text_width(key.label) + 12
        if x and x + room > width:
            x, line = 0.0, line + 1
        places.append((x, line * LINE))
        x += room
    drawing = Drawing(look, width, LINE * (line + 1) if keys else 0)
    for key, (left, top) in zip(keys, places, strict=True):
        add_key(drawing, key, left, top)
        drawing.add("text", "label", key.label, x=left + 28, y=top + 17)
    return drawing


def add_key(drawing: Drawing, key: Key, x: float, y: float) -> None:
    mark, middle = key.mark, y + 12
    if key.ground:
        drawing.add("rect", key.ground, x=x, y=y + 1, width=22, height=22)
    if mark in MARKS:
        size = 14 if key.ground else 18
        add_mark(drawing, mark, x + 11 - size / 2, middle - size / 2, size, kind=ON.get(key.ground, ""))
    elif mark.startswith("dot:") or mark in {"before", "target-point", "missing-mark", "point", "point-partial"}:
        drawing.add("circle", mark.removeprefix("dot:"), cx=x + 11, cy=middle, r=6)
    elif mark in TICKS:
        drawing.add("line", mark, x1=x + 11, x2=x + 11, y1=y + 3, y2=y + 21)
    elif mark in STROKES:
        drawing.add("path", mark, d=f"M{x:.1f} {middle:.1f}L{x + 22:.1f} {middle:.1f}")
    else:
        drawing.add("rect", mark, x=x + 3, y=middle - 8, width=16, height=16)
