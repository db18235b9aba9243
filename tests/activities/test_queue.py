"""The queue of what waits for a decision: whose, in which order, and notes validated together, all or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activities import queue, todo
from activities.models import ProgressNote
from activities.queue import Filters
from tests.cast import make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import (
    LIMA,
    make_activity,
    make_change_of,
    make_note,
    make_period,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 20, 12, tzinfo=LIMA)
QUEUE, TOGETHER = "activity_queue", "notes_together"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """Of the Army: two notes (4 July), a statement (8 July), a change (27 March), a plan of 2027; of the ministry: a statement."""
    with kept_for_a_module(django_db_blocker), time_machine.travel(NOW, tick=False):
        cast, plan = make_cast(), make_plan()
        period = make_period(plan)
        frozen = make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army)
        first, second = make_activity(frozen), make_activity(frozen)
        opened = make_round(plan, 2027, opened_at=NOW - dt.timedelta(days=9), due_at=NOW + dt.timedelta(days=20))
        columns = {"submitted_at": NOW - dt.timedelta(days=1), "first_submitted_at": NOW - dt.timedelta(days=1)}
        yield {
            "cast": cast,
            "notes": [make_note(each, period, status="submitted") for each in (first, second)],
            "change": make_change_of(first, "submitted"),
            "plan": make_year_plan(opened, cast.army, "submitted", **columns),
            "statement": make_statement(plan, cast.army, status="submitted"),
            "of_the_ministry": make_statement(plan, cast.ministry, status="submitted"),
        }


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def kinds_of(user: Any, **filters: str) -> list[str]:
    return [row.kind for row in queue.listing_of(user, Filters(**filters), page="1", at=NOW).rows]


def test_the_oldest_comes_first_whatever_its_kind(world: dict[str, Any]) -> None:
    rows = queue.listing_of(world["cast"].secretary, Filters(), page="1", at=NOW).rows
    assert [row.kind for row in rows] == ["modificacion", "nota", "nota", "presupuesto", "plan"]
    assert [row.since for row in rows] == sorted(row.since for row in rows)
    assert (rows[-1].days, rows[-1].url) == (1, reverse("year_plan", args=[2027, "EP"]))


def test_the_secretarys_own_institution_waits_for_the_alternate_only(world: dict[str, Any]) -> None:
    assert kinds_of(world["cast"].alternate) == ["presupuesto"]
    assert kinds_of(world["cast"].secretary, institution="MINDEF") == []


@pytest.mark.parametrize("person", ["member", "observer", "reporter", "approver", "outsider"])
def test_nothing_waits_for_who_decides_on_nothing(world: dict[str, Any], signed_in: SignIn, person: str) -> None:
    assert kinds_of(getattr(world["cast"], person)) == []
    page = signed_in(getattr(world["cast"], person)).get(reverse(QUEUE))
    assert "Nada espera su decisión." in page.content.decode()


def test_filters_stand_in_the_address(world: dict[str, Any], signed_in: SignIn) -> None:
    client = signed_in(world["cast"].secretary)
    page = client.get(reverse(QUEUE), {"tipo": "nota", "institucion": "EP"})
    assert {row.kind for row in page.context["rows"]} == {"nota"}
    assert page.context["states"][0]["url"] == "?institucion=EP"
    assert client.get(reverse(QUEUE), {"tipo": "nota", "institucion": "MGP"}).context["rows"] == []


def test_all_kinds_are_one_row_of_the_home_and_tell_apart_in_its_note(world: dict[str, Any]) -> None:
    said = "Planes anuales: 1; Modificaciones: 1; Notas de avance: 2; Declaraciones presupuestales: 1"
    assert [(row.number, row.note) for row in todo.activity_rows(world["cast"].secretary, NOW)] == [(5, said)]
    assert list(todo.activity_rows(world["cast"].member, NOW)) == []


def test_only_what_is_of_the_current_plan_waits(world: dict[str, Any]) -> None:
    secretary, before = world["cast"].secretary, kinds_of(world["cast"].secretary)
    earlier = make_plan("ANTERIOR", adopted_year=2015)
    frozen = make_year_plan(make_round(earlier, 2026, is_sealed=True), world["cast"].army)
    activity = make_activity(frozen, "ANT-1.1")
    make_note(activity, make_period(earlier), status="submitted")
    make_change_of(activity, "submitted")
    make_statement(earlier, world["cast"].army, status="submitted")
    make_year_plan(make_round(earlier, 2027), world["cast"].army, "submitted")
    assert kinds_of(secretary) == before
    assert [row.number for row in todo.activity_rows(secretary, NOW)] == [5]


def test_what_waits_is_reached_from_activities_and_from_the_committee(world: dict[str, Any], signed_in: SignIn) -> None:
    line = next(todo.queue_lines(world["cast"].secretary, world["plan"].round.plan, NOW))
    assert (line.url, line.note[:18]) == (reverse(QUEUE), "Planes anuales: 1;")
    assert list(todo.queue_lines(world["cast"].observer, world["plan"].round.plan, NOW)) == []
    decisions = signed_in(world["cast"].secretary).get(reverse("committee")).context["decisions"]
    assert [(each.number, each.url) for each in decisions][-1] == (5, reverse(QUEUE))


def test_the_list_takes_the_same_queries_however_long(world: dict[str, Any]) -> None:
    kinds_of(world["cast"].secretary)  # the person's posts are read once
    with CaptureQueriesContext(connection) as few:
        kinds_of(world["cast"].secretary)
    note = world["notes"][0]
    for _number in range(10):
        make_note(make_activity(note.activity.year_plan), note.period, status="submitted")
    with CaptureQueriesContext(connection) as many:
        assert len(kinds_of(world["cast"].secretary)) == 15
    assert len(many) == len(few)


def key(note: ProgressNote) -> str:
    return f"{note.pk}:{note.version}"


def test_notes_are_validated_together_after_a_page_that_lists_them(world: dict[str, Any], signed_in: SignIn) -> None:
    client, notes = signed_in(world["cast"].secretary), world["notes"]
    listed = client.get(reverse(TOGETHER)).content.decode()
    assert all(key(each) in listed for each in notes)
    response = client.post(reverse(TOGETHER), {"chosen": [key(each) for each in notes]})
    assert response.status_code == 302
    stands = ProgressNote.objects.filter(pk__in=[each.pk for each in notes])
    assert {(each.status, each.validated_by) for each in stands} == {("validated", world["cast"].secretary)}


def test_one_stale_note_leaves_all_as_they_were_and_keeps_the_ticks(world: dict[str, Any], signed_in: SignIn) -> None:
    first, second = world["notes"]
    ProgressNote.objects.filter(pk=second.pk).update(version=5)
    response = signed_in(world["cast"].secretary).post(reverse(TOGETHER), {"chosen": [key(first), key(second)]})
    assert response.status_code == 409
    assert not ProgressNote.objects.filter(status="validated").exists()
    assert [row["is_ticked"] for row in response.context["rows"]] == [True, False]


@pytest.mark.parametrize("person", ["member", "observer", "reporter"])
def test_only_who_decides_validates_together(world: dict[str, Any], signed_in: SignIn, person: str) -> None:
    response = signed_in(getattr(world["cast"], person)).post(
        reverse(TOGETHER), {"chosen": [key(each) for each in world["notes"]]}
    )
    assert response.status_code == 403
    assert not ProgressNote.objects.filter(status="validated").exists()


def test_a_note_that_was_not_sent_does_not_exist_for_who_decides(world: dict[str, Any], signed_in: SignIn) -> None:
    activity = make_activity(world["notes"][0].activity.year_plan)
    draft = make_note(activity, world["notes"][0].period, status="draft")
    response = signed_in(world["cast"].secretary).post(reverse(TOGETHER), {"chosen": [key(draft)]})
    assert response.status_code == 404
