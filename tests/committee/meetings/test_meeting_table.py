"""Every verb of a meeting × every state × every person: what is not declared possible is refused and changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction

from committee.agreements import agreeing
from committee.meetings import agenda
from committee.meetings import meeting as keeping
from committee.meetings.agenda import Place, Point
from committee.meetings.meeting import Called
from committee.minutes import closing
from committee.models import AgendaItem, Agreement, AgreementEvent, Attendance, Meeting
from institutions.models import User
from measurements.answer.refusals import NotAllowed, Refused, WrongState
from notifications.models import Notification
from tests.cast import Cast
from tests.committee.meetings.met import SIGNED, STARTS, Meetings, make_meetings
from tests.measurements.workflow.test_workflow_table import actors_of

LATER = STARTS + dt.timedelta(days=30)
Verb = Callable[[Meetings, Meeting, User], object]


def change(world: Meetings, m: Meeting, by: User) -> object:
    called = Called("extraordinary", m.starts_at + dt.timedelta(days=1), "Sala Bolognesi")
    return keeping.change(m, called, version=m.version, by=by, at=LATER)


def cancel(world: Meetings, m: Meeting, by: User) -> object:
    return keeping.cancel(m, reason="Se posterga.", version=m.version, by=by, at=LATER)


def add_points(world: Meetings, m: Meeting, by: User) -> object:
    return agenda.add_points(m, [Point("Otro punto")], version=m.version, by=by, at=LATER)


def arrange(world: Meetings, m: Meeting, by: User) -> object:
    places = {point.pk: Place(1, "Otro título") for point in m.agenda.all()}
    return agenda.arrange(m, places, version=m.version, by=by, at=LATER)


def hold(world: Meetings, m: Meeting, by: User) -> object:
    return keeping.hold(m, world.record(m), version=m.version, by=by, at=LATER)


def agree(world: Meetings, m: Meeting, by: User) -> object:
    return agreeing.agree(m, world.terms(text="Otro acuerdo."), version=m.version, by=by, at=LATER)


def close(world: Meetings, m: Meeting, by: User) -> object:
    return closing.close_minutes(m, version=m.version, by=by, at=LATER)


def sign(world: Meetings, m: Meeting, by: User) -> object:
    return closing.file_signed_minutes(m, SIGNED, version=m.version, by=by, at=LATER)


POSSIBLE: dict[Verb, set[str]] = {
    change: {"planned"},
    cancel: {"planned"},
    add_points: {"planned", "held"},
    arrange: {"planned", "held"},
    hold: {"planned", "held"},
    agree: {"held"},
    close: {"held"},
    sign: {"closed"},
}
KEEPERS = {"secretary"}


@pytest.fixture
def world(cast: Cast) -> Meetings:
    return make_meetings(cast)


def everything() -> list[list[tuple[object, ...]]]:
    models = (Meeting, Attendance, AgendaItem, Agreement, AgreementEvent, Notification)
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]


def outcome(step: Callable[[], object]) -> type[Exception] | None:
    """What refused the step; None when it was made. It is taken back, so that every cell starts alike."""
    try:
        with transaction.atomic():
            step()
            transaction.set_rollback(True)
    except Refused as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize("verb", POSSIBLE, ids=lambda verb: verb.__name__)
def test_only_the_secretary_acts_and_only_from_the_declared_states(world: Meetings, verb: Verb) -> None:
    states = ("planned", "held", "closed", "cancelled")
    meetings = {state: getattr(world, state)(hours) for hours, state in enumerate(states)}
    before = everything()
    for name, actor in actors_of(world.cast).items():
        for state, meeting in meetings.items():
            expected: type[Exception] | None = None
            if name not in KEEPERS:
                expected = NotAllowed
            elif state not in POSSIBLE[verb]:
                expected = WrongState
            assert outcome(partial(verb, world, meeting, actor)) is expected, (name, state)
    assert everything() == before


def test_only_the_secretary_calls(world: Meetings) -> None:
    called = Called("ordinary", STARTS, "Sala Grau")
    for name, actor in actors_of(world.cast).items():
        expected = None if name in KEEPERS else NotAllowed
        assert outcome(partial(keeping.call, world.plan, called, by=actor, at=LATER)) is expected, name


def test_an_agreement_is_reworded_and_struck_only_before_it_binds_and_only_by_the_secretary(world: Meetings) -> None:
    agreements = {"held": world.agreed(), "closed": world.bound(hours=1)}
    before = everything()
    for name, actor in actors_of(world.cast).items():
        for state, agreement in agreements.items():
            expected: type[Exception] | None = NotAllowed
            if name in KEEPERS:
                expected = None if state == "held" else WrongState
            terms = world.terms(world.cast.navy)
            reword = partial(agreeing.reword, agreement, terms, version=agreement.version, by=actor, at=LATER)
            strike = partial(agreeing.strike, agreement, version=agreement.version, by=actor, at=LATER)
            assert outcome(reword) is expected, (name, state, "reword")
            assert outcome(strike) is expected, (name, state, "strike")
    assert everything() == before
