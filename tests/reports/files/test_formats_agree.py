"""Every figure and row of a report is the same in its page, its PDF, its DOCX and its workbook, and all are those of its snapshot.

Each format is read back by itself. The world has every kind of indicator and every edge: tests/reports/worlds/edges.py.
"""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from documents.storing import open_verified
from reports.consulting.as_content import what_is_put
from reports.files.making import DOCX, PDF, XLSX
from reports.issued import issuing
from reports.models import ReportEdition
from tests.cast import make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories.reports import adopt_draft, issue
from tests.reports.expected.charts import chart_mismatches, drawn_mismatches, sheet_mismatches
from tests.reports.expected.committee import committee_mismatches
from tests.reports.expected.figures import Row, frozen_numbers, mismatches
from tests.reports.expected.workbook import workbook_mismatches
from tests.reports.read_back.charts import read_charts
from tests.reports.read_back.drawn import read_drawn
from tests.reports.read_back.files import Read, read_docx, read_page, read_pdf
from tests.reports.worlds.edges import CUT_OFF, make_edges_world
from tests.reports.worlds.edges_committee import corrected

pytestmark = pytest.mark.django_db
LANGUAGES = ("es", "en")
READERS: dict[str, Callable[[bytes], Read]] = {PDF: read_pdf, DOCX: read_docx}


@dataclass(frozen=True, slots=True)
class Issued:
    """An edition, its page in each language, and its files by part, format and language."""

    content: Row
    pages: dict[str, Read]
    files: dict[tuple[str, str, str], bytes]

    def documents(self, language: str) -> dict[str, Read]:
        """The report itself in every format that is read as a document."""
        read = {"page": self.pages[language]}
        for (part, kind, spoken), content in self.files.items():
            if part == "report" and spoken == language and kind in READERS:
                read[kind] = READERS[kind](content)
        return read


@pytest.fixture(scope="module")
def issued(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Issued]:
    with kept_for_a_module(django_db_blocker), time_machine.travel(CUT_OFF, tick=False):
        cast, world = make_cast(), make_edges_world()
        first = issue(world.plan, world.period, by=cast.secretary, at=CUT_OFF)
        draft = corrected(world, first, cast.secretary.posts[0])
        adopt_draft(draft, by=cast.secretary, at=CUT_OFF, content=what_is_put(draft, at=CUT_OFF))
        edition = issuing.issue(draft, by=cast.secretary, at=CUT_OFF)
        yield Issued(edition.content, pages_of(edition, cast.secretary), files_of(edition))


def pages_of(edition: ReportEdition, reader: Any) -> dict[str, Read]:
    client = SignIn()(reader)
    addresses = {"es": f"/informes/{edition.code}/", "en": f"/en/informes/{edition.code}/"}
    return {language: read_page(client.get(address).content.decode()) for language, address in addresses.items()}


def files_of(edition: ReportEdition) -> dict[tuple[str, str, str], bytes]:
    files = edition.files.select_related("stored_file")
    return {(each.part, each.format, each.language): open_verified(each.stored_file) for each in files}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_snapshot_stands_in_its_place_in_every_document(issued: Issued, language: str) -> None:
    found = {name: mismatches(issued.content, language, read) for name, read in issued.documents(language).items()}
    assert found == {name: [] for name in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_committee_did_stands_in_every_document(issued: Issued, language: str) -> None:
    found = {
        name: committee_mismatches(issued.content, language, read) for name, read in issued.documents(language).items()
    }
    assert found == {name: [] for name in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_of_the_workbook_is_the_snapshot_s(issued: Issued, language: str) -> None:
    assert workbook_mismatches(issued.content, language, issued.files["report", XLSX, language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_of_the_docx_show_the_snapshot_and_their_sheets_hold_it(issued: Issued, language: str) -> None:
    charts = read_charts(issued.files["report", DOCX, language])
    assert len(charts) > 15
    assert chart_mismatches(issued.content, language, charts) == []
    assert sheet_mismatches(charts) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_of_the_pdf_go_where_the_snapshot_says(issued: Issued, language: str) -> None:
    charts = read_drawn(issued.files["report", PDF, language])
    assert drawn_mismatches(issued.content, charts) == []
    assert sum(each.has_axis for each in charts) > 7
    assert sum(bool(each.glyphs) and not each.has_axis for each in charts) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_have_the_tables_of_the_page_cell_by_cell(issued: Issued, language: str) -> None:
    documents = issued.documents(language)
    wanted = [plain_rows(table.rows) for table in documents.pop("page").tables]
    assert len(wanted) > 20
    for name, read in documents.items():
        found = [plain_rows(each.rows) for each in read.tables]
        assert [rows for rows in wanted if rows not in found] == [], name
        assert [rows for rows in found if rows not in wanted] == [], name


def plain_rows(rows: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    """Cells without spaces and hyphens, since where a line breaks is no matter, and without the sign of a state before its word."""
    return [[re.sub(r"^\W(?=[A-Z])", "", re.sub(r"[\s\u00ad\u2010-]", "", cell)) for cell in row] for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_prints_the_numbers_of_the_page_and_no_other(issued: Issued, language: str) -> None:
    documents = issued.documents(language)
    page = documents.pop("page")
    known = numbers_in(page.text)
    assert len(known) > 100
    for name, read in documents.items():
        assert numbers_in(read.text) == known, name


def numbers_in(text: str) -> set[str]:
    """Numbers with their separators. Digests, which some break into groups, codes and addresses are none."""
    text = re.sub(r"https?://\S+", "", text)
    return set(re.findall(r"(?<![\w.,-])[+\u2212]?\d{1,3}(?:[ ,]\d{3})*(?:[.,]\d+)?(?![\w-])", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_brief_and_annex_print_no_number_that_neither_snapshot_nor_report_has(issued: Issued, language: str) -> None:
    known = numbers_in(issued.pages[language].text) | frozen_numbers(issued.content, language)
    others = {
        (part, kind): READERS[kind](content)
        for (part, kind, spoken), content in issued.files.items()
        if part != "report" and spoken == language and kind in READERS
    }
    assert {part for part, _kind in others} == {"brief", "annex"}
    for name, read in others.items():
        found = numbers_in(read.text)
        assert len(found) > 5
        assert found - known == set(), name


# --- The check can fail ---


def change_of(path: str, value: str) -> Callable[[Row], None]:
    """Sets what stands at a path of keys and places, which must be there and be another."""

    def apply(content: Row) -> None:
        *way, last = [int(key) if key.isdigit() else key for key in path.split("/")]
        place: Any = content
        for key in way:
            place = place[key]
        assert place[last] is not None
        place[last] = type(place[last])(value)

    return apply


SERIES = "indicators/{}/figures/series/0"
CHANGED = {
    "figure": change_of(SERIES.format(0) + "/figure/value", "1234568"),
    "numerator": change_of(SERIES.format(8) + "/figure/numerator", "3"),
    "reach": change_of(SERIES.format(0) + "/figure/reported", "3"),
    "institution": change_of(SERIES.format(1) + "/by_institution/0/value", "6"),
    "zero": change_of(SERIES.format(0) + "/by_institution/3/value", "1"),
    "category": change_of(SERIES.format(0) + "/by_category/0/rows/0/women", "4568"),
    "before": change_of(SERIES.format(2) + "/change/before", "5"),
    "change": change_of(SERIES.format(1) + "/change/difference", "-12"),
    "target": change_of(SERIES.format(0) + "/judgement/target/value", "2500001"),
    "expected": change_of(SERIES.format(0) + "/judgement/expected", "2500001"),
    "coverage": change_of("record/rows/0/coverage/submitted", "9"),
    "budget": change_of("budget/lines/0/amounts/modified/sum", "1750000.51"),
    "goal": change_of("un_strategy/goals/contingents/1/percent", "9.5"),
}


OF_THE_COMMITTEE = {
    "answered": change_of("requests/rows/1/standing", "in_time"),
    "days": change_of("requests/rows/0/days", "3"),
    "last day": change_of("agreements/1/due_on", "2026-08-30"),
    "overdue": change_of("agreements/1/standing", "open"),
    "agreement": change_of("agreements/2/text", "Coordinar."),
    "document": change_of("evidence/0/sha256", "0" * 64),
    "text": change_of("answers/2/narrative", "Otro."),
    "put off": change_of("review/sessions/0/decisions/2/rationale/es", "Otro."),
    "silence": change_of("consultation/rounds/0/seats/2/answer", "agrees"),
    "reply": change_of("consultation/rounds/0/seats/1/remarks/1/reply", "Otra."),
    "called off": change_of("consultation/called_off/0/reason", "Otro motivo."),
    "correction": change_of("corrections/changes/0/where/es", "37"),
}


@pytest.mark.parametrize("name", OF_THE_COMMITTEE)
def test_a_row_of_the_committee_that_is_another_is_found_in_every_format(issued: Issued, name: str) -> None:
    content = copy.deepcopy(issued.content)
    OF_THE_COMMITTEE[name](content)
    assert json.dumps(content) != json.dumps(issued.content)
    for format_, read in issued.documents("es").items():
        assert committee_mismatches(content, "es", read), format_
    assert workbook_mismatches(content, "es", issued.files["report", XLSX, "es"])


@pytest.mark.parametrize("name", CHANGED)
def test_a_number_that_is_another_is_found_in_every_format(issued: Issued, name: str) -> None:
    """The negative control: against a snapshot in which one number differs, no format agrees."""
    content = copy.deepcopy(issued.content)
    CHANGED[name](content)
    assert json.dumps(content) != json.dumps(issued.content)
    for format_, read in issued.documents("es").items():
        assert mismatches(content, "es", read), format_
    assert workbook_mismatches(content, "es", issued.files["report", XLSX, "es"])


CHARTED = {
    "before": change_of(SERIES.format(2) + "/change/before", "5"),
    "semester": change_of(SERIES.format(1) + "/history/0/figure/value", "24"),
    "part": change_of(SERIES.format(8) + "/history/1/figure/numerator", "1"),
    "whole or partial": change_of(SERIES.format(1) + "/history/0/figure/is_partial", ""),
    "coverage": change_of("record/rows/0/cells/PREV-1.1.1/state", "missing"),
    "goal": change_of("un_strategy/goals/contingents/1/percent", "9.5"),
}


@pytest.mark.parametrize("name", CHARTED)
def test_a_number_that_is_another_is_found_in_the_charts(issued: Issued, name: str) -> None:
    content = copy.deepcopy(issued.content)
    CHARTED[name](content)
    assert json.dumps(content) != json.dumps(issued.content)
    assert chart_mismatches(content, "es", read_charts(issued.files["report", DOCX, "es"]))


@pytest.mark.parametrize("name", ["semester", "part"])
def test_a_line_of_the_pdf_that_goes_elsewhere_is_found(issued: Issued, name: str) -> None:
    content = copy.deepcopy(issued.content)
    CHARTED[name](content)
    assert drawn_mismatches(content, read_drawn(issued.files["report", PDF, "es"]))


def test_a_sheet_with_another_number_than_its_chart_is_found(issued: Issued) -> None:
    chart = read_charts(issued.files["report", DOCX, "es"])[-1]
    *rows, (name, value, *others) = chart.sheet
    assert value
    changed = dataclasses.replace(chart, sheet=(*rows, (name, float(value) + 1e-9, *others)))
    assert (sheet_mismatches([chart]), len(sheet_mismatches([changed]))) == ([], 1)
