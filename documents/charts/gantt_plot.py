"""Where the parts of a chart of bars over months lie, and how they are drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from documents.charts.labels import text_width
from documents.charts.svg import Drawing, across, write
from documents.formatting import MONTHS, is_english

HEAD = 40
LINE, BOTH_LINES = 24, 42
SMALL = 12
LEAST = 288
"""As narrow as a page makes it: a phone of 320 px less its margins."""
SHEET = 1100
"""As wide as a page grows, and as paper across."""
ONE_DAY = dt.timedelta(days=1)


class Row(Protocol):
    """What is drawn of a bar (documents/charts/gantt.py)."""

    @property
    def name(self) -> str: ...
    @property
    def starts_on(self) -> dt.date: ...
    @property
    def ends_on(self) -> dt.date: ...
    @property
    def shape(self) -> str: ...
    @property
    def word(self) -> str: ...
    @property
    def was(self) -> tuple[dt.date, dt.date] | None: ...


@dataclass(frozen=True, slots=True)
class Frame:
    """The days across and the rows down. Wide: names at the left, words at the right. Narrow: both above the bar."""

    first: dt.date
    last: dt.date
    is_narrow: bool = False

    @property
    def row(self) -> int:
        return BOTH_LINES if self.is_narrow else LINE

    @property
    def left(self) -> float:
        return 0.0 if self.is_narrow else 0.33

    @property
    def right(self) -> float:
        return 1.0 if self.is_narrow else 0.845

    def height_of(self, rows: int) -> float:
        return HEAD + rows * self.row + 4

    def place(self, day: dt.date) -> float:
        """Where a day begins, as a share of the width; of a day outside, the nearer end."""
        days = (self.last - self.first).days + 1
        share = min(max((day - self.first).days, 0), days) / days
        return self.left + share * (self.right - self.left)

    def span(self, starts_on: dt.date, ends_on: dt.date) -> tuple[float, float]:
        """From where its first day begins to where its last one ends; never thinner than can be seen."""
        start, end = self.place(starts_on), self.place(ends_on + ONE_DAY)
        end = max(end, start + 0.006)
        over = max(0.0, end - self.right)
        return start - over, end - over

    def months(self) -> Iterator[dt.date]:
        """The first day of each month, from the one that `first` lies in."""
        day = self.first.replace(day=1)
        while day <= self.last:
            yield day
            day = (day + 31 * ONE_DAY).replace(day=1)


def add_head(drawing: Drawing, frame: Frame, lang: str, today: dt.date | None, today_label: str) -> None:
    """The months over thin lines, and the line of today with its word."""
    names = MONTHS["en" if is_english(lang) else "es"]
    bottom = drawing.height
    months = list(frame.months())
    every = 1 + (len(months) - 1) // (12 if frame.is_narrow else 15)
    for n, day in enumerate(months):
        x = frame.place(day)
        drawing.add("line", "grid", x1=across(x), x2=across(x), y1=HEAD - 18, y2=bottom)
        if n % every == 0:
            middle = (x + frame.place((day + 31 * ONE_DAY).replace(day=1))) / 2
            drawing.add("text", "fine", names[day.month - 1][:3], x=across(middle), y=HEAD - 8, text_anchor="middle")
    drawing.add("line", "axis", x1="0%", x2="100%", y1=HEAD - 1, y2=HEAD - 1)
    if today is not None and frame.first <= today <= frame.last:
        x = (frame.place(today) + frame.place(today + ONE_DAY)) / 2
        anchor = "start" if x < frame.left + 0.1 else "end" if x > frame.right - 0.1 else "middle"
        drawing.add("text", "gantt-today-label", today_label, x=across(x), y=13, text_anchor=anchor)
        drawing.add("line", "gantt-today", x1=across(x), x2=across(x), y1=HEAD - 1, y2=bottom)


def add_bars(drawing: Drawing, frame: Frame, bars: Sequence[Row]) -> None:
    add_names(drawing, frame, bars)
    for n, bar in enumerate(bars):
        top = HEAD + n * frame.row
        x, anchor = ("100%", "end") if frame.is_narrow else (across(frame.right + 0.025), "start")
        drawing.add("text", "gantt-word", bar.word, x=x, y=top + 16, text_anchor=anchor)
        add_bar(drawing, frame, bar, top + frame.row - LINE / 2 + (1 if frame.is_narrow else 0))
        drawing.add("line", "grid", x1="0%", x2="100%", y1=top + frame.row - 0.5, y2=top + frame.row - 0.5)


def add_names(drawing: Drawing, frame: Frame, bars: Sequence[Row]) -> None:
    """Cut to what there is room for: beside the bars at the width of a sheet, above them at the least width beside the word. On a
    page that is narrower than the sheet the rest is not shown; the table has them whole.
    """
    names = Drawing(drawing.look, drawing.width, drawing.height)
    for n, bar in enumerate(bars):
        room = LEAST - text_width(bar.word, SMALL) - 8 if frame.is_narrow else max(drawing.width, SHEET) * frame.left
        names.add("text", "gantt-name", shortened(bar.name, room), x=0, y=HEAD + n * frame.row + 16)
    width = "100%" if frame.is_narrow else across(frame.left - 0.012)
    drawing.marks += [
        f'<svg {" ".join(write({"width": width, "height": drawing.height}))} overflow="hidden">',
        *names.marks,
        "</svg>",
    ]


def shortened(text: str, room: float) -> str:
    if text_width(text, SMALL) <= room:
        return text
    return text[: max(1, int(room / (SMALL * 0.55)) - 1)].rstrip() + "…"


def add_bar(drawing: Drawing, frame: Frame, bar: Row, middle: float) -> None:
    """The adopted days as a thin outline, the days of now upon it."""
    if bar.was is not None:
        add_box(drawing, "gantt-was", frame.span(*bar.was), middle, 18)
    add_shape(drawing, bar.shape, frame.span(bar.starts_on, bar.ends_on), middle)


def add_shape(drawing: Drawing, shape: str, ends: tuple[float, float], middle: float) -> None:
    """A bar between two shares of the width."""
    x1, x2 = across(ends[0]), across(ends[1])
    if shape == "struck":
        drawing.add("line", "gantt-struck", x1=x1, x2=x2, y1=middle, y2=middle)
        return
    add_box(drawing, BOXES[shape], ends, middle, 10)
    if shape == "striped":
        drawing.add("line", "gantt-stripes", x1=x1, x2=x2, y1=middle, y2=middle)
    if shape == "ticked":
        tick = Drawing(drawing.look, 12, 12)
        tick.add("path", "gantt-tick", d="M2.500 6.500 5 9.500 10.500 2.500")
        drawing.inset(tick, x2, middle - 6)


BOXES = {
    "hollow": "gantt-hollow",
    "pale": "tone-pale",
    "ticked": "tone-good",
    "striped": "tone-off",
    "dashed": "gantt-dashed",
}


def add_box(drawing: Drawing, kind: str, ends: tuple[float, float], middle: float, height: float) -> None:
    start, end = ends
    drawing.add("rect", kind, x=across(start), y=middle - height / 2, width=across(end - start), height=height)
