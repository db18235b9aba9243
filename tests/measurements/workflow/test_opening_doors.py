"""Lists, documents, units and the spreadsheet of an answer of which parts were opened: each door takes these parts and no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from indicators.models import CountingRule, IndicatorRevision, Register, ReportingPeriod, Stage
from measurements.anchors import Anchor, Part
from measurements.answer.content import Content, ItemContent
from measurements.answer.evidence_change import EvidenceChange, Marks
from measurements.answer.reading import as_sent
from measurements.chain import chain
from measurements.checks.stored import content_of
from measurements.consolidation import consolidating
from measurements.deadlines.calendar_feed import feed_of
from measurements.exchange.cases import desk_of
from measurements.exchange.changes import Effect, Fate
from measurements.models import MeasuredValue, RegisterEntry, RegisterItem, Status
from measurements.tasks.task_list import task_list_of
from measurements.tasks.todo import todo_of
from measurements.workflow import opening
from measurements.workflow import steps as workflow
from measurements.workflow.opened import OutsideOpening
from tests.cast import Cast
from tests.factories import make_plan, make_register
from tests.measurements.exchange.filling import box, compared, paper, told
from tests.measurements.worlds.entering import owe
from tests.measurements.worlds.opened import DAY, EVIDENCE, FIGURES, ITEMS, NARRATIVE, WOMEN, Desk, cell
from tests.measurements.worlds.proving import attaching, held_names
from tests.measurements.worlds.walk import HOUR

CODE, SECOND = "PREV-2.3.1", "PREV-2.3.2"
HELD_ON = dt.date(2026, 3, 2)


def event(title: str = "Seminario", quantity: int = 3, **said: Any) -> ItemContent:
    stage = Stage.objects.get(code="held")
    return ItemContent(Register.objects.get(), title, stage, HELD_ON, quantity=quantity, **said)


class TestList:
    """The Army's events: a seminar of three and a course, under one indicator."""

    @pytest.fixture
    def desk(self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision) -> Desk:
        desk = Desk(cast, period, events)
        desk.validated(Content(items=(event(), event("Curso", 1)), narrative="Dos."))
        return desk

    def seminar(self, desk: Desk) -> ItemContent:
        return next(item for item in content_of(desk.answer).items if item.title == "Seminario")

    def test_an_opened_list_is_corrected_and_sent(self, desk: Desk) -> None:
        desk.opens(ITEMS)
        kept = replace(self.seminar(desk), quantity=5, is_changed=True)
        sent = desk.send(desk.saves(items=(kept, event("Taller"))), desk.closed + HOUR)
        assert [each.value for each in sent.values.all()] == [8]
        assert {item.title for item in as_sent(sent).items} == {"Seminario", "Taller"}
        assert chain.first_rewritten(desk.period.plan) is None

    CHANGES: Mapping[str, Callable[[ItemContent, ItemContent], dict[str, Any]]] = {
        "another quantity": lambda one, two: {"items": (replace(one, quantity=5, is_changed=True), two)},
        "another title": lambda one, two: {"items": (replace(one, title="Foro", is_changed=True), two)},
        "another day": lambda one, two: {"items": (replace(one, dated_on=dt.date(2026, 4, 1), is_changed=True), two)},
        "one more": lambda one, two: {"items": (one, two, event("Taller"))},
        "one less": lambda one, two: {"items": (one,)},
        "none at all": lambda _one, _two: {"items": (), "has_no_items": True},
        "also there": lambda one, two: {"items": (replace(one, serves={SECOND: True}), two)},
        "a document": lambda one, two: {"items": (replace(one, evidence=attaching("Oficio 9")), two)},
        "joined": lambda one, two: {"items": (replace(one, same_as=two.id), two)},
        "not reported": lambda _one, _two: {"answer": "not_available", "reason": "Sin dato.", "items": ()},
    }

    def test_nothing_of_a_list_that_was_not_opened_is_saved(self, desk: Desk) -> None:
        desk.opens(NARRATIVE)
        one, two = content_of(desk.answer).items
        for change in self.CHANGES.values():
            wanted = change(one, two)
            with pytest.raises(OutsideOpening):
                desk.saves(**wanted)
        assert {item.title for item in RegisterItem.objects.all()} == {"Seminario", "Curso"}
        desk.saves(narrative="Dos eventos.")

    def test_whose_items_are_the_same_is_for_the_reviewers_once_the_window_closed(self, desk: Desk) -> None:
        desk.opens(ITEMS)
        one, two = content_of(desk.answer).items
        with pytest.raises(OutsideOpening, match="otra institución"):
            desk.saves(items=(replace(one, same_as=two.id), two))
        desk.saves(items=(replace(one, same_as=0), two, event("Taller")))

    def test_a_document_of_an_item_goes_with_evidence_that_was_opened(self, desk: Desk) -> None:
        desk.opens(EVIDENCE)
        one, two = content_of(desk.answer).items
        desk.saves(items=(replace(one, evidence=attaching("Oficio 9")), two))
        assert held_names() == ["Oficio 9.pdf"]

    def test_what_became_of_an_item_since_is_not_sent_along(self, desk: Desk) -> None:
        """Another semester's answer corrected the seminar: the list of this one stays as it was sent."""
        RegisterItem.objects.filter(title="Seminario").update(title="Foro", quantity=9)
        desk.opens(NARRATIVE)
        sent = desk.send(desk.saves(narrative="Dos eventos."), desk.closed + HOUR)
        assert [each.value for each in sent.values.all()] == [4]
        assert {item.title for item in as_sent(sent).items} == {"Seminario", "Curso"}
        assert as_sent(sent).narrative == "Dos eventos."

    def test_a_list_that_nobody_sent_again_stands_as_it_did(self, desk: Desk) -> None:
        opened = desk.opens(ITEMS)
        desk.saves(items=(event("Taller", 7),))
        opening.end(opened, at=opened.until)
        answer = desk.answer
        assert (answer.status, [each.value for each in answer.values.all()]) == (Status.VALIDATED, [4])
        assert {item.title for item in as_sent(answer).items} == {"Seminario", "Curso"}
        assert chain.first_rewritten(desk.period.plan) is None


class TestSharedItem:
    """The same seminar stands under two answers of the Army, both sent."""

    @pytest.fixture
    def desks(self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision) -> tuple[Desk, Desk]:
        second = owe(cast, period, make_register(make_plan(), SECOND, register=Register.objects.get()))
        CountingRule.objects.get(component__revision=second).stages.set(Stage.objects.filter(code="held"))
        one, other = Desk(cast, period, events), Desk(cast, period, second)
        one.validated(Content(items=(event(),)))
        (item,) = content_of(one.answer).items
        other.validated(Content(items=(item,)))
        return one, other

    def test_the_other_answer_keeps_what_it_sent(self, desks: tuple[Desk, Desk]) -> None:
        one, other = desks
        before = RegisterEntry.objects.get(measurement=other.answer).frozen
        one.opens(ITEMS)
        (item,) = content_of(one.answer).items
        one.send(one.saves(items=(replace(item, quantity=8, is_changed=True),)), one.closed + HOUR)
        assert RegisterEntry.objects.get(measurement=other.answer).frozen == before
        assert MeasuredValue.objects.get(measurement=other.answer).value == 3
        assert chain.first_rewritten(one.period.plan) is None

    @pytest.mark.parametrize(("opened", "is_taken"), [(NARRATIVE, False), (ITEMS, True)])
    def test_an_item_is_entered_under_another_answer_only_where_its_list_was_opened(
        self, desks: tuple[Desk, Desk], opened: Anchor, is_taken: bool
    ) -> None:
        one, other = desks
        one.opens(ITEMS)
        other.opens(opened)
        (item,) = content_of(one.answer).items
        wanted = (item, event("Taller", 1, serves={SECOND: True}))
        if is_taken:
            one.saves(items=wanted)
        else:
            with pytest.raises(workflow.Refused, match="no abrió su lista"):
                one.saves(items=wanted)
        assert RegisterEntry.objects.filter(measurement=other.answer).count() == (2 if is_taken else 1)


class TestDocuments:
    """An answer that was sent with two documents."""

    @pytest.fixture
    def desk(self, cast: Cast, period: ReportingPeriod, people: IndicatorRevision) -> Desk:
        desk = Desk(cast, period, people)
        desk.validated(replace(FIGURES, evidence=attaching("Oficio 1", "Oficio 2")))
        return desk

    def digest(self, desk: Desk, name: str = "Oficio 1.pdf") -> str:
        return str(desk.answer.evidence.get(stored_file__name=name).stored_file.sha256)

    @pytest.mark.parametrize(
        ("opened", "change", "is_taken"),
        [
            ("narrative", "add", False),
            ("narrative", "take off 1", False),
            ("narrative", "mark 1", False),
            ("evidence", "add", True),
            ("evidence", "take off 1", False),
            ("evidence", "mark 1", False),
            ("oficio 1", "add", True),
            ("oficio 1", "take off 1", True),
            ("oficio 1", "mark 1", True),
            ("oficio 1", "take off 2", False),
            ("oficio 1", "mark 2", False),
        ],
    )
    def test_documents_are_added_where_evidence_was_opened_and_replaced_where_they_were(
        self, desk: Desk, opened: str, change: str, is_taken: bool
    ) -> None:
        parts = {"narrative": NARRATIVE, "evidence": EVIDENCE}
        desk.opens(parts.get(opened) or Anchor(Part.EVIDENCE, document=self.digest(desk)))
        verb, _space, number = change.rpartition(" ")
        row = desk.answer.evidence.filter(stored_file__name=f"Oficio {number}.pdf").first()
        pk = row.pk if row else 0
        wanted = {
            "add": attaching("Oficio 3"),
            "take off": EvidenceChange(taken_off=frozenset({pk})),
            "mark": EvidenceChange(marked={pk: Marks("Oficio 77")}),
        }[verb or change]
        if is_taken:
            desk.saves(evidence=wanted)
            return
        with pytest.raises(OutsideOpening):
            desk.saves(evidence=wanted)

    def test_what_was_added_since_may_be_taken_off_and_goes_when_nobody_sends_it(self, desk: Desk) -> None:
        opened = desk.opens(EVIDENCE)
        desk.saves(evidence=attaching("Oficio 3"))
        added = desk.answer.evidence.held().get(stored_file__name="Oficio 3.pdf")
        desk.saves(evidence=EvidenceChange(taken_off=frozenset({added.pk})))
        desk.saves(evidence=attaching("Oficio 4"))
        opening.end(opened, at=opened.until)
        assert held_names() == ["Oficio 1.pdf", "Oficio 2.pdf"]
        assert desk.answer.status == Status.VALIDATED


def test_units_are_asked_for_nothing_of_an_answer_that_only_an_opening_reaches(
    cast: Cast, period: ReportingPeriod, people: IndicatorRevision
) -> None:
    desk = Desk(cast, period, people)
    desk.validated()
    desk.opens(cell(WOMEN))
    with pytest.raises(workflow.NotOpen):
        consolidating.ask(desk.task, [], by=cast.reporter, at=desk.closed + HOUR)


class TestSpreadsheet:
    """The template of a closed semester, of which the figure of women was opened."""

    @pytest.fixture
    def desk(self, cast: Cast, period: ReportingPeriod, people: IndicatorRevision) -> Desk:
        desk = Desk(cast, period, people)
        desk.validated()
        desk.opens(cell(WOMEN))
        return desk

    def test_only_the_opened_boxes_are_unlocked(self, desk: Desk) -> None:
        at = desk_of(desk.owner, desk.period, user=desk.cast.reporter, at=desk.closed + HOUR)
        boxes = {each.key: each.is_shut for each in paper(at, "PREV-1.1.1").boxes}
        assert {key for key, is_shut in boxes.items() if not is_shut} == {"v|total|sex=women", "control"}

    def test_boxes_outside_are_refused_one_by_one_with_words(self, desk: Desk) -> None:
        with time_machine.travel(desk.closed + HOUR, tick=False):
            at = desk_of(desk.owner, desk.period, user=desk.cast.reporter, at=desk.closed + HOUR)
            typed = {
                box(at, "PREV-1.1.1", "v|total|sex=women"): 13,
                box(at, "PREV-1.1.1", "v|total|sex=men"): 31,
                box(at, "PREV-1.1.1", "narrative"): "Tres cursos.",
            }
            case = told(compared(at, typed), "PREV-1.1.1")
        assert case.fate is Fate.IN_ERROR
        wrong = {change.key: change.problem for change in case.changes if change.effect is Effect.ERROR}
        assert wrong.keys() == {"v|total|sex=men", "narrative"}
        assert all("no se abrió" in problem for problem in wrong.values())

    def test_the_opened_box_is_saved(self, desk: Desk) -> None:
        with time_machine.travel(desk.closed + HOUR, tick=False):
            at = desk_of(desk.owner, desk.period, user=desk.cast.reporter, at=desk.closed + HOUR)
            case = told(compared(at, {box(at, "PREV-1.1.1", "v|total|sex=women"): 13}), "PREV-1.1.1")
        assert case.fate is Fate.SAVED


def test_an_opening_is_something_to_do_until_its_day(
    cast: Cast, period: ReportingPeriod, people: IndicatorRevision
) -> None:
    desk = Desk(cast, period, people)
    desk.validated()
    opened = desk.opens(cell(WOMEN))
    at = desk.closed + DAY
    assert "corrija lo que abri" in feed_of(cast.reporter, at=at).decode().replace("\r\n ", "")
    (row,) = todo_of(cast.reporter, period.plan, at=at)
    assert (row.label, "abierto para corregir hasta el" in row.note) == ("Levante las observaciones", True)
    assert todo_of(cast.reporter, period.plan, at=opened.until) == []
    (task,) = task_list_of(cast.army, period).rows
    assert "El Comité abrió solo: Mujeres" in task.extension or "El Comité abrió solo: women" in task.extension
