"""Who owes a statement of the budget, from when to when, and what «Actividades» says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from activities.budgeting.duties import budget_duties
from activities.budgeting.hub import budget_lines
from activities.models import BudgetStatement, Status
from institutions.models import Institution, Role, User
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories import (
    LIMA,
    make_commitment,
    make_indicator,
    make_institution,
    make_period,
    make_person,
    make_plan,
    make_statement,
)

JULY = dt.datetime(2026, 7, 10, 12, tzinfo=LIMA)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """The Army is committed from 2026-I, the Navy is not."""
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        make_commitment(make_indicator(plan), cast.army, make_period(plan))
        make_period(plan, "2026-II")
        yield {"cast": cast, "plan": plan}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Posts are those of today; what is owed is asked of an instant."""
    with time_machine.travel(JULY, tick=False):
        yield


def owed(user: User, at: dt.datetime = JULY) -> list[tuple[str, str]]:
    return [(duty.key, duty.period) for duty in budget_duties(user, at)]


def test_owed_in_the_window_of_the_semester(world: dict[str, Any]) -> None:
    reporter = world["cast"].reporter
    duty = next(iter(budget_duties(reporter, JULY)))
    assert (duty.label, duty.url) == ("Declare el presupuesto de 2026", "/presupuesto/2026/EP/")
    assert duty.due_on == dt.date(2026, 7, 17)
    assert owed(world["cast"].approver) == [("budget.EP.2026-I", "2026-I")]
    assert owed(reporter, dt.datetime(2026, 6, 30, 23, 59, tzinfo=LIMA)) == []
    assert owed(reporter, dt.datetime(2026, 7, 1, tzinfo=LIMA)) == [("budget.EP.2026-I", "2026-I")]
    assert owed(reporter, dt.datetime(2026, 8, 1, tzinfo=LIMA)) == []


@pytest.mark.parametrize(
    ("fields", "is_owed"),
    [
        ({"cut_off_on": dt.date(2026, 6, 30)}, False),
        ({"cut_off_on": dt.date(2026, 6, 29)}, True),
        ({"has_item": False}, False),
        ({"status": "submitted"}, False),
        ({"status": "draft"}, True),
        ({"status": "prepared"}, True),
        ({"status": "returned"}, True),
        ({"year": 2025}, True),
    ],
)
def test_what_answers_the_semester(world: dict[str, Any], fields: dict[str, Any], is_owed: bool) -> None:
    make_statement(world["plan"], world["cast"].army, **fields)
    assert bool(owed(world["cast"].reporter)) == is_owed


def test_the_second_semester_asks_again_of_the_same_fiscal_year(world: dict[str, Any]) -> None:
    make_statement(world["plan"], world["cast"].army)
    january = dt.datetime(2027, 1, 15, tzinfo=LIMA)
    duty = next(iter(budget_duties(world["cast"].reporter, january)))
    assert (duty.period, duty.label) == ("2026-II", "Declare el presupuesto de 2026")
    make_statement(world["plan"], world["cast"].army, cut_off_on=dt.date(2026, 12, 31))
    assert owed(world["cast"].reporter, january) == []


def test_who_is_not_included_owes_nothing(world: dict[str, Any]) -> None:
    unit = make_institution("EP-U", kind=Institution.Kind.UNIT, parent=world["cast"].army, is_participating=False)
    for user in (world["cast"].outsider, world["cast"].secretary, make_person(Role.REPORTER, unit)):
        assert owed(user) == []


def test_the_note_says_what_is_asked_or_where_it_stands(world: dict[str, Any]) -> None:
    reporter = world["cast"].reporter
    assert "30 de junio de 2026" in next(iter(budget_duties(reporter, JULY))).note
    statement = make_statement(world["plan"], world["cast"].army, status="returned")
    assert next(iter(budget_duties(reporter, JULY))).note == statement.get_status_display()


def test_duties_cost_a_fixed_number_of_queries(
    world: dict[str, Any], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reporter = world["cast"].reporter
    assert reporter.posts
    for number in range(3):
        make_commitment(
            make_indicator(world["plan"], f"PREV-1.1.{number + 2}"), world["cast"].navy, make_period(world["plan"])
        )
    with django_assert_num_queries(9):
        assert len(owed(reporter)) == 1


def test_the_hub_says_how_the_budget_stands(world: dict[str, Any]) -> None:
    cast, plan = world["cast"], world["plan"]
    first, second = budget_lines(cast.reporter, plan, JULY)
    assert (first.label, first.key, second.url) == ("Presupuesto de 2026", "not_started", "/presupuesto/")
    make_statement(plan, cast.army, status="submitted")
    assert next(iter(budget_lines(cast.reporter, plan, JULY))).key == Status.SUBMITTED
    assert [line.url for line in budget_lines(cast.member, plan, JULY)] == ["/presupuesto/"]
    assert BudgetStatement.objects.count() == 1
