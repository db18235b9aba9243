"""What stands behind the figures: who validated each answer, its cells as stored, its text in its language, its documents by digest."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from documents.spoken import plain, runs
from institutions.models import Appointment, User
from measurements.answer.content import CellContent, Content
from measurements.answer.evidence_change import EvidenceChange, Marks
from measurements.models import Answer, Measurement
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW
from reports.edition.blocks import Heading, Terms
from reports.edition.reading import Snapshot
from reports.edition.texts import practices
from reports.edition.typesetting import report_pdf
from reports.report_kinds.scope import ReportScope, of_semester
from reports.snapshot.answers import answers_of
from tests.cast import Cast
from tests.measurements.worlds.proving import attaching, paper
from tests.measurements.worlds.walk import HOUR, World, make_world
from tests.reports.read_back.told import blocks_in, content_of, tables_in, text_in
from tests.reports.worlds.report import make_world as make_report_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    Appointment.objects.filter(user=cast.secretary).update(post_title="Secretaria Técnica")
    return make_world(replace(cast, secretary=User.objects.get(pk=cast.secretary.pk)))


def tell(world: World, index: int, content: Content) -> Measurement:
    """Through every step, until it is validated."""
    cast = world.cast
    draft = workflow.save_draft(world.task(index), content, version=NEW, by=cast.reporter, at=world.open)
    prepared = workflow.prepare(draft, version=draft.version, by=cast.reporter, at=world.open)
    world.send(prepared)
    prepared.refresh_from_db()
    return workflow.validate(prepared, version=prepared.version, by=cast.secretary, at=world.open)


def counted(value: str, narrative: str = "", language: str = "es", evidence: EvidenceChange | None = None) -> Content:
    values = {("total", ""): CellContent(Decimal(value))}
    return Content(
        values=values, narrative=narrative, narrative_language=language, evidence=evidence or EvidenceChange()
    )


def build(world: World) -> dict[str, Any]:
    return content_of(world.period.plan, world.period, world.late + 60 * 24 * HOUR)


def test_each_answer_says_which_post_validated_it_and_when(world: World) -> None:
    tell(world, 0, counted("40"))
    world.sent(1)
    content = build(world)
    validated, sent = content["answers"]
    assert validated["validated_by"] == {
        "post": {"es": "Secretaria Técnica", "en": "Secretaria Técnica"},
        "institution": {"es": "Institución MINDEF", "en": "Institución MINDEF"},
    }
    assert (validated["status"], validated["validated_on"], validated["receipt"]) == (
        "validated", world.open.date().isoformat(), "2026-I-EP-0001",
    )  # fmt: skip
    assert (sent["status"], sent["answer"], sent["validated_by"], sent["receipt"]) == (
        "submitted", None, None, "2026-I-EP-0002",
    )  # fmt: skip
    names = [str(person) for person in (world.cast.secretary, world.cast.approver, world.cast.reporter)]
    assert not [name for name in names if name and name in str(content["answers"])]


def test_only_validated_values_are_cells(world: World) -> None:
    tell(world, 0, counted("40.5000"))
    world.sent(1, 7)
    world.draft(2, 8)
    cells = build(world)["cells"]
    assert cells == [
        {
            "indicator": "PREV-1.1.1", "period": "2026-I", "institution": "EP", "component": "total", "combination": {},
            "value": "40.5", "numerator": None, "denominator": None,
        }
    ]  # fmt: skip


def test_cells_are_long_rows_with_the_parts_of_a_proportion(cast: Cast) -> None:
    world = make_report_world()
    content = content_of(world.plan, world.period, world.period.closes_at)
    cells = {
        (cell["indicator"], *cell["combination"].values()): (cell["value"], cell["numerator"], cell["denominator"])
        for cell in content["cells"]
    }
    assert cells == {
        ("PREV-1.1.1", "women"): ("14", None, None),
        ("PREV-1.1.1", "men"): ("30", None, None),
        ("PREV-1.2.1",): ("10", None, None),
        ("PART-1.2.1", "contingent"): (None, "26", "205"),
        ("PART-1.2.1", "staff_officer"): (None, "6", "13"),
        ("PART-1.2.1", "military_observer"): (None, "5", "18"),
    }
    assert set(content["categories"]) >= {"sex", "deployment_category"}


def test_a_zero_is_a_cell_and_a_missing_value_is_none(world: World) -> None:
    tell(world, 0, counted("0"))
    tell(world, 1, Content(answer=Answer.NOT_AVAILABLE, reason="No se cuenta con el dato."))
    content = build(world)
    assert [(cell["indicator"], cell["value"]) for cell in content["cells"]] == [("PREV-1.1.1", "0")]
    said = {row["indicator"]: (row["answer"], row["reason"]) for row in content["answers"]}
    assert said == {"PREV-1.1.1": ("reported", ""), "PREV-1.2.1": ("not_available", "No se cuenta con el dato.")}


def test_what_is_corrected_is_returned_and_says_nothing(world: World) -> None:
    world.returned(0)
    (row,) = build(world)["answers"]
    assert (row["status"], row["answer"], row["narrative"]) == ("returned", None, None)


# --- Section 12 ---


def test_texts_stand_by_indicator_under_who_wrote_them_in_their_language(world: World) -> None:
    tell(world, 0, counted("40", "Se capacitó a instructoras.\n\nSegundo párrafo."))
    tell(world, 1, counted("5", "We trained instructors.", "en"))
    tell(world, 2, counted("6"))
    content = build(world)
    for language in ("es", "en"):
        blocks = blocks_in(content, "practices", language)
        assert [e.text.split(" · ")[0] for e in blocks if isinstance(e, Heading)] == ["PREV-1.1.1", "PREV-1.2.1"]
        told = [(who, plain(text), {lang for _part, lang in runs(text) if lang}) for each in blocks if isinstance(each, Terms)
                for who, text in each.items]  # fmt: skip
        assert told == [
            ("Institución EP", "Se capacitó a instructoras.\n\nSegundo párrafo.", {"es"} - {language}),
            ("Institución EP", "We trained instructors.", {"en"} - {language}),
        ]
    assert text_in(content, "practices").startswith(
        "Respuestas validadas que llevan un texto de la institución junto a su cifra: 2 de 3 (66,7 %). Tratan de 2 indicadores"
    )


@pytest.mark.parametrize(("narrative", "share"), [("", "0 de 1 (0,0 %)"), ("No hubo misiones.", "1 de 2 (50,0 %)")])
def test_what_does_not_apply_counts_among_the_answers_only_with_a_text(narrative: str, share: str) -> None:
    row = {"status": "validated", "kind": "COUNT", "indicator": "PREV-1.1.1", "institution": "EP", "period": "2025-II"}
    rows = [row | {"answer": "reported", "narrative": ""}, row | {"answer": "not_applicable", "narrative": narrative}]
    with override("es"):
        said = practices.tell(Snapshot({"answers": rows}, "es"))
    assert share in said.replace("\u00a0", " ")


def test_a_text_of_several_pages_goes_on_over_them(world: World) -> None:
    tell(world, 0, counted("40"))
    before = pages_of(report_pdf(build(world), "es", sha256="a" * 64))
    tell(world, 1, counted("40", " ".join(f"palabra{number}" for number in range(1300))))
    assert pages_of(report_pdf(build(world), "es", sha256="a" * 64)) >= before + 3


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def test_the_text_of_what_is_not_validated_is_not_in_the_report(world: World) -> None:
    draft = workflow.save_draft(
        world.task(0), counted("40", "Aún sin validar."), version=NEW, by=world.cast.reporter, at=world.open
    )
    prepared = workflow.prepare(draft, version=draft.version, by=world.cast.reporter, at=world.open)
    world.send(prepared)
    content = build(world)
    assert "Aún sin validar." not in str(content)
    assert (
        text_in(content, "practices")
        == "Aún no hay respuestas validadas, por lo que no hay textos de instituciones que mostrar."
    )


# --- The annex of documents ---


def test_documents_are_listed_by_name_and_digest_and_a_confidential_one_without_its_name(world: World) -> None:
    attached = attaching("Oficio 7", marks=Marks(official_number="OF-7"))
    hidden = attaching("Lista reservada", marks=Marks(is_confidential=True, official_number="R-1"))
    evidence = EvidenceChange(attached=(*attached.attached, *hidden.attached))
    tell(world, 0, counted("40", evidence=evidence))
    content = build(world)
    digests = {name: hashlib.sha256(paper(name)).hexdigest() for name in ("Oficio 7", "Lista reservada")}
    found = {row["sha256"]: (row["name"], row["number"], row["kind"]["code"]) for row in content["evidence"]}
    assert found == {
        digests["Oficio 7"]: ("Oficio 7.pdf", "OF-7", "document"),
        digests["Lista reservada"]: ("", "", "document"),
    }
    assert "Lista reservada" not in str(content)
    assert "R-1" not in str(content["evidence"])
    (rows,) = tables_in(content, "evidence")
    assert sorted(row[1] for row in rows) == ["Confidencial: se reserva su nombre", "Oficio 7.pdf · OF-7"]
    assert {row[3].replace(" ", "") for row in rows} == set(digests.values())


def test_a_document_of_what_is_not_validated_is_not_listed(world: World) -> None:
    draft = workflow.save_draft(
        world.task(0), counted("40", evidence=attaching("Oficio 7")), version=NEW, by=world.cast.reporter, at=world.open
    )
    prepared = workflow.prepare(draft, version=draft.version, by=world.cast.reporter, at=world.open)
    world.send(prepared)
    content = build(world)
    assert content["evidence"] == []
    assert blocks_in(content, "evidence") != []


# --- Whose, and at which cost ---


def test_an_institutions_own_report_has_only_its_own_answers(cast: Cast) -> None:
    world = make_report_world()
    said = answers_of(ReportScope(world.plan, "own", world.before, world.period, world.navy))
    assert {row["institution"] for rows in said.values() for row in rows} == {"MGP"}
    assert {row["period"] for row in said["answers"]} == {"2025-II", "2026-I"}


def test_many_answers_cost_no_more_queries_than_few(world: World) -> None:
    tell(world, 0, counted("40", evidence=attaching("Oficio 7")))
    scope = of_semester(world.period.plan, world.period)
    with CaptureQueriesContext(connection) as few:
        answers_of(scope)
    for index in (1, 2):
        tell(world, index, counted("41", evidence=attaching(f"Oficio {index}")))
    with CaptureQueriesContext(connection) as many:
        answers_of(scope)
    assert len(few) == len(many) == 4
