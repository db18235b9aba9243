"""Who has reported what: rows by columns, a mark of the state in each cell. Rows keep the order they are given.

On a page the matrix is a table (templates/reports/parts/matrix.html); this draws the same for files and print. Where it does
not fit, `plot_bars` shows a bar of counts for each row.

>>> from documents.charts import Look, Tone
>>> row = MatrixRow("Army", ["validated", "not_started"], "1 of 2")
>>> columns = [ColumnGroup("Prevention", ["1.1", "1.2"])]
>>> chart = StatusMatrix("1 of 2 received", columns, [row], {"validated": "Validated", "not_started": "Not started"}, "Received")
>>> draw(chart, Look.PRINT, "matrix").startswith("<svg")
True
>>> plot_bars(chart, Look.PRINT).width == NARROW
True
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from documents.charts import keys, rows, stacked
from documents.charts.describing import counts_text, sentences, size_text
from documents.charts.empty import nothing
from documents.charts.labels import text_width, wrapped
from documents.charts.look import Look, Tone
from documents.charts.marks import MARKS, add_mark
from documents.charts.svg import Drawing

WIDE, NARROW = 760, 320
CELL, ROW, HEAD, GROUP_GAP = 23, 28, 46, 8
LEAST_NAME, MOST_NAME = 90, 220


@dataclass(frozen=True)
class ColumnGroup:
    """Columns that belong together: the indicators of a pillar."""

    name: str
    labels: Sequence[str]


@dataclass(frozen=True)
class MatrixRow:
    """One institution: the name of each cell's mark, and its total in words."""

    name: str
    states: Sequence[str]
    total: str


@dataclass(frozen=True)
class StatusMatrix:
    """`words` names the states, in the order of the legend; `total_label` heads the totals."""

    title: str
    groups: Sequence[ColumnGroup]
    rows: Sequence[MatrixRow]
    words: Mapping[str, str]
    total_label: str = ""

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """State, word and how many cells are in it."""
        found = Counter(state for row in self.rows for state in row.states)
        return [(state, word, found[state]) for state, word in self.words.items() if found[state]]

    @property
    def columns(self) -> int:
        return sum(len(group.labels) for group in self.groups)

    @property
    def description(self) -> str:
        counts = counts_text([(word, number) for _state, word, number in self.counts])
        return sentences([size_text(len(self.rows), self.columns), counts])


def draw(chart: StatusMatrix, look: Look, prefix: str) -> str:
    """Draw the matrix. It grows wider than WIDE with its columns, and as a whole shrinks to the place it is given."""
    return plot(chart, look).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot(chart: StatusMatrix, look: Look) -> Drawing:
    """The marks alone, to be put inside another picture."""
    if not chart.rows:
        return nothing(look, WIDE)
    names = min(MOST_NAME, max([LEAST_NAME, *(text_width(row.name) + 8 for row in chart.rows)]))
    places = column_places(chart, names)
    total = max([text_width(chart.total_label), *(text_width(row.total) for row in chart.rows)])
    width = max(WIDE, (places[-1] + CELL if places else names) + 12 + total)
    drawing = Drawing(look, width, 0)
    add_heads(drawing, chart, places, width)
    y = float(HEAD)
    for row in chart.rows:
        y += add_row(drawing, row, places, y, width, names)
    legend = keys.plot([keys.Key(state, f"{word} {number}") for state, word, number in chart.counts], look, width)
    drawing.inset(legend, 0, y + 10)
    drawing.height = y + 10 + legend.height
    return drawing


def column_places(chart: StatusMatrix, start: float) -> list[float]:
    """The middle of each column: groups stand a little apart, and neither labels nor a group's name run into the next."""
    places: list[float] = []
    x = start
    for group in chart.groups:
        widest = max((text_width(label, 12) for label in group.labels), default=0) + 3
        spread = max(CELL, widest, text_width(group.name, 13) / max(1, len(group.labels)))
        places += [x + spread * (n + 0.5) for n in range(len(group.labels))]
        x += spread * len(group.labels) + GROUP_GAP
    return places


def add_heads(drawing: Drawing, chart: StatusMatrix, places: Sequence[float], width: float) -> None:
    """Names of the groups over the labels of their columns."""
    first = 0
    for group in chart.groups:
        if not group.labels:
            continue
        last = first + len(group.labels) - 1
        drawing.add("text", "group-label", group.name, x=places[first] - CELL / 2 + 2, y=14)
        drawing.add("line", "grid", x1=places[first] - CELL / 2 + 2, x2=places[last] + CELL / 2, y1=21, y2=21)
        for place, label in zip(places[first:], group.labels, strict=False):
            drawing.add("text", "fine", label, x=place, y=37, text_anchor="middle")
        first = last + 1
    drawing.add("text", "group-label", chart.total_label, x=width, y=37, text_anchor="end")
    drawing.add("line", "axis", x1=0, x2=width, y1=HEAD - 1, y2=HEAD - 1)


def add_row(drawing: Drawing, row: MatrixRow, places: Sequence[float], y: float, width: float, names: float) -> float:
    """Draw one row and say how high it became: a long name takes two lines or more."""
    lines = wrapped(row.name, names)
    for n, line in enumerate(lines):
        drawing.add("text", "row-label", line, x=0, y=y + 19 + n * 17)
    height = ROW + (len(lines) - 1) * 17
    for place, state in zip(places, row.states, strict=True):
        add_mark(drawing, state, place - 8, y + 6, 16)
    drawing.add("text", "row-figure", row.total, x=width, y=y + 19, text_anchor="end")
    drawing.add("line", "grid", x1=0, x2=width, y1=y + height - 0.5, y2=y + height - 0.5)
    return float(height)


def plot_bars(chart: StatusMatrix, look: Look, width: float = NARROW) -> Drawing:
    """For a narrow place: the counts of each row as a bar."""
    shown = [(state, word, number) for state, word, number in chart.counts if state != "not_applicable"]
    legend = [keys.Key(state, f"{word} {number}", f"tone-{bar_tone(state)}") for state, word, number in shown]
    bars = [rows.Row(row.name, row.total, bar_of(row, [state for state, _w, _n in shown])) for row in chart.rows]
    return rows.plot(rows.RowChart(chart.title, bars, legend), look, width)


def bar_of(row: MatrixRow, states: Sequence[str]) -> stacked.StackedBar:
    counts = Counter(row.states)
    return stacked.StackedBar(
        row.name, [stacked.Count(counts[state], bar_tone(state), mark=state) for state in states], is_numbered=True
    )


def bar_tone(state: str) -> Tone:
    """In a bar what is in progress is paler than what was sent; in the matrix its mark tells it apart."""
    return Tone.PALE if state == "draft" else MARKS[state].tone
