"""One item, several indicators: known ones can be counted here too, and two sheets never change one in two ways. And what is asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from indicators.models import CountingRule, Dimension, IndicatorRevision, Register, ReportingPeriod
from measurements.answer.content import CellContent, Content
from measurements.exchange.applying import save
from measurements.exchange.cases import Desk
from measurements.exchange.changes import Fate
from measurements.exchange.comparing import compare
from measurements.exchange.template import template_of
from measurements.models import Explanation, Measurement, RegisterEntry, RegisterItem
from measurements.workflow import steps as workflow
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


@pytest.fixture
def tagged(shared: Desk, world: Cast, period: ReportingPeriod) -> Desk:
    """The other indicator asks for the kind of event, which the first does not show, and both ask for the mission."""
    register = Register.objects.get(code="event")
    kind = make_dimension("kind", "course", "talk")
    register.tags.add(kind)
    other = IndicatorRevision.objects.get(indicator__code=OTHER)
    for dimension in (kind, Dimension.objects.get(code="mission")):
        other.revision_tags.create(dimension=dimension)
    return desk(world.army, period, world.reporter)


def tags_of(item: RegisterItem) -> list[str]:
    return sorted(tag.category.code for tag in item.tags.all())


def test_two_sheets_give_one_item_a_tag_each(tagged: Desk) -> None:
    typed = row(tagged, LIST, 0, {"tag|mission": "minusca"}) | row(
        tagged, OTHER, 0, {"counts_here": "Sí", "tag|kind": "course"}
    )
    save(compared(tagged, typed), by=tagged.user, at=timezone.now())
    item = RegisterItem.objects.get()
    assert (tags_of(item), item.version, item.entries.count()) == (["course", "minusca"], 2, 2)
    again = desk(tagged.institution, tagged.period, tagged.user)
    assert compare(again, read(template_of(again)), "").is_unchanged


def test_what_two_sheets_change_of_one_item_comes_together(tagged: Desk) -> None:
    """The first takes a tag off and rewrites the title; the second puts another tag on and dates an earlier stage."""
    save(compared(tagged, row(tagged, LIST, 0, {"tag|mission": "minusca"})), by=tagged.user, at=timezone.now())
    now = desk(tagged.institution, tagged.period, tagged.user)
    second = {"counts_here": "Sí", "tag|kind": "talk", "stage|planned": dt.date(2026, 2, 1)}
    typed = row(now, LIST, 0, {"title": "Taller", "tag|mission": None}) | row(now, OTHER, 0, second)
    save(compared(now, typed), by=now.user, at=timezone.now())
    item = RegisterItem.objects.get()
    assert (item.title, tags_of(item)) == ("Taller", ["talk"])
    assert [stage.reached_on.isoformat() for stage in item.stages.order_by("reached_on")] == [
        "2026-02-01",
        "2026-03-02",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"tag|mission": "minusca"}, {"tag|mission": "unifil"}),
        ({"stage|held": dt.date(2026, 3, 3)}, {"stage|held": dt.date(2026, 3, 4)}),
        ({"quantity": 2}, {"quantity": 3}),
    ],
)
def test_one_item_is_never_tagged_dated_or_counted_in_two_ways(
    tagged: Desk, first: dict[str, Any], second: dict[str, Any]
) -> None:
    typed = row(tagged, LIST, 0, first) | row(tagged, OTHER, 0, {"counts_here": "Sí"} | second)
    comparison = compared(tagged, typed)
    assert [told(comparison, code).fate for code in (LIST, OTHER)] == [Fate.SAVED, Fate.IN_ERROR]
    save(comparison, by=tagged.user, at=timezone.now())
    assert not Measurement.objects.filter(indicator__code=OTHER).exists()


def test_what_an_indicator_in_error_says_of_an_item_is_not_written_by_another(tagged: Desk) -> None:
    wrong = row(tagged, OTHER, 0, {"counts_here": "Sí", "tag|kind": "course", "quantity": "muchos"})
    save(
        compared(tagged, row(tagged, LIST, 0, {"tag|mission": "minusca"}) | wrong),
        by=tagged.user,
        at=timezone.now(),
    )
    assert tags_of(RegisterItem.objects.get()) == ["minusca"]


def test_a_row_that_is_taken_off_and_rewritten_is_told(shared: Desk) -> None:
    """What it says would be lost without a word: to take it off is one thing, to correct it another."""
    case = told(compared(shared, row(shared, LIST, 0, {"counts_here": "No", "title": "Otro"})), LIST)
    assert case.fate is Fate.IN_ERROR
    assert "escriba «Sí»" in case.changes[-1].problem
    assert told(compared(shared, row(shared, LIST, 0, {"counts_here": "No"})), LIST).fate is Fate.SAVED


def lists_of_items() -> dict[str, list[str]]:
    entries = RegisterEntry.objects.select_related("item", "measurement__indicator")
    found: dict[str, list[str]] = {}
    for entry in entries.order_by("item__title"):
        found.setdefault(entry.item.title, []).append(entry.measurement.indicator.code)
    return found


def test_an_item_moves_from_one_list_to_another(shared: Desk) -> None:
    typed = row(shared, LIST, 0, {"counts_here": "No"}) | row(shared, OTHER, 0, {"counts_here": "Sí"})
    save(compared(shared, typed), by=shared.user, at=timezone.now())
    assert lists_of_items() == {"Seminario": [OTHER]}


def test_two_lists_exchange_their_items(shared: Desk) -> None:
    """Neither is saved before the other without an item that stands in no list for a moment."""
    fair = row(shared, OTHER, 1, {"title": "Feria", "stage|held": dt.date(2026, 3, 1)})
    save(compared(shared, fair), by=shared.user, at=timezone.now())
    now = desk(shared.institution, shared.period, shared.user)
    moves = {(LIST, "Seminario"): "No", (LIST, "Feria"): "Sí", (OTHER, "Seminario"): "Sí", (OTHER, "Feria"): "No"}
    typed: dict[tuple[str, str], Any] = {}
    for (code, title), said in moves.items():
        titles = [each.values["title"] for each in paper(now, code, 1).listing.rows]
        typed |= row(now, code, titles.index(title), {"counts_here": said})
    save(compared(now, typed), by=now.user, at=timezone.now())
    assert lists_of_items() == {"Feria": [LIST], "Seminario": [OTHER]}
