"""The parts of a DOCX as XML: runs, paragraphs, tables, pictures. Every text is cleaned and escaped on its way in.

python-docx makes these one element at a time; a report has thousands of cells, so they are written as text and read once.
The order of what describes a paragraph, a run, a table and a cell is that of ISO/IEC 29500: Word repairs what is out of order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.printable import clean_text
from documents.spoken import runs
from documents.word_styles import LINE, TAGS

EMU_PER_CM = 360_000
TWIPS_PER_CM = 567
BORDERLESS = ("top", "left", "bottom", "right", "insideH", "insideV")
SIDES = ("left", "right", "insideV")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or a chart of the package with what it shows in words. `number` is its own in the document; measures in centimetres."""

    relation: str
    number: int
    alt: str
    width: float
    height: float
    is_chart: bool = False


def words(text: str) -> str:
    """Text inside an element: cleaned, escaped, its line ends kept."""
    lines = clean_text(text).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)


def attribute(text: str) -> str:
    return quoteattr(clean_text(text).replace("\n", " "))


def run(text: str, *, is_strong: bool = False, colour: str = "", lang: str = "") -> str:
    """The text in as many runs as it has parts: each says its language where it is not that of the paragraph."""
    return "".join(
        one_run(part, is_strong=is_strong, colour=colour, lang=own or lang) for part, own in runs(text) or [("", "")]
    )


def one_run(text: str, *, is_strong: bool, colour: str, lang: str) -> str:
    how = ("<w:b/>" if is_strong else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    how += f'<w:lang w:val="{TAGS.get(lang, lang)}"/>' if lang else ""
    return f"<w:r>{f'<w:rPr>{how}</w:rPr>' if how else ''}{words(text)}</w:r>"


def paragraph(
    inside: str,
    style: str,
    *,
    stays: bool = False,
    starts_page: bool = False,
    is_right: bool = False,
) -> str:
    """`stays`: on the page of what follows."""
    how = f'<w:pStyle w:val="{style}"/>'
    how += "<w:keepNext/>" if stays else ""
    how += "<w:pageBreakBefore/>" if starts_page else ""
    how += '<w:jc w:val="right"/>' if is_right else ""
    return f"<w:p><w:pPr>{how}</w:pPr>{inside}</w:p>"


def bookmarked(inside: str, name: str, number: int) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def drawn(picture: Picture) -> str:
    """A picture or a chart in the line of the text."""
    kind, graphic = ("chart", chart_of(picture)) if picture.is_chart else ("picture", image_of(picture))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size_of(picture)}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {named(picture)}/>'
        f"<wp:cNvGraphicFramePr>{'' if picture.is_chart else LOCKED}</wp:cNvGraphicFramePr>"
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}">{graphic}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


LOCKED = '<a:graphicFrameLocks noChangeAspect="1"/>'


def chart_of(picture: Picture) -> str:
    return f'<c:chart r:id="{picture.relation}"/>'


def image_of(picture: Picture) -> str:
    return (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {named(picture)}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{picture.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size_of(picture)}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )


def size_of(picture: Picture) -> str:
    return f'cx="{round(picture.width * EMU_PER_CM)}" cy="{round(picture.height * EMU_PER_CM)}"'


def named(picture: Picture) -> str:
    kind = "Chart" if picture.is_chart else "Picture"
    return f'id="{picture.number}" name="{kind} {picture.number}" descr={attribute(picture.alt)}'


@dataclass(frozen=True, slots=True)
class Row:
    """Cells as XML, each of one paragraph or more. One that `splits` may be parted between two pages. `stands`: top, center or bottom."""

    cells: Sequence[str]
    splits: bool = False
    fills: Sequence[str] = ()
    stands: str = "top"


def table(
    rows: Iterable[Row],
    widths: Sequence[float],
    style: str,
    *,
    caption: str = "",
    head: Row | None = None,
    is_ruled: bool = True,
) -> str:
    """A table of fixed columns, in centimetres. The head repeats on every page; the rule stands between the rows alone."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    named = f"<w:tblCaption w:val={attribute(caption)}/>" if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/>'
        f'<w:tblBorders>{borders(is_ruled=is_ruled)}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="{"0020" if head else "0000"}" w:firstRow="{int(head is not None)}" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{row_xml(head, widths, is_head=True) if head else ''}{''.join(row_xml(row, widths) for row in rows)}</w:tbl>"
    )


def borders(*, is_ruled: bool) -> str:
    kinds = {side: "none" if side in SIDES or not is_ruled else "single" for side in BORDERLESS}
    return "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="{LINE}"/>' for side, kind in kinds.items())


def row_xml(row: Row, widths: Sequence[float], *, is_head: bool = False) -> str:
    how = ("" if row.splits else "<w:cantSplit/>") + ("<w:tblHeader/>" if is_head else "")
    fills = row.fills or ("",) * len(row.cells)
    cells = "".join(cell_xml(*each, row.stands) for each in zip(row.cells, widths, fills, strict=True))
    return f"<w:tr>{f'<w:trPr>{how}</w:trPr>' if how else ''}{cells}</w:tr>"


def cell_xml(inside: str, width: float, fill: str, stands: str) -> str:
    how = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    how += f'<w:vAlign w:val="{stands}"/>' if stands != "top" else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{how}</w:tcPr>{inside}</w:tc>'


def twips(centimetres: float) -> int:
    return round(centimetres * TWIPS_PER_CM)


def elements(xml: str) -> list[Any]:
    """What the XML holds, to be put into a document."""
    return list(parse_xml(f"<w:body {nsdecls('w', 'wp', 'a', 'pic', 'r', 'c')}>{xml}</w:body>"))
