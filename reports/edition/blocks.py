"""What a report is made of. The page and the PDF show the same blocks, each in its own way; a block computes nothing.

`kind` names the template of a block (templates/reports/blocks/<kind>.html) and its branch in reports/typst/blocks.typ. Any text
may hold words of another language than the document's, which documents.spoken tells apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from documents.charts import Look, bars, dumbbell, line, stacked
from documents.charts.bars import ColumnChart
from documents.charts.dumbbell import Dumbbell
from documents.charts.line import LineChart
from documents.charts.stacked import StackedBar

Chart = ColumnChart | Dumbbell | LineChart | StackedBar


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with a name of its own in the document; its title is the finding in words."""

    name: str
    chart: Chart
    is_wide: bool = False

    @property
    def alt(self) -> str:
        return self.chart.title

    def svg(self, look: Look) -> str:
        if isinstance(self.chart, Dumbbell):
            return dumbbell.draw(self.chart, look, self.name)
        if isinstance(self.chart, StackedBar):
            return stacked.draw(self.chart, look, self.name)
        if isinstance(self.chart, ColumnChart):
            return bars.draw_columns(self.chart, look, self.name)
        return line.draw(self.chart, look, self.name, size=line.WIDE if self.is_wide else line.SMALL)

    @property
    def page(self) -> str:
        """For a page: a wide line chart also comes in its narrow variant."""
        if self.is_wide and isinstance(self.chart, LineChart):
            return line.draw_both(self.chart, self.name)
        return self.svg(Look.PAGE)


class Shown:
    """Anything that stands in a section."""

    __slots__ = ()
    kind: ClassVar[str]

    @property
    def template(self) -> str:
        return f"reports/blocks/{self.kind}.html"


@dataclass(frozen=True, slots=True)
class Heading(Shown):
    """`level` 2 is an area within a section, 3 an objective, 4 an indicator; `anchor` can be linked to on the page; `note` stays by it."""

    kind: ClassVar[str] = "heading"
    level: int
    text: str
    anchor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Text(Shown):
    kind: ClassVar[str] = "text"
    text: str


@dataclass(frozen=True, slots=True)
class Note(Shown):
    """Small print: sources and reservations."""

    kind: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True)
class Bullets(Shown):
    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A large figure. With `state`, the name of an icon, the value is the word of that state of progress."""

    label: str
    value: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures(Shown):
    kind: ClassVar[str] = "figures"
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: words; the word of a state, with the icon of that name; or a drawing. `note` says more about a state."""

    text: str = ""
    state: str = ""
    note: str = ""
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`weight` is the share of the width in print; 0 takes what the content needs."""

    title: str
    is_number: bool = False
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Table(Shown):
    """The first cell of a row names it. `is_total`: the last row adds the others up. `is_narrow`: not drawn out over the text."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_total: bool = False
    note: str = ""
    is_narrow: bool = False

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """Each row's cells with their columns, for templates."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def body(self) -> list[list[tuple[Column, Cell]]]:
        return self.lines[:-1] if self.is_total else self.lines

    @property
    def foot(self) -> list[list[tuple[Column, Cell]]]:
        return self.lines[-1:] if self.is_total else []


@dataclass(frozen=True, slots=True)
class Figure(Shown):
    """A chart across the text, with its finding as title."""

    kind: ClassVar[str] = "figure"
    title: str
    unit: str
    drawing: Drawing
    note: str = ""


@dataclass(frozen=True, slots=True)
class Multiple:
    code: str
    title: str
    value: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Multiples(Shown):
    """Small charts side by side, each on its own scale from zero: compared with its own past, not with its neighbour."""

    kind: ClassVar[str] = "multiples"
    title: str
    note: str
    items: tuple[Multiple, ...]


@dataclass(frozen=True, slots=True)
class Callout(Shown):
    """A remark in a box. `tone`: risk for a reservation, empty for information."""

    kind: ClassVar[str] = "callout"
    text: str
    title: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Terms(Shown):
    """Terms and what they say."""

    kind: ClassVar[str] = "terms"
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Digest(Shown):
    """A digest to be compared by eye or by machine."""

    kind: ClassVar[str] = "digest"
    label: str
    value: str


Block = Heading | Text | Note | Bullets | KeyFigures | Table | Figure | Multiples | Callout | Terms | Digest


@dataclass(frozen=True, slots=True)
class Section:
    """`number` is that of what is printed: 1, 2, 3 … and Annex A, B …"""

    anchor: str
    number: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> str:
        return f"{self.number}. {self.title}"


@dataclass(frozen=True, slots=True)
class Marking:
    """What a printed copy says of its own standing (reports/edition/marking.py). With `draft`, the word for it, it is one.

    `address` is where it is verified, `digest` that of its snapshot; `signers` are posts, never names.
    """

    code: str = ""
    edition: str = ""
    state: str = ""
    draft: str = ""
    draft_note: str = ""
    address: str = ""
    digest: str = ""
    signers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report ready to be shown. `mark` and `demonstration` stand on every page of the screen, `marking` on every copy;
    `correction` on the cover of one that corrects another.
    """

    language: str
    title: str
    over: str
    subtitle: str
    names: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    mark: str
    demonstration: str
    footnote: str
    sections: tuple[Section, ...]
    marking: Marking = Marking()
    correction: Callout | None = None

    @property
    def header(self) -> str:
        """Above each page of a copy: which report, its code and its edition."""
        return " · ".join(filter(None, (self.title, self.marking.code, self.marking.edition)))

    @property
    def warnings(self) -> list[str]:
        return [text for text in (self.mark, self.demonstration) if text]


def words(*texts: str) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(Cell(text) for text in texts)
