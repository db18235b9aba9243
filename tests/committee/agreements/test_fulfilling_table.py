"""Every step of an agreement × where it stands × every person × whose it is: what is not declared possible changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from committee.agreements import fulfilling
from committee.models import Agreement, AgreementEvent
from institutions.models import Role, User
from measurements.answer.refusals import NotAllowed, Refused, WrongState
from notifications.models import Notification
from tests.cast import Cast
from tests.committee.meetings.met import AFTER, Meetings, make_meetings
from tests.committee.meetings.test_meeting_table import everything, outcome
from tests.factories import make_person
from tests.measurements.workflow.test_workflow_table import actors_of

Step = Callable[..., Agreement]
STEPS: dict[str, Step] = {
    "say_done": fulfilling.say_done,
    "send_back": fulfilling.send_back,
    "confirm_done": fulfilling.confirm_done,
    "drop": fulfilling.drop,
}
POSSIBLE = {
    "say_done": {"open"},
    "send_back": {"said"},
    "confirm_done": {"open", "said"},
    "drop": {"open", "said"},
}
OF_THE_INSTITUTION = {"reporter", "approver", "both_posts", "reporter_and_member"}
WHO = {
    "army": {"say_done": OF_THE_INSTITUTION, "decide": {"secretary"}},
    "ministry": {"say_done": {"reporter_of_the_ministry"}, "decide": {"alternate", "alternate_of_the_army"}},
}
"""By the responsible institution. The secretary is of the ministry, the alternate of the joint command."""


@pytest.fixture
def world(cast: Cast) -> Meetings:
    return make_meetings(cast)


def agreements_of(world: Meetings, whose: str, speaker: User) -> dict[str, Agreement]:
    """One in each standing, each of a meeting of its own."""
    institution = getattr(world.cast, whose)
    decider = world.cast.secretary if whose == "army" else world.cast.alternate
    found = {"unbound": world.agreed(institution)}
    for hours, name in enumerate(("open", "said", "done", "dropped"), start=1):
        found[name] = world.bound(institution, hours)
    said = found["said"]
    found["said"] = fulfilling.say_done(said, text="Hecho.", version=said.version, by=speaker, at=AFTER)
    for name, step in (("done", fulfilling.confirm_done), ("dropped", fulfilling.drop)):
        each = found[name]
        found[name] = step(each, text="Conforme.", version=each.version, by=decider, at=AFTER)
    return found


@pytest.mark.parametrize("whose", WHO)
def test_the_institution_says_and_its_reviewer_decides_and_nobody_else(world: Meetings, whose: str) -> None:
    speaker = make_person(Role.REPORTER, world.cast.ministry)
    actors = actors_of(world.cast) | {"reporter_of_the_ministry": speaker}
    found = agreements_of(world, whose, world.cast.reporter if whose == "army" else speaker)
    before = everything()
    for verb, step in STEPS.items():
        allowed = WHO[whose]["say_done" if verb == "say_done" else "decide"]
        for name, actor in actors.items():
            for standing, agreement in found.items():
                expected: type[Exception] | None = None
                if name not in allowed:
                    expected = NotAllowed
                elif standing not in POSSIBLE[verb]:
                    expected = WrongState
                act = partial(step, agreement, text="Palabras.", version=agreement.version, by=actor, at=AFTER)
                assert outcome(act) is expected, (verb, name, standing)
    assert everything() == before


# --- What a step leaves ----------------------------------------------------------------------------------------------


def test_each_step_is_one_event_with_its_words_and_post(world: Meetings) -> None:
    agreement = world.said(world.bound())
    agreement = fulfilling.send_back(
        agreement, text="Falta el oficio.", version=agreement.version, by=world.cast.secretary, at=AFTER
    )
    assert (agreement.said_done_at, agreement.said_done_text) == (None, "")
    agreement = world.said(agreement, "approver")
    fulfilling.confirm_done(agreement, text="", version=agreement.version, by=world.cast.secretary, at=AFTER)
    events = AgreementEvent.objects.filter(agreement=agreement).values_list("verb", "post__user", "text")
    cast = world.cast
    assert list(events) == [
        ("agreed", cast.secretary.pk, ""),
        ("said_done", cast.reporter.pk, "Se envió con oficio."),
        ("sent_back", cast.secretary.pk, "Falta el oficio."),
        ("said_done", cast.approver.pk, "Se envió con oficio."),
        ("done", cast.secretary.pk, ""),
    ]


def test_nobody_confirms_what_they_said_in_a_post_held_before(world: Meetings) -> None:
    cast, agreement = world.cast, world.said(world.bound())
    cast.reporter.appointments.all().update(role=Role.TECHNICAL_SECRETARY, institution=cast.joint_command)
    now_secretary = User.objects.get(pk=cast.reporter.pk)
    with pytest.raises(NotAllowed):
        fulfilling.confirm_done(agreement, text="", version=agreement.version, by=now_secretary, at=AFTER)
    again = fulfilling.send_back(agreement, text="Falta.", version=agreement.version, by=now_secretary, at=AFTER)
    assert again.said_done_at is None


def test_the_same_step_twice_is_one_step(world: Meetings) -> None:
    first = world.bound()
    for _turn in range(2):
        world.said(first)
    assert AgreementEvent.objects.filter(verb="said_done").count() == 1
    assert Notification.objects.filter(user=world.cast.secretary, kind="agreement").count() == 1


def test_who_read_an_older_version_is_told_and_changes_nothing(world: Meetings) -> None:
    read = world.bound()
    world.said(read)
    with pytest.raises(Refused, match="cambió este acuerdo"):
        fulfilling.confirm_done(read, text="", version=read.version, by=world.cast.secretary, at=AFTER)
    read.refresh_from_db()
    assert read.state == Agreement.State.OPEN


@pytest.mark.parametrize(("verb", "by"), [("say_done", "reporter"), ("send_back", "secretary"), ("drop", "secretary")])
def test_words_are_needed(world: Meetings, verb: str, by: str) -> None:
    agreement = world.bound()
    with pytest.raises(Refused, match="Escriba"):
        STEPS[verb](agreement, text=" \n ", version=agreement.version, by=getattr(world.cast, by), at=AFTER)


def test_each_side_is_told_what_the_other_did(world: Meetings) -> None:
    agreement = world.said(world.bound())
    fulfilling.confirm_done(agreement, text="Conforme.", version=agreement.version, by=world.cast.secretary, at=AFTER)
    told = Notification.objects.filter(kind="agreement").values_list("user__email", "title")
    army = [world.cast.reporter.email, world.cast.approver.email]
    assert sorted(told) == sorted(
        [(email, "1 acuerdo de la sesión S-2026-01 es para su institución") for email in army]
        + [(world.cast.secretary.email, "EP informa que el acuerdo S-2026-01, 1 está cumplido")]
        + [(email, "Se confirmó que el acuerdo S-2026-01, 1 está cumplido") for email in army]
    )
