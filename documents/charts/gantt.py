"""Bars over the months of a year: what is planned from when to when, against what was adopted, and how it stands.

>>> import datetime as dt
>>> from documents.charts import Look
>>> bar = Bar("EP-2026-01 Workshop", dt.date(2026, 3, 1), dt.date(2026, 6, 30), Shape.TICKED, "Done")
>>> chart = Gantt("Army: one activity, done", "en", [bar], first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31))
>>> draw(chart, Look.PRINT, "army").startswith("<svg")
True
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from documents.charts.describing import counts_text
from documents.charts.empty import nothing
from documents.charts.gantt_plot import Frame, add_bars, add_box, add_head, add_shape
from documents.charts.look import Look
from documents.charts.svg import Drawing

WIDE, NARROW = 760, 320
"""Both are drawn across in percentages and so take the width they are given; they differ in where the names stand."""
WAS = "was"
"""The mark of the days as adopted, beside the shapes."""


class Shape(StrEnum):
    """How a bar is drawn. Each can be told from the others without colour."""

    HOLLOW = "hollow"
    PALE = "pale"
    TICKED = "ticked"
    STRIPED = "striped"
    DASHED = "dashed"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. Both days are included. `word` says what the shape means; `was` are the days as adopted, where they were others."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    shape: Shape
    word: str
    was: tuple[dt.date, dt.date] | None = None


@dataclass(frozen=True)
class Gantt:
    """Rows in the order given over the days from `first` to `last`; `today` is marked where it lies among them.

    A long list is drawn as several charts, so that months stand above each and paper can break between them.
    """

    title: str
    lang: str
    bars: Sequence[Bar]
    first: dt.date
    last: dt.date
    today: dt.date | None = None
    today_label: str = ""

    @property
    def description(self) -> str:
        """How many stand how. What each row says is in the table beside."""
        return counts_text(Counter(bar.word for bar in self.bars).items())


def draw(chart: Gantt, look: Look, prefix: str, width: float = WIDE) -> str:
    """Draw the rows; at NARROW the names stand above their bars."""
    return plot(chart, look, width).finished(title=chart.title, description=chart.description, prefix=prefix)


def draw_both(chart: Gantt, prefix: str) -> str:
    """Both variants for a page; its CSS shows the one that fits. Ids begin with `prefix`."""
    wide, narrow = plot(chart, Look.PAGE), plot(chart, Look.PAGE, NARROW)
    wide.kind, narrow.kind = "chart-wide", "chart-narrow"
    words = {"title": chart.title, "description": chart.description}
    return wide.finished(**words, prefix=prefix) + narrow.finished(**words, prefix=f"{prefix}-narrow")


def draw_key(shape: str, look: Look = Look.PAGE) -> str:
    """One bar in the size of a word, to stand before the word that says what its shape means; not read aloud."""
    inner = Drawing(look, 30, 20, is_fluid=True)
    if shape == WAS:
        add_box(inner, "gantt-was", (0.0, 1.0), 10, 18)
    else:
        add_shape(inner, shape, (0.0, 1.0), 10)
    drawing = Drawing(look, 44, 20, kind="gantt-key")
    drawing.inset(inner, 1, 0)
    return "\n".join([f'<svg {drawing.head()} aria-hidden="true">', *drawing.marks, "</svg>"])


def plot(chart: Gantt, look: Look, width: float = WIDE) -> Drawing:
    """The marks alone. `width` below WIDE puts the names above the bars; in print it is the picture's own."""
    if not chart.bars:
        return nothing(look, width)
    frame = Frame(chart.first, chart.last, is_narrow=width < WIDE)
    drawing = Drawing(look, width, 0, is_fluid=True)
    drawing.height = frame.height_of(len(chart.bars))
    add_head(drawing, frame, chart.lang, chart.today, chart.today_label)
    add_bars(drawing, frame, chart.bars)
    return drawing
