"""Activities and budgets in a compliance report: a small year computed by hand, frozen in the snapshot and printed from it alone."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from activities.models import Activity, BudgetItem, BudgetStatement, ProgressNote, YearPlan
from documents.spoken import plain, runs
from reports.edition.blocks import Block, Bullets, KeyFigures, Table, Text
from reports.edition.composing import compose
from reports.edition.telling import told
from reports.edition.typesetting import report_pdf
from reports.snapshot import freeze
from tests.cast import Cast
from tests.factories import LIMA, make_action, make_commitment, make_count, make_institution, make_period, make_plan
from tests.factories.activities import (
    make_activity,
    make_budget_item,
    make_change_of,
    make_note,
    make_round,
    make_statement,
    make_year_plan,
)
from tests.factories.reports import build

pytestmark = pytest.mark.django_db
CUT_OFF = dt.datetime(2026, 8, 20, 9, tzinfo=LIMA)
OF_TWO = "(1\u00a0de\u00a02)"
CANCELLED = dt.datetime(2026, 6, 30, 23, 30, tzinfo=LIMA)


def frozen(cast: Cast, code: str = "2026-I", at: dt.datetime = CUT_OFF) -> dict[str, Any]:
    plan = make_plan()
    post = cast.secretary.posts[0]
    return freeze(build(plan, plan.periods.get(code=code), at=at, number=1, post=post)).content


@pytest.fixture
def year(cast: Cast) -> None:
    """Of 2026: the army plans four (done late, delayed, without a note, cancelled), the navy one, moved by a month and under way; the
    air force plans none; the joint command sent nothing. A note of the second semester was sent before the cut-off too."""
    plan = make_plan()
    first, second = make_period(plan, "2026-I"), make_period(plan, "2026-II")
    for code in ("PREV-1.1", "PREV-1.2", "PREV-1.3"):
        make_action(plan, code)
    round_ = make_round(plan, is_sealed=True)
    army = make_year_plan(round_, cast.army)
    done = make_activity(army, "PREV-1.1", title="Curso")
    make_note(done, first, "done", finished_on=dt.date(2026, 6, 30))
    behind = make_activity(army, "PREV-1.1", title="Directiva")
    make_note(behind, first, "running", status="submitted")
    make_note(
        behind, second, "done", finished_on=dt.date(2026, 7, 20), submitted_at=dt.datetime(2026, 8, 1, 9, tzinfo=LIMA)
    )
    make_activity(army, "PREV-1.2", title="Sin nota")
    make_activity(army, "PREV-1.3", title="Anulada", cancelled_at=CANCELLED, cancel_reason="Sin presupuesto.")
    moved = make_activity(make_year_plan(round_, cast.navy), "PREV-1.2", title="Movida")
    moved.ends_on = dt.date(2026, 7, 30)
    moved.save()
    make_note(moved, first, "running")
    make_year_plan(round_, make_institution("FAP", short_name="FAP"), has_none=True, reason="Se reorganiza.")
    make_year_plan(round_, make_institution("CCFFAA", short_name="CCFFAA"), "returned")


@pytest.mark.usefixtures("year")
def test_the_status_is_that_of_the_semester_and_not_of_the_day(cast: Cast) -> None:
    said = frozen(cast)["activities"]
    assert (said["year"], said["act"], said["as_of"]) == (2026, "Acta S-2026-01", "2026-06-30")
    assert said["tally"] == {
        "planned": 0, "running": 1, "done": 1, "delayed": 1, "unreported": 1, "cancelled": 1,
        "noted": 3, "validated": 2, "expected": 4, "told": 3, "added": 0, "moved": 1,
    }  # fmt: skip
    assert said["gaps"] == ["PREV-1.3"]
    assert {row["title"]["es"]: row["standing"] for row in said["rows"]} == {
        "Curso": "done", "Directiva": "delayed", "Sin nota": "unreported", "Anulada": "cancelled", "Movida": "running",
    }  # fmt: skip
    assert [(each["institution"], each["is_sent"], each["has_none"]) for each in said["institutions"]] == [
        ("EP", True, False), ("MGP", True, False), ("CCFFAA", False, False), ("FAP", True, True),
    ]  # fmt: skip


@pytest.mark.usefixtures("year")
def test_what_was_sent_after_the_cut_off_is_not_in_the_report(cast: Cast) -> None:
    before = dt.datetime(2026, 7, 1, 9, tzinfo=LIMA)  # notes of the first semester were sent on 4 July
    tally = frozen(cast, at=before)["activities"]["tally"]
    assert (tally["noted"], tally["unreported"], tally["cancelled"]) == (0, 4, 1)


@pytest.mark.usefixtures("year")
def test_what_is_cancelled_after_the_semester_still_stands_in_its_report(cast: Cast) -> None:
    later = dt.datetime(2026, 7, 1, 0, 30, tzinfo=LIMA)
    Activity.objects.filter(title__in=("Sin nota", "Directiva")).update(cancelled_at=later, cancel_reason="Tarde.")
    tally = frozen(cast)["activities"]["tally"]
    assert (tally["delayed"], tally["unreported"], tally["cancelled"]) == (1, 1, 1)
    assert (tally["expected"], tally["told"]) == (4, 3)


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "es",
            [
                "Instituciones que enviaron su plan, de aquellas a las que se les pidió: 3 de 4 (75,0\u00a0%); "
                "que declararon que no planifican ninguna actividad: 1.",
                "4 actividades debían haber empezado para entonces; se sabe cómo estaban: 3.",
                "Con nota: 3; con la última nota validada: 2.",
                "Desde la aprobación cambiaron los días de 1 actividad.",
                "Se les pidió y no enviaron plan: CCFFAA.",
                "FAP declaró que no planifica ninguna: «Se reorganiza.»",
            ],
        ),
        (
            "en",
            [
                "Institutions that sent their plan, of those asked: 3 of 4 (75.0%); that declared that they plan none: 1.",
                "4 activities should have begun by then; known how they stood: 3.",
                "With a note: 3; with the last note validated: 2.",
                "Since the adoption the days of 1 activity were changed.",
                "Asked, and sent no plan: CCFFAA.",
                "FAP declared that it plans none: “Se reorganiza.”",
            ],
        ),
    ],
)
def test_section_four_says_it_in_both_languages(cast: Cast, language: str, sentences: list[str]) -> None:
    blocks = section(frozen(cast), "activities", language)
    assert [items for each in blocks if isinstance(each, Bullets) for items in map(plain, each.items)] == sentences
    (figures,) = (each for each in blocks if isinstance(each, KeyFigures))
    assert [each.value for each in figures.items] == ["4", "1 de 4" if language == "es" else "1 of 4", "1", "1"]
    tables = [each for each in blocks if isinstance(each, Table)]
    assert [[cell.text for cell in row[:8]] for row in tables[0].rows[:2]] == [
        ["EP", "3", "0", "0", "1", "1", "1", "1"],
        ["MGP", "1", "0", "1", "0", "0", "0", "0"],
    ]
    assert len(tables) == 4


def test_a_year_without_an_adopted_plan_is_said_as_such(cast: Cast) -> None:
    make_period(make_plan(), "2026-I")
    make_activity(make_year_plan(make_round(make_plan()), cast.army))
    content = frozen(cast)
    assert content["activities"] == {"year": 2026, "is_frozen": False}
    (block,) = section(content, "activities", "es")
    assert isinstance(block, Text)
    assert "ningún plan de actividades de 2026" in block.text


@pytest.fixture
def budgets(cast: Cast) -> None:
    """The army: 1,000 + not reported of PIM 1,500 + 500, accrued 600 of the first alone; the navy none; the air force sent one that
    waits; the joint command nothing. A later draft of the army changes nothing."""
    plan = make_plan()
    period, count = make_period(plan, "2026-I"), make_count(plan)
    fap, joint = (make_institution(code, short_name=code) for code in ("FAP", "CCFFAA"))
    for institution in (cast.army, cast.navy, fap, joint):
        make_commitment(count, institution, period)
    said = make_statement(plan, cast.army)
    activity = make_activity(make_year_plan(make_round(plan, is_sealed=True), cast.army), "PREV-1.1")
    make_budget_item(said, "1", initial=1000, modified=1500, committed=700, executed=600, activity=activity)
    make_budget_item(said, "2", modified=500)
    make_statement(plan, cast.army, status="draft")
    make_statement(plan, cast.navy, has_item=False, reason="No se programó.")
    make_budget_item(make_statement(plan, fap, status="submitted"), initial=999)


@pytest.mark.usefixtures("budgets")
def test_budgets_are_those_that_were_validated_and_nothing_is_added_for_silence(cast: Cast) -> None:
    said = frozen(cast)["budget"]
    assert said["counts"] == {"yes": 1, "no": 1, "not_reported": 2}
    assert [(each["institution"], each["answer"], each["is_waiting"]) for each in said["lines"]] == [
        ("EP", "yes", False), ("MGP", "no", False), ("CCFFAA", "not_reported", False), ("FAP", "not_reported", True),
    ]  # fmt: skip
    assert said["amounts"]["initial"] == {"sum": "1000", "reported_items": 1, "items": 2}
    assert said["amounts"]["modified"] == {"sum": "2000", "reported_items": 2, "items": 2}
    assert said["amounts"]["rate"] == {"numerator": "600", "denominator": "1500", "items": 1, "of_items": 2}


@pytest.mark.usefixtures("budgets")
def test_section_nine_prints_each_answer_and_its_coverage(cast: Cast) -> None:
    blocks = section(frozen(cast), "financing", "es")
    table, areas = (each for each in blocks if isinstance(each, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["EP", "Sí", f"1\u00a0000,00 {OF_TWO}", "2\u00a0000,00", f"700,00 {OF_TWO}", f"600,00 {OF_TWO}", f"40,0\u00a0% {OF_TWO}"],
        ["MGP", "No", "–", "–", "–", "–", "–"],
        ["CCFFAA", "No informó", "–", "–", "–", "–", "–"],
        ["FAP", "Enviado, sin validar", "–", "–", "–", "–", "–"],
    ]  # fmt: skip
    assert [[cell.text for cell in row[:4]] for row in areas.rows] == [
        ["Prevención", "1", "1", "1\u00a0000,00"],
        ["Sin ámbito asignado", "1", "1", "–"],
    ]
    said, why = (each for each in blocks if isinstance(each, Bullets))
    assert why.items == ("EP, montos al 30/06/2026: Reporte SIAF", "MGP no tiene partida: «No se programó.»")
    assert said.items == ("Enviado y sin validar a la fecha de corte, y no contado: FAP.",)
    counted = "Instituciones que declararon haber incluido una partida: 1 de 4. Que declararon no tenerla: 1. Sin declaración validada: 2."
    assert counted in [each.text for each in blocks if isinstance(each, Text)]


@pytest.mark.usefixtures("budgets")
def test_what_is_stated_later_does_not_change_what_was_frozen(cast: Cast) -> None:
    content = frozen(cast)
    printed = [str(section(content, anchor, "en")) for anchor in ("activities", "financing")]
    BudgetStatement.objects.filter(institution=cast.navy).update(reason="Otra")
    assert [str(section(content, anchor, "en")) for anchor in ("activities", "financing")] == printed


@pytest.mark.usefixtures("year")
def test_both_sections_are_typeset_and_an_edition_of_before_has_none(cast: Cast) -> None:
    content = frozen(cast)
    assert report_pdf(content, "es", sha256="a" * 64).startswith(b"%PDF")
    old = json.loads(json.dumps(content))
    del old["activities"], old["budget"], old["layout"]
    anchors = {each.anchor for each in compose(old, "es").sections}
    assert not anchors & {"activities", "financing", "activity-list"}
    assert {"activities", "financing", "activity-list"} <= {each.anchor for each in compose(content, "es").sections}


@pytest.mark.usefixtures("year")
def test_an_addition_is_counted_as_such(cast: Cast) -> None:
    plan = make_plan()
    added = make_activity(make_year_plan(make_round(plan, is_sealed=True), cast.navy), "PREV-1.3", is_added=True)
    make_change_of(added, "validated", kind="add", before=None)
    said = frozen(cast)["activities"]
    assert (said["tally"]["added"], said["gaps"]) == (1, [])


@pytest.mark.usefixtures("year")
def test_an_addition_to_a_plan_that_was_never_adopted_has_its_row(cast: Cast) -> None:
    """The rows by institution come to the total, also where all of one's activities were added later."""
    joint = YearPlan.objects.get(institution__code="CCFFAA")
    added = make_activity(joint, "PREV-1.3", title="Agregada", is_added=True)
    make_change_of(added, "validated", kind="add", before=None)
    table = next(each for each in section(frozen(cast), "activities", "es") if isinstance(each, Table))
    assert [row[0].text for row in table.rows] == ["EP", "MGP", "CCFFAA", "FAP", "El plan anual"]
    for column in range(1, 8):
        counts = [int(row[column].text) for row in table.rows]
        assert sum(counts[:-1]) == counts[-1]


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        ({}, ["Para entonces no se debía ninguna nota."]),
        (
            {"expected": 1, "told": 1, "noted": 1, "validated": 0, "added": 1},
            [
                "1 actividad debía haber empezado para entonces; se sabe cómo estaba: 1.",
                "Con nota: 1; con la última nota validada: 0.",
                "Desde la aprobación se agregó 1 actividad.",
            ],
        ),
    ],
)
def test_counts_of_none_and_of_one_read_well(cast: Cast, tally: dict[str, int], said: list[str]) -> None:
    content = frozen_empty(cast)
    content["activities"]["tally"] |= tally
    lines = told(content, "es")["activities"].split("\n")
    assert [line.removeprefix("- ") for line in lines if line.startswith("- ")] == said


def frozen_empty(cast: Cast) -> dict[str, Any]:
    make_period(make_plan(), "2026-I")
    make_round(make_plan(), is_sealed=True)
    return frozen(cast)


@pytest.mark.usefixtures("budgets")
def test_who_is_not_bound_and_stated_an_item_is_told_apart(cast: Cast) -> None:
    beyond = make_institution("DINI", short_name="DINI")
    make_budget_item(make_statement(make_plan(), beyond), initial=5)
    content = frozen(cast)
    blocks = section(content, "financing", "es")
    said = next(each for each in blocks if isinstance(each, Bullets))
    assert "declararon: DINI." in said.items[-1]
    assert any(
        "Instituciones que declararon haber incluido una partida: 1 de 4." in e.text
        for e in blocks
        if isinstance(e, Text)
    )


@pytest.mark.usefixtures("year", "budgets")
def test_nothing_that_happens_later_changes_a_byte_of_an_edition(cast: Cast) -> None:
    content = frozen(cast)
    text, printed = json.dumps(content, sort_keys=True), report_pdf(content, "es", sha256="a" * 64)
    Activity.objects.update(title="Otra", ends_on=dt.date(2026, 12, 31))
    ProgressNote.objects.update(progress="planned", started_on=None, finished_on=None)
    BudgetItem.objects.update(initial=None)
    BudgetStatement.objects.update(source_document="Otro")
    assert json.dumps(content, sort_keys=True) == text
    assert report_pdf(content, "es", sha256="a" * 64) == printed


def section(content: dict[str, Any], anchor: str, language: str) -> tuple[Block, ...]:
    return next(each.blocks for each in compose(content, language).sections if each.anchor == anchor)


@pytest.mark.usefixtures("year")
def test_what_institutions_wrote_is_marked_with_their_language(cast: Cast) -> None:
    """The army wrote one of its titles in English."""
    Activity.objects.filter(title="Directiva").update(title="Directive", language="en")
    document = compose(frozen(cast), "en")
    spoken = {
        plain(cell.text).split(" · ")[-1].split(" ", 1)[-1]: [lang for _part, lang in runs(cell.text)]
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table) and block.columns[0].title == "Activity"
        for cell in (row[0] for row in block.rows)
    }
    assert spoken.pop("Directive") == [""]
    assert list(spoken.values()) == [["", "es"]] * len(spoken)
    assert spoken
