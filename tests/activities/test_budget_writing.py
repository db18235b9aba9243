"""Budget statements begun and written: what is refused says where, and changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from activities import handing_in
from activities.budgeting.checking import problems_of_statement
from activities.budgeting.draft import ItemDraft, StatementDraft, draft_of
from activities.budgeting.writing import UnderWay, begin_statement, save_statement
from activities.models import BudgetItem, BudgetStatement, Status
from activities.refusals import NotAllowed, NotReady, Refused, Stale, WrongState
from documents.inspection import Inspected
from documents.models import StoredFile
from documents.plain_pdf import plain_pdf
from institutions.models import Institution, Role
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories import (
    LIMA,
    make_activity,
    make_budget_item,
    make_institution,
    make_person,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=LIMA)
ACTORS = ("approver", "outsider", "member", "secretary", "alternate", "observer", "administrator")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        year_plan = make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army)
        activity = make_activity(year_plan)
        yield {"cast": cast, "plan": plan, "activity": activity, "pillar": activity.action.objective.pillar}


def item(code: str = "5000001", **said: Any) -> ItemDraft:
    amounts: dict[str, Any] = {
        name: Decimal(said.pop(name)) for name in ("initial", "modified", "committed", "executed") if name in said
    }
    return ItemDraft(**({"programme_code": "0135", "item_code": code} | amounts | said))


def whole(*items: ItemDraft, **said: Any) -> StatementDraft:
    defaults: dict[str, Any] = {
        "has_item": True,
        "cut_off_on": dt.date(2026, 6, 30),
        "source_document": "Reporte SIAF",
        "items": items,
    }
    return StatementDraft(**(defaults | said))


def refusals(world: dict[str, Any], draft: StatementDraft) -> list[tuple[str, str]]:
    statement = make_statement(world["plan"], world["cast"].army, status="draft")
    with pytest.raises(NotReady) as caught:
        save_statement(statement, draft, version=1, by=world["cast"].reporter, at=NOW)
    assert statement.version == BudgetStatement.objects.get(pk=statement.pk).version == 1
    assert not statement.items.exists()
    return [(problem.field, problem.about) for problem in caught.value.problems]


@pytest.mark.django_db
def test_the_first_statement_begins_empty(world: dict[str, Any]) -> None:
    made = begin_statement(world["plan"], world["cast"].army, 2026, by=world["cast"].reporter, at=NOW)
    assert (made.ordinal, made.status, made.has_item, made.items.count()) == (1, Status.DRAFT, None, 0)
    assert [step.verb for step in made.steps.all()] == ["begun"]


@pytest.mark.django_db
def test_the_next_begins_with_the_items_of_the_last_and_without_what_moves(world: dict[str, Any]) -> None:
    first = make_statement(world["plan"], world["cast"].army)
    make_budget_item(first, initial=100, modified=90, committed=50, executed=10, activity=world["activity"])
    make_budget_item(first, "5000002", pillar=world["pillar"])
    made = begin_statement(world["plan"], world["cast"].army, 2026, by=world["cast"].reporter, at=NOW)
    assert (made.ordinal, made.has_item, made.cut_off_on, made.source_document) == (2, True, None, "")
    assert draft_of(made).items == (
        item(initial="100.00", activity=world["activity"].code),
        item("5000002", pillar=world["pillar"].code),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "prepared", "submitted", "returned"])
def test_one_statement_of_a_year_at_a_time(world: dict[str, Any], status: str) -> None:
    open_one = make_statement(world["plan"], world["cast"].army, status=status)
    with pytest.raises(UnderWay) as caught:
        begin_statement(world["plan"], world["cast"].army, 2026, by=world["cast"].reporter, at=NOW)
    assert caught.value.statement == open_one
    begin_statement(world["plan"], world["cast"].army, 2027, by=world["cast"].reporter, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("year", [1999, 2028])
def test_no_year_before_the_plan_or_after_the_next(world: dict[str, Any], year: int) -> None:
    with pytest.raises(Refused):
        begin_statement(world["plan"], world["cast"].army, year, by=world["cast"].reporter, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_only_who_reports_for_the_institution_writes(world: dict[str, Any], actor: str) -> None:
    statement, by = (
        make_statement(world["plan"], world["cast"].army, 2025, status="draft"),
        getattr(world["cast"], actor),
    )
    with pytest.raises(NotAllowed):
        begin_statement(world["plan"], world["cast"].army, 2026, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        save_statement(statement, whole(item()), version=1, by=by, at=NOW)
    assert not statement.items.exists()


@pytest.mark.django_db
def test_a_unit_states_nothing_of_its_own(world: dict[str, Any]) -> None:
    unit = make_institution("EP-U", kind=Institution.Kind.UNIT, parent=world["cast"].army, is_participating=False)
    with pytest.raises(NotAllowed):
        begin_statement(world["plan"], unit, 2026, by=make_person(Role.REPORTER, unit), at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status.values)
def test_written_only_while_it_is_the_reporters(world: dict[str, Any], status: str) -> None:
    statement = make_statement(world["plan"], world["cast"].army, status=status)
    if status in ("draft", "returned"):
        save_statement(statement, whole(item(initial="5")), version=1, by=world["cast"].reporter, at=NOW)
        assert (statement.version, statement.status, statement.items.get().initial) == (2, status, 5)
    else:
        with pytest.raises(WrongState):
            save_statement(statement, whole(item()), version=1, by=world["cast"].reporter, at=NOW)
        assert not BudgetItem.objects.exists()


@pytest.mark.django_db
def test_a_stale_version_is_refused_whole(world: dict[str, Any]) -> None:
    statement = make_statement(world["plan"], world["cast"].army, status="draft")
    with pytest.raises(Stale):
        save_statement(statement, whole(item()), version=7, by=world["cast"].reporter, at=NOW)
    assert not BudgetItem.objects.exists()


@pytest.mark.django_db
def test_zero_and_not_reported_are_kept_apart(world: dict[str, Any]) -> None:
    statement = make_statement(world["plan"], world["cast"].army, status="draft")
    save_statement(statement, whole(item(initial="0")), version=1, by=world["cast"].reporter, at=NOW)
    kept = statement.items.get()
    assert (kept.initial, kept.modified, kept.committed, kept.executed) == (0, None, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"programme_code": ""}, "programme_code"),
        ({"code": ""}, "item_code"),
        ({"code": "9" * 61}, "item_code"),
        ({"initial": "-1"}, "initial"),
        ({"modified": "0.001"}, "modified"),
        ({"modified": "1e13"}, "modified"),
        ({"modified": "NaN"}, "modified"),
        ({"modified": "10", "committed": "10.01"}, "committed"),
        ({"committed": "5", "executed": "5.01"}, "executed"),
        ({"modified": "5", "executed": "6"}, "executed"),
        ({"activity": "MGP-2026-01"}, "activity"),
        ({"pillar": "VOLAR"}, "pillar"),
    ],
)
def test_each_wrong_row_is_answered_beside_it(world: dict[str, Any], wrong: dict[str, str], field: str) -> None:
    found = refusals(world, whole(item("1"), item(**wrong)))
    assert [name for name, _about in found] == [f"items-1-{field}"]
    assert "2" in found[0][1]


@pytest.mark.django_db
def test_an_activity_and_a_pillar_are_one_too_many(world: dict[str, Any]) -> None:
    both = item(activity=world["activity"].code, pillar=world["pillar"].code)
    assert [name for name, _about in refusals(world, whole(both))] == ["items-0-pillar"]


@pytest.mark.django_db
def test_an_item_twice_is_refused_but_not_for_two_activities(world: dict[str, Any]) -> None:
    assert [name for name, _about in refusals(world, whole(item(), item("2"), item()))] == ["items-2-item_code"]
    BudgetStatement.objects.all().delete()
    statement = make_statement(world["plan"], world["cast"].army, status="draft")
    twice = whole(item(), item(activity=world["activity"].code))
    save_statement(statement, twice, version=1, by=world["cast"].reporter, at=NOW)
    assert draft_of(statement).items == twice.items


@pytest.mark.django_db
def test_a_day_to_come_is_no_cut_off(world: dict[str, Any]) -> None:
    assert refusals(world, whole(item(), cut_off_on=dt.date(2026, 7, 11))) == [("cut_off_on", "")]


@pytest.mark.django_db
def test_the_source_is_stored_with_the_statement_and_only_of_the_own_institution(world: dict[str, Any]) -> None:
    statement, content = make_statement(world["plan"], world["cast"].army, status="draft"), plain_pdf(["SIAF"])
    source = Inspected("siaf.pdf", content, "application/pdf")
    save_statement(statement, whole(item(), source_file=source), version=1, by=world["cast"].reporter, at=NOW)
    assert statement.source_file.institution == world["cast"].army
    assert StoredFile.objects.count() == 1
    other = make_statement(world["plan"], world["cast"].ministry, status="draft")
    foreign = whole(item(), source_file=statement.source_file)
    with pytest.raises(NotReady):
        save_statement(other, foreign, version=1, by=make_person(Role.REPORTER, world["cast"].ministry), at=NOW)


@pytest.mark.django_db
def test_a_refused_statement_stores_no_file(world: dict[str, Any]) -> None:
    source = Inspected("siaf.pdf", plain_pdf(["SIAF"]), "application/pdf")
    refusals(world, whole(item(initial="-1"), source_file=source))
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_what_is_written_can_be_handed_over_and_sent(world: dict[str, Any]) -> None:
    made = begin_statement(world["plan"], world["cast"].army, 2026, by=world["cast"].reporter, at=NOW)
    save_statement(made, whole(item(initial="7.50")), version=1, by=world["cast"].reporter, at=NOW)
    handing_in.prepare(made, version=2, by=world["cast"].reporter, at=NOW)
    handing_in.send(made, version=3, by=world["cast"].approver, at=NOW)
    sent = made.steps.get(verb="submitted").content
    assert (sent["items"][0]["initial"], sent["items"][0]["modified"]) == ("7.50", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cut_off_on", "amounts", "fields"),
    [
        (dt.date(2027, 1, 1), {"initial": 100, "modified": 100}, []),
        (dt.date(2026, 12, 31), {"initial": 100}, []),
        (dt.date(2026, 7, 10), {}, []),
        (dt.date(2026, 12, 31), {"initial": 100, "modified": 100}, ["cut_off_on"]),
        (dt.date(2026, 12, 31), {"executed": 0}, ["cut_off_on"]),
        (dt.date(2025, 12, 31), {"initial": 100}, ["cut_off_on"]),
    ],
)
def test_before_its_year_a_budget_has_an_initial_amount_and_nothing_else(
    world: dict[str, Any], cut_off_on: dt.date, amounts: dict[str, int], fields: list[str]
) -> None:
    """The budget of the year to come can be stated as soon as it is made: it needs no day of a year that has not begun."""
    statement = make_statement(world["plan"], world["cast"].army, 2027, status="draft", cut_off_on=cut_off_on)
    unknown = {"initial": None, "modified": None, "committed": None, "executed": None}
    make_budget_item(statement, "1", **(unknown | amounts))
    assert [problem.field for problem in problems_of_statement(statement)] == fields
