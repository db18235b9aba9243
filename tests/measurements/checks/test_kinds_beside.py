"""Answers in words where other answers have boxes: spreadsheets, units, parts that the Committee opens, and what changed since."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.anchors import Anchor, Part
from measurements.answer.content import CellContent, CellKey, Content
from measurements.answer.reading import said
from measurements.consolidation import consolidating
from measurements.exchange.cases import desk_of
from measurements.exchange.template import template_of
from measurements.forms.parts import part_groups
from measurements.workflow import steps as workflow
from measurements.workflow.opened import OutsideOpening
from measurements.workflow.pointing import UNNAMED, parts_of
from measurements.workflow.steps import NotReady, Task
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_count, make_institution, make_milestone, make_narrative, make_plan, make_scale
from tests.measurements.worlds.entering import NOW, owe
from tests.measurements.worlds.opened import Desk

pytestmark = pytest.mark.usefixtures("clock")
STAGES = ("drafted", "approved", "in_force")


def at_stage(place: int) -> Content:
    return Content(values=marks(place))


def marks(place: int) -> dict[CellKey, CellContent]:
    return {(stage, ""): CellContent(Decimal(number <= place)) for number, stage in enumerate(STAGES, start=1)}


@pytest.fixture
def stages(cast: Cast, period: ReportingPeriod) -> IndicatorRevision:
    return owe(cast, period, make_milestone(make_plan()))


def test_spreadsheet_leaves_them_out_and_says_where_they_are_entered(
    cast: Cast, period: ReportingPeriod, browser: Client, stages: IndicatorRevision
) -> None:
    for revision in (make_scale(make_plan()), make_narrative(make_plan()), make_count(make_plan())):
        owe(cast, period, revision)
    desk = desk_of(cast.army, period, user=cast.reporter, at=NOW)
    assert [case.code for case in desk.cases] == ["PREV-1.1.1"]
    book = openpyxl.load_workbook(io.BytesIO(template_of(desk)))
    words = "Se responden con palabras, en la página y no en este archivo: PREV-3.1.1, PREV-3.2.1 y PREV-3.3.1."
    assert words in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert words in browser.get(reverse("spreadsheet", args=["2026-I", "EP"])).content.decode()


def test_units_are_not_asked_for_a_stage(cast: Cast, period: ReportingPeriod, stages: IndicatorRevision) -> None:
    unit = make_institution("EP-N", kind=Institution.Kind.UNIT, parent=cast.army, is_participating=False)
    with pytest.raises(NotReady, match="no se suman"):
        consolidating.ask(Task(stages.indicator, cast.army, period), [unit], by=cast.reporter, at=NOW)


def test_reviewer_points_at_the_stage_as_one_part(
    cast: Cast, period: ReportingPeriod, stages: IndicatorRevision
) -> None:
    desk = Desk(cast, period, stages)
    answer = desk.sent(at_stage(2))
    assert [part.part for part in parts_of(answer.revision)] == [Part.CELL, Part.EVIDENCE, Part.NARRATIVE]
    (cells,) = [group for group in part_groups(said(answer), UNNAMED) if group.name]
    assert [(option.label, option.note) for option in cells.options] == [("Etapa alcanzada", "approved")]


@pytest.mark.parametrize(("place", "is_opened", "is_taken"), [(3, True, True), (0, True, True), (3, False, False)])
def test_opening_the_stage_opens_all_its_marks(
    cast: Cast, period: ReportingPeriod, stages: IndicatorRevision, place: int, is_opened: bool, is_taken: bool
) -> None:
    desk = Desk(cast, period, stages)
    desk.validated(replace(at_stage(1), narrative="Se redactó."))
    desk.opens(Anchor(Part.CELL, "drafted", "") if is_opened else Anchor(Part.NARRATIVE))
    if is_taken:
        saved = desk.saves(values=marks(place))
        assert sum(value.value for value in saved.values.all()) == place
        return
    with pytest.raises(OutsideOpening, match="Etapa alcanzada"):
        desk.saves(values=marks(place))


def test_what_changed_since_it_was_observed_is_said_in_words(
    cast: Cast, period: ReportingPeriod, stages: IndicatorRevision, signed_in: SignIn
) -> None:
    desk = Desk(cast, period, stages)
    sent = desk.sent(at_stage(1))
    returned = workflow.return_to_institution(
        sent, version=sent.version, by=cast.secretary, at=NOW, comment="¿No se aprobó ya?",
        anchors=(Anchor(Part.CELL, "drafted", ""),),
    )  # fmt: skip
    draft = workflow.save_draft(desk.task, at_stage(2), version=returned.version, by=cast.reporter, at=NOW)
    desk.send(draft, NOW)
    page = signed_in(cast.secretary).get(reverse("review", args=["2026-I", "EP", "PREV-3.1.1"]))
    text = page.content.decode()
    assert "Etapa alcanzada: drafted (1 de 3)" in text
    assert "Etapa alcanzada: approved (2 de 3)" in text
