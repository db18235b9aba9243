"""An own report of several semesters is the same in its page, its PDF, its DOCX and its workbook, and nothing of another is in any."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from reports.files.making import DOCX, PDF, XLSX
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.reports.files.test_formats_agree import files_of, numbers_in, pages_of, plain_rows
from tests.reports.read_back.files import Read, read_docx, read_pdf
from tests.reports.report_kinds.own_span_world import make_own_span_world
from tests.reports.report_kinds.test_own_report import found_in, text_of
from tests.reports.report_kinds.test_own_report_over_semesters import issued
from tests.reports.worlds.span import AT

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Issued:
    content: dict[str, Any]
    pages: dict[str, Read]
    files: dict[tuple[str, str, str], bytes]


@pytest.fixture(scope="module")
def edition(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Issued]:
    with kept_for_a_module(django_db_blocker), time_machine.travel(AT, tick=False):
        cast = make_cast()
        made = issued(make_own_span_world(cast), cast, "2025-II", "2026-II")
        yield Issued(made.content, pages_of(made, cast.approver), files_of(made))


@pytest.mark.parametrize("language", ["es", "en"])
def test_documents_have_the_tables_and_numbers_of_the_page(edition: Issued, language: str) -> None:
    page = edition.pages[language]
    wanted = [plain_rows(each.rows) for each in page.tables]
    for kind, reader in ((PDF, read_pdf), (DOCX, read_docx)):
        read = reader(edition.files["report", kind, language])
        assert [plain_rows(each.rows) for each in read.tables] == wanted, kind
        assert numbers_in(read.text) == numbers_in(page.text), kind


@pytest.mark.parametrize("language", ["es", "en"])
def test_page_prints_every_figure_of_every_semester(edition: Issued, language: str) -> None:
    """From the snapshot alone: of each series a line a semester with its value, and one of all."""
    for row in edition.content["span"]["indicators"]:
        (series,) = row["series"]
        figures = [*(point["figure"] for point in series["points"]), series["figure"]]
        values = [figure["value"] for figure in figures if figure and figure["value"]]
        assert values
        place = edition.pages[language].under(f"{row['code']} ·")
        lines = [line for line in place.rows if line[0].replace("\u00a0", " ")[:2] == "20"]
        printed = [line[1] for line in lines]
        assert [value for value in values if value not in printed] == [], row["code"]


@pytest.mark.parametrize(
    ("language", "sheet", "heading"), [("es", "Conjunto de semestres", "Valor"), ("en", "All the semesters", "Value")]
)
def test_workbook_holds_the_figure_of_all_semesters(edition: Issued, language: str, sheet: str, heading: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(edition.files["report", XLSX, language]))
    heads, *rows = book[sheet].iter_rows(values_only=True)
    found = {row[0]: dict(zip(heads, row, strict=True))[heading] for row in rows}
    wanted = {
        row["code"]: row["series"][0]["figure"] and row["series"][0]["figure"]["value"]
        for row in edition.content["span"]["indicators"]
    }
    assert {code: None if value is None else float(value) for code, value in wanted.items()} == found


def test_no_file_holds_anything_of_another_institution(edition: Issued) -> None:
    assert {part for part, _kind, _language in edition.files} == {"report"}
    for name, file in edition.files.items():
        assert found_in([text_of(file)]) == [], name
