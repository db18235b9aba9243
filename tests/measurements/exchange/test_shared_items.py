"""One item, several indicators: known ones can be counted here too, and two sheets never change one in two ways. And what is asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from indicators.models import CountingRule, Dimension, IndicatorRevision, Register, ReportingPeriod, RevisionTag
from measurements import workflow
from measurements.content import CellContent, Content
from measurements.exchange.applying import save
from measurements.exchange.cases import Desk
from measurements.exchange.changes import Fate
from measurements.exchange.comparing import compare
from measurements.exchange.template import template_of
from measurements.models import Explanation, Measurement, RegisterItem, RegisterTag
from tests.cast import Cast
from tests.factories import make_commitment, make_dimension, make_measurement, make_plan, make_register
from tests.measurements.exchange.conftest import COUNT, LEVEL, LIST
from tests.measurements.exchange.filling import compared, desk, fill, paper, read, row, told

OTHER = "PROT-2.1.1"


@pytest.fixture
def shared(at: Desk, world: Cast, period: ReportingPeriod) -> Desk:
    """A seminar in the list of one indicator; another indicator counts the same register."""
    register = Register.objects.get(code="event")
    other = make_register(make_plan(), OTHER, register=register)
    CountingRule.objects.get(component__revision=other).stages.set(register.stages.filter(code="held"))
    make_commitment(other, world.army, period)
    now = desk(world.army, period, world.reporter)
    seminar = row(now, LIST, 0, {"title": "Seminario", "stage|held": dt.date(2026, 3, 2)})
    save(compared(now, seminar), by=world.reporter, at=timezone.now())
    return desk(world.army, period, world.reporter)


def test_a_known_item_is_counted_here_too(shared: Desk) -> None:
    (listed,) = paper(shared, OTHER, 1).listing.rows
    assert listed.values["counts_here"] is False
    comparison = compared(shared, row(shared, OTHER, 0, {"counts_here": "Sí"}))
    (change,) = told(comparison, OTHER).changes
    assert change.label.startswith("«Seminario»")
    save(comparison, by=shared.user, at=timezone.now())
    assert Measurement.objects.get(indicator__code=OTHER).values.get().value == 1
    assert RegisterItem.objects.get().version == 1


def test_a_known_item_that_does_not_count_here_is_not_changed_in_silence(shared: Desk) -> None:
    case = told(compared(shared, row(shared, OTHER, 0, {"title": "Otro título"})), OTHER)
    assert case.fate is Fate.IN_ERROR
    assert "escriba «Sí»" in case.changes[-1].problem


def both(at: Desk, first: Any, second: Any) -> dict[tuple[str, str], Any]:
    counted = {"counts_here": "Sí", "title": second}
    return row(at, LIST, 0, {"title": first}) | row(at, OTHER, 0, counted)


def test_two_sheets_may_say_the_same_of_an_item(shared: Desk) -> None:
    save(compared(shared, both(shared, "Taller", "Taller")), by=shared.user, at=timezone.now())
    assert (RegisterItem.objects.get().title, RegisterItem.objects.get().version) == ("Taller", 2)


def test_two_sheets_cannot_change_an_item_in_two_ways(shared: Desk) -> None:
    comparison = compared(shared, both(shared, "Taller", "Curso"))
    assert [told(comparison, code).fate for code in (LIST, OTHER)] == [Fate.SAVED, Fate.IN_ERROR]
    assert "se cambia de otro modo en la hoja de otro indicador" in told(comparison, OTHER).changes[-1].problem


@pytest.fixture
def tagged(shared: Desk, world: Cast, period: ReportingPeriod) -> Desk:
    """The other indicator asks the kind of each event, the first one the mission."""
    register, kind = Register.objects.get(code="event"), make_dimension("kind", "course", "talk")
    register.tags.add(kind)
    RevisionTag.objects.create(revision=IndicatorRevision.objects.get(indicator__code=OTHER), dimension=kind)
    return desk(world.army, period, world.reporter)


def test_two_sheets_may_each_give_an_item_their_tags(tagged: Desk) -> None:
    typed = row(tagged, LIST, 0, {"tag|mission": "minusca"})
    typed |= row(tagged, OTHER, 0, {"counts_here": "Sí", "tag|kind": "course"})
    save(compared(tagged, typed), by=tagged.user, at=timezone.now())
    assert set(RegisterTag.objects.values_list("category__code", flat=True)) == {"minusca", "course"}
    assert RegisterItem.objects.get().version == 2
    assert Measurement.objects.filter(entries__item=RegisterItem.objects.get()).count() == 2


def test_two_sheets_cannot_give_an_item_two_missions(shared: Desk, world: Cast, period: ReportingPeriod) -> None:
    other = IndicatorRevision.objects.get(indicator__code=OTHER)
    RevisionTag.objects.create(revision=other, dimension=Dimension.objects.get(code="mission"))
    now = desk(world.army, period, world.reporter)
    typed = row(now, LIST, 0, {"tag|mission": "minusca"})
    typed |= row(now, OTHER, 0, {"counts_here": "Sí", "tag|mission": "unifil"})
    comparison = compared(now, typed)
    assert [told(comparison, code).fate for code in (LIST, OTHER)] == [Fate.SAVED, Fate.IN_ERROR]


def test_an_item_that_somebody_removed_meanwhile_is_told_when_it_was_changed(shared: Desk) -> None:
    template = template_of(shared)
    typed = row(shared, LIST, 0, {"title": "Taller"})
    answer = Measurement.objects.get(indicator__code=LIST)
    task = shared.case(LIST).task
    workflow.save_draft(task, Content(has_no_items=True), version=answer.version, by=shared.user, at=timezone.now())
    later = desk(shared.institution, shared.period, shared.user)
    assert told(compare(later, read(template), ""), LIST).fate is Fate.EQUAL
    case = told(compare(later, read(fill(template, typed)), ""), LIST)
    assert (case.fate, len(case.changes)) == (Fate.IN_ERROR, 1)
    assert "Alguien retiró este ítem" in case.changes[0].problem


def test_a_warning_is_explained_on_its_sheet(at: Desk, world: Cast, period: ReportingPeriod) -> None:
    """The draft of a level went from 100 to 1: the next template asks why, and the answer comes back."""
    before = ReportingPeriod.objects.get(code="2025-II")
    case = at.case(LEVEL)
    make_measurement(case.revision, world.army, before, value=100)
    content = Content(values={("level", ""): CellContent(Decimal(1))})
    workflow.save_draft(case.task, content, version=0, by=world.reporter, at=timezone.now())
    later = desk(world.army, period, world.reporter)
    sheet = paper(later, LEVEL)
    (why,) = [each for each in sheet.boxes if each.key.startswith("why|")]
    save(compared(later, {(sheet.name, why.place): "Cambió la malla."}), by=world.reporter, at=timezone.now())
    assert Explanation.objects.get().text == "Cambió la malla."
    again = desk(world.army, period, world.reporter)
    assert compare(again, read(template_of(again)), "").is_unchanged
    assert not Measurement.objects.filter(indicator__code=COUNT).exists()
