"""Writing a plan of the year: each verb × each state × each actor, stale versions, numbers that are never used again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from activities.content import ActivityContent, content_of
from activities.models import Activity, PlanningRound, Status, YearPlan
from activities.planning.writing import add_activity, change_activity, declare_none, take_out, undo_none
from activities.refusals import NotAllowed, NotOpen, NotReady, Refused, Stale, WrongState
from institutions.models import User
from tests.cast import Cast, make_cast
from tests.conftest import kept_for_a_module
from tests.factories import LIMA, make_action, make_activity, make_indicator, make_plan, make_round, make_year_plan

NOW = dt.datetime(2026, 1, 20, 12, tzinfo=LIMA)
SAID = ActivityContent(
    action="PREV-1.1",
    title="Dictar el curso de género",
    starts_on=dt.date(2026, 4, 1),
    ends_on=dt.date(2026, 8, 31),
    responsible_post="Jefatura de Educación",
    expected_product="Informe del curso",
    indicators=("PREV-1.1.1",),
)


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        make_indicator(plan)
        make_action(plan, "PART-2.1")
        year_plan = make_year_plan(make_round(plan), cast.army)
        yield {"cast": cast, "year_plan": year_plan, "activity": make_activity(year_plan)}


@pytest.fixture
def world(db: None, kept: dict[str, Any]) -> dict[str, Any]:
    return deepcopy(kept)


def stand(year_plan: YearPlan, status: str) -> None:
    """Where the table wants it, without the way there."""
    sent = {"first_submitted_at": NOW, "submitted_at": NOW, "submitted_by": year_plan.updated_by}
    fields: dict[str, Any] = {"status": status}
    if status in ("submitted", "returned", "validated"):
        fields |= sent
    if status == "validated":
        fields |= {"validated_at": NOW, "validated_by": User.objects.exclude(pk=year_plan.updated_by_id).first()}
    YearPlan.objects.filter(pk=year_plan.pk).update(**fields)
    year_plan.refresh_from_db()


def adding(world: dict[str, Any], by: User) -> None:
    add_activity(world["year_plan"], SAID, by=by, at=NOW)


def changing(world: dict[str, Any], by: User) -> None:
    change_activity(world["activity"], SAID, version=1, by=by, at=NOW)


def taking_out(world: dict[str, Any], by: User) -> None:
    take_out(world["activity"], version=1, by=by, at=NOW)


def undoing(world: dict[str, Any], by: User) -> None:
    undo_none(world["year_plan"], version=world["year_plan"].version, by=by, at=NOW)


VERBS: list[Callable[[dict[str, Any], User], None]] = [adding, changing, taking_out, undoing]


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verb", VERBS)
def test_every_actor(world: dict[str, Any], verb: Callable[[dict[str, Any], User], None], status: str) -> None:
    cast: Cast = world["cast"]
    year_plan: YearPlan = world["year_plan"]
    stand(year_plan, status)
    for name, person in cast.people().items():
        if name != "reporter":
            with pytest.raises(NotAllowed):
                verb(world, person)
    assert YearPlan.objects.get(pk=year_plan.pk).version == 1
    if status in (Status.DRAFT, Status.RETURNED):
        verb(world, cast.reporter)
        now = YearPlan.objects.get(pk=year_plan.pk)
        assert (now.version, now.status, now.updated_by) == (2, status, cast.reporter)
        return
    with pytest.raises(WrongState):
        verb(world, cast.reporter)
    assert YearPlan.objects.get(pk=year_plan.pk).version == 1
    assert content_of(Activity.objects.get(pk=world["activity"].pk)) == content_of(world["activity"])


@pytest.mark.parametrize("state", [PlanningRound.State.CONSOLIDATED, PlanningRound.State.CANCELLED])
@pytest.mark.parametrize("verb", VERBS)
def test_a_round_that_is_not_open_is_written_in_no_more(
    world: dict[str, Any], verb: Callable[[dict[str, Any], User], None], state: str
) -> None:
    reason = "Se posterga." if state == PlanningRound.State.CANCELLED else ""
    PlanningRound.objects.filter(pk=world["year_plan"].round_id).update(state=state, reason=reason)
    with pytest.raises(NotOpen):
        verb(world, world["cast"].reporter)
    assert YearPlan.objects.get(pk=world["year_plan"].pk).version == 1


def test_it_says_what_was_written(world: dict[str, Any]) -> None:
    made = add_activity(world["year_plan"], SAID, by=world["cast"].reporter, at=NOW)
    assert (made.code, content_of(Activity.objects.get(pk=made.pk))) == ("EP-2026-02", SAID)
    told = replace(SAID, action="PART-2.1", indicators=(), ends_on=dt.date(2026, 12, 31))
    change_activity(made, told, version=1, by=world["cast"].reporter, at=NOW)
    assert content_of(Activity.objects.get(pk=made.pk)) == told
    assert Activity.objects.get(pk=made.pk).version == 2


def test_a_button_pressed_twice_adds_one(world: dict[str, Any]) -> None:
    reporter = world["cast"].reporter
    first, again = (add_activity(world["year_plan"], SAID, by=reporter, at=NOW) for _ in range(2))
    other = add_activity(world["year_plan"], replace(SAID, ends_on=dt.date(2026, 12, 31)), by=reporter, at=NOW)
    assert (first, first.code, other.code) == (again, "EP-2026-02", "EP-2026-03")


def test_a_number_is_never_used_again(world: dict[str, Any]) -> None:
    reporter = world["cast"].reporter
    second = add_activity(world["year_plan"], SAID, by=reporter, at=NOW)
    take_out(second, version=1, by=reporter, at=NOW)
    assert add_activity(world["year_plan"], SAID, by=reporter, at=NOW).code == "EP-2026-03"


def test_who_read_an_older_version_changes_nothing(world: dict[str, Any]) -> None:
    reporter, activity = world["cast"].reporter, world["activity"]
    change_activity(activity, SAID, version=1, by=reporter, at=NOW)
    steps: tuple[Callable[[], object], ...] = (
        lambda: change_activity(activity, replace(SAID, title="Otra"), version=1, by=reporter, at=NOW),
        lambda: take_out(activity, version=1, by=reporter, at=NOW),
        lambda: declare_none(world["year_plan"], "Sin recursos.", version=1, by=reporter, at=NOW),
    )
    for late in steps:
        with pytest.raises(Stale):
            late()
    assert content_of(Activity.objects.get(pk=activity.pk)) == SAID
    assert YearPlan.objects.get(pk=world["year_plan"].pk).version == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"ends_on": dt.date(2026, 3, 31)}, "ends_on"),
        ({"ends_on": dt.date(2027, 1, 1)}, "ends_on"),
        ({"starts_on": dt.date(2025, 12, 31)}, "starts_on"),
        ({"action": "PREV-9.9"}, "action"),
        ({"indicators": ("PREV-9.9.9",)}, "indicators"),
        ({"general_objectives": ("OG-9",)}, "general_objectives"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_box(world: dict[str, Any], said: dict[str, Any], field: str) -> None:
    with pytest.raises(NotReady) as refused:
        add_activity(world["year_plan"], replace(SAID, **said), by=world["cast"].reporter, at=NOW)
    assert [problem.field for problem in refused.value.problems] == [field]
    now = YearPlan.objects.get(pk=world["year_plan"].pk)
    assert (now.version, now.last_ordinal, now.activities.count()) == (1, 1, 1)


def test_none_and_some_exclude_each_other(world: dict[str, Any]) -> None:
    reporter, year_plan = world["cast"].reporter, world["year_plan"]
    with pytest.raises(NotReady):
        declare_none(year_plan, "Sin recursos.", version=1, by=reporter, at=NOW)
    year_plan.refresh_from_db()
    take_out(world["activity"], version=1, by=reporter, at=NOW)
    with pytest.raises(NotReady):
        declare_none(year_plan, "  ", version=2, by=reporter, at=NOW)
    declare_none(year_plan, "Sin recursos.", version=2, by=reporter, at=NOW)
    with pytest.raises(Refused):
        add_activity(year_plan, SAID, by=reporter, at=NOW)
    undo_none(year_plan, version=3, by=reporter, at=NOW)
    assert add_activity(year_plan, SAID, by=reporter, at=NOW).ordinal == 2
