"""Asking for more time, granting and refusing it: state × actor with every forbidden cell, instants, repetition, and who is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from institutions.models import Institution, Role, User
from measurements.models import DeadlineExtension
from measurements.workflow import extending
from measurements.workflow import steps as workflow
from notifications.models import Notification
from tests.cast import Cast
from tests.factories import LIMA, make_measurement, make_period, make_plan, make_post
from tests.measurements.workflow.test_workflow_table import actors_of
from tests.measurements.worlds.extended import make_extension
from tests.measurements.worlds.walk import HOUR, TICK, World, make_world

UNTIL = dt.datetime(2026, 7, 25, tzinfo=LIMA)
NOW = dt.datetime(2026, 7, 8, 10, tzinfo=LIMA)


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def ask(
    world: World,
    by: User,
    *,
    institution: Institution | None = None,
    indicator: int | None = None,
    until: dt.datetime = UNTIL,
    at: dt.datetime = NOW,
    reason: str = "El sistema no responde.",
) -> DeadlineExtension:
    chosen = None if indicator is None else world.revisions[indicator].indicator
    owner = institution or world.cast.army
    return extending.request_extension(world.period, owner, chosen, until=until, reason=reason, by=by, at=at)


def grant(
    extension: DeadlineExtension, by: User, until: dt.datetime = UNTIL, at: dt.datetime = NOW, reply: str = "Conforme."
) -> DeadlineExtension:
    return extending.grant_extension(extension, until=until, reply=reply, by=by, at=at)


def refuse(extension: DeadlineExtension, by: User) -> DeadlineExtension:
    return extending.refuse_extension(extension, reply="El plazo alcanza.", by=by, at=NOW)


# --- Who, and from which state ---------------------------------------------------------------------------------------

ASKERS = {
    "army": {"reporter", "approver", "both_posts", "reporter_and_member"},
    "ministry": set(),
    "joint_command": set(),
}
DECIDERS = {
    "army": {"secretary"},
    "ministry": {"alternate", "alternate_of_the_army"},
    "joint_command": {"secretary"},
}
"""By whose request it is. The secretary is of the ministry, the alternate of the joint command."""


def outcome(step: Callable[[], object]) -> type[Exception] | None:
    """What refused the step; None when it was made. It is taken back, so that every cell starts alike."""
    try:
        with transaction.atomic():
            step()
            transaction.set_rollback(True)
    except workflow.Refused as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize("whose", ASKERS)
def test_only_who_reports_or_approves_for_the_institution_asks(world: World, whose: str) -> None:
    institution = getattr(world.cast, whose)
    for name, actor in actors_of(world.cast).items():
        expected = None if name in ASKERS[whose] else workflow.NotAllowed
        assert outcome(partial(ask, world, actor, institution=institution)) is expected, name
    assert not DeadlineExtension.objects.exists()


@pytest.mark.parametrize("verb", [grant, refuse])
@pytest.mark.parametrize("whose", DECIDERS)
def test_only_the_reviewer_of_the_institution_decides_and_only_what_waits(
    world: World, whose: str, verb: Callable[..., object]
) -> None:
    institution = getattr(world.cast, whose)
    rows = {state: make_extension(world.period, institution, UNTIL, state=state) for state in ("granted", "refused")}
    rows["requested"] = make_extension(world.period, institution, UNTIL + HOUR, state="requested")
    before = list(DeadlineExtension.objects.values_list())
    until = [UNTIL + HOUR] if verb is grant else []
    for name, actor in actors_of(world.cast).items():
        for state, extension in rows.items():
            expected: type[Exception] | None = None
            if name not in DECIDERS[whose]:
                expected = workflow.NotAllowed
            elif state != "requested":
                expected = workflow.WrongState
            elif extension.requested_by == actor:
                expected = workflow.NotAllowed
            assert outcome(partial(verb, extension, actor, *until)) is expected, (name, state)
    assert list(DeadlineExtension.objects.values_list()) == before


def test_who_asked_and_later_became_secretary_does_not_decide_on_it(world: World) -> None:
    asked = ask(world, world.cast.reporter)
    post = world.cast.reporter.appointments.get()
    post.ends_on = dt.date(2026, 6, 30)
    post.save()
    make_post(world.cast.reporter, Role.TECHNICAL_SECRETARY, world.cast.joint_command)
    now_secretary = User.objects.get(pk=world.cast.reporter.pk)
    with pytest.raises(workflow.NotAllowed, match="Usted mismo"):
        grant(asked, now_secretary)


# --- What is asked ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "at", "refused"),
    [
        (UNTIL, NOW, None),
        (UNTIL, dt.datetime(2026, 9, 1, tzinfo=LIMA), "ya pasó"),
        (dt.datetime(2026, 9, 2, tzinfo=LIMA), dt.datetime(2026, 9, 1, tzinfo=LIMA), None),
        (NOW, NOW, "ya pasó"),
        (dt.datetime(2026, 7, 18, tzinfo=LIMA), NOW, "ya vence"),
        (dt.datetime(2026, 7, 18, tzinfo=LIMA) + TICK, NOW, None),
        (dt.datetime(2026, 10, 16, tzinfo=LIMA), NOW, None),
        (dt.datetime(2026, 10, 16, tzinfo=LIMA) + TICK, NOW, "hasta el 15 de octubre de 2026"),
        (dt.datetime(2099, 12, 31, tzinfo=LIMA), NOW, "hasta el 15 de octubre"),
    ],
)
def test_the_day_asked_for_lies_ahead_after_the_deadline_and_not_absurdly_far(
    world: World, until: dt.datetime, at: dt.datetime, refused: str | None
) -> None:
    if refused is None:
        assert ask(world, world.cast.reporter, until=until, at=at).state == "requested"
        return
    with pytest.raises(extending.WrongInstant, match=refused):
        ask(world, world.cast.reporter, until=until, at=at)


def test_a_further_extension_must_go_beyond_the_one_granted(world: World) -> None:
    make_extension(world.period, world.cast.army, UNTIL)
    with pytest.raises(extending.WrongInstant, match="24 de julio"):
        ask(world, world.cast.reporter, until=UNTIL, indicator=0)
    assert ask(world, world.cast.reporter, until=UNTIL + HOUR, indicator=0).number == 2


def test_nothing_is_asked_before_reporting_opens(world: World) -> None:
    with pytest.raises(workflow.NotOpen):
        ask(world, world.cast.reporter, at=world.period.opens_at - TICK)


def test_a_reason_and_a_reply_are_required(world: World) -> None:
    with pytest.raises(extending.Unexplained):
        ask(world, world.cast.reporter, reason=" \n")
    asked = ask(world, world.cast.reporter)
    with pytest.raises(extending.Unexplained):
        grant(asked, world.cast.secretary, reply=" ")
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_time_is_asked_only_for_what_the_institution_owes_or_answered(world: World) -> None:
    other = make_period(make_plan(), "2024-II")
    with pytest.raises(workflow.NotAllowed):
        extending.request_extension(
            other, world.cast.army, None, until=NOW + HOUR, reason="x", by=world.cast.reporter, at=NOW
        )
    make_measurement(world.revisions[0], world.cast.army, other, value=3)
    extending.request_extension(
        other,
        world.cast.army,
        world.revisions[0].indicator,
        until=NOW + HOUR,
        reason="x",
        by=world.cast.reporter,
        at=NOW,
    )
    assert DeadlineExtension.objects.get().period == other


def test_the_same_request_twice_is_one_and_another_waits_its_turn(world: World) -> None:
    first, again = ask(world, world.cast.reporter), ask(world, world.cast.reporter, at=NOW + HOUR)
    assert (first.pk, first.requested_at) == (again.pk, NOW)
    with pytest.raises(extending.AlreadyWaiting):
        ask(world, world.cast.approver)
    with pytest.raises(extending.AlreadyWaiting):
        ask(world, world.cast.reporter, until=UNTIL + HOUR)
    assert ask(world, world.cast.reporter, indicator=1).number == 2
    assert ask(world, world.cast.outsider, institution=world.cast.navy).number == 1


# --- What is decided -------------------------------------------------------------------------------------------------


def test_the_secretary_may_set_another_day_than_was_asked(world: World) -> None:
    granted = grant(ask(world, world.cast.reporter), world.cast.secretary, until=UNTIL - 24 * HOUR)
    granted.refresh_from_db()
    assert (granted.asked_until, granted.granted_until) == (UNTIL, UNTIL - 24 * HOUR)
    assert (granted.decided_by, granted.decided_at, granted.reply) == (world.cast.secretary, NOW, "Conforme.")


@pytest.mark.parametrize("until", [NOW, dt.datetime(2026, 7, 18, tzinfo=LIMA), dt.datetime(2027, 7, 18, tzinfo=LIMA)])
def test_the_secretary_grants_only_a_day_that_could_have_been_asked(world: World, until: dt.datetime) -> None:
    asked = ask(world, world.cast.reporter)
    with pytest.raises(extending.WrongInstant):
        grant(asked, world.cast.secretary, until=until)
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_a_second_click_changes_nothing_and_tells_once(world: World) -> None:
    asked = ask(world, world.cast.reporter)
    first = grant(asked, world.cast.secretary)
    again = grant(asked, world.cast.secretary, at=NOW + HOUR)
    assert first.decided_at == again.decided_at == NOW
    assert Notification.objects.count() == 1


@pytest.mark.parametrize(
    ("verb", "language", "title", "words"),
    [
        (grant, "es", "Ampliación de plazo otorgada: EP, 2026-I", "al final del 24 de julio de 2026"),
        (refuse, "en", "Extension refused: EP, 2026\u00a0H1", "refused the extension"),
    ],
)
def test_who_asked_is_told_in_their_language(
    world: World, verb: Callable[..., object], language: str, title: str, words: str
) -> None:
    User.objects.filter(pk=world.cast.reporter.pk).update(language=language)
    asked = ask(world, world.cast.reporter)
    verb(asked, world.cast.secretary)
    told = Notification.objects.get()
    assert (told.user, told.title) == (world.cast.reporter, title)
    assert words in told.text
    assert told.path == ("/en/registro/2026-I/EP/" if language == "en" else "/registro/2026-I/EP/")


# --- The database ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "granted"},
        {"granted_until": UNTIL},
        {"state": "lost"},
        {"reason": ""},
        {"reply": "", "state": "refused"},
    ],
)
def test_the_database_refuses_a_row_that_contradicts_itself(world: World, wrong: dict[str, object]) -> None:
    asked = make_extension(world.period, world.cast.army, UNTIL, state="requested")
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineExtension.objects.filter(pk=asked.pk).update(**wrong)


def test_the_database_keeps_one_waiting_request_for_the_same(world: World) -> None:
    for indicator in (None, world.revisions[0].indicator):
        make_extension(world.period, world.cast.army, UNTIL, indicator=indicator, state="requested")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_extension(world.period, world.cast.army, UNTIL, indicator=indicator, state="requested")
