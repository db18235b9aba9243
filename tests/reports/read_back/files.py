"""A report read back from what it was written to: the page, the PDF by its tags, the DOCX. Nothing here knows how they were made.

Each is a list of items in the order of reading: headings, texts, and tables as rows of cells. No picture is read, nor what stands on
every page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import docx
import pikepdf
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Item:
    """`rows` are those of a table, and its `text` is its caption; `level` that of a heading, 0 of anything else."""

    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def whole(self) -> str:
        """All of its words; cells are parted so that two numbers never read as one."""
        return "\n".join((self.text, *(" | ".join(row) for row in self.rows)))


@dataclass(frozen=True, slots=True)
class Read:
    items: tuple[Item, ...]

    @property
    def tables(self) -> list[Item]:
        return [each for each in self.items if each.rows]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [row for table in self.tables for row in table.rows]

    @property
    def text(self) -> str:
        return "\n".join(each.whole for each in self.items)

    def under(self, start: str) -> Read:
        """From the first heading that begins so, until the next heading of its level or above."""
        found, level = [], 0
        for each in self.items:
            if level and each.level and each.level <= level:
                break
            if not level and each.level and each.text.startswith(start):
                level = each.level
            if level:
                found.append(each)
        return Read(tuple(found))


def tidy(text: str) -> str:
    """Spaces of any sort as one, since a font may draw those that break and those that do not alike; lines stay apart."""
    return re.sub(r"[^\S\n]*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text)).strip()


def one_line(text: str) -> str:
    return tidy(text).replace("\n", " ")


# --- The page ---


OWN = re.compile(
    r'<header class="report-head">.*?</header>|<dl class="summary-list">.*?</dl>|<article class="report">.*?</article>',
    re.DOTALL,
)
WAY_UP = re.compile(r'<p class="way-up.*?</p>', re.DOTALL)


def report_on(html: str) -> str:
    """The report itself as its page shows it: head, facts and text, without what stands around it there."""
    found = OWN.findall(html)
    assert len(found) == 3
    return f"<article>{WAY_UP.sub('', ''.join(found))}</article>"


BREAKS = {"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "br", "figcaption", "div", "small", "b", "span"}


class _Page(HTMLParser):
    """The report itself, between <article> and its end; charts, and what only machines hear, are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.words: list[str] = []
        self.rows: Rows | None = None
        self.caption = ""
        self.depth = {"article": 0, "svg": 0, "nav": 0}

    @property
    def is_read(self) -> bool:
        return self.depth["article"] > 0 and not self.depth["svg"] and not self.depth["nav"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.depth:
            self.depth[tag] += 1
        if tag == "table":
            self.keep()
            self.rows, self.caption = [], ""
        elif self.rows is not None and tag == "tr":
            self.rows.append([])
        elif tag in BREAKS and self.rows is None and tag not in ("b", "span"):
            self.keep()
        elif tag in BREAKS and "lang" not in dict(attrs):  # words of another language stand in the same line
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        words = one_line("".join(self.words))
        if self.rows is not None and tag in ("td", "th", "caption", "tr", "table"):
            self.end_in_table(tag, words)
        elif re.fullmatch(r"h[1-6]", tag):
            self.words = []
            if self.is_read:
                self.items.append(Item(words, int(tag[1])))
        elif tag in BREAKS and tag not in ("b", "span", "br"):
            self.keep()
        if tag in self.depth:
            self.depth[tag] -= 1

    def end_in_table(self, tag: str, words: str) -> None:
        assert self.rows is not None
        if tag == "caption":
            self.caption, self.words = words, []
        elif tag in ("td", "th"):
            self.rows[-1].append(words)
            self.words = []
        elif tag == "table":
            if self.is_read:
                self.items.append(Item(self.caption, rows=tuple(tuple(row) for row in self.rows)))
            self.rows, self.words = None, []

    def handle_data(self, data: str) -> None:
        if self.is_read:
            self.words.append(data)

    def keep(self) -> None:
        words = one_line("".join(self.words))
        if words and self.rows is None:
            self.items.append(Item(words))
            self.words = []


def read_page(html: str) -> Read:
    parser = _Page()
    parser.feed(report_on(html))
    return Read(tuple(parser.items))


# --- The PDF ---


SKIPPED = {"/TOC", "/Figure", "/Lbl"}
SHOWS = {"Tj", "TJ", "'", '"'}


def read_pdf(content: bytes) -> Read:
    """By its tags, as a screen reader goes through it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        marked = {page.obj.objgen: marked_text(page) for page in pdf.pages}
        return Read(tuple(items_of(pdf.Root.StructTreeRoot.K, marked, None)))


Marked = dict[tuple[int, int], dict[int, str]]


def items_of(element: Any, marked: Marked, page: Any) -> Iterator[Item]:
    if isinstance(element, pikepdf.Array):
        for each in element:
            yield from items_of(each, marked, page)
        return
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        if words := one_line(text_in(element, marked, page)):
            yield Item(words)
        return
    kind, page = str(element.S), element.get("/Pg", page)
    if kind in SKIPPED:
        return
    if re.fullmatch(r"/H[1-6]", kind):
        yield Item(one_line(text_in(element, marked, page)), int(kind[2]))
    elif kind == "/Table":
        yield table_of(element, marked, page)
    elif kind in ("/P", "/LI", "/Span", "/Title", "/Caption"):
        yield Item(tidy(text_in(element, marked, page)))
    elif "/K" in element:
        yield from items_of(element.K, marked, page)


def table_of(element: Any, marked: Marked, page: Any) -> Item:
    captions = [text_in(each, marked, page) for each in elements(element, "/Caption")]
    rows = tuple(
        tuple(one_line(text_in(cell, marked, page)) for cell in elements(row, "/TH", "/TD"))
        for row in elements(element, "/TR")
    )
    return Item(one_line(" ".join(captions)), rows=rows)


def elements(element: Any, *kinds: str) -> Iterator[Any]:
    """Those of a kind inside another, in their order."""
    children = element.get("/K", [])
    for each in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            if str(each.S) in kinds:
                yield each
            else:
                yield from elements(each, *kinds)


def text_in(element: Any, marked: Marked, page: Any) -> str:
    """The words of an element and of all inside it but pictures."""
    if isinstance(element, int):
        return marked[page.objgen].get(element, "")
    if isinstance(element, pikepdf.Array):
        return "\n".join(text_in(each, marked, page) for each in element)
    if not isinstance(element, pikepdf.Dictionary) or str(element.get("/S")) in SKIPPED:
        return ""
    page = element.get("/Pg", page)
    if "/MCID" in element:
        return marked[page.objgen].get(int(element.MCID), "")
    return text_in(element.get("/K", pikepdf.Array()), marked, page)


def marked_text(page: pikepdf.Page) -> dict[int, str]:
    """What each marked part of a page shows. A part goes over several lines: there is a space between what is shown apart."""
    fonts = {name: letters_of(font) for name, font in page.resources.get("/Font", {}).items()}
    found: dict[int, list[str]] = {}
    stack: list[int | None] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page, " ".join(("BDC", "BMC", "EMC", "Tf", *SHOWS))):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            inside = stack[-1] if stack else None
            stack.append(int(properties["/MCID"]) if "/MCID" in properties else inside)
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            letters = fonts[str(operands[0])]
        elif name in SHOWS and stack and stack[-1] is not None:
            found.setdefault(stack[-1], []).append("".join(shown(operands[-1], letters)))
    return {mark: " ".join(texts) for mark, texts in found.items()}


def shown(operand: Any, letters: dict[int, str]) -> Iterator[str]:
    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            yield from (letters.get(int.from_bytes(codes[n : n + 2]), "") for n in range(0, len(codes), 2))


def letters_of(font: Any) -> dict[int, str]:
    """Which letters each glyph stands for."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int.from_bytes(bytes.fromhex(text))
            for n in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + n] = chr(start + n)
    return letters


# --- The DOCX ---


def read_docx(content: bytes) -> Read:
    document = docx.Document(io.BytesIO(content))
    return Read(tuple(word_item(each) for each in document.iter_inner_content()))


def word_item(part: Paragraph | WordTable) -> Item:
    if isinstance(part, WordTable):
        if not part._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader"):  # it only lays out the page
            return Item("\n".join(tidy(cell.text) for row in part.rows for cell in row.cells))
        return Item(rows=tuple(tuple(tidy(cell.text) for cell in row.cells) for row in part.rows))
    style = str(part.style.name if part.style else "")
    level = re.fullmatch(r"Heading ([1-9])", style)
    return Item(one_line(part.text), int(level[1]) if level else 0)
