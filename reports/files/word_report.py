"""A report as DOCX, to be worked on: the same blocks as the page and the PDF, with real headings, tables and charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.qr import qr_png
from documents.word_book import Book, Said
from documents.word_charts import plotted, remark_on
from documents.word_parts import Picture
from documents.word_styles import TEXT_WIDTH
from reports.edition.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Digest,
    Document,
    Drawing,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Multiple,
    Multiples,
    Note,
    Section,
    Table,
    Terms,
    Text,
)
from reports.edition.composing import compose
from reports.edition.marking import grouped
from reports.edition.typesetting import SEAL, seal, stays, tone
from reports.files.word_widths import widths_of

IN_A_CELL, QR = 4.4, 2.8
"""How wide pictures are, in centimetres."""
BESIDE = 2
"""So many small charts stand beside each other: their letters are those of a page, and larger charts are easier to change."""
IN_CONTENTS = 2
"""Headings down to this level have a place in the contents."""


def report_docx(content: Mapping[str, Any], language: str, *, sha256: str, is_preview: bool = False) -> bytes:
    """An edition in one language from its snapshot; what was not issued comes out as a draft."""
    return written(compose(content, language, sha256=sha256, is_preview=is_preview))


def written(document: Document) -> bytes:
    with override(document.language):
        return Writer(document).whole()


class Writer:
    """One document on its way into a book."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.marking = document.marking
        pictures = {SEAL: qr_png(self.marking.address)} if self.marking.address else {}
        issued = "" if self.marking.draft else self.marking.state
        self.book = Book(
            title=document.title,
            header=" · ".join(filter(None, (document.header, issued))),
            language=document.language,
            pictures=pictures,
            mark=self.marking.state if self.marking.draft else "",
            demo=document.demonstration,
        )

    def whole(self) -> bytes:
        self.cover()
        self.book.page_break()
        self.book.contents(_("Contents"), list(self.entries()))
        for number, section in enumerate(self.document.sections):
            # The first one too: a break of its own behind contents that fill their page would leave an empty one.
            self.book.headed(section.heading, 1, mark_of(number), starts_page=not number)
            for place, block in enumerate(section.blocks):
                self.block(block, mark_of(number, place), stays=stays(section.blocks, place))
        return self.book.rendered()

    # --- Cover and contents ---

    def cover(self) -> None:
        book, document = self.book, self.document
        book.below_the_cover(self.marking.state or document.mark, document.demonstration)
        book.lockup_of(document.names)
        book.title(document.title, over=document.over)
        book.line(document.subtitle, "Subtitle")
        if document.correction:
            self.callout(document.correction)
        if self.marking.draft:
            book.stamp(self.marking.draft, self.marking.draft_note)
        book.pairs(document.facts, is_ruled=True, is_strong=True)
        if self.marking.address:
            self.seal()
        if self.marking.signers:
            book.signatures([("", post) for post in self.marking.signers])

    def seal(self) -> None:
        """The QR code beside the digest and the address that it holds."""
        book, said = self.book, seal(self.marking, self.document.language)
        words = (
            book.said(said["title"], "In table", is_strong=True)
            + book.said(said["said"], "Note")
            + book.said(grouped(self.marking.digest), "Digest")
            + book.said(said["address"].split(self.marking.digest)[0], "Note")
        )
        code = book.cell(Said(picture=book.picture(SEAL, said["alt"], QR)))
        book.side_by_side([code, words], (QR + 0.4, TEXT_WIDTH - QR - 0.4))

    def entries(self) -> Iterator[tuple[int, str, str]]:
        """What the contents list: each section, and the headings within it that have a place there."""
        for number, section in enumerate(self.document.sections):
            yield 1, section.heading, mark_of(number)
            for place, block in self.listed(section):
                yield block.level, block.text, mark_of(number, place)

    def listed(self, section: Section) -> Iterator[tuple[int, Heading]]:
        for place, block in enumerate(section.blocks):
            if isinstance(block, Heading) and block.level <= IN_CONTENTS:
                yield place, block

    # --- Blocks ---

    def block(self, block: Block, mark: str, *, stays: bool) -> None:
        book = self.book
        match block:
            case Heading():
                self.heading(block, mark)
            case Text(text):
                book.text(text, stays=stays)
            case Note(text):
                book.line(text, "Note", stays=stays)
            case Bullets(items):
                book.put("".join(book.said(item, "List Bullet") for item in items))
            case Terms():
                book.pairs(block.items)
            case Digest(label, value):
                book.line(label, "Term", stays=True)
                book.line(value, "Digest", stays=True)
            case Callout():
                self.callout(block)
            case _:
                self.drawn(block)

    def drawn(self, block: Block) -> None:
        """What stands in columns, or is a picture."""
        match block:
            case KeyFigures(items):
                room = TEXT_WIDTH / len(items)
                self.book.side_by_side([self.key_figure(each) for each in items], [room] * len(items), is_ruled=True)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)
            case Multiples():
                self.multiples(block)

    def heading(self, block: Heading, mark: str) -> None:
        self.book.headed(block.text, block.level, mark if block.level <= IN_CONTENTS else "")
        if block.note:
            self.book.line(block.note, "Note", stays=True)

    def callout(self, block: Callout) -> None:
        book = self.book
        style = "Remark at risk" if block.tone else "Remark"
        title = book.said(block.title, style, is_strong=True, stays=True) if block.title else ""
        book.put(title + book.said(block.text, style))

    def key_figure(self, item: KeyFigure) -> str:
        book, said_tone = self.book, tone(item.state)
        value = (
            book.cell(Said(item.value, said_tone))
            if said_tone
            else book.said(item.value, "Figure value" if len(item.value) <= 12 else "Small value")
        )
        return book.said(item.label, "Note") + value + (book.said(item.note, "Note") if item.note else "")

    def table(self, table: Table) -> None:
        self.book.cells(
            table.caption,
            [column.title for column in table.columns],
            [[self.cell(cell) for cell in row] for row in table.rows],
            widths_of(table, IN_A_CELL),
            [column.is_number for column in table.columns],
            is_total=table.is_total,
        )
        if table.note:
            self.book.line(table.note, "Note")

    def cell(self, cell: Cell) -> Said:
        if cell.drawing:
            return Said(picture=self.chart(cell.drawing, IN_A_CELL))
        return Said(cell.text, tone(cell.state) or "", cell.note)

    def figure(self, figure: Figure) -> None:
        book = self.book
        book.line(figure.title, "Caption", stays=True)
        if figure.unit:
            book.line(figure.unit, "Note", stays=True)
        book.put(book.shown(self.chart(figure.drawing, TEXT_WIDTH)))
        for note in filter(None, (remark_on(figure.drawing.chart), figure.note)):
            book.line(note, "Note")

    def multiples(self, block: Multiples) -> None:
        book = self.book
        book.line(block.title, "Caption", stays=True)
        book.line(block.note, "Note", stays=True)
        room = TEXT_WIDTH / BESIDE
        charts = [self.small_chart(each, room - 0.4) for each in block.items]
        book.side_by_side(charts, [room] * BESIDE)

    def small_chart(self, item: Multiple, width: float) -> str:
        book = self.book
        said = remark_on(item.drawing.chart)
        return (
            book.said(f"{item.code} {item.title}", "Note")
            + book.said(item.value, "Small value")
            + book.cell(Said(picture=self.chart(item.drawing, width)))
            + (book.said(said, "Note") if said else "")
        )

    def chart(self, drawing: Drawing, width: float) -> Picture:
        """A chart of the word processor, with its numbers in a sheet of their own."""
        native = plotted(drawing.chart, self.document.language, is_small=not drawing.is_wide)
        return self.book.chart(native, drawing.alt, width)


def mark_of(section: int, place: int | None = None) -> str:
    """The name of a bookmark: Word lists those that begin so in its own contents."""
    return f"_Toc{section:03}" + ("" if place is None else f"{place:04}")
