"""An institution's own report of a year and of several semesters: its figures by hand, and nothing of anybody else in any byte."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.models import Commitment
from measurements.answer.refusals import WrongState
from reports import snapshot
from reports.aftermath.correcting import open_correction
from reports.aftermath.drift import drift_of
from reports.drafting.opening import AlreadyOpen, open_draft
from reports.edition.blocks import Bullets, Table, Text
from reports.edition.composing import compose
from reports.issued import issuing
from reports.models import ReportEdition
from tests.cast import Cast
from tests.reports.report_kinds.own_span_world import make_own_span_world, own_scope
from tests.reports.report_kinds.test_own_report import found_in, words_in
from tests.reports.worlds.span import AT, SpanWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> SpanWorld:
    return make_own_span_world(cast)


def content(world: SpanWorld, cast: Cast, *semesters: str) -> dict[str, Any]:
    return snapshot.freeze(snapshot.build(own_scope(world, cast, *semesters), at=AT)).content


def of_span(content: dict[str, Any], code: str) -> dict[str, Any]:
    row = next(each for each in content["span"]["indicators"] if each["code"] == code)
    found: dict[str, Any] = row["series"][0]
    return found


def tables(content: dict[str, Any], language: str, anchor: str) -> dict[str, list[list[str]]]:
    (section,) = (each for each in compose(content, language).sections if each.anchor == anchor)
    return {
        each.caption: [[cell.text for cell in row] for row in each.rows]
        for each in section.blocks
        if isinstance(each, Table)
    }


def said(content: dict[str, Any], language: str, anchor: str) -> list[str]:
    (section,) = (each for each in compose(content, language).sections if each.anchor == anchor)
    return [
        line
        for each in section.blocks
        for line in (each.items if isinstance(each, Bullets) else [each.text] if isinstance(each, Text) else [])
    ]


# --- Its figures ---


def test_figures_of_the_year_are_the_institution_s(cast: Cast, world: SpanWorld) -> None:
    """3 + 4; the stock is that of the end; what was asked of it until 2026-I is 2; zero and no data add zero, of one answer of two."""
    found = content(world, cast)
    assert [each["code"] for each in found["span"]["indicators"]] == [
        "PREV-1.1.1", "PREV-1.2.1", "PREV-1.3.1", "PREV-1.4.1",
    ]  # fmt: skip
    figures = {
        each["code"]: each["series"][0]["figure"] and each["series"][0]["figure"]["value"]
        for each in found["span"]["indicators"]
    }
    assert figures == {"PREV-1.1.1": "7", "PREV-1.2.1": "8", "PREV-1.3.1": "2", "PREV-1.4.1": "0"}
    points = {
        code: [point["figure"] and point["figure"]["value"] for point in of_span(found, code)["points"]]
        for code in figures
    }
    assert points == {
        "PREV-1.1.1": ["3", "4"],
        "PREV-1.2.1": [None, "8"],
        "PREV-1.3.1": ["2", None],
        "PREV-1.4.1": ["0", None],
    }
    assert of_span(found, "PREV-1.2.1")["points"][0]["is_followed"] is False
    assert of_span(found, "PREV-1.4.1")["points"][1]["is_followed"] is True


def test_change_and_target_are_the_institution_s(cast: Cast, world: SpanWorld) -> None:
    """3 → 7 since the year before; 7 of the 10 that were set for it: 70 %."""
    series = of_span(content(world, cast), "PREV-1.1.1")
    assert (series["change"]["before"], series["change"]["after"], series["change"]["of"]) == ("3", "7", 1)
    assert series["change"]["added_before"] is series["change"]["added_after"] is None
    (judged,) = series["judged"]
    assert (judged["target"]["value"], judged["pace"]["raw_percent"]) == ("10", "70")


def test_coverage_is_of_its_own_reports(cast: Cast, world: SpanWorld) -> None:
    """2026-I: three asked of it, all sent; 2026-II: three, all sent, one without data. Its record shows all four semesters."""
    found = content(world, cast, "2025-I", "2026-II")
    counts = [
        (each["period"], each["expected"], each["submitted"], each["with_data"])
        for each in found["span"]["coverage"]["periods"]
    ]
    assert counts == [("2025-I", 3, 3, 3), ("2025-II", 3, 2, 2), ("2026-I", 3, 3, 3), ("2026-II", 3, 3, 2)]
    assert [each["institution"] for each in found["span"]["coverage"]["institutions"]] == ["EP"]
    assert [each["period"] for each in found["own"]["semesters"]] == ["2025-I", "2025-II", "2026-I", "2026-II"]
    assert found["checks"][0] == {"kind": "not_reported", "count": 1, "codes": ["2025-II"]}


def test_each_year_has_its_own_activities_and_budget(cast: Cast, world: SpanWorld) -> None:
    found = content(world, cast, "2025-II", "2026-I")
    (before,) = found["span"]["years"]
    for year, amount in ((before, "500"), (found, "700")):
        assert [each["title"]["es"] for each in year["activities"]["rows"]] == ["Curso"]
        assert [each["amounts"]["initial"]["sum"] for each in year["budget"]["lines"]] == [amount]


# --- What it says ---


def test_semesters_stand_under_one_another_and_tell_what_was_not_asked(cast: Cast, world: SpanWorld) -> None:
    found = tables(content(world, cast), "es", "progress")
    assert found["PREV-1.1.1, semestre a semestre"] == [
        ["2026-I", "3", "", "No exigible en el semestre"],
        ["2026-II", "4", "", "Rezagado"],
        ["2026", "7", "Suma de sus semestres; 2 de 2 respuestas", "Rezagado"],
    ]
    assert found["PREV-1.2.1, semestre a semestre"] == [
        ["2026-I", "–", "No se pidió a la institución", "–"],
        ["2026-II", "8", "", "Sin meta"],
        ["2026", "8", "Al final, 2026-II", "–"],
    ]
    assert found["PREV-1.3.1, semestre a semestre"][1] == ["2026-II", "–", "No se pidió a la institución", "–"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_texts_speak_of_one_institution(cast: Cast, world: SpanWorld, language: str) -> None:
    found = content(world, cast)
    words = repr(compose(found, language))
    for others in (
        "instituciones comparables",
        "comparable institution",
        "Ninguna institución",
        "some institution",
        "alguna institución",
        "No institution",
        "like for like",
    ):
        assert others not in words
    assert "Se le pidió desde 2026-II." in said(found, "es", "progress")
    assert "Asked of it until 2026\u00a0H1." in said(found, "en", "progress")
    assert len([each for each in tables(found, language, "method") if "2026" in each]) == 0


def test_title_says_the_year_or_the_semesters(cast: Cast, world: SpanWorld) -> None:
    titles = [
        compose(content(world, cast, *semesters), "es").title
        for semesters in (("2026-I", "2026-II"), ("2025-II", "2026-I"))
    ]
    assert titles == [
        "Informe propio de cumplimiento 2026: Institución EP",
        "Informe propio de cumplimiento 2025-II a 2026-I: Institución EP",
    ]


def test_an_institution_that_owes_nothing_at_the_end_says_so(cast: Cast, world: SpanWorld) -> None:
    """Nothing of 2026-II was asked of it or answered: its report of the year tells of what it owed before."""
    last = world.periods["2026-II"]
    Commitment.objects.filter(institution=cast.army, from_period=last).delete()
    Commitment.objects.filter(institution=cast.army).update(until_period=world.periods["2026-I"])
    cast.army.measurements.filter(period=last).delete()
    found = content(world, cast)
    assert found["indicators"] == []
    assert {each["code"] for each in found["span"]["indicators"]} == {"PREV-1.1.1", "PREV-1.3.1", "PREV-1.4.1"}
    texts = repr(compose(found, "es"))
    assert "En 2026-II no se pidió ningún indicador a la institución." in texts
    assert "ningún indicador vigente" not in texts


# --- Nothing of another ---


@pytest.mark.parametrize("semesters", [("2026-I", "2026-II"), ("2025-II", "2026-I"), ("2025-I", "2026-II")])
def test_content_holds_nothing_of_another_institution(cast: Cast, world: SpanWorld, semesters: tuple[str, str]) -> None:
    assert found_in(words_in(content(world, cast, *semesters))) == []


# --- Issuing ---


def issued(world: SpanWorld, cast: Cast, *semesters: str) -> ReportEdition:
    return issuing.issue(
        open_draft(own_scope(world, cast, *semesters), by=cast.approver, at=AT), by=cast.approver, at=AT
    )


def test_each_span_is_a_report_of_its_own(cast: Cast, world: SpanWorld) -> None:
    semester, year = issued(world, cast, "2026-II", "2026-II"), issued(world, cast)
    assert [(each.number, each.first_period.code, each.adopted_in) for each in (semester, year)] == [
        (1, "2026-II", None), (1, "2026-I", None),
    ]  # fmt: skip
    with pytest.raises(WrongState):
        open_draft(own_scope(world, cast), by=cast.approver, at=AT)
    open_draft(own_scope(world, cast, "2025-II", "2026-II"), by=cast.approver, at=AT)
    with pytest.raises(AlreadyOpen):
        open_draft(own_scope(world, cast, "2025-II", "2026-II"), by=cast.approver, at=AT)


def test_drift_of_an_earlier_semester_is_told_and_corrected(cast: Cast, world: SpanWorld) -> None:
    """The Navy changes a value and nothing is told; the Army's of 2026-I is 6, and so the year's 10."""
    year = issued(world, cast)
    answers = world.plan.indicators.get(code="PREV-1.1.1").measurements.filter(period__code="2026-I")
    answers.get(institution=cast.navy).values.update(value=1)
    assert not drift_of(year, at=AT).has_drifted
    answers.get(institution=cast.army).values.update(value=6)
    assert drift_of(year, at=AT).has_drifted
    draft = open_correction(year, "Se corrige un semestre.", language="es", by=cast.approver, at=AT)
    second = issuing.issue(draft, by=cast.approver, at=AT)
    assert of_span(second.content, "PREV-1.1.1")["figure"]["value"] == "10"
    assert second.supersedes == year
    changed = {(each["before"]["es"], each["after"]["es"]) for each in second.content["corrections"]["changes"]}
    assert ("7", "10") in changed
