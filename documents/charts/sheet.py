"""A chart that travels alone: title, unit, legend, source, date and, of demonstration data, a mark, all within the picture.

>>> from decimal import Decimal
>>> from documents.charts import Look, line
>>> chart = line.LineChart("It goes up", "en", ["2025 H2", "2026 H1"], [Decimal(3), Decimal(5)])
>>> sheet = Sheet("PREV-1.1.1 People trained", chart.title, line.plot(chart, Look.PRINT), chart.description, unit="People")
>>> draw(sheet, "file").startswith("<svg")
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.charts import keys
from documents.charts.labels import text_width, wrapped
from documents.charts.look import Look
from documents.charts.svg import Drawing

MARGIN, LEAST = 32, 760
TITLE, WORDS, FINE = 20, 14, 12


@dataclass(frozen=True)
class Sheet:
    """`over` says what is drawn, `title` what it shows; `unit` in what; `notes` are source, period and date, a line each.

    `body` is a picture drawn with Look.PRINT, `description` what a listener is told of it.
    """

    over: str
    title: str
    body: Drawing
    description: str
    unit: str = ""
    keys: Sequence[keys.Key] = ()
    notes: Sequence[str] = ()
    mark: str = ""


def draw(sheet: Sheet, prefix: str) -> str:
    """Set the words above and below the picture, on white paper."""
    width = max(LEAST, sheet.body.width) if not sheet.body.is_fluid else LEAST
    drawing = Drawing(Look.PRINT, width + 2 * MARGIN, 0)
    drawing.add("line", "rule", x1=MARGIN, x2=MARGIN + width, y1=MARGIN, y2=MARGIN)
    y = add_mark(drawing, sheet, width)
    y = add_lines(drawing, "label", wrapped(sheet.over, width - mark_room(sheet)), y, WORDS)
    y = add_lines(drawing, "heading", wrapped(sheet.title, width, TITLE), y + 4, TITLE)
    y = add_lines(drawing, "label", wrapped(sheet.unit, width) if sheet.unit else [], y, WORDS) + 18
    drawing.inset(sheet.body, MARGIN, y, width if sheet.body.is_fluid else None)
    y += sheet.body.height + 14
    if sheet.keys:
        legend = keys.plot(sheet.keys, Look.PRINT, width)
        drawing.inset(legend, MARGIN, y)
        y += legend.height + 8
    drawing.add("line", "grid", x1=MARGIN, x2=MARGIN + width, y1=y, y2=y)
    for note in sheet.notes:
        y = add_lines(drawing, "fine", wrapped(note, width, FINE), y + 2, FINE)
    drawing.height = y + MARGIN - 8
    on_paper(drawing)
    return drawing.finished(title=sheet.title, description=sheet.description, prefix=prefix)


def on_paper(drawing: Drawing) -> None:
    """Lay white paper under everything: a file is opened on grounds of any colour."""
    drawing.add("rect", "paper", x=0, y=0, width=drawing.width, height=drawing.height)
    drawing.marks.insert(0, drawing.marks.pop())


def add_mark(drawing: Drawing, sheet: Sheet, width: float) -> float:
    """The mark of demonstration data, boxed at the right of the first line."""
    if sheet.mark:
        room, right = box_width(sheet), MARGIN + width
        drawing.add("rect", "warning-box", x=right - room, y=MARGIN + 10, width=room, height=20)
        middle = right - room / 2
        drawing.add("text", "warning-mark", sheet.mark, x=middle, y=MARGIN + 24, text_anchor="middle")
    return MARGIN + 8.0


def box_width(sheet: Sheet) -> float:
    """The mark is written in bold capitals, which are wider than the letters that text_width thinks of."""
    return text_width(sheet.mark, FINE) * 1.3 + 16


def mark_room(sheet: Sheet) -> float:
    return box_width(sheet) + 16 if sheet.mark else 0


def add_lines(drawing: Drawing, kind: str, lines: Sequence[str], y: float, size: float) -> float:
    """Write lines of words from y downwards and say where they end."""
    for text in lines:
        y += size * 1.35
        drawing.add("text", kind, text, x=MARGIN, y=y)
    return y
