"""Every verb × status × moment × actor: what is not declared here is refused, and a refusal changes nothing."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Set

import pytest
from django.db import transaction

from indicators.models import ReportingPeriod
from institutions.models import Institution, Role, User
from measurements.chain import chain
from measurements.models import Measurement, MeasurementEvent, Receipt, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import make_measurement, make_person, make_post
from tests.measurements.worlds.walk import HOUR, World, counted, make_world

Verb = Callable[[Measurement, User, dt.datetime], object]


def save(m: Measurement, by: User, at: dt.datetime) -> object:
    task = workflow.Task(m.indicator, m.institution, m.period)
    return workflow.save_draft(task, counted(41), version=m.version, by=by, at=at)


def prepare(m: Measurement, by: User, at: dt.datetime) -> object:
    return workflow.prepare(m, version=m.version, by=by, at=at)


def hand_back(m: Measurement, by: User, at: dt.datetime) -> object:
    return workflow.hand_back(m, version=m.version, by=by, at=at, comment="Revise el total.")


def take_back(m: Measurement, by: User, at: dt.datetime) -> object:
    return workflow.take_back(m, version=m.version, by=by, at=at)


def submit(m: Measurement, by: User, at: dt.datetime) -> object:
    return workflow.submit([(m, m.version)], by=by, at=at)


def validate(m: Measurement, by: User, at: dt.datetime) -> object:
    return workflow.validate(m, version=m.version, by=by, at=at)


def return_it(m: Measurement, by: User, at: dt.datetime) -> object:
    return workflow.return_to_institution(m, version=m.version, by=by, at=at, comment="Falta el oficio.")


def reopen(m: Measurement, by: User, at: dt.datetime) -> object:
    return workflow.reopen(m, version=m.version, by=by, at=at, reason="El oficio rectificado dice otra cifra.")


def reopen_parts(m: Measurement, by: User, at: dt.datetime) -> object:
    return workflow.reopen_parts(m, version=m.version, by=by, at=at, reason="RI-2026-0007", anchors=[])


def take_back_return(m: Measurement, by: User, at: dt.datetime) -> object:
    return workflow.take_back_return(m, version=m.version, by=by, at=at)


VERBS: dict[str, Verb] = {
    "save": save,
    "prepare": prepare,
    "hand_back": hand_back,
    "take_back": take_back,
    "submit": submit,
    "validate": validate,
    "return": return_it,
    "reopen": reopen,
    "reopen_parts": reopen_parts,
    "take_back_return": take_back_return,
}
STARTS = {
    "save": {Status.DRAFT, Status.RETURNED},
    "prepare": {Status.DRAFT, Status.RETURNED},
    "hand_back": {Status.PREPARED},
    "take_back": {Status.PREPARED},
    "submit": {Status.PREPARED},
    "validate": {Status.SUBMITTED},
    "return": {Status.SUBMITTED},
    "reopen": {Status.VALIDATED},
    "reopen_parts": {Status.SUBMITTED, Status.VALIDATED},
    "take_back_return": {Status.RETURNED},
}
WINDOW = {"open", "late"}
ALWAYS = {"before", "open", "late", "closed"}
MOMENTS = dict.fromkeys(VERBS, WINDOW) | dict.fromkeys(["validate", "reopen_parts", "take_back_return"], ALWAYS)
DECISIONS = ["validate", "return", "reopen", "reopen_parts", "take_back_return"]
REPORTERS = {"reporter", "both_posts", "reporter_and_member"}
APPROVERS = {"approver", "both_posts"}
ACTORS: dict[str, dict[str, Set[str]]] = {
    "army": {
        "save": REPORTERS,
        "prepare": REPORTERS,
        "hand_back": APPROVERS,
        "take_back": REPORTERS,
        "submit": APPROVERS,
        **dict.fromkeys(DECISIONS, frozenset({"secretary"})),
    },
    "ministry": dict.fromkeys(DECISIONS, frozenset({"alternate", "alternate_of_the_army"})),
    "joint_command": dict.fromkeys(DECISIONS, frozenset({"secretary"})),
}
"""By the institution whose answer it is. The secretary is of the ministry, the alternate of the joint command."""


def actors_of(cast: Cast) -> dict[str, User]:
    ended = {"ends_on": dt.date(2025, 12, 31)}
    both = make_person(Role.REPORTER, cast.army, email="both@ep.example.pe")
    make_post(both, Role.APPROVER, cast.army)
    member = make_person(Role.REPORTER, cast.army, email="member@ep.example.pe")
    make_post(member, Role.COMMITTEE_MEMBER, cast.army)
    actors = {
        **cast.people(),
        "both_posts": both,
        "reporter_and_member": member,
        "alternate_of_the_ministry": make_person(Role.ALTERNATE_REVIEWER, cast.ministry),
        "alternate_of_the_army": make_person(Role.ALTERNATE_REVIEWER, cast.army),
        "nobody": make_person(None, email="nobody@example.pe"),
        "suspended_secretary": make_person(
            Role.TECHNICAL_SECRETARY, cast.joint_command, email="off@example.pe", is_active=False
        ),
    }
    for role in (Role.REPORTER, Role.APPROVER, Role.TECHNICAL_SECRETARY):
        person = make_person(None, email=f"ended-{role}@example.pe")
        make_post(person, role, cast.army if role != Role.TECHNICAL_SECRETARY else cast.navy, **ended)
        actors[f"ended_{role}"] = person
    future = make_person(None, email="future@example.pe")
    make_post(future, Role.REPORTER, cast.army, starts_on=dt.date(2999, 1, 1))
    return actors | {"future_reporter": future}


def moments_of(period: ReportingPeriod) -> dict[str, dt.datetime]:
    return {
        "before": period.opens_at - HOUR,
        "open": period.opens_at + HOUR,
        "late": period.due_at + HOUR,
        "closed": period.closes_at,
    }


def answers_of(world: World, institution: Institution) -> dict[Status, Measurement]:
    """The same indicator's answer in each status would break the uniqueness: so each status has an indicator of its own."""
    answers = {
        status: make_measurement(world.revisions[index], institution, world.period, value=40, status=status)
        for index, status in enumerate(Status)
    }
    returned = answers[Status.RETURNED]
    post = world.cast.secretary.appointments.get()
    chain.append(returned, from_status=Status.SUBMITTED, post=post, at=returned.updated_at, comment="Falta el oficio.")
    return answers


def state() -> tuple[list[tuple[object, ...]], int, int]:
    rows = Measurement.objects.order_by("pk").values_list("pk", "status", "version", "updated_at", "values__value")
    return list(rows), MeasurementEvent.objects.count(), Receipt.objects.count()


def as_read(measurement: Measurement) -> Measurement:
    return Measurement.objects.select_related("indicator", "institution", "period").get(pk=measurement.pk)


def outcome(verb: str, read: Measurement, by: User, at: dt.datetime) -> type[Exception] | None:
    """What refused the step; None when it was made. A permitted step is taken back, so that every cell starts alike."""
    try:
        with transaction.atomic():
            VERBS[verb](copy.copy(read), by, at)
            assert MeasurementEvent.objects.count() == (
                1 if verb == "save" else 2
            )  # one is the observation at the start
            transaction.set_rollback(True)
    except workflow.Refused as refusal:
        return type(refusal)
    return None


CELLS = [(verb, institution) for institution, verbs in ACTORS.items() for verb in verbs]


@pytest.mark.parametrize(("verb", "institution"), CELLS)
def test_only_declared_cells_of_the_table_are_possible(cast: Cast, verb: str, institution: str) -> None:
    world = make_world(cast, size=len(Status))
    answers = {status: as_read(m) for status, m in answers_of(world, getattr(cast, institution)).items()}
    before, allowed = state(), ACTORS[institution][verb]
    for name, actor in actors_of(cast).items():
        for moment, at in moments_of(world.period).items():
            for status, measurement in answers.items():
                expected: type[Exception] | None = None
                if name not in allowed:
                    expected = workflow.NotAllowed
                elif moment not in MOMENTS[verb]:
                    expected = workflow.NotOpen
                elif status not in STARTS[verb]:
                    expected = workflow.WrongState
                assert outcome(verb, measurement, actor, at) is expected, (name, moment, status)
    assert state() == before


def test_the_table_names_every_verb_and_every_status(cast: Cast) -> None:
    """Self-test: the table cannot pass because it is empty."""
    assert set(VERBS) == set(ACTORS["army"]) == set(STARTS) == set(MOMENTS)
    assert set.union(*STARTS.values()) == set(Status)
    actors = actors_of(cast)
    assert all(allowed <= actors.keys() for verbs in ACTORS.values() for allowed in verbs.values())


def test_nobody_but_the_reporter_begins_an_answer(cast: Cast) -> None:
    world = make_world(cast, size=1)
    for name, actor in actors_of(cast).items():
        if name in REPORTERS:
            continue
        with pytest.raises(workflow.NotAllowed):
            workflow.save_draft(world.task(), counted(4), version=workflow.NEW, by=actor, at=world.open)
    assert not Measurement.objects.exists()
