"""Every step of a consultation, of a meeting and of issuing × every standing of the draft × every actor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from committee.meetings.meeting import Incomplete
from institutions.models import User
from measurements.answer.refusals import NotAllowed, Refused, WrongState
from reports.consulting import answering, proposing, replying, rounds
from reports.drafting.standing import version_of_all
from reports.issued import issuing
from reports.models import ConsultationRound, ConsultationSeat, Remark, ReportDraft, ReportEdition
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.reports.worlds.consulted import (
    AGREES,
    CLOSES_ON,
    DURING,
    ENDED,
    ISSUED,
    MISTAKE,
    PUT,
    REMARKS,
    Consultations,
    make_consultations,
)

pytestmark = pytest.mark.django_db
STANDINGS = ("drafting", "called_off", "consulting", "proposed", "adopted", "ready", "issued", "abandoned")
EVERYBODY = (
    "reporter", "approver", "outsider", "outside_approver", "member", "general", "secretary", "alternate", "observer",
    "administrator",
)  # fmt: skip
LATER = CLOSES_ON + dt.timedelta(days=7)
IN_THE_MONTH = dt.date(2026, 8, 31)
Step = Callable[[Consultations, ReportDraft, User], Any]


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Consultations]:
    with kept_for_a_module(django_db_blocker):
        yield make_consultations(make_cast())


@pytest.fixture
def world(made: Consultations, db: None) -> Consultations:
    return deepcopy(made)


def last_round(draft: ReportDraft) -> ConsultationRound:
    return ConsultationRound.objects.filter(draft=draft).latest("number")


def open_(world: Consultations, draft: ReportDraft, by: User) -> object:
    return rounds.open_round(draft, IN_THE_MONTH, version=version_of_all(draft), by=by, at=PUT)


def move(world: Consultations, draft: ReportDraft, by: User) -> object:
    round_ = last_round(draft)
    return rounds.move(round_, LATER, version=round_.version, by=by, at=DURING)


def close(world: Consultations, draft: ReportDraft, by: User) -> object:
    round_ = last_round(draft)
    return rounds.close(round_, version=round_.version, by=by, at=ENDED)


def call_off(world: Consultations, draft: ReportDraft, by: User) -> object:
    round_ = last_round(draft)
    return rounds.call_off(round_, MISTAKE + ".", language="es", version=round_.version, by=by, at=DURING)


def answer(world: Consultations, draft: ReportDraft, by: User) -> object:
    seat = world.seat(last_round(draft), world.world.army)
    return answering.answer(seat, AGREES, version=seat.version, by=by, at=DURING)


def note(world: Consultations, draft: ReportDraft, by: User) -> object:
    seat = world.seat(last_round(draft), world.world.navy)
    return answering.note_letter(seat, REMARKS, "Oficio 15", version=seat.version, by=by, at=DURING)


def reply(world: Consultations, draft: ReportDraft, by: User) -> object:
    seat = world.seat(last_round(draft), world.world.army)
    remark = Remark.objects.select_related("seat__institution", "seat__round__draft").filter(seat=seat).first()
    assert remark is not None
    return replying.reply(remark, "taken", "Se acoge.", language="es", version=remark.version, by=by, at=PUT)


def put(world: Consultations, draft: ReportDraft, by: User) -> object:
    return proposing.put_before(draft, world.meetings.planned(hours=5), version=version_of_all(draft), by=by, at=PUT)


def issue(world: Consultations, draft: ReportDraft, by: User) -> object:
    return issuing.issue(draft, by=by, at=ISSUED)


SECRETARY = frozenset({"secretary"})
STEPS: dict[str, tuple[Step, frozenset[str], frozenset[str]]] = {
    "open": (open_, SECRETARY, frozenset({"drafting", "called_off"})),
    "move": (move, SECRETARY, frozenset({"consulting"})),
    "close": (close, SECRETARY, frozenset({"consulting"})),
    "call off": (call_off, SECRETARY, frozenset({"consulting"})),
    "answer": (answer, frozenset({"general"}), frozenset({"consulting"})),
    "note": (note, SECRETARY, frozenset({"consulting"})),
    "reply": (reply, SECRETARY, frozenset({"drafting", "consulting"})),
    "put": (put, SECRETARY, frozenset({"drafting"})),
    "issue": (issue, SECRETARY, frozenset({"ready"})),
}
"""By step: the verb, who may, and from which standings."""


def rows() -> list[object]:
    models = (ReportDraft, ConsultationRound, ConsultationSeat, Remark, ReportEdition)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_by_everybody_from_every_standing(world: Consultations, step: str, standing: str) -> None:
    take, actors, standings = STEPS[step]
    draft = world.standing(standing)
    if not ConsultationRound.objects.exists() and step not in ("open", "put", "issue"):
        return  # a report that was given up before anybody was consulted has nothing to act on
    before = rows()
    for name in EVERYBODY:
        if name not in actors:
            with pytest.raises(NotAllowed):
                take(world, draft, world.person(name))
    assert rows() == before
    for name in actors:
        if standing not in standings:
            with pytest.raises(Refused) as refused:
                take(world, draft, world.person(name))
            why = Incomplete if (step, standing) == ("put", "called_off") else WrongState | issuing.AlreadyIssued
            assert isinstance(refused.value, why)
            assert rows() == before
        else:
            take(world, draft, world.person(name))
            assert rows() != before


@pytest.mark.parametrize("step", ["open", "put"])
def test_report_of_an_institution_alone_is_neither_consulted_nor_adopted(world: Consultations, step: str) -> None:
    draft = world.own_draft()
    for name in ("secretary", "approver"):
        with pytest.raises((NotAllowed, WrongState)):
            STEPS[step][0](world, draft, world.person(name))
    assert not ConsultationRound.objects.exists()


def test_approver_issues_the_own_report_without_a_meeting(world: Consultations) -> None:
    draft = world.own_draft()
    for name in EVERYBODY:
        if name != "approver":
            with pytest.raises(NotAllowed):
                issue(world, draft, world.person(name))
    edition = issuing.issue(draft, by=world.cast.approver, at=ISSUED)
    assert edition.adopted_in is None


@pytest.mark.parametrize(("institution", "replies"), [("army", "secretary"), ("ministry", "alternate")])
def test_nobody_answers_a_remark_of_their_own_institution(world: Consultations, institution: str, replies: str) -> None:
    """The member and the secretary are of the ministry, and so the alternate answers its remarks."""
    round_ = world.opened()
    by = world.general if institution == "army" else world.cast.secretary
    seat = world.seat(round_, getattr(world.cast, institution))
    answering.answer(seat, REMARKS, version=seat.version, by=by, at=DURING)
    remark = Remark.objects.select_related("seat__institution", "seat__round__draft").first()
    assert remark is not None

    def answered(name: str) -> Remark:
        return replying.reply(
            remark, "declined", "No corresponde.", language="es", version=remark.version, by=world.person(name), at=PUT
        )

    for name in EVERYBODY:
        if name != replies:
            with pytest.raises(NotAllowed):
                answered(name)
    assert answered(replies).outcome == "declined"


@pytest.mark.parametrize("said", [REMARKS, AGREES], ids=["remarks", "agrees"])
def test_of_two_institutions_each_answers_its_own(world: Consultations, said: Any) -> None:
    round_ = world.opened()
    seat = world.seat(round_, world.world.navy)
    for name in EVERYBODY:
        with pytest.raises(NotAllowed):
            answering.answer(seat, said, version=seat.version, by=world.person(name), at=DURING)
    assert not ConsultationSeat.objects.exclude(answer="").exists()


def test_who_was_not_consulted_is_told_before_a_report_is_put(world: Consultations) -> None:
    draft = world.draft()
    with pytest.raises(Incomplete, match="Consulte primero"):
        put(world, draft, world.cast.secretary)


def test_remarks_without_an_answer_are_told_before_a_report_is_put(world: Consultations) -> None:
    round_ = world.closed()
    with pytest.raises(Incomplete, match="2 observaciones"):
        put(world, round_.draft, world.cast.secretary)
