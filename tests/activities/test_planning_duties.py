"""What an institution owes of its plan of the year, and what «Actividades» says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from activities.models import PlanningRound, Status, YearPlan
from activities.planning.duties import planning_duties
from activities.planning.hub import planning_lines
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories import LIMA, make_activity, make_change_of, make_plan, make_round, make_year_plan

NOW = dt.datetime(2026, 1, 20, 12, tzinfo=LIMA)


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        planned = make_round(plan, 2026)
        mine, theirs = make_year_plan(planned, cast.army), make_year_plan(planned, cast.navy)
        make_activity(mine)
        yield {"cast": cast, "plan": plan, "mine": mine, "theirs": theirs}


@pytest.fixture
def world(db: None, kept: dict[str, Any]) -> Iterator[dict[str, Any]]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(kept)


def stand(year_plan: YearPlan, status: str) -> None:
    by, fields = year_plan.updated_by, {}
    if status in (Status.SUBMITTED, Status.RETURNED, Status.VALIDATED):
        fields = {"first_submitted_at": NOW, "submitted_at": NOW, "submitted_by": by}
    if status == Status.VALIDATED:
        other = type(by).objects.exclude(pk=by.pk).first()
        fields |= {"validated_at": NOW, "validated_by": other}
    YearPlan.objects.filter(pk=year_plan.pk).update(status=status, **fields)


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("draft", "Proponer el plan anual 2026"),
        ("prepared", "Dar el visto bueno al plan anual 2026 y enviarlo"),
        ("submitted", None),
        ("returned", "Corregir el plan anual 2026"),
        ("validated", None),
    ],
)
def test_it_is_owed_until_it_is_sent(world: dict[str, Any], status: str, label: str | None) -> None:
    stand(world["mine"], status)
    for person in (world["cast"].reporter, world["cast"].approver):
        assert [duty.label for duty in planning_duties(person, NOW)] == ([label] if label else [])


def test_it_is_due_when_the_round_is_and_overdue_afterwards(world: dict[str, Any]) -> None:
    (duty,) = planning_duties(world["cast"].reporter, NOW)
    assert (duty.due_on, duty.institution_id) == (dt.date(2026, 2, 15), world["cast"].army.pk)
    assert not duty.is_overdue(NOW)
    assert duty.is_overdue(dt.datetime(2026, 2, 16, tzinfo=LIMA))


@pytest.mark.parametrize("state", ["consolidated", "cancelled"])
def test_a_round_that_is_not_open_asks_for_nothing(world: dict[str, Any], state: str) -> None:
    PlanningRound.objects.update(state=state, reason="Se posterga." if state == "cancelled" else "")
    assert list(planning_duties(world["cast"].reporter, NOW)) == []


def test_who_does_not_report_owes_nothing(world: dict[str, Any]) -> None:
    cast = world["cast"]
    for person in (cast.secretary, cast.member, cast.observer, cast.administrator):
        assert list(planning_duties(person, NOW)) == []
        assert list(planning_lines(person, world["plan"], NOW)) == []


def test_the_hub_tells_how_far_each_plan_is(world: dict[str, Any]) -> None:
    cast, plan = world["cast"], world["plan"]
    (line,) = planning_lines(cast.reporter, plan, NOW)
    assert (line.note, line.url) == ("Por enviar, 1 actividad", "/planificacion/2026/EP/")
    (line,) = planning_lines(cast.outsider, plan, NOW)
    assert line.note == "Por enviar, ninguna actividad escrita todavía"
    YearPlan.objects.filter(pk=world["theirs"].pk).update(has_none=True, reason="Sin personal.")
    (line,) = planning_lines(cast.outsider, plan, NOW)
    assert line.note == "Por enviar, ninguna planificada, con su motivo"


def test_the_hub_counts_changes_under_way(world: dict[str, Any], django_assert_max_num_queries: Any) -> None:
    frozen = make_year_plan(make_round(world["plan"], 2025, is_sealed=True), world["cast"].army)
    make_change_of(make_activity(frozen))
    make_change_of(make_activity(frozen), "prepared")
    make_change_of(make_activity(frozen), "validated")
    make_change_of(make_activity(frozen), withdrawn_at=NOW)
    with django_assert_max_num_queries(2):
        lines = list(planning_lines(world["cast"].reporter, world["plan"], NOW))
    assert [line.note for line in lines] == [
        "Por enviar, 1 actividad",
        "Validado, 4 actividades; 2 modificaciones en curso; 1 modificación espera el visto bueno de la institución",
    ]
