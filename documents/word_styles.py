"""How a DOCX of the product looks: A4, two fonts by name, named styles, the language of the text, numbering."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

SANS, SERIF, MONO = "Arial", "Georgia", "Courier New"
INK, QUIET, MARK, LINE = "1D2129", "4A505C", "9A1F14", "C9C4BA"
TAGS = {"es": "es-PE", "en": "en-GB"}
SIDE, TOP, BOTTOM = 2.4, 2.4, 2.2
TEXT_WIDTH = 21.0 - 2 * SIDE
"""Between the margins of an A4 page, in centimetres."""
NEVER = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
SIZES = {
    "Title": (20, SERIF),
    "Heading 1": (14, SERIF),
    "Heading 2": (12, SERIF),
    "Heading 3": (10.5, SANS),
    "Heading 4": (10.5, SERIF),
}
SPACES = {"Title": (6, 14), "Heading 1": (18, 6), "Heading 2": (12, 4), "Heading 3": (10, 4), "Heading 4": (12, 2)}
TONES = {"good": "0B5D56", "risk": "7A4B00", "off": "9A1F14", "neutral": "555B66"}
"""The colours of the states, as on every page."""


def dress(document: Any, *, title: str, language: str) -> None:
    """Give an empty document the page, the styles and the words about itself."""
    _page(document.sections[0])
    styles = document.styles
    normal = styles["Normal"]
    _font(normal, SANS, 10.5)
    _spaces(normal, 0, 7, 1.15)
    for name, (size, font) in SIZES.items():
        _head(styles[name], font, size, SPACES[name])
    for name in ("Header", "Footer"):
        _font(styles[name], SANS, 8.5, QUIET)
    _own_styles(styles)
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_language(defaults, language)
    _say(document, title, language)


def _page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(SIDE)
    section.top_margin, section.bottom_margin = Cm(TOP), Cm(BOTTOM)


def _head(style: Any, font: str, size: float, spaces: tuple[float, float]) -> None:
    _font(style, font, size, INK)
    style.font.bold = True
    _spaces(style, *spaces, 1.1)
    style.paragraph_format.keep_with_next = True
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:  # the template draws a blue line under its title
        borders.getparent().remove(borders)


def _own_styles(styles: Any) -> None:
    _font(styles["List Number"], SANS, 10.5)
    _font(styles["Caption"], SANS, 10, INK)
    styles["Caption"].paragraph_format.keep_with_next = True
    quote = styles["Quote"]
    _font(quote, SERIF, 10.5, INK)
    quote.font.italic = False
    quote.paragraph_format.left_indent = Cm(0.6)
    _border(quote, "left", 12)
    for name, size, colour in (("Note", 8.5, QUIET), ("Lockup", 9, QUIET), ("In table", 9.5, INK)):
        _font(_new(styles, name), SANS, size, colour)
    _spaces(styles["In table"], 2, 2, 1.1)
    _spaces(styles["Lockup"], 0, 18, 1.0)
    styles["Lockup"].font.bold = True
    _font(_new(styles, "After table"), SANS, 4)
    signing = _new(styles, "Signature line")
    _font(signing, SANS, 9.5)
    _spaces(signing, 54, 2, 1.1)
    signing.paragraph_format.keep_with_next = True
    signing.paragraph_format.right_indent = Cm(0.8)
    _border(signing, "top", 6)


def _new(styles: Any, name: str, *, is_built_in: bool = False) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, is_built_in)
    style.base_style = styles["Normal"]
    return style


def _font(style: Any, name: str, size: float, colour: str = INK) -> None:
    style.font.name, style.font.size = name, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):  # the template's theme would win over the name
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), name)


def _spaces(style: Any, before: float, after: float, leading: float) -> None:
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), leading


def dress_as_book(document: Any) -> None:
    """What a long document needs besides: larger titles, contents, bullets, figures, remarks, a stamp."""
    styles = document.styles
    _font(styles["Title"], SERIF, 28, INK)
    _font(styles["Heading 1"], SERIF, 17, INK)
    _spaces(styles["Heading 1"], 24, 8, 1.1)
    _border(styles["Heading 1"], "top", 12, INK)
    _font(styles["Heading 2"], SERIF, 13, INK)
    _font(styles["Heading 4"], SERIF, 11.5, INK)
    styles["Heading 4"].font.italic = False
    _font(styles["Subtitle"], SANS, 13, QUIET)
    styles["Subtitle"].font.italic = styles["Subtitle"].font.bold = False
    _spaces(styles["Subtitle"], 0, 24, 1.15)
    for spread in styles["Subtitle"].element.rPr.findall(qn("w:spacing")):  # the template's
        styles["Subtitle"].element.rPr.remove(spread)
    _font(_new(styles, "In lockup"), SANS, 9)
    _spaces(styles["In lockup"], 5, 5, 1.0)
    _font(styles["In table"], SANS, 9)
    _font(_new(styles, "In wide table"), SANS, 8)
    _spaces(styles["In wide table"], 2, 2, 1.05)
    _font(styles["List Bullet"], SANS, 10.5)
    _spaces(styles["List Bullet"], 0, 3, 1.15)
    for name, size, font in (("Figure value", 15, SERIF), ("Small value", 11, SERIF), ("Digest", 8.5, MONO)):
        _font(_new(styles, name), font, size)
    for name in ("Figure value", "Small value"):
        styles[name].font.bold = True
        _spaces(styles[name], 0, 2, 1.0)
    for level in (1, 2):
        line = _new(styles, f"toc {level}", is_built_in=True)
        _font(line, SANS, 9.5)
        _spaces(line, 4 if level == 1 else 0, 1, 1.0)
        line.font.bold = level == 1
        line.paragraph_format.left_indent = Cm(0.5 * (level - 1))
        line.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    contents = _new(styles, "Contents heading")
    _font(contents, SERIF, 17)
    contents.font.bold = contents.paragraph_format.keep_with_next = True
    _spaces(contents, 0, 8, 1.1)
    _boxed(_new(styles, "Remark"), "14507F")
    _boxed(_new(styles, "Remark at risk"), TONES["risk"])
    stamp = _new(styles, "Stamp")
    _font(stamp, SANS, 40, MARK)
    stamp.font.bold = True
    _spaces(stamp, 24, 0, 1.0)
    _font(_new(styles, "Term"), SANS, 9, QUIET)
    styles["Term"].font.bold = True
    _spaces(styles["Term"], 2, 2, 1.1)


def _boxed(style: Any, colour: str) -> None:
    _font(style, SANS, 10)
    _spaces(style, 6, 8, 1.15)
    style.paragraph_format.left_indent = Cm(0.4)
    _border(style, "left", 24, colour)


def _border(style: Any, side: str, eighths: int, colour: str = LINE) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "6"), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )


def rule(table: Any) -> None:
    """Thin lines between the rows and none between the columns, as in the PDF."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "none" if side in ("left", "right", "insideV") else "single")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), LINE)
        borders.append(line)
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def set_language(properties: Any, language: str) -> None:
    """Say in which language a text is read aloud and checked. `properties` are those of a run or of all runs."""
    for known in properties.findall(qn("w:lang")):
        properties.remove(known)
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), TAGS.get(language, language))
    properties.append(said)


def _say(document: Any, title: str, language: str) -> None:
    """What the file says of itself: nothing of the machine, nothing of the clock."""
    said = document.core_properties
    said.title, said.language = title[:255], TAGS.get(language, language)
    said.author = said.last_modified_by = said.comments = ""
    said.created = said.modified = NEVER
    said.revision = 1
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]  # a picture of the template


def new_numbering(document: Any) -> int:
    """A numbering of its own, like the template's numbered list, that begins at one."""
    numbering = document.part.numbering_part.element
    styled = document.styles["List Number"].element.pPr.numPr.numId.val
    like = numbering.num_having_numId(styled).abstractNumId.val
    number = numbering.add_num(like)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def number(paragraph: Any, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering
