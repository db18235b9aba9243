"""The files of reports over several semesters: workbook, brief and annex say the numbers of the year, the annex none of one institution."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.edition.composing import compose
from reports.edition.outside import outside
from reports.edition.stripped import stripped
from reports.files.brief import brief_data
from reports.files.making import kinds_of
from reports.files.workbook.making import report_workbook
from tests.reports.report_kinds.test_kinds_printed import make_year_world
from tests.reports.worlds.span import SpanWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> dict[str, Any]:
    world: SpanWorld = make_year_world()
    return world.content()


def sheet(content: dict[str, Any], title: str) -> list[dict[str, Any]]:
    book = load_workbook(io.BytesIO(report_workbook(content, "en", "0" * 64)))
    headings, *rows = [list(row) for row in book[title].iter_rows(values_only=True)]
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def test_workbook_has_the_figure_of_the_year_and_its_change(content: dict[str, Any]) -> None:
    flow, stock = sheet(content, "All the semesters")
    said = [
        flow[name] for name in ("Code", "Semesters", "Value", "Answers with a value", "Answers expected", "Partial")
    ]
    assert said == ["PREV-1.1.1", "2026", 13, 3, 4, "yes"]
    change = [
        flow[name]
        for name in ("Compared with", "Before, comparable", "Now, comparable", "Change", "Institutions compared")
    ]
    assert change == ["2025", 3, 7, 4, 1]
    assert (flow["Of the others, before"], flow["Of the others, now"]) == (10, 6)
    assert (stock["Code"], stock["Value"], stock["Followed until"]) == ("PREV-1.2.1", None, "2026\u00a0H1")


def test_workbook_has_the_coverage_of_each_semester(content: dict[str, Any]) -> None:
    rows = sheet(content, "Coverage by semester")
    names = ("Institution", "Semester", "Expected", "Received", "On time", "Validated")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("EP", "2026\u00a0H1", 2, 2, 2, 2),
        ("EP", "2026\u00a0H2", 1, 1, 1, 1),
        ("MGP", "2026\u00a0H1", 1, 1, 1, 1),
        ("MGP", "2026\u00a0H2", 1, 0, 0, 0),
        ("Total", "2026", 5, 4, 4, 4),
    ]


def test_brief_counts_the_year(content: dict[str, Any]) -> None:
    data = brief_data(content, compose(content, "en", with_sections=False), sha256="")
    assert [value for _label, value, _note in data["figures"]][:3] == ["4 of 5", "4 of 5", "4 of 5"]
    assert "4 of the 5 reports expected were received; 4 on time and 0 late." in data["findings"]


def test_annex_counts_the_year_and_holds_no_figure_of_one_institution(content: dict[str, Any]) -> None:
    """Of 2026-II only EP reported PREV-1.1.1: its 4 is left out, and so is the sum of the year that would tell it."""
    kept = stripped(content)["span"]
    assert kept["coverage"]["total"]["submitted"] == 4
    assert "institutions" not in kept["coverage"] or kept["coverage"]["institutions"] == []
    (series,) = next(row["series"] for row in kept["indicators"] if row["code"] == "PREV-1.1.1")
    assert series["points"] == []
    assert series["figure"]["value"] is None
    text = " ".join(str(block) for section in outside(content, "en").sections for block in section.blocks)
    assert "4 of the 5 reports expected were received" in text


def test_every_file_of_a_year_is_made(content: dict[str, Any]) -> None:
    made = {(kind.part, kind.format): kind.make(content, "es", "0" * 64) for kind in kinds_of(content)}
    assert len(made) == len(kinds_of(content))
    assert all(made.values())
