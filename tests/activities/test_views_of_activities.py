"""The views of a year's activities: who sees which, in which words, filtered by the address, taken away, at any size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from activities.models import Activity, PlanningRound
from institutions.models import Role
from tests.activities.viewed import COVERAGE, HUB, JULY, LIST, NOW, TIMELINE, codes, make_a_year, page, rows
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_change_of, make_person


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        yield make_a_year()


@pytest.fixture
def world(kept: dict[str, Any], db: None) -> Iterator[dict[str, Any]]:
    with time_machine.travel(NOW, tick=False):
        yield kept


ARMY_2026 = ["EP-2026-01", "EP-2026-02", "EP-2026-03", "EP-2026-04"]


@pytest.mark.parametrize(
    ("person", "of_2026", "of_2027"),
    [
        ("reporter", ARMY_2026, ["EP-2027-01"]),
        ("approver", ARMY_2026, ["EP-2027-01"]),
        ("outsider", ["MGP-2026-01"], ["MGP-2027-01"]),
        ("member", [*ARMY_2026, "MGP-2026-01"], ["EP-2027-01"]),
        ("secretary", [*ARMY_2026, "MGP-2026-01"], ["EP-2027-01"]),
        ("observer", [*ARMY_2026, "MGP-2026-01"], []),
    ],
)
def test_everybody_sees_the_activities_that_they_may_see(
    person: str, of_2026: list[str], of_2027: list[str], world: dict[str, Any], signed_in: SignIn
) -> None:
    """An institution its own, also while it writes; the Committee what was sent; observers what is frozen. Of a frozen year nobody
    sees what was never validated."""
    browser = signed_in(world["cast"].people()[person])
    assert codes(browser) == of_2026
    assert codes(browser, "?anio=2027") == of_2027


def test_what_was_added_later_counts_also_where_the_plan_of_its_institution_was_never_validated(
    world: dict[str, Any], signed_in: SignIn
) -> None:
    added = Activity.objects.get(title="Nunca validada")
    make_change_of(added, "validated", kind="add", before=None)
    assert codes(signed_in(world["cast"].observer), "?texto=nunca") == [added.code]


@pytest.mark.parametrize("address", [HUB, LIST, TIMELINE, COVERAGE, JULY])
def test_who_has_nothing_to_do_with_activities_may_not_read_them(
    address: str, world: dict[str, Any], signed_in: SignIn
) -> None:
    assert signed_in(world["cast"].administrator).get(address).status_code == 403


def test_the_hub_says_in_one_sentence_how_the_year_goes(world: dict[str, Any], signed_in: SignIn) -> None:
    shown = page(signed_in(world["cast"].secretary), HUB)
    assert "4 actividades en 2026: 1 realizada, 1 con retraso, 1 sin nota todavía y 1 por empezar</h1>" in shown
    assert "25,0\u00a0% realizadas: 1 de las 4 que no se cancelaron." in shown
    assert "3 debían haber empezado al término de 2026-I; se sabe cómo estaban: 2." in shown
    assert "Con nota: 2; con la última nota validada: 1." in shown
    assert 'href="/actividades/lista/?anio=2026&amp;estado=con-retraso"' in shown


def test_the_hub_of_an_institution_says_that_it_is_its_own(world: dict[str, Any], signed_in: SignIn) -> None:
    shown = page(signed_in(world["cast"].outsider), HUB)
    assert "1 actividad en 2026: 1 por empezar</h1>" in shown
    assert "Solo se muestran las actividades de su institución." in shown


def test_a_year_that_is_not_adopted_has_no_standings(world: dict[str, Any], signed_in: SignIn) -> None:
    browser = signed_in(world["cast"].secretary)
    shown = page(browser, f"{HUB}?anio=2027")
    assert "1 actividad propuesta para 2027</h1>" in shown
    assert "El plan de 2027 todavía no se aprueba" in shown
    assert "estado=" not in shown
    assert rows(browser, f"{LIST}datos.csv?anio=2027")[0]["Situación"] == ""


@pytest.mark.parametrize("address", [HUB, LIST, TIMELINE, COVERAGE])
def test_before_any_planning_the_pages_say_what_will_stand_there(
    address: str, world: dict[str, Any], signed_in: SignIn
) -> None:
    approver = make_person(Role.APPROVER, world["cast"].joint_command)
    shown = page(signed_in(approver), address)
    assert "Todavía no se abre ninguna planificación" in shown
    assert "Cuando el Comité pregunte a su institución" in shown
    for kind in ("csv", "xlsx"):
        assert signed_in(approver).get(f"{LIST}datos.{kind}").status_code == 404


def test_a_planning_that_was_cancelled_is_no_year_to_look_at(world: dict[str, Any], signed_in: SignIn) -> None:
    PlanningRound.objects.filter(year=2027).update(state="cancelled", reason="Se convocará de nuevo.")
    browser = signed_in(world["cast"].member)
    assert "2027 (propuesta)" not in page(browser, LIST)
    assert browser.get(f"{LIST}?anio=2027").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?institucion=MGP", ["MGP-2026-01"]),
        ("?ambito=PART", ["MGP-2026-01"]),
        ("?accion=PREV-1.1&estado=sin-nota", ["EP-2026-03"]),
        ("?indicador=PREV-1.1.1", ["EP-2026-01"]),
        ("?estado=con-retraso", ["EP-2026-02"]),
        ("?estado=cancelada", ["EP-2026-04"]),
        ("?empieza=8", ["MGP-2026-01"]),
        ("?termina=8", ["EP-2026-02"]),
        ("?cambio=agregada", ["EP-2026-03"]),
        ("?cambio=movida", ["EP-2026-02"]),
        ("?texto=genero", ["EP-2026-01"]),
        ("?orden=estado", ["EP-2026-02", "EP-2026-03", "MGP-2026-01", "EP-2026-01", "EP-2026-04"]),
        ("?institucion=NADIE", []),
    ],
)
def test_the_address_says_what_is_listed_on_the_page_and_in_the_file(
    query: str, found: list[str], world: dict[str, Any], signed_in: SignIn
) -> None:
    browser = signed_in(world["cast"].member)
    assert codes(browser, query) == found
    shown = page(browser, f"{LIST}{query}")
    places = [shown.index(f'href="/actividades/{code}/"') for code in found]
    assert places == sorted(places)
    assert shown.count('<th scope="row">') == len(found)
    assert page(browser, f"{TIMELINE}{query}").count('<th scope="row">') == len(found)


@pytest.mark.parametrize(
    "query", ["?estado=x", "?empieza=13", "?termina=0", "?cambio=x", "?orden=x", "?anio=2031", "?anio=x"]
)
def test_a_word_that_stands_for_nothing_is_not_found(query: str, world: dict[str, Any], signed_in: SignIn) -> None:
    browser = signed_in(world["cast"].member)
    assert browser.get(f"{LIST}{query}").status_code == 404
    assert browser.get(f"{TIMELINE}{query}").status_code == 404


def test_what_was_asked_stays_when_the_year_the_view_or_the_page_changes(
    world: dict[str, Any], signed_in: SignIn
) -> None:
    shown = page(signed_in(world["cast"].member), f"{LIST}?ambito=PREV&texto=a")
    assert 'href="?ambito=PREV&amp;texto=a&amp;anio=2027"' in shown
    assert 'href="/actividades/cronograma/?ambito=PREV&amp;texto=a&amp;anio=2026"' in shown
    assert 'href="/actividades/lista/datos.csv?ambito=PREV&amp;texto=a&amp;anio=2026"' in shown


def test_the_file_says_days_as_days_numbers_as_numbers_and_nothing_as_nothing(
    world: dict[str, Any], signed_in: SignIn
) -> None:
    browser = signed_in(world["cast"].member)
    by_code = {row["Código"]: row for row in rows(browser, f"{LIST}datos.csv")}
    moved, added, done = by_code["EP-2026-02"], by_code["EP-2026-03"], by_code["EP-2026-01"]
    assert (moved["Último día"], moved["Último día aprobado"], moved["Días movidos"]) == (
        "2026-08-14",
        "2026-06-30",
        "45",
    )
    assert (added["Último día aprobado"], added["Días movidos"], added["Última nota validada"]) == ("", "", "")
    late = [(row["Días de retraso"], row["Días de retraso hasta ahora"]) for row in (done, moved, added)]
    assert late == [("0", ""), ("", "121"), ("", "")]
    assert (done["Situación"], done["Días de retraso"], done["Última nota validada"]) == ("Realizada", "0", "Sí")
    book = load_workbook(io.BytesIO(browser.get(f"{LIST}datos.xlsx").content))
    data, notes = book.worksheets
    heads = [cell.value for cell in next(data.iter_rows(max_row=1))]
    assert data.cell(3, heads.index("Días movidos") + 1).value == 45
    said = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert said["Año"] == "2026"
    assert "se sabe cómo estaban: 2" in said["Cobertura"]
    assert "Con retraso" in said
