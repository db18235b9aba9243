"""Asking units, giving a part and taking it back: who, from which state, until when."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from institutions.models import Institution, Role, User
from measurements.answer.content import CellContent, Content
from measurements.consolidation import consolidating
from measurements.consolidation.asking import askable, sums_for
from measurements.models import Contribution, Measurement, MeasurementEvent, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import (
    make_commitment,
    make_institution,
    make_measurement,
    make_person,
    make_post,
    make_register,
)
from tests.factories import make_plan as plan
from tests.measurements.worlds.consolidating import Army, figures, make_unit
from tests.measurements.worlds.walk import HOUR

pytestmark = pytest.mark.django_db
PARENT_STATES = (None, *Status)
CHANGEABLE = {None, Status.DRAFT, Status.RETURNED}
VERBS = ("ask", "withdraw", "keep", "give", "take_back", "gather")
OF_PARENT, OF_UNIT = {"ask", "withdraw", "gather"}, {"keep", "give", "take_back"}
STARTS = {"ask": {"none"}, "withdraw": {"asked"}, "keep": {"asked"}, "give": {"asked"}, "take_back": {"given"}}


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


def test_unit_takes_part_in_nothing_of_its_own(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_institution("X", kind=Institution.Kind.UNIT, parent=cast.army, is_participating=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_institution("X", kind=Institution.Kind.UNIT, is_participating=False)


def test_who_was_asked_is_not_deleted(army: Army) -> None:
    army.ask("EP-N")
    with pytest.raises(ProtectedError):
        army.units["EP-N"].delete()
