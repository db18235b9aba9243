"""In an English copy of a report all that people wrote in Spanish is said to be Spanish, in the page, the PDF and the DOCX.

Every text of a person in a frozen report becomes a word of its own that no other text holds; wherever a copy shows one, the nearest
language that is said around it must be Spanish.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import docx
import pikepdf
import pytest
import python_calamine
from django.template.loader import render_to_string
from django.utils.translation import override
from docx.oxml.ns import qn
from pytest_django import DjangoDbBlocker

from documents.canonical import canonical
from documents.spoken import in_language, plain, runs
from reports.edition.composing import compose
from reports.edition.typesetting import report_pdf
from reports.files.brief import brief_pdf
from reports.files.word_report import report_docx
from reports.files.workbook.making import report_workbook
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories.reports import build
from tests.reports.read_back.files import marked_text
from tests.reports.worlds.edges import CUT_OFF, make_edges_world
from tests.reports.worlds.edges_committee import AT, FORMULA

pytestmark = pytest.mark.django_db
WORD = re.compile(r"Ñandú\d+ñ")
ROUND = {
    "number": 1, "opened_at": AT - dt.timedelta(days=8), "closes_on": AT.date(), "closed_at": None,
    "seats": [{
        "institution": "MGP", "answer": "remarks", "reference": "Oficio 7",
        "remarks": [{"ordinal": 1, "section": "", "text": "No.", "language": "es", "outcome": "declined", "reply": "Sí.",
                     "reply_language": "es"}],
    }],
}  # fmt: skip
CORRECTION = {"code": "X-1", "sha256": "c" * 64, "reason": "Una suma.", "reason_language": "es", "changes": []}


@dataclass(frozen=True, slots=True)
class Said:
    """A report with a word in the place of each text of a person: all of those words, and the report."""

    words: frozenset[str]
    content: dict[str, Any]


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Said]:
    with kept_for_a_module(django_db_blocker):
        cast, world = make_cast(), make_edges_world()
        post = cast.secretary.posts[0]
        post.post_title = "Secretaria"
        built = build(world.plan, world.period, at=CUT_OFF, number=1, post=post)
        content = json.loads(canonical(built | {"consultation": {"rounds": [ROUND]}, "corrections": CORRECTION}))
        for row in content["layout"]:
            row["is_on"] = True
        yield Said(frozenset(planted(content).values()), content)


def planted(content: dict[str, Any]) -> dict[str, str]:
    """Put a word in the place of each text, also where a sentence that was frozen repeats it: the words, by the texts."""
    words: dict[str, str] = {}
    for row, key in list(texts_of_people(content)):
        old = row[key]["es"] if isinstance(row[key], dict) else row[key]
        if old:
            word = words.setdefault(old, f"Ñandú{len(words)}ñ")
            row[key] = dict.fromkeys(row[key], word) if isinstance(row[key], dict) else word
    repeated = sorted((old for old in words if len(old) > 4), key=len, reverse=True)
    for sentence in sentences(content):
        for old in repeated:
            sentence["en"] = sentence["en"].replace(old.rstrip(". "), words[old])
    return words


def texts_of_people(content: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each text that is written once, in one language: the row that holds it, and under which name."""
    activities, rounds = content["activities"], content["consultation"]["rounds"]
    indicators = list(content["indicators"])
    series = [each for row in indicators for each in row["definition"]["series"]]
    decisions = [each for session in content["review"]["sessions"] for each in session["decisions"] if each["made"]]
    told = [
        said["words"] for row in indicators if row["definition"]["kind"]["code"] == "NARRATIVE"
        for said in row["figures"]["series"][0]["by_institution"] if said["words"]
    ]  # fmt: skip
    for row in content["answers"]:
        row["language"] = row["language"] and "es"
    for rows, keys in (
        ([content["edition"]["issued_by"]], ("post",)),
        ([activities], ("act",)),
        (activities["institutions"], ("reason",)),
        (activities["rows"], ("title", "post", "product")),
        (content["budget"]["lines"], ("reason", "source")),
        (content["agreements"], ("text",)),
        (content["answers"], ("reason", "narrative")),
        (content["evidence"], ("name", "number", "item")),
        ([each["made"] for each in decisions], ("act",)),
        ([row["definition"] for row in indicators], ("act",)),
        ([target for each in series for target in each["targets"]], ("act", "source")),
        ([start for each in series for start in each["baselines"]], ("source",)),
        (content["retired"], ("act",)),
        (told, ("text",)),
        ([seat for each in rounds for seat in each["seats"]], ("reference",)),
        ([remark for each in rounds for seat in each["seats"] for remark in seat["remarks"]], ("text", "reply")),
        ([content["corrections"]], ("reason",)),
    ):
        yield from ((row, key) for row in rows for key in keys if row.get(key))


def sentences(content: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Those that were frozen whole."""
    yield from (row["generated"] for row in content["layout"])
    for row in content["indicators"]:
        for series in row["figures"]["series"]:
            yield from (each["text"] for each in series["explanation"]["sentences"])


# --- What each copy says, and in which language ---


def in_page(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    with override("en"):
        page, document = Page(), compose(content, "en", sha256="0" * 64)
        for part in ("document_head", "document_facts", "document"):
            page.feed(render_to_string(f"reports/parts/{part}.html", {"document": document}))
    yield from page.found


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.spoken: list[tuple[str, str]] = [("", "en")]
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "path", "line", "rect", "circle", "polyline", "use"):
            self.spoken.append((tag, dict(attrs).get("lang") or self.spoken[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        if self.spoken[-1][0] == tag:
            self.spoken.pop()

    def handle_data(self, data: str) -> None:
        self.found.append((data, self.spoken[-1][1]))


def in_docx(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    body = docx.Document(io.BytesIO(report_docx(content, "en", sha256="0" * 64))).element.body
    for run in body.iter(qn("w:r")):
        lang = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
        yield (
            "".join(text.text or "" for text in run.iter(qn("w:t"))),
            "en" if lang is None else lang.get(qn("w:val"))[:2],
        )


def in_pdf(pdf: bytes) -> Iterator[tuple[str, str]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        marked = {page.obj.objgen: marked_text(page) for page in opened.pages}
        own = {page.obj.objgen: marked_languages(page) for page in opened.pages}
        waiting: list[tuple[Any, str, Any]] = [(opened.Root.StructTreeRoot.K, str(opened.Root.Lang)[:2], None)]
        while waiting:
            node, language, page = waiting.pop()
            if isinstance(node, pikepdf.Array):
                waiting += [(each, language, page) for each in node]
            elif isinstance(node, pikepdf.Dictionary):
                page = node.get("/Pg", page)
                language = str(node.get("/Lang", language))[:2]
                waiting.append((node.get("/K", node.get("/MCID")), language, page))
            elif node is not None:
                yield marked[page.objgen].get(int(node), ""), own[page.objgen].get(int(node), language)


def marked_languages(page: pikepdf.Page) -> dict[int, str]:
    """Those that the marked parts of a page say themselves; of the others the structure says it."""
    begun = (operands[1] for operands, _operator in pikepdf.parse_content_stream(page, "BDC"))
    return {int(each.MCID): str(each.Lang)[:2] for each in begun if "/MCID" in each and "/Lang" in each}


def test_every_word_of_a_person_is_spanish_in_every_english_copy(said: Said) -> None:
    copies = {
        "page": list(in_page(said.content)),
        "docx": list(in_docx(said.content)),
        "pdf": list(in_pdf(report_pdf(said.content, "en", sha256="0" * 64))),
        "brief": list(in_pdf(brief_pdf(said.content, "en", sha256="0" * 64))),
    }
    unsaid = {
        name: sorted({w for text, lang in copy if lang != "es" for w in WORD.findall(text)})
        for name, copy in copies.items()
    }
    assert unsaid == {key: [] for key in copies}
    shown = {name: {w for text, _lang in copy for w in WORD.findall(text)} for name, copy in copies.items()}
    assert len(said.words - shown["page"]) < 4 < len(shown["page"]), said.words - shown["page"]
    assert shown["page"] == shown["docx"] == shown["pdf"]
    unread = {text for text, lang in copies["page"] if lang == "es" and not WORD.fullmatch(text)}
    assert len(unread) < 12, unread  # names of the State and what the world wrote in both languages alike


def test_a_spanish_copy_marks_no_word_of_those(said: Said) -> None:
    document = compose(said.content, "es", sha256="0" * 64)
    assert said.words
    assert not [each for each in map(str, document.sections) if any(lang for _text, lang in runs(each) if lang == "es")]


def test_no_mark_is_left_in_a_sheet(said: Said) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(report_workbook(said.content, "en", "0" * 64)))
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert [cell for cell in cells if WORD.search(cell)]
    assert [cell for cell in cells if plain(cell) != cell] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("alone", [("alone", "")]),
        (in_language("todo", "es"), [("todo", "es")]),
        (f"a {in_language('b', 'es')} c", [("a ", ""), ("b", "es"), (" c", "")]),
        (in_language("a\n\nb", "es") + in_language("c", "en"), [("a", "es"), ("\n\n", ""), ("b", "es"), ("c", "en")]),
        (in_language(in_language("x", "en"), "es"), [("x", "es")]),  # nobody smuggles a language in
        (in_language("", "es"), []),
        (in_language(FORMULA, "es"), [(FORMULA, "es")]),
    ],
)
def test_parts_of_a_text(text: str, parts: list[tuple[str, str]]) -> None:
    assert runs(text) == parts
    assert plain(text) == "".join(part for part, _language in parts)
