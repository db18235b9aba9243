"""Columns of one series, and bars that split a whole in two or more parts.

>>> from documents.charts import Gap, Look, Tone
>>> columns = ColumnChart("It rises from 3 to 9", "en", ["2025 H1", "2025 H2", "2026 H1"], [Decimal(3), Gap("not sent"), Decimal(9)])
>>> draw_columns(columns, Look.PAGE, "own").startswith("<svg")
True
>>> women = [Part(Decimal("0.094"), Tone.WOMEN), Part(Decimal("0.906"), Tone.MEN)]
>>> shares = ShareChart("Women by rank", [ShareRow("Officers", "9.4%", women), ShareRow("Civilians", "not sent")])
>>> plot_shares(shares, Look.PAGE).height
100
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from documents import formatting
from documents.charts.describing import sentences, series_text
from documents.charts.empty import nothing
from documents.charts.look import PRINT_WIDTH, Gap, Look, Tone, Value
from documents.charts.scale import Scale, span_of
from documents.charts.svg import Drawing, across

WIDE = 760  # in print
COLUMNS_HEIGHT = 200
HEAD, FOOT = 24, 24
ROW_HEIGHT = 54
BAR_TOP, BAR_HEIGHT = 22, 22
FEW, MANY = 6, 8  # as many columns have room for their periods, and for their figures
PAPER_GAP = 0.004  # of the width: neighbouring colours never touch


@dataclass(frozen=True)
class ColumnChart:
    """One figure per period, of an own series: the last stands out. Zero is a column without height, not a gap."""

    title: str
    lang: str
    periods: Sequence[str]
    values: Sequence[Value]
    unit: Literal["number", "percent"] = "number"
    tone: Tone = Tone.BLUE

    @property
    def description(self) -> str:
        return series_text(self.periods, self.values, lambda value: figure(self, value))


@dataclass(frozen=True)
class Part:
    """A part of a whole: its share, 0–1, and its colour."""

    share: Decimal
    tone: Tone


@dataclass(frozen=True)
class ShareBar:
    """One whole without words, for a row of a page's own list or table."""

    title: str
    parts: Sequence[Part]

    @property
    def description(self) -> str:
        return _("The bar is the whole.")


@dataclass(frozen=True)
class ShareRow:
    """One whole: its name, the figure to read, and its parts. Without parts, the figure says why: of a whole that is
    zero (`is_nothing`) the ground is drawn, of one that is missing a dotted line.
    """

    label: str
    figure: str
    parts: Sequence[Part] = ()
    is_nothing: bool = False


@dataclass(frozen=True)
class ShareChart:
    """Wholes compared, each as a bar of 100 %: women and men of each rank."""

    title: str
    rows: Sequence[ShareRow]

    @property
    def description(self) -> str:
        """Each whole and its figure, as written beside its bar."""
        return sentences(f"{row.label}: {row.figure}" for row in self.rows) or _("There is nothing to show.")


def draw_columns(chart: ColumnChart, look: Look, prefix: str) -> str:
    """Draw columns from zero, each with its figure above and its period below."""
    return plot_columns(chart, look).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot_columns(chart: ColumnChart, look: Look) -> Drawing:
    """The marks alone, to be put inside another picture."""
    drawing = Drawing(look, WIDE, COLUMNS_HEIGHT, is_fluid=True)
    scale = span_of(value for value in chart.values if isinstance(value, Decimal))
    base = column_height(scale, Decimal(0))
    room = 1 / max(1, len(chart.periods))
    latest = max((n for n, value in enumerate(chart.values) if isinstance(value, Decimal)), default=-1)
    for n, (period, value) in enumerate(zip(chart.periods, chart.values, strict=False)):
        middle, anchor = label_place(n, len(chart.periods))
        if isinstance(value, Decimal):
            top = column_height(scale, value)
            kind = f"tone-{chart.tone}" if n == latest else "column"
            y, height = min(top, base), abs(base - top)
            drawing.add("rect", kind, x=across(room * (n + 0.15)), y=y, width=across(room * 0.7), height=height)
            if is_named(chart, n, value):
                label = "strong" if n == latest else "label"
                drawing.add("text", label, figure(chart, value), x=middle, y=y - 7, text_anchor=anchor)
        elif isinstance(value, Gap):
            drawing.add("circle", "missing-mark", cx=across(room * (n + 0.5)), cy=base - 12, r=6)
        if (len(chart.periods) - 1 - n) % every_label(len(chart.periods)) == 0:
            drawing.add("text", "label", period, x=middle, y=COLUMNS_HEIGHT - 5, text_anchor=anchor)
    drawing.add("line", "axis", x1=0, x2="100%", y1=base, y2=base)
    return drawing


def label_place(n: int, periods: int) -> tuple[str, str]:
    """Where the words of a column stand: over its middle; of many columns the outer ones stay inside the drawing."""
    if periods > FEW and n in (0, periods - 1):
        return ("0%", "start") if n == 0 else ("100%", "end")
    return across((n + 0.5) / max(1, periods)), "middle"


def is_named(chart: ColumnChart, n: int, value: Decimal) -> bool:
    """Whether a column carries its figure: each while they have room; of many, the latest and every zero, which has no
    height to be seen by. The table beside says the rest.
    """
    return value == 0 or len(chart.periods) <= MANY or n == len(chart.periods) - 1


def column_height(scale: Scale, value: Decimal) -> float:
    """Where a value lies, from the top of the drawing."""
    return COLUMNS_HEIGHT - FOOT - (COLUMNS_HEIGHT - FOOT - HEAD) * scale.share(value)


def every_label(periods: int) -> int:
    """Which periods are named, counted from the last, so that names do not meet on a phone: all of few, four of many."""
    return 1 if periods <= FEW else -(-periods // 4)


def figure(chart: ColumnChart, value: Decimal) -> str:
    """The value in words."""
    if chart.unit == "percent":
        return formatting.percent(value, chart.lang)
    return formatting.number(value, chart.lang)


def draw_share_bar(chart: ShareBar, look: Look, prefix: str) -> str:
    """Draw one bar of 100 %."""
    return plot_share_bar(chart, look).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot_share_bar(chart: ShareBar, look: Look) -> Drawing:
    """The marks alone, to be put inside another picture."""
    drawing = Drawing(look, PRINT_WIDTH, BAR_HEIGHT, is_fluid=True)
    add_parts(drawing, chart.parts, top=0, height=BAR_HEIGHT)
    return drawing


def plot_shares(chart: ShareChart, look: Look) -> Drawing:
    """Each whole as a bar under its name and figure."""
    if not chart.rows:
        return nothing(look, PRINT_WIDTH)
    drawing = Drawing(look, WIDE, ROW_HEIGHT * len(chart.rows) - 8, is_fluid=True)
    for n, row in enumerate(chart.rows):
        top = n * ROW_HEIGHT
        drawing.add("text", "row-label", row.label, x=0, y=top + 15)
        drawing.add("text", "row-figure", row.figure, x="100%", y=top + 15, text_anchor="end")
        if row.parts:
            add_parts(drawing, row.parts, top=top + BAR_TOP, height=BAR_HEIGHT)
        elif row.is_nothing:
            drawing.add("rect", "ground", x=0, y=top + BAR_TOP, width="100%", height=BAR_HEIGHT)
        else:
            y = top + BAR_TOP + BAR_HEIGHT / 2
            drawing.add("line", "missing", x1=0, x2="100%", y1=y, y2=y)
    return drawing


def add_parts(drawing: Drawing, parts: Sequence[Part], *, top: float, height: float) -> None:
    """Draw the parts of a whole side by side, with paper between them."""
    shown = [part for part in parts if part.share > 0]
    start = 0.0
    for part in shown:
        width = float(part.share)
        gap = 0 if part is shown[-1] else min(PAPER_GAP, width / 2)
        kind = f"tone-{part.tone}"
        drawing.add("rect", kind, x=across(start), y=top, width=across(width - gap), height=height)
        start += width
