"""The timeline, the calendar and the coverage of the plan; and that none of the views asks more of a larger year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoDbBlocker

from activities.models import Activity, PlanningRound
from activities.views.looking import look
from activities.views.timeline_pdf import all_keys
from tests.activities.viewed import COVERAGE, HUB, JULY, LIST, NOW, TIMELINE, crowd, make_a_year, page, rows
from tests.cast import Cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_activity, make_round, make_year_plan


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        yield make_a_year()


@pytest.fixture
def world(kept: dict[str, Any], db: None) -> Iterator[dict[str, Any]]:
    with time_machine.travel(NOW, tick=False):
        yield kept


def test_the_timeline_draws_each_activity_once_wide_and_once_narrow(world: dict[str, Any], signed_in: SignIn) -> None:
    browser = signed_in(world["cast"].member)
    shown = page(browser, TIMELINE)
    assert shown.count("gantt-stripes") == 2 + 1  # and the key
    assert shown.count('class="gantt-was"') == 2 + 1
    assert shown.count("EP-2026-01 Curso") == 2
    assert "EP: 3 actividades: 1 realizada, 1 con retraso y 1 sin nota todavía; 1 cancelada" in shown
    assert 'id="part-PREV"' in page(browser, f"{TIMELINE}?por=ambito")
    assert browser.get(f"{TIMELINE}?por=x").status_code == 404
    assert "style=" not in shown.split("<main")[1].split("</main>")[0]


def test_the_calendar_says_what_happens_on_each_day(world: dict[str, Any], signed_in: SignIn) -> None:
    browser = signed_in(world["cast"].member)
    june, july, august = (page(browser, f"/actividades/calendario/2026/{month}/") for month in (6, 7, 8))
    assert "0 actividades empiezan, 2 terminan, 1 sigue todo el mes." in june
    assert "Vencen las notas de 2026-I" in july
    assert 'aria-current="date"' in july
    assert "1 actividad empieza, 1 termina, 0 siguen todo el mes." in august
    assert 'aria-current="date"' not in august
    assert "Feria" not in june  # cancelled
    for wrong in ("2026/13/", "2026/0/", "1999/12/", "2101/1/"):
        assert browser.get(f"/actividades/calendario/{wrong}").status_code == 404


def test_an_activity_that_was_moved_into_the_next_year_is_on_its_calendar(
    world: dict[str, Any], signed_in: SignIn
) -> None:
    Activity.objects.filter(code="MGP-2026-01").update(ends_on=dt.date(2027, 2, 15))
    browser = signed_in(world["cast"].member)
    assert "MGP-2026-01" in page(browser, "/actividades/calendario/2027/2/")
    assert "MGP-2026-01" in page(browser, "/actividades/calendario/2027/1/")
    assert "Propuesta enviada" not in page(browser, "/actividades/calendario/2027/3/")
    assert PlanningRound.objects.get(year=2027).sealed_at is None


def test_coverage_names_the_gaps_first(world: dict[str, Any], signed_in: SignIn) -> None:
    browser = signed_in(world["cast"].member)
    shown = page(browser, COVERAGE)
    assert "2 de 3 acciones del plan tienen actividades en 2026</h1>" in shown
    assert "1 acción no tiene ninguna actividad" in shown
    found = rows(browser, f"{COVERAGE}datos.csv")
    assert [(row["Acción del plan"], row["Actividades"], row["De quién"]) for row in found] == [
        ("PROT-1.1", "0", ""),
        ("PREV-1.1", "3", "EP"),
        ("PART-1.1", "1", "MGP"),
    ]
    assert found[1]["Cancelada"] == "1"
    own = page(signed_in(world["cast"].outsider), COVERAGE)
    assert "Su institución tiene actividades en 2026 para 1 de las 3 acciones del plan</h1>" in own
    assert browser.get(f"{COVERAGE}datos.pdf").status_code == 404


def queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


AROUND = 4
"""What every page asks besides: the session, the person, their posts, what they have not read."""


def test_pages_ask_as_often_for_three_hundred_activities_as_for_five(world: dict[str, Any], signed_in: SignIn) -> None:
    browser = signed_in(world["cast"].secretary)
    addresses = [HUB, LIST, TIMELINE, JULY, COVERAGE, f"{LIST}datos.csv"]
    browser.get(HUB)  # what is asked once only
    few = {url: queries(browser, url) for url in addresses}
    cast: Cast = world["cast"]
    frozen = make_round(world["plan"], 2026)
    for institution in (cast.army, cast.navy):
        crowd(make_activity(make_year_plan(frozen, institution)), world["period"], 147)
    many = {url: queries(browser, url) for url in addresses}
    assert few == many
    assert many[TIMELINE] <= 8 + AROUND
    assert page(browser, TIMELINE).count('<th scope="row">') == 301


def test_the_timeline_is_a_pdf_across_on_either_paper(world: dict[str, Any], signed_in: SignIn) -> None:
    browser = signed_in(world["cast"].member)
    for paper, wide in (("a4", "841.8"), ("a3", "1190.")):
        answer = browser.get(f"{TIMELINE}{paper}.pdf?por=ambito&estado=con-retraso")
        assert answer["Content-Type"] == "application/pdf"
        assert f"cronograma-2026-{paper}.pdf" in answer["Content-Disposition"]
        assert re.search(rb"/MediaBox ?\[0 0 " + wide.encode(), answer.content), paper
    for wrong in ("a5.pdf", "a4.pdf?estado=x", "a4.pdf?institucion=NADIE", "a4.pdf?por=x"):
        assert browser.get(f"{TIMELINE}{wrong}").status_code == 404


def test_the_sheet_explains_every_mark_that_the_page_explains(
    world: dict[str, Any], signed_in: SignIn, rf: RequestFactory
) -> None:
    """Also the outline of the days as adopted, which is drawn under what was moved."""
    request = rf.get(TIMELINE)
    request.user = world["cast"].secretary
    with translation.override("es"):
        words = [word for _shape, word in all_keys(look(request))]
    html = page(signed_in(world["cast"].secretary), TIMELINE)
    keys = html[html.index('<ul class="gantt-keys">') :]
    assert re.findall(r"</svg>([^<]+)</li>", keys[: keys.index("</ul>")]) == words
    assert words[-1] == "Días aprobados, donde se movieron"
