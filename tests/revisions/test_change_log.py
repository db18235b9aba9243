"""The log holds what a review adopted, once its minutes are closed: not before, and all of it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal

import pytest
from django.db import connection
from django.http import Http404, QueryDict
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from revisions.log.asking import asked, narrowed
from revisions.log.definitions import definitions_of
from revisions.log.reading import LoggedSession, change_log
from tests.conftest import kept_for_a_module
from tests.revisions.foreseen import WHY, World
from tests.revisions.logged import adopt, close, hold_another, make_whole

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_for_a_module(django_db_blocker):
        found = make_whole()
        adopt(found)
        close(found)
        yield found


@pytest.fixture
def closed(made: World, db: None) -> World:
    return deepcopy(made)


def classes(session: LoggedSession) -> dict[str, str]:
    return {each.code: each.change_class for each in session.changes}


def test_it_holds_all_that_was_adopted(closed: World) -> None:
    (session,) = change_log(closed.plan)
    assert classes(session) == {
        "PREV-2.2.1": "methodological",
        "PREV-2.2.9": "new",
        "PART-1.1.1": "target",
        "PART-1.1.2": "retired",
    }
    assert session.kept == ("PROT-1.1.1",)
    assert {each.effective_from for each in session.changes} == {"2026-II"}


def test_a_change_says_what_it_changed_and_why(closed: World) -> None:
    (session,) = change_log(closed.plan)
    change = next(each for each in session.changes if each.code == "PREV-2.2.1")
    assert [(each.path, each.before, each.after) for each in change.differences] == [
        ("unit.es", "piezas", "páginas"),
        ("unit.en", "", "pages"),
    ]
    assert (change.number, change.comparability, change.factor, change.reason) == (2, "rebased", Decimal("2.5"), WHY)


def test_the_newest_session_comes_first(closed: World) -> None:
    hold_another(closed)
    first, second = change_log(closed.plan)
    assert (first.number, second.number) == ("S-2026-02", "S-2026-01")
    assert [each.code for each in first.changes] == ["PROT-1.1.1"], "still proposed: keeping it adopts it"
    assert len(first.kept) == 3


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {"PREV-2.2.1", "PREV-2.2.9", "PART-1.1.1", "PART-1.1.2"}),
        ("ambito=PART", {"PART-1.1.1", "PART-1.1.2"}),
        ("indicador=PREV-2.2.1", {"PREV-2.2.1"}),
        ("clase=metodo", {"PREV-2.2.1"}),
        ("ambito=PREV&clase=nuevo", {"PREV-2.2.9"}),
        ("anio=2026&clase=retirado", {"PART-1.1.2"}),
        ("clase=redaccion", set()),
    ],
)
def test_the_address_narrows_it(closed: World, query: str, codes: set[str]) -> None:
    sessions = change_log(closed.plan)
    found = narrowed(sessions, asked(QueryDict(query), closed.plan, sessions))
    assert {change.code for session in found for change in session.changes} == codes


@pytest.mark.parametrize("query", ["ambito=X", "indicador=X", "clase=x", "anio=1999"])
def test_words_that_stand_for_nothing_are_not_found(closed: World, query: str) -> None:
    sessions = change_log(closed.plan)
    with pytest.raises(Http404):
        asked(QueryDict(query), closed.plan, sessions)


def test_every_definition_stays_readable(closed: World) -> None:
    newest, oldest = definitions_of(closed.revision.indicator)
    assert (newest.number, newest.effective_from, newest.until) == (2, "2026-II", "")
    assert (oldest.number, oldest.until) == (1, "2026-II")
    units = [value for each in (newest, oldest) for line in each.lines for value in line.values]
    assert "páginas" in units
    assert "piezas" in units


def test_the_log_takes_as_many_queries_whatever_there_is(closed: World) -> None:
    with CaptureQueriesContext(connection) as few:
        change_log(closed.plan)
    hold_another(closed)
    with CaptureQueriesContext(connection) as many:
        change_log(closed.plan)
    assert len(many) == len(few)
