"""That an edition corrects another stands on its first page, in every format that has one: which, how many facts, and why."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from docx import Document as WordFile

from documents.spoken import plain
from reports.aftermath.correcting import open_correction
from reports.drafting.laying import content_of
from reports.edition.blocks import Callout, Table
from reports.edition.composing import compose
from reports.edition.corrections import SHORT_REASON, correction
from reports.edition.outside import outside
from reports.edition.reading import Snapshot
from reports.edition.typesetting import report_pdf
from reports.files.brief import brief_pdf
from reports.files.word_report import report_docx
from tests.cast import Cast
from tests.reports.aftermath.drifted import LATER, issued, validate_the_navy
from tests.reports.worlds.report import make_world

pytestmark = pytest.mark.django_db
DIGEST = "0123456789abcdef" * 4
REASON = "Llegó la validación de la Marina."


@pytest.fixture
def content(cast: Cast) -> dict[str, Any]:
    """A preview of the correction: the navy's 99 hours were validated after the first edition."""
    world = make_world()
    first = issued(world, cast)
    validate_the_navy(world)
    return content_of(open_correction(first, REASON, language="es", by=cast.secretary, at=LATER), at=LATER)


def first_page(pdf: bytes) -> str:
    command = ["pdftotext", "-l", "1", "-raw", "-", "-"]
    return " ".join(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().split())


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "Corrige el IC-2026-0001: 8 datos cambian"), ("en", "It corrects IC-2026-0001: 8 facts change")],
)
def test_brief_cover_page_and_summary_say_it(content: dict[str, Any], language: str, said: str) -> None:
    for pdf in (brief_pdf, report_pdf):
        page = first_page(pdf(content, language, sha256=DIGEST))
        assert said in page
        assert REASON in page
    document = compose(content, language, sha256=DIGEST)
    head = render_to_string("reports/parts/document_head.html", {"document": document})
    assert said in head
    assert REASON in head
    opening = document.sections[0].blocks[0]
    assert isinstance(opening, Callout)
    assert (opening.title, plain(opening.text)) == (said, REASON)
    word = WordFile(BytesIO(report_docx(content, language, sha256=DIGEST)))
    assert [each.text for each in word.paragraphs].count(said) == 2  # on the cover, and above the summary


def test_the_number_is_that_of_the_annex(content: dict[str, Any]) -> None:
    annex = next(each for each in compose(content, "es", sha256=DIGEST).sections if each.anchor == "corrections")
    (table,) = (block for block in annex.blocks if isinstance(block, Table))
    assert len(table.rows) == 8


def test_one_fact_and_none_have_words_of_their_own(content: dict[str, Any]) -> None:
    changes = content["corrections"]["changes"]
    content["corrections"]["changes"] = changes[:1]
    assert headline(content) == "Corrige el IC-2026-0001: 1 dato cambia"
    content["corrections"]["changes"] = []
    assert headline(content) == "Corrige el IC-2026-0001: ninguna cifra cambia"


def headline(content: dict[str, Any]) -> str:
    with override("es"):
        said = correction(Snapshot(content, "es"))
    assert said is not None
    return said.title


def test_a_long_reason_is_shortened_on_the_cover_and_whole_in_the_annex(content: dict[str, Any]) -> None:
    reason = "Se corrige porque llegó tarde. " * 60
    content["corrections"]["reason"] = reason
    document = compose(content, "es", sha256=DIGEST)
    assert document.correction is not None
    assert len(document.correction.text) <= SHORT_REASON
    assert document.correction.text.endswith(" …")
    annex = next(each for each in document.sections if each.anchor == "corrections")
    assert reason in str(annex.blocks)


def test_the_annex_for_outside_readers_says_that_it_is_corrected_and_not_why(content: dict[str, Any]) -> None:
    document = outside(content, "es", sha256=DIGEST)
    assert document.correction is not None
    assert document.correction.title == "Corrige el IC-2026-0001: 8 datos cambian"
    assert REASON not in document.correction.text


def test_an_edition_that_corrects_none_says_nothing_of_it(cast: Cast) -> None:
    document = compose(issued(make_world(), cast).content, "es", sha256=DIGEST)
    assert document.correction is None
    assert "notice" not in render_to_string("reports/parts/document_head.html", {"document": document})
