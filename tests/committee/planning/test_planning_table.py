"""Every step of a planning × every state × every actor: in the round, and in the meeting that adopts it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from pytest_django import DjangoDbBlocker

from activities import handing_in
from activities.models import ActivityStep, PlanningRound, YearPlan
from activities.planning import rounds
from activities.planning.duties import planning_duties
from activities.planning.rounds import Asked
from activities.refusals import NotAllowed, NotReady, Stale, WrongState
from committee.models import PlanningPoint
from committee.planning import meeting_point
from committee.planning.desk import desk_of
from institutions.models import Institution, User
from notifications.models import Notification
from tests.cast import make_cast
from tests.committee.planning.planned import ADOPTED, CONSOLIDATED, DUE_ON, OPENED, YEAR, Plannings, make_plannings
from tests.conftest import kept_for_a_module
from tests.factories import make_activity

OTHERS = (
    "reporter",
    "approver",
    "outsider",
    "outside_approver",
    "member",
    "alternate",
    "observer",
    "administrator",
)
LATER = DUE_ON + dt.timedelta(days=3)
Step = Callable[[Plannings, PlanningRound, User], object]
STEPS: dict[str, tuple[Step, tuple[str, ...], str]] = {
    "move": (
        lambda world, round_, by: rounds.move_due(
            round_, LATER, "Falta.", version=round_.version, by=by, at=CONSOLIDATED
        ),
        ("open",),
        "open",
    ),
    "ask": (
        lambda world, round_, by: rounds.ask(
            round_, [world.cast.joint_command], version=round_.version, by=by, at=CONSOLIDATED
        ),
        ("open",),
        "open",
    ),
    "consolidate": (
        lambda world, round_, by: rounds.consolidate(round_, version=round_.version, by=by, at=CONSOLIDATED),
        ("open",),
        "consolidated",
    ),
    "reopen": (
        lambda world, round_, by: meeting_point.reopen(
            round_, "Falta.", version=round_.version, by=by, at=CONSOLIDATED
        ),
        ("consolidated",),
        "open",
    ),
    "cancel": (
        lambda world, round_, by: meeting_point.cancel(
            round_, "Falta.", version=round_.version, by=by, at=CONSOLIDATED
        ),
        ("open", "consolidated"),
        "cancelled",
    ),
}
"""By step: what the secretary does, from which states, to which."""
STATES = ("open", "consolidated", "adopted", "cancelled")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Plannings]:
    with kept_for_a_module(django_db_blocker):
        yield make_plannings(make_cast())


def standing(world: Plannings, state: str) -> PlanningRound:
    if state == "adopted":
        return world.adopted().round
    round_ = world.consolidated()
    if state == "open":
        rounds.reopen(round_, "Falta.", version=round_.version, by=world.cast.secretary, at=CONSOLIDATED)
    if state == "cancelled":
        rounds.cancel(round_, "Falta.", version=round_.version, by=world.cast.secretary, at=CONSOLIDATED)
    return PlanningRound.objects.get(pk=round_.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_a_round(world: Plannings, step: str, state: str) -> None:
    round_ = standing(world, state)
    round_.refresh_from_db()
    take, starts, to = STEPS[step]
    before, version = round_.state, round_.version
    for actor in OTHERS:
        with pytest.raises(NotAllowed):
            take(world, round_, getattr(world.cast, actor))
    round_.refresh_from_db()
    assert (round_.state, round_.version) == (before, version)
    if state not in starts:
        with pytest.raises(WrongState):
            take(world, round_, world.cast.secretary)
        return
    take(world, round_, world.cast.secretary)
    round_.refresh_from_db()
    assert (round_.state, round_.version) == (to, version + 1)
    last = ActivityStep.objects.filter(round=round_).latest("sequence")
    assert (last.from_status, last.to_status, last.sequence, last.post.user) == (
        before,
        to,
        version + 1,
        world.cast.secretary,
    )


POINT_STEPS: dict[str, tuple[Callable[..., PlanningPoint], tuple[str, ...], str, str]] = {
    "adopt": (meeting_point.adopt, ("proposed",), "adopted", "adopted"),
    "take_back": (meeting_point.take_back, ("adopted",), "proposed", "consolidated"),
    "take_off": (meeting_point.take_off, ("proposed",), "withdrawn", "consolidated"),
}
"""By step: the verb, from which states of the point, to which, and how the round stands then."""


def point_standing(world: Plannings, state: str) -> PlanningPoint:
    if state == "adopted":
        return world.adopted()
    point = world.put()
    if state == "proposed":
        return point
    return meeting_point.take_off(point, version=point.version, by=world.cast.secretary, at=ADOPTED)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["proposed", "adopted", "withdrawn"])
@pytest.mark.parametrize("step", POINT_STEPS)
def test_every_step_in_the_meeting(world: Plannings, step: str, state: str) -> None:
    verb, starts, to, round_state = POINT_STEPS[step]
    point = point_standing(world, state)
    version = point.version
    for actor in OTHERS:
        with pytest.raises(NotAllowed):
            verb(point, version=version, by=getattr(world.cast, actor), at=ADOPTED)
    if state not in starts:
        with pytest.raises(WrongState):
            verb(point, version=version, by=world.cast.secretary, at=ADOPTED)
        point.refresh_from_db()
        assert (point.state, point.version) == (state, version)
        return
    made = verb(point, version=version, by=world.cast.secretary, at=ADOPTED)
    again = verb(point, version=version, by=world.cast.secretary, at=ADOPTED)
    assert (made.state, again.version) == (to, version + 1)
    assert PlanningRound.objects.get(pk=point.round_id).state == round_state


@pytest.mark.django_db
def test_a_stale_version_changes_nothing(world: Plannings) -> None:
    point = world.put()
    with pytest.raises(Stale):
        meeting_point.adopt(point, version=point.version + 3, by=world.cast.secretary, at=ADOPTED)
    round_ = PlanningRound.objects.get(pk=point.round_id)
    with pytest.raises(Stale):
        rounds.reopen(round_, "Falta.", version=round_.version - 1, by=world.cast.secretary, at=ADOPTED)
    assert (PlanningPoint.objects.get().state, PlanningRound.objects.get().state) == ("proposed", "consolidated")


@pytest.mark.django_db
@pytest.mark.parametrize("actor", OTHERS)
def test_only_the_secretary_opens_a_planning(world: Plannings, actor: str) -> None:
    with pytest.raises(NotAllowed):
        rounds.open_round(world.plan, YEAR, Asked(DUE_ON), world.asked, by=getattr(world.cast, actor), at=OPENED)
    assert not PlanningRound.objects.exists()


@pytest.mark.django_db
def test_a_round_is_opened_once_with_a_draft_for_each_and_again_after_it_was_cancelled(world: Plannings) -> None:
    first, again = world.opened(), world.opened()
    assert first.pk == again.pk
    assert [each.institution.code for each in first.year_plans.order_by("institution__code")] == ["EP", "MGP", "MINDEF"]
    meeting_point.cancel(first, "Falta.", version=1, by=world.cast.secretary, at=OPENED)
    anew = world.opened()
    assert (anew.pk, anew.state, anew.reason, anew.version, anew.year_plans.count()) == (first.pk, "open", "", 3, 3)


def opened_again(world: Plannings, *institutions: Institution) -> PlanningRound:
    return rounds.open_round(world.plan, YEAR, Asked(DUE_ON), institutions, by=world.cast.secretary, at=OPENED)


def called_off(world: Plannings) -> PlanningRound:
    round_ = world.opened()
    make_activity(YearPlan.objects.get(institution=world.cast.army))
    meeting_point.cancel(round_, "Falta.", version=1, by=world.cast.secretary, at=OPENED)
    return round_


@pytest.mark.django_db
def test_a_planning_that_is_opened_again_asks_only_who_is_chosen_now(world: Plannings) -> None:
    called_off(world)
    told = Notification.objects.filter(user=world.cast.reporter, kind="planning").count()
    round_ = opened_again(world, world.cast.navy)
    left_out = YearPlan.objects.get(institution=world.cast.army)
    assert [each.institution.code for each in round_.year_plans.asked()] == ["MGP"]
    assert (left_out.is_asked, left_out.activities.count()) == (False, 1)
    assert list(planning_duties(world.cast.reporter, OPENED)) == []
    assert len(list(planning_duties(world.cast.outsider, OPENED))) == 1
    assert "sin pedirle" in handing_in.refusal_of(left_out, OPENED)
    assert Notification.objects.filter(user=world.cast.reporter, kind="planning").count() == told
    assert [row.institution.code for row in desk_of(round_, world.cast.secretary, at=OPENED).rows] == ["MGP"]


@pytest.mark.django_db
def test_who_was_left_out_and_is_asked_later_finds_what_it_wrote(world: Plannings) -> None:
    called_off(world)
    round_ = opened_again(world, world.cast.navy)
    rounds.ask(round_, [world.cast.army], version=round_.version, by=world.cast.secretary, at=OPENED)
    (duty,) = planning_duties(world.cast.reporter, OPENED)
    assert duty.note == "Por enviar, 1 actividad"


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["submitted", "validated"])
def test_who_sent_its_plan_before_cannot_be_left_out(world: Plannings, status: str) -> None:
    round_ = world.opened()
    world.answered(round_, world.cast.army, status)
    meeting_point.cancel(round_, "Falta.", version=1, by=world.cast.secretary, at=OPENED)
    with pytest.raises(NotReady, match="EP"):
        opened_again(world, world.cast.navy)
    assert (PlanningRound.objects.get().state, round_.year_plans.asked().count()) == ("cancelled", 3)


@pytest.mark.django_db
def test_a_planning_needs_a_coming_day_and_somebody_to_ask(world: Plannings) -> None:
    past = Asked(OPENED.date() - dt.timedelta(days=1))
    with pytest.raises(NotReady) as refused:
        rounds.open_round(world.plan, YEAR, past, [], by=world.cast.secretary, at=OPENED)
    assert [each.field for each in refused.value.problems] == ["due_on", "institutions"]


@pytest.mark.django_db
def test_what_was_sent_is_decided_before_it_is_consolidated_and_who_sent_nothing_is_named(world: Plannings) -> None:
    round_ = world.opened()
    world.answered(round_, world.cast.army, "submitted")
    with pytest.raises(NotReady, match="EP"):
        rounds.consolidate(round_, version=1, by=world.cast.secretary, at=CONSOLIDATED)
    world.answered(round_, world.cast.army, "validated")
    rounds.consolidate(round_, version=1, by=world.cast.secretary, at=CONSOLIDATED)
    said = ActivityStep.objects.get(round=round_, verb="consolidated").comment
    assert "MGP" in said
    assert "MINDEF" in said


@pytest.mark.django_db
def test_nothing_is_consolidated_of_nobody(world: Plannings) -> None:
    round_ = world.opened()
    with pytest.raises(NotReady):
        rounds.consolidate(round_, version=1, by=world.cast.secretary, at=CONSOLIDATED)
