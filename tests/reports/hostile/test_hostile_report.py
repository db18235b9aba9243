"""Whatever people write, a report prints it as text: nothing runs, no file is read, nobody is called, in any of its formats."""

from __future__ import annotations

import io
import json
import re
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import python_calamine
import typst
from django.template.loader import render_to_string
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from documents.canonical import canonical
from institutions.spreadsheet_safety import escape_text
from reports.edition.composing import compose
from reports.files.making import DOCX, JSON, PDF, XLSX, Made, make_files
from reports.snapshot import freeze
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.documents.ooxml_package import texts_inside
from tests.factories.reports import build
from tests.reports.expected.charts import sheet_mismatches
from tests.reports.hostile.payloads import CANARY, Trap, planted, printed, squeezed, trap
from tests.reports.read_back.charts import read_charts
from tests.reports.read_back.files import read_docx, read_page, read_pdf
from tests.reports.worlds.edges import CUT_OFF, make_edges_world

pytestmark = pytest.mark.django_db
ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/RichMediaExecute",
}
FOREIGN = {"script", "iframe", "img", "link", "object", "embed", "xi:include", "form", "style", "meta", "base"}
"""Elements that no report has."""
FIELDS = re.compile(r"\s*(PAGE|NUMPAGES|TOC|PAGEREF|REF|STYLEREF|SEQ|HYPERLINK \\l)\b")
"""What a DOCX of ours may ask of the program that opens it: page numbers, contents, references within itself."""

SHEET = re.compile(r"word/embeddings/Microsoft_Excel_Sheet\d+\.xlsx/")
"""What a DOCX of ours holds besides: the numbers of its charts."""


@dataclass(frozen=True, slots=True)
class Rendered:
    trap: Trap
    content: dict[str, Any]
    pages: dict[str, str]
    files: list[Made]

    def of(self, kind: str) -> list[Made]:
        return [each for each in self.files if each.kind.format == kind]


@pytest.fixture(scope="module")
def rendered(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rendered]:
    """A report in which every text is a payload, rendered in every format while the listener is open."""
    with kept_for_a_module(django_db_blocker), trap(tmp_path_factory.mktemp("trap")) as set_:
        cast, world = make_cast(), make_edges_world()
        built = build(world.plan, world.period, at=CUT_OFF, number=1, post=cast.secretary.posts[0])
        content = freeze(planted(json.loads(canonical(built)), set_.payloads)).content
        yield Rendered(set_, content, pages_of(content), list(make_files(content, "0" * 64)))


def pages_of(content: dict[str, Any]) -> dict[str, str]:
    pages: dict[str, str] = {}
    for language in ("es", "en"):
        with override(language):
            document = compose(content, language, sha256="0" * 64)
            parts = ("document_head", "document_facts", "document")
            shown = [render_to_string(f"reports/parts/{part}.html", {"document": document}) for part in parts]
            pages[language] = "".join(shown)
    return pages


def test_nobody_was_called_and_no_file_was_read(rendered: Rendered) -> None:
    assert rendered.trap.calls == []
    everything = [*rendered.pages.values(), *(each for made in rendered.files for each in texts_of(made))]
    assert len(everything) > len(rendered.files)
    assert not [text for text in everything if CANARY in text]


def texts_of(made: Made) -> Iterator[str]:
    """All that a file says: its words, and every part of it when it is a packet of parts."""
    if made.kind.format == PDF:
        yield read_pdf(made.content).text
    elif made.kind.format in (DOCX, XLSX):
        yield from texts_inside(made.content).values()
    else:
        yield made.content.decode()


# --- Letter by letter ---


def test_page_prints_every_payload_as_text(rendered: Rendered) -> None:
    for html in rendered.pages.values():
        text = squeezed(read_page(html).text)
        assert [each for each in rendered.trap.payloads if squeezed(each) not in text] == []
        elements = Elements()
        elements.feed(html)
        assert elements.tags & FOREIGN == set()
        assert not [name for name in elements.attributes if name.startswith("on")]
        assert all(target.startswith("#") for target in elements.targets)


def test_pdf_prints_every_payload_as_text(rendered: Rendered) -> None:
    reports = [made for made in rendered.of(PDF) if made.kind.part == "report"]
    assert reports
    for made in reports:
        text = squeezed(read_pdf(made.content).text)
        assert [each for each in rendered.trap.payloads if printed(each) not in text] == []


def test_docx_prints_every_payload_as_text(rendered: Rendered) -> None:
    for made in rendered.of(DOCX):
        if made.kind.part == "report":
            text = squeezed(read_docx(made.content).text)
            assert [each for each in rendered.trap.payloads if printed(each) not in text] == []


def test_workbook_keeps_every_payload_as_text(rendered: Rendered) -> None:
    assert rendered.of(XLSX)
    for made in rendered.of(XLSX):
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made.content))
        lines = [line for name in book.sheet_names for line in book.get_sheet_by_name(name).to_python()]
        cells = {squeezed(cell) for line in lines for cell in line if isinstance(cell, str)}
        for payload in rendered.trap.payloads:
            kept = squeezed(escape_text(payload))
            assert any(kept in cell for cell in cells), payload


def test_snapshot_keeps_every_payload(rendered: Rendered) -> None:
    (made,) = rendered.of(JSON)
    assert json.loads(made.content) == rendered.content


class Elements(HTMLParser):
    """What a browser would make of a page: its elements, the names of their attributes, where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.targets += [value or "" for name, value in attrs if name in ("href", "src", "xlink:href", "action")]


# --- Nothing that runs ---


def test_workbook_has_no_formula_no_link_and_nothing_from_elsewhere(rendered: Rendered) -> None:
    for made in rendered.of(XLSX):
        parts = texts_inside(made.content)
        sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/")]
        assert len(sheets) > 10
        assert not any(re.search(r"<f[\s>/]|<hyperlink|<oleObject|<legacyDrawing", text) for text in sheets)
        assert not [name for name in parts if re.search(r"external|vba|activeX|connections|query", name, re.IGNORECASE)]
        assert not [name for name, text in parts.items() if 'TargetMode="External"' in text]


def test_docx_asks_for_nothing_from_elsewhere(rendered: Rendered) -> None:
    for made in rendered.of(DOCX):
        parts = texts_inside(made.content)
        assert not [name for name, text in parts.items() if name.endswith(".rels") and 'TargetMode="External"' in text]
        asked = [each for text in parts.values() for each in re.findall(r"<w:instrText[^>]*>([^<]*)<", text)]
        asked += [each for text in parts.values() for each in re.findall(r'<w:fldSimple[^>]* w:instr="([^"]*)"', text)]
        assert [each for each in asked if each.strip() and not FIELDS.match(each)] == []
        assert not [name for name in parts if re.search(r"vba|activeX|altChunk", name, re.IGNORECASE)]
        embedded = {name for name in parts if "embeddings/" in name}
        assert embedded == {name for name in embedded if SHEET.match(name)}


def test_charts_of_the_docx_say_payloads_as_text_and_their_sheets_run_nothing(rendered: Rendered) -> None:
    """Names of series are texts of the plan: shown as they are, kept so that no spreadsheet takes them for a formula."""
    shown = set()
    for made in rendered.of(DOCX):
        charts = read_charts(made.content)
        assert len(charts) > 5
        assert sheet_mismatches(charts) == []
        shown |= {squeezed(text) for chart in charts for text in (chart.alt, *(each.name for each in chart.series))}
        sheets = {name: text for name, text in texts_inside(made.content).items() if SHEET.match(name)}
        assert len(sheets) > len(charts)
        assert not [
            name for name, text in sheets.items() if re.search(r"<f[\s>/]|<hyperlink|<oleObject|External", text)
        ]
    assert len([each for each in rendered.trap.payloads if any(printed(each) in text for text in shown)]) > 5


def test_pdf_has_no_action_but_to_its_own_address(rendered: Rendered) -> None:
    page = rendered.content["edition"]["verification"]
    own = (page, page.replace("/verificar/", "/en/verificar/"))
    for made in rendered.of(PDF):
        with pikepdf.open(io.BytesIO(made.content)) as pdf:
            found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
            assert not [each for each in found if str(each.get("/S", "")) in ACTIONS or "/JS" in each]
            assert not [each for each in found if "/EmbeddedFiles" in each or "/OpenAction" in each]
            assert not [uri for each in found if (uri := str(each.get("/URI", ""))) and not uri.startswith(own)]


# --- The traps work ---


def test_careless_typesetting_would_have_read_the_file(tmp_path: Path) -> None:
    """The negative control: text put into the source, and the whole disk as its root."""
    with trap(tmp_path) as set_:
        (payload,) = (each for each in set_.payloads if each.startswith("#read("))
        source = tmp_path / "careless.typ"
        source.write_text(f"#set document(title: [x])\n= Informe\n{payload}\n", encoding="utf-8")
        pdf = typst.compile(str(source), root="/", format="pdf", pdf_standards=["ua-1"])
    assert CANARY in read_pdf(pdf).text


def test_careless_reader_would_have_called(tmp_path: Path) -> None:
    """Another: a page without any escaping, and a program that fetches what it names, as browsers and word processors do."""
    with trap(tmp_path) as set_:
        Careless().feed("".join(f"<p>{each}</p>" for each in set_.payloads))
    assert any("/img" in call for call in set_.calls)


class Careless(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("src") or ""
        if address.startswith("http://127.0.0.1:"):
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own listener


def test_careless_workbook_would_have_a_formula() -> None:
    """Another: what a library makes of the same text where nobody told it that it is text."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "=WEBSERVICE(1)"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as packet:
        assert re.search(r"<f[\s>]", packet.read("xl/worksheets/sheet1.xml").decode())
