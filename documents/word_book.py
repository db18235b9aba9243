"""A long DOCX: a cover, a contents list that the word processor completes, bookmarks, pictures with words, tables of many cells."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from documents import word_parts as parts
from documents.printable import clean_text
from documents.word import Word
from documents.word_charts import Plotted, chart_xml, sheet_of
from documents.word_parts import Picture, Row
from documents.word_styles import MARK, QUIET, TEXT_WIDTH, TONES, dress_as_book

MARKS = {"good": "✓", "risk": "▲", "off": "▼", "neutral": "–"}
"""A state as a sign before its word: colour is never alone."""
SHORT_CELL = 300
"""A row whose cells hold no more stays on one page."""
MANY_COLUMNS = 7
"""A table of so many is set smaller, so that the words of its head stay whole."""
FEW_ROWS = 10
"""A table of no more stays on one page."""
CONTENTS = ' TOC \\o "1-2" \\h \\z \\u '
AFTER_SETTING = ("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids")


@dataclass(frozen=True, slots=True)
class Said:
    """A cell: words, of a state with its tone, what is said below them, or a picture."""

    text: str = ""
    tone: str = ""
    note: str = ""
    picture: Picture | None = None


class Book(Word):
    """Written from its cover to its end. Pictures are put in by name: `pictures` holds the PNG of each."""

    def __init__(
        self, *, title: str, header: str, language: str, pictures: Mapping[str, bytes], mark: str = "", demo: str = ""
    ) -> None:
        super().__init__(title=title, language=language, mark=mark, demo=demo, header=header)
        dress_as_book(self._document)
        self._pictures = pictures
        self._drawn = self._charts = self._marked = 0
        self._styles: dict[str, str] = {}
        self._document.sections[0].different_first_page_header_footer = True
        setting = OxmlElement("w:updateFields")
        setting.set(qn("w:val"), "true")
        self._document.settings.element.insert_element_before(setting, *AFTER_SETTING)

    def below_the_cover(self, *warnings: str) -> None:
        """Who may read it, and that it is invented, where the cover has no page number."""
        below = self._document.sections[0].first_page_footer.paragraphs[0]
        below.add_run(clean_text(" · ".join(filter(None, warnings)))).bold = True

    # --- The parts of a page ---

    def style(self, name: str) -> str:
        if name not in self._styles:
            self._styles[name] = self._document.styles[name].style_id
        return self._styles[name]

    def put(self, xml: str) -> None:
        last = self._document._body._body.sectPr
        for element in parts.elements(xml):
            last.addprevious(element)

    def line(self, text: str, style: str = "Normal", *, stays: bool = False) -> None:
        self.put(self.said(text, style, stays=stays))

    def said(
        self, text: str, style: str, *, stays: bool = False, is_right: bool = False, is_strong: bool = False
    ) -> str:
        return parts.paragraph(parts.run(text, is_strong=is_strong), self.style(style), stays=stays, is_right=is_right)

    def text(self, text: str, *, stays: bool = False) -> None:
        """A person's text: blank lines part paragraphs."""
        self.put("".join(self.said(each, "Normal", stays=stays) for each in text.replace("\r\n", "\n").split("\n\n")))

    def picture(self, name: str, alt: str, width: float) -> Picture:
        """A picture as wide as told, in centimetres."""
        relation, image = self._document.part.get_or_add_image(io.BytesIO(self._pictures[name]))
        self._drawn += 1
        return Picture(relation, self._drawn, alt, width, width * image.px_height / image.px_width)

    def chart(self, chart: Plotted, alt: str, width: float) -> Picture:
        """A chart as wide as told, in centimetres, with its sheet in the file."""
        document = self._document.part
        self._charts += 1
        part = Part(
            PackURI(f"/word/charts/chart{self._charts}.xml"),
            CONTENT_TYPE.DML_CHART,
            chart_xml(chart),
            document.package,
        )
        sheet = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._charts}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            sheet_of(chart),
            document.package,
        )
        part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
        self._drawn += 1
        relation = document.relate_to(part, RELATIONSHIP_TYPE.CHART)
        return Picture(relation, self._drawn, alt, width, width * chart.proportion, is_chart=True)

    def shown(self, picture: Picture) -> str:
        return parts.paragraph(parts.drawn(picture), self.style("Normal"))

    def page_break(self) -> None:
        self.put('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')

    # --- Cover and contents ---

    def lockup_of(self, names: Sequence[str]) -> None:
        """Whose document it is, in the three grounds of the State: its names are Spanish in every language."""
        grounds = ("D91023", "3C4047", "6B7078")[: len(names)]
        cells = [
            parts.paragraph(
                parts.run(f"  {name}", is_strong=True, colour="FFFFFF", lang=self.other("es")), self.style("In lockup")
            )
            for name in names
        ]
        row = Row(cells, fills=grounds, stands="center")
        self.put(
            parts.table([row], (2.2, 4.4, 7.4)[: len(names)], self.style("Table Grid"), is_ruled=False) + self.after()
        )

    def contents(self, title: str, entries: Sequence[tuple[int, str, str]]) -> None:
        """Every heading by its level, text and bookmark. Page numbers are the word processor's: it fills them in when it opens the file."""
        self.line(title, "Contents heading")
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve">{CONTENTS}</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        lines = []
        for place, (level, text, mark) in enumerate(entries):
            link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{parts.run(text)}</w:hyperlink>'
            lines.append(parts.paragraph((begin if place == 0 else "") + link, self.style(f"toc {level}")))
        if lines:
            end = parts.paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>', self.style("After table"))
            self.put("".join(lines) + end)

    def headed(self, text: str, level: int, mark: str = "", *, starts_page: bool = False) -> None:
        """A heading; with `mark`, one that the contents lead to."""
        inside = parts.run(text)
        if mark:
            self._marked += 1
            inside = parts.bookmarked(inside, mark, self._marked)
        self.put(parts.paragraph(inside, self.style(f"Heading {level}"), starts_page=starts_page))

    def stamp(self, word: str, remark: str) -> None:
        self.line(word, "Stamp", stays=True)
        self.put(parts.paragraph(parts.run(remark, is_strong=True, colour=MARK), self.style("Normal")))

    # --- Tables ---

    def after(self) -> str:
        return parts.paragraph("", self.style("After table"))

    def cell(
        self,
        said: Said,
        *,
        is_right: bool = False,
        is_strong: bool = False,
        colour: str = "",
        stays: bool = False,
        style: str = "In table",
    ) -> str:
        if said.picture:
            return parts.paragraph(parts.drawn(said.picture), self.style(style), stays=stays)
        text = f"{MARKS[said.tone]} {said.text}" if said.tone else said.text
        tone = TONES.get(said.tone, colour)
        inside = parts.run(text, is_strong=is_strong or bool(said.tone), colour=tone)
        note = "<w:r><w:br/></w:r>" + parts.run(said.note) if said.note else ""
        return parts.paragraph(inside + note, self.style(style), is_right=is_right, stays=stays)

    def cells(
        self,
        caption: str,
        head: Sequence[str],
        rows: Sequence[Sequence[Said]],
        widths: Sequence[float],
        numbers: Sequence[bool],
        *,
        is_total: bool = False,
    ) -> None:
        """A table whose head repeats; numbers stand to the right; the last row may be a sum."""
        if caption:
            self.line(caption, "Caption", stays=True)
        is_long = [any(len(each.text) + len(each.note) > SHORT_CELL for each in row) for row in rows]
        is_whole = len(rows) <= FEW_ROWS and not any(is_long)
        style = "In wide table" if len(head) >= MANY_COLUMNS else "In table"

        def row_of(cells: Sequence[Said], *, stays: bool, **how: Any) -> list[str]:
            return [
                self.cell(each, is_right=right, stays=stays, style=style, **how)
                for each, right in zip(cells, numbers, strict=True)
            ]

        top = Row(row_of([Said(name) for name in head], stays=True, is_strong=True, colour=QUIET), stands="bottom")
        body = [
            Row(
                row_of(row, stays=is_whole and place < len(rows) - 1, is_strong=is_total and place == len(rows) - 1),
                splits=splits,
            )
            for place, (row, splits) in enumerate(zip(rows, is_long, strict=True))
        ]
        self.put(parts.table(body, widths, self.style("Table Grid"), caption=caption, head=top) + self.after())

    def other(self, lang: str) -> str:
        """The language to be said of some words: none where it is that of the document."""
        return "" if lang == self._language else lang

    def pairs(self, pairs: Iterable[tuple[str, str]], *, is_ruled: bool = False, is_strong: bool = False) -> None:
        """Terms and what they say, side by side."""
        rows = [
            Row(
                [self.said(term, "Term"), self.cell(Said(text), is_strong=is_strong)],
                splits=len(text) > SHORT_CELL,
            )
            for term, text in pairs
        ]
        if rows:
            self.put(
                parts.table(rows, (4.0, TEXT_WIDTH - 4.0), self.style("Table Grid"), is_ruled=is_ruled) + self.after()
            )

    def side_by_side(self, cells: Sequence[str], widths: Sequence[float], *, is_ruled: bool = False) -> None:
        """Cells in rows of as many as there are widths; what is left over stays empty."""
        across = len(widths)
        empty = self.said("", "In table")
        filled = [*cells, *[empty] * (-len(cells) % across)]
        rows = [Row(filled[start : start + across]) for start in range(0, len(filled), across)]
        self.put(parts.table(rows, widths, self.style("Table Grid"), is_ruled=is_ruled) + self.after())
