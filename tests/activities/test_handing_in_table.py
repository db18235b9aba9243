"""Every step × every state × every actor, for each kind of what is handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from activities import handing_in
from activities.models import ActivityStep, BudgetStatement, PlanningRound, ProgressNote, Status, YearPlan
from activities.refusals import NotAllowed, NotOpen, NotReady, Stale, WrongState
from activities.steps import Subject
from institutions.models import User
from tests.cast import Cast, make_cast
from tests.conftest import kept_for_a_module
from tests.factories import (
    LIMA,
    make_activity,
    make_budget_item,
    make_change_of,
    make_note,
    make_period,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=LIMA)
STEPS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "prepare": ("reporter", ("draft", "returned"), "prepared"),
    "take_back": ("reporter", ("prepared",), "draft"),
    "hand_back": ("approver", ("prepared",), "draft"),
    "submit": ("approver", ("prepared",), "submitted"),
    "return_": ("secretary", ("submitted",), "returned"),
    "validate": ("secretary", ("submitted",), "validated"),
}
"""By step: who may, from which states, to which."""
ACTORS = (
    "reporter",
    "approver",
    "outsider",
    "outside_approver",
    "member",
    "secretary",
    "alternate",
    "observer",
    "administrator",
)
KINDS = ("year_plan", "change", "note", "statement")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        sealed = make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army)
        yield {
            "cast": cast,
            "plan": plan,
            "period": make_period(plan),
            "activity": make_activity(sealed),
            "open": make_round(plan, 2027, opened_at=NOW - dt.timedelta(days=2), due_at=NOW + dt.timedelta(days=20)),
        }


def made(world: dict[str, Any], kind: str, status: str) -> Subject:
    cast: Cast = world["cast"]
    if kind == "year_plan":
        year_plan = make_year_plan(world["open"], cast.army, status)
        make_activity(year_plan)
        return year_plan
    if kind == "change":
        return make_change_of(world["activity"], status)
    if kind == "note":
        return make_note(world["activity"], world["period"], status=status)
    statement = make_statement(world["plan"], cast.army, status=status)
    make_budget_item(statement)
    return statement


def take(step: str, subject: Subject, by: User) -> None:
    if step == "submit":
        handing_in.submit([(subject, subject.version)], by=by, at=NOW)
        return
    verb: Callable[..., None] = getattr(handing_in, step)
    words = {"comment": "Falta el sustento."} if step in ("hand_back", "return_") else {}
    verb(subject, version=subject.version, by=by, at=NOW, **words)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("step", STEPS)
def test_every_actor(world: dict[str, Any], kind: str, status: str, step: str) -> None:
    subject = made(world, kind, status)
    who, starts, to = STEPS[step]
    for actor in ACTORS:
        if actor == who:
            continue
        with pytest.raises(NotAllowed):
            take(step, subject, getattr(world["cast"], actor))
    subject.refresh_from_db()
    assert (subject.status, subject.version) == (status, 1)
    actor = getattr(world["cast"], who)
    if status in starts:
        take(step, subject, actor)
        subject.refresh_from_db()
        assert (subject.status, subject.version) == (to, 2)
        last = subject.steps.get()
        assert (last.from_status, last.to_status, last.post.user) == (status, to, actor)
    else:
        with pytest.raises(WrongState):
            take(step, subject, actor)
        assert not subject.steps.exists()


@pytest.mark.django_db
def test_a_stale_version_changes_nothing(world: dict[str, Any]) -> None:
    note = made(world, "note", "submitted")
    with pytest.raises(Stale):
        handing_in.validate(note, version=7, by=world["cast"].secretary, at=NOW)
    note.refresh_from_db()
    assert note.status == Status.SUBMITTED
    assert not ActivityStep.objects.filter(note=note).exists()


@pytest.mark.django_db
def test_sending_twice_is_sending_once(world: dict[str, Any]) -> None:
    note = made(world, "note", "prepared")
    for _time in range(2):
        handing_in.submit([(note, 1)], by=world["cast"].approver, at=NOW)
    assert ActivityStep.objects.filter(note=note).count() == 1


@pytest.mark.django_db
def test_the_secretarys_own_institution_is_judged_by_the_alternate(world: dict[str, Any]) -> None:
    statement = make_statement(world["plan"], world["cast"].ministry, status="submitted")
    with pytest.raises(NotAllowed):
        handing_in.validate(statement, version=1, by=world["cast"].secretary, at=NOW)
    handing_in.validate(statement, version=1, by=world["cast"].alternate, at=NOW)
    assert BudgetStatement.objects.get(pk=statement.pk).status == Status.VALIDATED


@pytest.mark.django_db
def test_nothing_is_sent_into_a_closed_round(world: dict[str, Any]) -> None:
    year_plan = made(world, "year_plan", "prepared")
    PlanningRound.objects.filter(pk=world["open"].pk).update(state=PlanningRound.State.CONSOLIDATED)
    with pytest.raises(NotOpen):
        handing_in.submit([(year_plan, 1)], by=world["cast"].approver, at=NOW)
    assert YearPlan.objects.get(pk=year_plan.pk).status == Status.PREPARED


@pytest.mark.django_db
def test_a_note_after_its_semester_closed_is_refused(world: dict[str, Any]) -> None:
    note = made(world, "note", "prepared")
    with pytest.raises(NotOpen):
        handing_in.submit([(note, 1)], by=world["cast"].approver, at=world["period"].closes_at)
    assert ProgressNote.objects.get(pk=note.pk).status == Status.PREPARED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "status", "who"),
    [
        ("hand_back", "prepared", "approver"),
        ("return_", "submitted", "secretary"),
        ("validate", "submitted", "secretary"),
    ],
)
def test_a_word_that_nobody_would_read_to_its_end_is_refused(
    world: dict[str, Any], step: str, status: str, who: str
) -> None:
    statement = made(world, "statement", status)
    verb, by = getattr(handing_in, step), getattr(world["cast"], who)
    with pytest.raises(NotReady):
        verb(statement, version=1, by=by, at=NOW, comment="x" * 2001)
    statement.refresh_from_db()
    assert (statement.status, statement.version) == (status, 1)
    verb(statement, version=1, by=by, at=NOW, comment="x\r\n" * 1000)
    assert len(statement.steps.get().comment) == 1999
