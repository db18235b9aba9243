"""An indicator's page in its less usual states: retired, to come, rebased, broken; its neighbours, spans and links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import User
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]
PAGE = "/indicadores/PREV-1.1.1/"


@pytest.fixture
def plan(cast: Cast) -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2025-I", "2025-II", "2026-I")]


@pytest.fixture
def people(plan: ActionPlan, cast: Cast, semesters: list[ReportingPeriod]) -> IndicatorRevision:
    """Army 10, 20 and then silence."""
    count = make.make_count(plan, "PREV-1.1.1")
    make.make_commitment(count, cast.army, semesters[0])
    for semester, value in zip(semesters[:2], (10, 20), strict=True):
        make.make_measurement(count, cast.army, semester, value=value)
    return count


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


def said(client: Client, address: str) -> str:
    body = re.sub(r"<svg.*?</svg>|<script.*?</script>", " ", page(client, address), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


def replaced(people: IndicatorRevision, semester: ReportingPeriod, **fields: Any) -> None:
    changed = make.make_revision(people.indicator, effective_from=semester, **fields)
    make.make_component(changed, "total")
    make.make_series(changed)


def test_a_flow_is_shown_by_semester_year_and_since_the_start(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision
) -> None:
    text = said(signed_in(cast.member), f"{PAGE}?semestre=2025-II")
    assert re.search(r"Semestre 2025-II 20 .* Año 2025 30 .* Desde el inicio, 2025-I a 2025-II 30", text)


def test_a_stock_is_never_added_up(
    plan: ActionPlan, cast: Cast, signed_in: SignIn, semesters: list[ReportingPeriod]
) -> None:
    make.make_change(plan, "PREV-1.2.1")
    assert "desde el inicio" not in said(signed_in(cast.member), "/indicadores/PREV-1.2.1/")


@pytest.mark.usefixtures("people")
def test_figures_lead_to_how_they_were_made(cast: Cast, signed_in: SignIn) -> None:
    body = page(signed_in(cast.member), f"{PAGE}?semestre=2025-II")
    assert '<a class="explained" href="/explicacion/PREV-1.1.1/2025-II/?serie=' in body
    assert "sobre=cumulative" in body


@pytest.mark.usefixtures("people")
def test_a_semester_without_value_says_so_and_which_was_the_last(cast: Cast, signed_in: SignIn) -> None:
    text = said(signed_in(cast.member), f"{PAGE}?semestre=2026-I")
    assert "Valor 2026-I Sin dato" in text
    assert "El último fue 20, en 2025-II" in text


def test_a_retired_indicator_keeps_its_past(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    make.make_revision(people.indicator, effective_from=semesters[2], change_class="retired")
    text = said(signed_in(cast.member), f"{PAGE}?semestre=2026-I")
    assert "El indicador se retiró en 2026-I" in text
    assert "se retiró" not in said(signed_in(cast.member), f"{PAGE}?semestre=2025-II")


def test_a_definition_that_starts_later_says_when(
    plan: ActionPlan, cast: Cast, signed_in: SignIn, semesters: list[ReportingPeriod]
) -> None:
    make.make_count(plan, "PREV-1.3.1", effective_from=semesters[2])
    text = said(signed_in(cast.member), "/indicadores/PREV-1.3.1/?semestre=2025-I")
    assert "La definición entra en vigencia en 2026-I" in text


def test_a_semester_to_come_says_when_its_window_opens(
    plan: ActionPlan, cast: Cast, signed_in: SignIn, people: IndicatorRevision
) -> None:
    make.make_period(plan, "2031-I")
    assert "2031-I todavía no empieza: el registro abre el" in said(signed_in(cast.member), f"{PAGE}?semestre=2031-I")


def test_a_rebased_series_goes_on_and_says_what_was_multiplied(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    replaced(people, semesters[1], change_class="methodological", comparability="rebased", rebase_factor=2)
    text = said(signed_in(cast.member), f"{PAGE}?semestre=2025-II")
    assert "se mantiene" not in text.split("Frente a")[0]
    assert "Llevados a la definición actual para que sean comparables: 2025-I." in text
    assert "las cifras anteriores se multiplican por 2" in text


def test_a_break_starts_the_series_anew(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    replaced(people, semesters[1], change_class="methodological")
    text = said(signed_in(cast.member), f"{PAGE}?semestre=2025-II")
    assert "Cambió la definición: la serie" in text
    assert "Desde el inicio, 2025-I a 2025-II Cambió la definición" in text


def test_neighbours_follow_the_plans_order(
    plan: ActionPlan, cast: Cast, signed_in: SignIn, people: IndicatorRevision
) -> None:
    make.make_count(plan, "PREV-1.2.1")
    body = page(signed_in(cast.member), PAGE)
    assert re.search(r'href="/indicadores/PREV-1.2.1/\?semestre=[^"]+" rel="next"', body)
    assert 'rel="prev"' not in body


def test_only_an_indicator_with_goals_of_the_strategy_leads_to_them(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision
) -> None:
    address = f"{PAGE}estrategia-onu/"
    client = signed_in(cast.reporter)
    assert address not in page(client, PAGE)
    assert client.get(address).status_code == 404
    series = people.series.get()
    make.make_goals(people.indicator, series.code, {2025: 10, 2026: 12})
    assert address in page(client, PAGE)
    for kind in ("", "datos.csv", "datos.xlsx", f"{series.code}.svg", f"{series.code}.png"):
        assert client.get(f"{address}{kind}").status_code == 200, kind
    for kind in ("datos.pdf", f"{series.code}.pdf", "otra.svg"):
        assert client.get(f"{address}{kind}").status_code == 404, kind


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_stands_beside_the_history_can_be_taken_away(cast: Cast, signed_in: SignIn, kind: str) -> None:
    assert signed_in(cast.outsider).get(f"{PAGE}detalle.{kind}?semestre=2025-II").status_code == 200
    assert signed_in(cast.outsider).get(f"{PAGE}detalle.pdf").status_code == 404
