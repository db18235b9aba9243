"""A DOCX made of real styles: headings that a reader can jump between, tables whose head repeats, numbered pages.

What people wrote enters as text alone, cleaned as for the PDF. The same input gives the same bytes: no clock, no machine's name.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

from documents import word_styles
from documents.printable import clean_text
from documents.spoken import runs
from documents.word_styles import MARK, TEXT_WIDTH

PAGE_WORDS = {"es": ("Página", "de"), "en": ("Page", "of")}
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the first that a ZIP file can say."""
FEW_FACTS = 8
"""So many stand on one page."""


class Word:
    """A document being written from its top to its end. `rendered` closes it. `header` stands above each page: the title unless told."""

    def __init__(self, *, title: str, language: str, mark: str = "", demo: str = "", header: str = "") -> None:
        self._language = language
        self._document: Any = Document()
        word_styles.dress(self._document, title=clean_text(title), language=language)
        section = self._document.sections[0]
        self._frame(section.header.paragraphs[0], section.footer.paragraphs[0], header or title, mark, demo)

    def _frame(self, header: Any, footer: Any, title: str, mark: str, demo: str) -> None:
        """On every page: what it is, that it is a draft or invented, and which page of how many."""
        header.add_run(clean_text(title))
        for warning in (mark, demo):
            if warning:
                run = header.add_run(clean_text(f"   ·   {warning}"))
                run.bold, run.font.color.rgb = True, RGBColor.from_string(MARK)
        page, of = PAGE_WORDS.get(self._language, PAGE_WORDS["es"])
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        footer.add_run(f"{page} ")
        _field(footer, "PAGE")
        footer.add_run(f" {of} ")
        _field(footer, "NUMPAGES")

    def lockup(self, names: Sequence[str]) -> None:
        """Whose letter it is, as on every page of the State."""
        self._document.add_paragraph("  |  ".join(map(clean_text, names)), style="Lockup")

    def title(self, text: str, *, over: str = "") -> None:
        if over:
            self._document.add_paragraph(clean_text(over), style="Note")
        self._document.add_paragraph(clean_text(text), style="Title")

    def heading(self, text: str, level: int = 1) -> None:
        self._document.add_paragraph(clean_text(text), style=f"Heading {level}")

    def paragraphs(
        self, text: str, *, style: str = "Normal", lang: str = "", is_strong: bool = False, stays: bool = False
    ) -> None:
        """A text as it was typed: blank lines part paragraphs, single line ends are kept. `stays`: on the page of what follows."""
        for paragraph in clean_text(text).split("\n\n"):
            written = self._document.add_paragraph(style=style)
            self._run(written, paragraph, lang).bold = True if is_strong else None
        written.paragraph_format.keep_with_next = True if stays else None

    def _run(self, paragraph: Any, text: str, lang: str = "") -> Any:
        run = paragraph.add_run(text)
        if lang and lang != self._language:
            word_styles.set_language(run._r.get_or_add_rPr(), lang)
        return run

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Labels and their texts in two columns."""
        rows = list(pairs)
        table = self._table(len(rows), (3, 7))
        for row, (label, text) in zip(table.rows, rows, strict=True):
            self._fill(row.cells[0], label, is_strong=True)
            self._fill(row.cells[1], text)
            _keep_together(row)
        if len(rows) <= FEW_FACTS:
            for row in table.rows[:-1]:
                _keep_with_next(row)
        self._document.add_paragraph(style="After table")

    def table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[int] = (),
        spoken: Sequence[Sequence[str]] = (),
        *,
        stays: bool = False,
    ) -> None:
        """A table with its name above and a head that repeats on every page. `spoken`: the language of each cell; "": the document's.

        `stays`: its last row is on the page of what follows.
        """
        if caption:
            self._document.add_paragraph(clean_text(caption), style="Caption")
        table = self._table(len(rows) + 1, widths or (1,) * len(head))
        own = ("",) * len(head)
        languages = [own, *(each or own for each in spoken or (own,) * len(rows))]
        for row, texts, langs in zip(table.rows, [head, *rows], languages, strict=True):
            for cell, text, lang in zip(row.cells, texts, langs, strict=True):
                self._fill(cell, text, is_strong=texts is head, lang=lang)
            _keep_together(row)
        _repeat(table.rows[0])
        after = self._document.add_paragraph(style="After table")
        if stays:
            _keep_with_next(table.rows[-1])
            after.paragraph_format.keep_with_next = True

    def _table(self, rows: int, widths: Sequence[int]) -> Any:
        table = self._document.add_table(rows=rows, cols=len(widths), style="Table Grid")
        table.autofit = False
        word_styles.rule(table)
        shares = [Cm(TEXT_WIDTH * share / sum(widths)) for share in widths]
        for column, width in zip(table.columns, shares, strict=True):
            column.width = width
        for row in table.rows:
            for cell, width in zip(row.cells, shares, strict=True):
                cell.width = width
        return table

    def _fill(self, cell: Any, text: str, *, is_strong: bool = False, lang: str = "") -> None:
        paragraph = cell.paragraphs[0]
        paragraph.style = self._document.styles["In table"]
        self._run(paragraph, clean_text(text), lang).bold = True if is_strong else None

    def numbered(self, items: Iterable[str]) -> None:
        """A list that begins at one, whatever lists came before."""
        number = word_styles.new_numbering(self._document)
        for item in items:
            paragraph = self._document.add_paragraph(clean_text(item), style="List Number")
            word_styles.number(paragraph, number)

    def signatures(self, people: Iterable[tuple[str, str]]) -> None:
        """A line to sign on for each, two beside each other; the name may be empty."""
        signing = list(people)
        table = self._document.add_table(rows=(len(signing) + 1) // 2, cols=2)
        for place, (name, post) in enumerate(signing):
            cell = table.rows[place // 2].cells[place % 2]
            line = cell.paragraphs[0]
            line.style = self._document.styles["Signature line"]
            if name:
                self._run(line, clean_text(name)).bold = True
            below = cell.add_paragraph(style="In table") if name else line
            for part, language in runs(post):
                self._run(below, clean_text(part), language)
        for row in table.rows:
            _keep_together(row)

    def rendered(self) -> bytes:
        written = io.BytesIO()
        self._document.save(written)
        return _without_clock(written.getvalue())


def _field(paragraph: Any, name: str) -> None:
    """A number that the word processor fills in: of this page, or of all."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _keep_together(row: Any) -> None:
    """A row never breaks between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _keep_with_next(row: Any) -> None:
    """A row stands on the page of what comes after it."""
    for cell in row.cells:
        cell.paragraphs[-1].paragraph_format.keep_with_next = True


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _without_clock(content: bytes) -> bytes:
    """The same parts in the same order, each with one fixed time."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as parts,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, EARLIEST)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            fixed.writestr(part, parts.read(name))
    return written.getvalue()
