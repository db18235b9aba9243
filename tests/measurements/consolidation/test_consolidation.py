"""Asking units, giving a part, taking it back, and what the draft of the institution takes over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from institutions.models import Institution, Role, User
from measurements.answer.content import CellContent, Content
from measurements.answer.reading import whole
from measurements.checks.beside import beside
from measurements.checks.explaining import warnings_of
from measurements.checks.stored import content_of
from measurements.checks.unit_findings import DIFFERS, INCOMPLETE
from measurements.consolidation import consolidating
from measurements.consolidation.asking import askable, sums_for
from measurements.models import Answer, Contribution, Measurement, MeasurementEvent, Status
from measurements.receipts.receipts import printed
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import (
    make_commitment,
    make_institution,
    make_measurement,
    make_person,
    make_post,
    make_proportion,
    make_register,
)
from tests.factories import make_plan as plan
from tests.measurements.worlds.consolidating import MEN, NO_DATA, NOT_OURS, WOMEN, Army, figures, make_unit
from tests.measurements.worlds.walk import HOUR

pytestmark = pytest.mark.django_db
PARENT_STATES = (None, *Status)
CHANGEABLE = {None, Status.DRAFT, Status.RETURNED}
VERBS = ("ask", "withdraw", "keep", "give", "take_back", "gather")
OF_PARENT, OF_UNIT = {"ask", "withdraw", "gather"}, {"keep", "give", "take_back"}
STARTS = {"ask": {"none"}, "withdraw": {"asked"}, "keep": {"asked"}, "give": {"asked"}, "take_back": {"given"}}


@pytest.fixture
def army(cast: Cast) -> Army:
    return Army(cast)


def actors(army: Army) -> dict[str, User]:
    """The cast, the unit's own people, another unit's, a unit of another institution, and who no longer holds the post."""
    foreign = make_unit("MGP-N", army.cast.navy)
    ended = make_person(None, email="salio@example.pe")
    for institution in (army.cast.army, army.units["EP-N"]):
        make_post(ended, Role.REPORTER, institution, ends_on=dt.date(2026, 1, 1))
    return army.cast.people() | {
        "unit": army.people["EP-N"],
        "unit_approver": make_person(Role.APPROVER, army.units["EP-N"]),
        "other_unit": army.people["EP-C"],
        "foreign_unit": make_person(Role.REPORTER, foreign),
        "ended": ended,
    }


def act(verb: str, army: Army, by: User, at: dt.datetime) -> None:
    """One step on the part of EP-N, or on the draft into which it goes."""
    part = Contribution.objects.filter(unit=army.units["EP-N"]).first()
    if verb == "ask":
        consolidating.ask(army.task, [army.units["EP-N"]], by=by, at=at)
    elif verb == "gather":
        answer = Measurement.objects.first()
        consolidating.gather(army.task, Content(), version=answer.version if answer else 0, by=by, at=at)
    elif verb in ("keep", "give"):
        getattr(consolidating, verb)(part, figures(1, 2), version=part.version, by=by, at=at)
    else:
        getattr(consolidating, verb)(part, version=part.version, by=by, at=at)


def refusal(verb: str, army: Army, by: User, at: dt.datetime) -> type[Exception] | None:
    """What refused the step; None when it was made. It is taken back, so that every cell of a table starts alike."""
    try:
        with transaction.atomic():
            act(verb, army, by, at)
            transaction.set_rollback(True)
    except workflow.Refused as refused:
        return type(refused)
    return None


def stand(army: Army, state: str) -> None:
    """The part of EP-N not asked, asked or given; EP-C has given, so that there is something to gather."""
    army.ask("EP-C", *(["EP-N"] if state != "none" else []))
    army.give("EP-C", figures(5, 0))
    if state == "given":
        army.give("EP-N", figures(1, 2))


@pytest.mark.parametrize("verb", VERBS)
def test_only_the_declared_people_act(verb: str, army: Army) -> None:
    stand(army, next(iter(STARTS.get(verb, {"given"}))))
    allowed = {"reporter"} if verb in OF_PARENT else {"unit"}
    for name, person in actors(army).items():
        expected = None if name in allowed else workflow.NotAllowed
        assert refusal(verb, army, person, army.open) is expected, name


@pytest.mark.parametrize("verb", sorted(OF_UNIT | {"withdraw"}))
@pytest.mark.parametrize("state", ["asked", "given"])
def test_each_step_starts_where_it_is_declared(verb: str, state: str, army: Army) -> None:
    stand(army, state)
    person = army.cast.reporter if verb in OF_PARENT else army.people["EP-N"]
    expected = None if state in STARTS[verb] else workflow.WrongState
    assert refusal(verb, army, person, army.open) is expected


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", PARENT_STATES)
def test_parts_move_only_while_the_answer_can(verb: str, status: Status | None, army: Army) -> None:
    stand(army, next(iter(STARTS.get(verb, {"given"}))))
    if status is not None:
        values = {"total:sex=women": 1, "total:sex=men": 1}
        make_measurement(army.revision, army.cast.army, army.period, values=values, status=status)
    person = army.cast.reporter if verb in OF_PARENT else army.people["EP-N"]
    expected = None if status in CHANGEABLE else workflow.WrongState
    assert refusal(verb, army, person, army.open) is expected


@pytest.mark.parametrize("verb", VERBS)
def test_parts_move_only_inside_the_window(verb: str, army: Army) -> None:
    stand(army, next(iter(STARTS.get(verb, {"given"}))))
    person = army.cast.reporter if verb in OF_PARENT else army.people["EP-N"]
    moments = {
        army.period.opens_at - HOUR: workflow.NotOpen,
        army.period.opens_at: None,
        army.period.due_at + HOUR: None,
        army.period.closes_at: workflow.NotOpen,
    }
    for at, expected in moments.items():
        assert refusal(verb, army, person, at) is expected, at


def test_a_part_is_no_measurement_and_leaves_no_event(army: Army) -> None:
    army.ask()
    army.give("EP-N", figures(3, 4))
    assert not Measurement.objects.exists()
    assert not MeasurementEvent.objects.exists()


@pytest.mark.parametrize("verb", ["keep", "give", "take_back", "withdraw"])
def test_a_stale_step_changes_nothing(verb: str, army: Army) -> None:
    stand(army, "given" if verb == "take_back" else "asked")
    Contribution.objects.filter(unit__code="EP-N").update(version=7)
    before = list(Contribution.objects.order_by("pk").values())
    part = Contribution.objects.get(unit__code="EP-N")
    person = army.cast.reporter if verb == "withdraw" else army.people["EP-N"]
    arguments = [figures(9, 9)] if verb in ("keep", "give") else []
    with pytest.raises(workflow.Stale):
        getattr(consolidating, verb)(part, *arguments, version=6, by=person, at=army.open)
    assert list(Contribution.objects.order_by("pk").values()) == before


def test_asking_again_asks_only_who_is_new(army: Army) -> None:
    army.ask("EP-N")
    assert set(army.ask("EP-N", "EP-S")) == {"EP-S"}
    assert Contribution.objects.count() == 2


def test_unit_of_another_institution_is_not_asked(army: Army) -> None:
    foreign = make_unit("MGP-N", army.cast.navy)
    with pytest.raises(workflow.NotAllowed):
        consolidating.ask(army.task, [army.units["EP-N"], foreign], by=army.cast.reporter, at=army.open)
    assert not Contribution.objects.exists()


def test_child_that_reports_the_indicator_itself_is_not_asked(army: Army) -> None:
    """Its figure is in the total already: as a part of the parent's it would count twice."""
    school = make_institution("EP-ESC", parent=army.cast.army)
    assert school in askable(army.task)
    make_commitment(army.revision, school, army.period)
    assert school not in askable(army.task)
    with pytest.raises(workflow.NotAllowed):
        consolidating.ask(army.task, [school], by=army.cast.reporter, at=army.open)


def test_items_of_a_list_are_not_asked_of_units(army: Army) -> None:
    listed = make_register(plan(), "PREV-2.3.1")
    make_commitment(listed, army.cast.army, army.period)
    task = workflow.Task(listed.indicator, army.cast.army, army.period)
    with pytest.raises(workflow.NotReady):
        consolidating.ask(task, [army.units["EP-N"]], by=army.cast.reporter, at=army.open)


def test_what_is_not_owed_is_not_asked(army: Army) -> None:
    army.revision.indicator.commitments.all().delete()
    with pytest.raises(workflow.NotAllowed):
        army.ask("EP-N")


def test_a_figure_is_given_with_all_its_boxes_and_kept_without(army: Army) -> None:
    part = army.ask("EP-N")["EP-N"]
    with pytest.raises(workflow.NotReady):
        army.give("EP-N", figures(3, None))
    part = Contribution.objects.get()
    assert (part.status, part.version, part.values.count()) == ("asked", 1, 0)
    consolidating.keep(part, figures(3, None), version=1, by=army.people["EP-N"], at=army.open)
    assert Contribution.objects.get().values.get().value == 3
    assert sums_for(army.task).cells == {}


def test_the_not_recorded_box_may_stay_empty_and_adds_where_it_is_filled(army: Army) -> None:
    army.ask("EP-N", "EP-C")
    army.give("EP-N", figures(3, 4))
    unknown = ("total", "sex=not_recorded")
    with_unknown = {**figures(1, 1).values, unknown: CellContent(Decimal(2))}
    army.give("EP-C", Content(values=with_unknown))
    assert sums_for(army.task).cells[unknown] == CellContent(Decimal(2))


def test_taking_back_keeps_what_was_typed(army: Army) -> None:
    army.ask("EP-N")
    part = army.give("EP-N", figures(3, 4))
    part = consolidating.take_back(part, version=part.version, by=army.people["EP-N"], at=army.open)
    assert (part.status, part.given_by, part.values.count()) == ("asked", None, 2)
    assert sums_for(army.task).missing == ("Unidad EP-N",)


def test_gather_fills_the_boxes_and_keeps_the_rest_of_the_draft(army: Army) -> None:
    army.ask()
    army.give("EP-N", figures(3, 4))
    army.give("EP-C", figures(0, 10))
    army.give("EP-S", NOT_OURS)
    content = Content(values=figures(99, 99).values, narrative="Catorce talleres.")
    answer, sums = consolidating.gather(army.task, content, version=0, by=army.cast.reporter, at=army.open)
    assert content_of(answer).values == figures(3, 14).values
    assert answer.narrative == "Catorce talleres."
    assert not sums.is_partial
    assert [event.to_status for event in answer.events.all()] == [Status.DRAFT]


def test_gather_of_some_says_who_is_missing(army: Army) -> None:
    army.ask()
    army.give("EP-N", figures(3, 4))
    army.give("EP-C", NO_DATA)
    answer, sums = consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert content_of(answer).values == figures(3, 4).values
    assert (sums.missing, sums.not_available) == (("Unidad EP-S",), ("Unidad EP-C",))
    assert sums.is_partial


def test_gather_turns_a_refusal_to_report_into_a_figure(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(0, 0))
    answer, _sums = consolidating.gather(army.task, NO_DATA, version=0, by=army.cast.reporter, at=army.open)
    assert (answer.answer, answer.reason) == (Answer.REPORTED, "")
    assert content_of(answer).values == figures(0, 0).values


def test_nothing_is_gathered_from_units_without_figures(army: Army) -> None:
    army.ask("EP-N", "EP-C")
    army.give("EP-N", NO_DATA)
    with pytest.raises(workflow.NotReady):
        consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert not Measurement.objects.exists()


def test_a_stale_gather_changes_nothing(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    answer = workflow.save_draft(army.task, figures(1, 1), version=0, by=army.cast.reporter, at=army.open)
    with pytest.raises(workflow.Stale):
        consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert content_of(answer).values == figures(1, 1).values


def test_a_proportion_adds_its_two_numbers(army: Army) -> None:
    share = make_proportion(plan())
    make_commitment(share, army.cast.army, army.period)
    task = workflow.Task(share.indicator, army.cast.army, army.period)
    units = [army.units["EP-N"], army.units["EP-C"]]
    for part, numbers in zip(
        consolidating.ask(task, units, by=army.cast.reporter, at=army.open), ((1, 2), (1, 8)), strict=True
    ):
        cells = {("part", ""): CellContent(*map(Decimal, numbers))}
        person = army.people[part.unit.code]
        consolidating.give(part, Content(values=cells), version=1, by=person, at=army.open)
    answer, _sums = consolidating.gather(task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert content_of(answer).values == {("part", ""): CellContent(Decimal(2), Decimal(10))}


def warned(answer: Measurement) -> dict[str, tuple[str, str] | None]:
    read = whole(Measurement.objects.filter(pk=answer.pk)).get()
    return {finding.rule: finding.cell for finding in warnings_of(read, beside(read))}


def test_a_figure_that_differs_from_its_units_is_warned_about(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    answer, _sums = consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert warned(answer) == {}
    version = answer.version
    answer = workflow.save_draft(army.task, figures(5, 4), version=version, by=army.cast.reporter, at=army.open)
    assert warned(answer) == {DIFFERS: WOMEN}
    assert MEN in sums_for(army.task).cells


def test_an_incomplete_sum_is_warned_about_once(army: Army) -> None:
    army.ask("EP-N", "EP-C", "EP-S")
    army.give("EP-N", figures(3, 4))
    army.give("EP-S", NOT_OURS)
    answer, _sums = consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert warned(answer) == {INCOMPLETE: None}


def test_a_corrected_cell_is_handed_over_only_with_its_explanation(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    reporter = army.cast.reporter
    answer = workflow.save_draft(army.task, figures(5, 4), version=0, by=reporter, at=army.open)
    with pytest.raises(workflow.NotReady):
        workflow.prepare(answer, version=answer.version, by=reporter, at=army.open)
    told = replace(figures(5, 4), explanations={(DIFFERS, *WOMEN): "La unidad omitió un taller."})
    version = Measurement.objects.get().version
    answer = workflow.save_draft(army.task, told, version=version, by=reporter, at=army.open)
    answer = workflow.prepare(answer, version=answer.version, by=reporter, at=army.open)
    assert content_of(answer).explanations == told.explanations
    receipt = workflow.submit([(answer, answer.version)], by=army.cast.approver, at=army.open)
    (line,) = printed(receipt, "es").lines
    (explained,) = line.explanations
    assert explained.endswith(": difiere de la suma de las unidades. «La unidad omitió un taller.»")


def test_gather_forgets_why_a_cell_differed(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    told = replace(figures(5, 4), explanations={(DIFFERS, *WOMEN): "La unidad omitió un taller."})
    answer = workflow.save_draft(army.task, told, version=0, by=army.cast.reporter, at=army.open)
    version = answer.version
    answer, _sums = consolidating.gather(army.task, told, version=version, by=army.cast.reporter, at=army.open)
    assert content_of(answer).explanations == {}


def test_unit_takes_part_in_nothing_of_its_own(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_institution("X", kind=Institution.Kind.UNIT, parent=cast.army, is_participating=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_institution("X", kind=Institution.Kind.UNIT, is_participating=False)


def test_who_was_asked_is_not_deleted(army: Army) -> None:
    army.ask("EP-N")
    with pytest.raises(ProtectedError):
        army.units["EP-N"].delete()
