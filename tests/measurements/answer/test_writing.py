"""What is written behind an answer, and what follows from a list."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.models import CountingRule, IndicatorRevision, Register, Stage
from institutions.models import Institution
from measurements.answer.content import CellContent, Content, ItemContent
from measurements.answer.entries import entries_of, freeze_entries
from measurements.answer.presentation import values_of
from measurements.answer.reading import said
from measurements.answer.reasons import NOTHING_IN_FORCE, reason_text
from measurements.answer.writing import derive, write
from measurements.checks.stored import content_of, differences
from measurements.models import Answer, Measurement, RegisterItem, Status
from measurements.tasks.task_list import answer_note
from tests.factories import (
    find_category,
    make_component,
    make_count,
    make_dimension,
    make_indicator,
    make_institution,
    make_measurement,
    make_period,
    make_plan,
    make_proportion,
    make_register,
    make_register_list,
    make_revision,
    make_rule,
    make_series,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def army(db: None) -> Institution:
    return make_institution("EP")


@pytest.fixture
def events(db: None) -> Register:
    register = make_register_list("event", "planned", "held", "cancelled")
    register.tags.add(make_dimension("mission", "minusca", "unmiss"))
    return register


def counting(register: Register, code: str, *, stage: str = "held") -> IndicatorRevision:
    """An indicator that counts the events held."""
    revision = make_register(make_plan(), code, register=register)
    CountingRule.objects.get(component__revision=revision).stages.set([register.stages.get(code=stage)])
    return revision


def draft(revision: IndicatorRevision, institution: Institution, period: str = "2026-I") -> Measurement:
    return make_measurement(revision, institution, make_period(make_plan(), period), status=Status.DRAFT)


def stage(register: Register, code: str) -> Stage:
    return register.stages.get(code=code)


def event(register: Register, title: str = "Seminario", *, reached: str = "held", **fields: object) -> ItemContent:
    values: dict[str, object] = {"dated_on": dt.date(2026, 3, 2)} | fields
    return ItemContent(register=register, title=title, stage=stage(register, reached), **values)  # type: ignore[arg-type]


def figures(measurement: Measurement) -> dict[str, Decimal]:
    return {value.component.code: value.value for value in measurement.values.select_related("component")}


def test_a_blank_cell_has_no_row_and_a_zero_has_one(army: Institution) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    measurement = draft(revision, army)
    write(measurement, Content(values={("total", "sex=women"): CellContent(Decimal(0))}))
    assert [(v.combination.key, v.value) for v in measurement.values.all()] == [("sex=women", Decimal(0))]


def test_writing_again_replaces_every_cell(army: Institution) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    measurement = draft(revision, army)
    write(measurement, Content(values={("total", "sex=women"): CellContent(Decimal(3))}))
    write(measurement, Content(values={("total", "sex=men"): CellContent(Decimal(5))}))
    assert [v.combination.key for v in measurement.values.all()] == ["sex=men"]


def test_a_proportion_keeps_both_numbers_in_one_row(army: Institution) -> None:
    measurement = draft(make_proportion(make_plan()), army)
    write(measurement, Content(values={("part", ""): CellContent(Decimal(5), Decimal(18))}))
    (value,) = measurement.values.all()
    assert (value.value, value.denominator) == (5, 18)


@pytest.mark.parametrize("answer", [Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE])
def test_an_answer_without_a_figure_has_no_values(army: Institution, answer: str) -> None:
    measurement = draft(make_count(make_plan()), army)
    write(measurement, Content(values={("total", ""): CellContent(Decimal(3))}))
    write(measurement, Content(answer=answer, reason="Falta el consolidado.", control_total=Decimal(3)))
    assert not measurement.values.exists()
    assert measurement.control_total is None


def test_a_list_gives_the_figure(army: Institution, events: Register) -> None:
    measurement = draft(counting(events, "PREV-2.3.1"), army)
    items = (event(events, quantity=3), event(events, "Otro"), event(events, "Programado", reached="planned"))
    write(measurement, Content(items=items))
    assert figures(measurement) == {"held": Decimal(4)}


def test_an_empty_list_is_zero_only_when_it_is_said(army: Institution, events: Register) -> None:
    measurement = draft(counting(events, "PREV-2.3.1"), army)
    write(measurement, Content())
    assert figures(measurement) == {}
    write(measurement, Content(has_no_items=True))
    assert figures(measurement) == {"held": Decimal(0)}


def test_an_item_serves_two_indicators(army: Institution, events: Register) -> None:
    first, second = draft(counting(events, "PREV-2.3.1"), army), draft(counting(events, "PROT-2.1.1"), army)
    write(first, Content(items=(event(events),)))
    item = RegisterItem.objects.get()
    write(second, Content(items=(event(events, id=item.pk),)))
    assert RegisterItem.objects.count() == 1
    assert (figures(first), figures(second)) == ({"held": Decimal(1)}, {"held": Decimal(1)})


def test_an_item_taken_off_one_list_stays_on_the_other(army: Institution, events: Register) -> None:
    first, second = draft(counting(events, "PREV-2.3.1"), army), draft(counting(events, "PROT-2.1.1"), army)
    write(first, Content(items=(event(events),)))
    item = RegisterItem.objects.get()
    write(second, Content(items=(event(events, id=item.pk),)))
    write(first, Content(has_no_items=True))
    assert [entry.item_id for entry in entries_of(second)] == [item.pk]


def test_an_item_that_no_indicator_uses_any_more_disappears(army: Institution, events: Register) -> None:
    measurement = draft(counting(events, "PREV-2.3.1"), army)
    write(measurement, Content(items=(event(events),)))
    write(measurement, Content(has_no_items=True))
    assert not RegisterItem.objects.exists()


def test_a_stage_set_back_was_not_reached(army: Institution, events: Register) -> None:
    measurement = draft(counting(events, "PREV-2.3.1"), army)
    write(measurement, Content(items=(event(events, reached="cancelled"),)))
    item = RegisterItem.objects.get()
    write(measurement, Content(items=(event(events, id=item.pk, reached="planned"),)))
    assert [reached.stage.code for reached in item.stages.all()] == ["planned"]


def test_a_later_stage_keeps_the_date_of_the_earlier_one(army: Institution, events: Register) -> None:
    measurement = draft(counting(events, "PREV-2.3.1"), army)
    write(measurement, Content(items=(event(events, reached="planned", dated_on=dt.date(2025, 11, 3)),)))
    item = RegisterItem.objects.get()
    write(measurement, Content(items=(event(events, id=item.pk),)))
    reached = {s.stage.code: s.reached_on for s in item.stages.select_related("stage")}
    assert reached == {"planned": dt.date(2025, 11, 3), "held": dt.date(2026, 3, 2)}


def test_tags_are_those_last_written(army: Institution, events: Register) -> None:
    measurement = draft(counting(events, "PREV-2.3.1"), army)
    write(measurement, Content(items=(event(events, tags=(find_category("mission=minusca"),)),)))
    item = RegisterItem.objects.get()
    write(measurement, Content(items=(event(events, id=item.pk, tags=(find_category("mission=unmiss"),)),)))
    assert [tag.category.key for tag in item.tags.all()] == ["mission=unmiss"]


def test_a_figure_follows_an_item_that_changed_under_another_indicator(army: Institution, events: Register) -> None:
    first, second = draft(counting(events, "PREV-2.3.1"), army), draft(counting(events, "PROT-2.1.1"), army)
    write(first, Content(items=(event(events),)))
    item = RegisterItem.objects.get()
    write(second, Content(items=(event(events, id=item.pk, reached="planned"),)))
    derive(first)
    assert figures(first) == {"held": Decimal(0)}


def test_a_frozen_entry_says_what_it_counted_for(army: Institution, events: Register) -> None:
    measurement = draft(counting(events, "PREV-2.3.1"), army)
    write(measurement, Content(items=(event(events, quantity=2, tags=(find_category("mission=minusca"),)),)))
    freeze_entries(measurement)
    frozen = measurement.entries.get().frozen
    assert frozen is not None
    assert (frozen["counted"], frozen["stage"], frozen["tags"]) == ({"held": 2}, "held", ["mission=minusca"])


@pytest.fixture
def contingents(db: None) -> IndicatorRevision:
    """Contingents deployed at the semester's end: trained, designated, both."""
    register = make_register_list("contingent", "deployed", "rotated_out", counts_people=True)
    revision = make_revision(make_indicator(make_plan(), "REC-2.2.1"), "PROPORTION", accumulation="stock")
    make_rule(make_component(revision, "deployed", "denominator"), register, when="at_end")
    make_component(revision, "trained", "numerator", in_headline=False)
    make_component(revision, "designated", "numerator", in_headline=False)
    make_component(revision, "both", "numerator", needs_all=True)
    make_series(revision)
    return revision


def contingent(revision: IndicatorRevision, title: str, *met: str, reached: str = "deployed") -> ItemContent:
    register = Register.objects.get(code="contingent")
    ticks = tuple(revision.components.filter(code__in=met))
    return event(register, title, reached=reached, ticks=ticks)


def test_conditions_are_counted_over_the_contingents_deployed(
    army: Institution, contingents: IndicatorRevision
) -> None:
    measurement = draft(contingents, army)
    items = (
        contingent(contingents, "A", "trained", "designated"),
        contingent(contingents, "B", "trained"),
        contingent(contingents, "C", "trained", "designated", reached="rotated_out"),
    )
    write(measurement, Content(items=items))
    values = {v.component.code: (v.value, v.denominator) for v in measurement.values.select_related("component")}
    assert values == {"trained": (2, 2), "designated": (1, 2), "both": (1, 2)}


@pytest.mark.parametrize("has_items", [True, False])
def test_without_a_contingent_in_force_the_share_does_not_apply(
    army: Institution, contingents: IndicatorRevision, has_items: bool
) -> None:
    measurement = draft(contingents, army)
    items = (contingent(contingents, "C", "trained", reached="rotated_out"),) if has_items else ()
    write(measurement, Content(items=items, has_no_items=not has_items))
    assert measurement.answer == Answer.NOT_APPLICABLE
    assert not measurement.values.exists()


def test_the_reason_that_follows_from_a_list_is_read_in_each_readers_language(
    army: Institution, contingents: IndicatorRevision
) -> None:
    measurement = draft(contingents, army)
    with translation.override("en"):
        write(measurement, Content(has_no_items=True))
    assert (measurement.reason, reason_text("Llega en marzo.")) == (NOTHING_IN_FORCE, "Llega en marzo.")
    assert values_of(said(measurement)).reason == "Nada de la lista estaba vigente al final del semestre."
    assert answer_note(measurement).endswith(": Nada de la lista estaba vigente al final del semestre.")
    with translation.override("en"):
        assert values_of(said(measurement)).reason == "Nothing in the list was in force at the end of the semester."


def test_a_silent_list_of_contingents_is_no_answer(army: Institution, contingents: IndicatorRevision) -> None:
    measurement = draft(contingents, army)
    write(measurement, Content())
    assert measurement.answer == Answer.REPORTED


def test_what_was_written_is_read_back(army: Institution, contingents: IndicatorRevision) -> None:
    measurement = draft(contingents, army)
    written = Content(narrative="Se desplegó.", items=(contingent(contingents, "A", "trained"),))
    write(measurement, written)
    read = content_of(measurement)
    assert (read.narrative, read.items[0].title, read.items[0].ticks) == ("Se desplegó.", "A", written.items[0].ticks)


def test_only_what_differs_is_told(army: Institution) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    women, men = ("total", "sex=women"), ("total", "sex=men")
    theirs = Content(values={women: CellContent(Decimal(3)), men: CellContent(Decimal(8))}, narrative="Suya")
    mine = Content(values={women: CellContent(Decimal(3)), men: CellContent(Decimal(9))}, narrative="Mía")
    told = [(d.theirs, d.mine) for d in differences(revision, theirs, mine)]
    assert told == [("8", "9"), ("Suya", "Mía")]


def test_an_empty_cell_differs_from_zero(army: Institution) -> None:
    revision = make_count(make_plan())
    (difference,) = differences(revision, Content(), Content(values={("total", ""): CellContent(Decimal(0))}))
    assert difference.theirs != difference.mine == "0"
