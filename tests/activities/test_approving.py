"""What was handed over waits for the approver: one row of the home, a line each on «Actividades», nothing that cannot be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from activities.approving import approval_lines, approval_rows
from activities.models import ActivityChange, PlanningRound
from measurements.tasks.todo import todo_of
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

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=LIMA)


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """Handed over in the Army: two notes, two changes, a statement, the plan of 2027; in the Navy one, of an earlier plan one."""
    with kept_for_a_module(django_db_blocker), time_machine.travel(NOW, tick=False):
        cast, plan = make_cast(), make_plan()
        period = make_period(plan)
        frozen = make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army)
        first, second = make_activity(frozen), make_activity(frozen)
        opened = make_round(plan, 2027, opened_at=NOW - dt.timedelta(days=9), due_at=NOW + dt.timedelta(days=20))
        for each in (first, second):
            make_note(each, period, status="prepared")
            make_change_of(each, "prepared")
        make_year_plan(opened, cast.army, "prepared")
        make_statement(plan, cast.army, status="prepared")
        make_statement(plan, cast.navy, status="prepared")
        before = make_plan("PNA-2015", adopted_year=2015)
        make_statement(before, cast.army, status="prepared")
        yield {"cast": cast, "plan": plan}


@pytest.fixture
def world(kept: dict[str, Any], db: None) -> Iterator[dict[str, Any]]:
    with time_machine.travel(NOW, tick=False):
        yield kept


ALL = "Planes anuales: 1; Modificaciones: 2; Notas de avance: 2; Declaraciones presupuestales: 1"


@pytest.mark.parametrize(
    ("actor", "rows"),
    [
        ("approver", [(6, ALL)]),
        ("reporter", []),
        ("outsider", []),
        ("secretary", []),
        ("member", []),
        ("observer", []),
        ("administrator", []),
    ],
)
def test_one_row_counts_what_waits_for_the_person(
    world: dict[str, Any], actor: str, rows: list[tuple[int, str]]
) -> None:
    person = getattr(world["cast"], actor)
    assert [(row.number, row.note) for row in approval_rows(person, NOW)] == rows
    assert len(list(approval_lines(person, world["plan"], NOW))) == (5 if rows else 0)


def test_it_is_the_first_of_at_most_five_rows_of_the_home(world: dict[str, Any], signed_in: SignIn) -> None:
    rows = todo_of(world["cast"].approver, world["plan"], at=NOW)
    assert (rows[0].number, rows[0].label) == (6, "Dar el visto bueno a lo entregado")
    page = signed_in(world["cast"].approver).get("/inicio/", follow=True).content.decode()
    assert "Dar el visto bueno a lo entregado" in page


def test_the_notes_of_a_semester_are_one_line_and_all_else_has_its_own(world: dict[str, Any]) -> None:
    lines = list(approval_lines(world["cast"].approver, world["plan"], NOW))
    assert [line.url for line in lines] == [
        "/planificacion/2027/EP/",
        "/planificacion/2026/EP/modificaciones/1/",
        "/planificacion/2026/EP/modificaciones/2/",
        "/actividades/notas/2026-I/EP/",
        "/presupuesto/2026/EP/1/",
    ]
    assert lines[3].label == "Dar el visto bueno y enviar: 2 notas de avance de 2026-I"
    assert {line.state for line in lines} == {"Por visto bueno"}


def test_what_can_no_longer_be_sent_waits_for_nobody(world: dict[str, Any]) -> None:
    PlanningRound.objects.filter(year=2027).update(state="consolidated")
    (row,) = approval_rows(world["cast"].approver, dt.datetime(2026, 8, 2, tzinfo=LIMA))
    assert row.note == "Modificaciones: 2; Declaraciones presupuestales: 1"


def test_more_notes_of_the_semester_cost_no_further_query(
    world: dict[str, Any], django_assert_num_queries: Any
) -> None:
    approver, change = world["cast"].approver, ActivityChange.objects.first()
    assert change is not None
    list(approval_rows(approver, NOW))  # reads the posts, once a person
    with django_assert_num_queries(10) as few:
        list(approval_rows(approver, NOW))
    period = world["plan"].periods.get()
    for _number in range(5):
        make_note(make_activity(change.year_plan), period, status="prepared")
    with django_assert_num_queries(len(few)):
        assert next(approval_rows(approver, NOW)).number == 11
