"""Wherever a target is printed: its two numbers, its source, the mark of an interpolated one; and far semesters in nobody's way."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from indicators.scheduling import ensure_semester
from reports.arithmetic.feasibility import Aim, feasibility
from reports.edition.blocks import Terms
from reports.edition.composing import compose
from reports.snapshot import freeze
from reports.wording.feasibility import assumptions, facts, outlook_text
from tests import factories as make
from tests.conftest import Cast, SignIn
from tests.factories.reports import build

NOW = dt.datetime(2026, 9, 1, 12, tzinfo=make.LIMA)
S = 4050  # 2025-I


@pytest.fixture
def in_september() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2024-II", "2025-I", "2025-II", "2026-I", "2026-II")]


@pytest.fixture
def share(plan: ActionPlan, semesters: list[ReportingPeriod], cast: Cast) -> IndicatorRevision:
    """10, 12 and 14 % of the army; 28 of 140 is the target of 2026-II, and 15 % an interpolated one of 2026-I."""
    revision = make.make_proportion(plan, "PART-1.2.1")
    make.make_commitment(revision, cast.army, semesters[0])
    for period, value in zip(semesters[1:4], (10, 12, 14), strict=True):
        make.make_measurement(revision, cast.army, period, value=(value, 100))
    series, path = revision.series.get(), {"source": "Estrategia 2018-2028"}
    make.make_target(series, semesters[3], 15, is_interpolated=True, **path)
    make.make_target(series, semesters[4], 28, denominator=140, **path)
    make.make_target(series, semesters[4], 40, institution=cast.army, source="Plan del Ejército")
    return revision


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode()).replace("\xa0", " ")


@pytest.mark.django_db
@pytest.mark.usefixtures("in_september")
def test_pages_say_where_a_target_comes_from(share: IndicatorRevision, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.secretary)
    page = text_of(client, "/indicadores/PART-1.2.1/?semestre=2026-I")
    assert "20 % (28 de 140)" in page
    assert "15 % * para 2026-I; 20 % (28 de 140) para 2026-II" in page
    assert "Las metas siguen: Estrategia 2018-2028." in page
    assert "Interpolada entre dos valores que publica la fuente: 2026-I." in page
    assert "15,0 % *</td>" in page
    assert "¿Es alcanzable la meta?" in page
    told = text_of(client, "/explicacion/PART-1.2.1/2026-I/")
    assert "15 %, la meta de 2026-I (Acta 1-2025; trayectoria de: Estrategia 2018-2028; interpolada" in told
    assert "28 ÷ 140 = 20 %" in told
    notes = text_of(client, "/en/indicadores/PART-1.2.1/?semestre=2026-I")
    assert "The targets follow: Estrategia 2018-2028." in notes


@pytest.mark.django_db
def test_the_annex_of_fichas_tells_targets_of_one_from_those_of_all(share: IndicatorRevision, cast: Cast) -> None:
    period = share.indicator.plan.periods.get(code="2026-I")
    frozen = freeze(build(share.indicator.plan, period, at=NOW, number=1, post=cast.secretary.posts[0]))
    document = compose(json.loads(json.dumps(frozen.content)), "es")
    terms = [block for section in document.sections for block in section.blocks if isinstance(block, Terms)]
    plain = "\n".join(text for each in terms for _name, text in each.items).replace("\xa0", " ")
    assert "15 % * a 2026-I y 28 de 140 a 2026-II; sobre el semestre (Acta 1-2025; trayectoria de: Estrategia" in plain
    assert "EP: 40 % a 2026-II" in plain


@pytest.mark.django_db
@pytest.mark.usefixtures("in_september")
def test_semesters_far_ahead_are_offered_nowhere(share: IndicatorRevision, cast: Cast, signed_in: SignIn) -> None:
    """A target of 2030 makes eight semesters. They are on the way to the target, and in no list to choose from."""
    far = ensure_semester(share.indicator.plan, "2030-II", by=cast.secretary, at=NOW)
    make.make_target(share.series.get(), far, 50)
    client = signed_in(cast.secretary)
    page = text_of(client, "/indicadores/PART-1.2.1/?semestre=2026-I")
    assert "Meta 2030-II" in page
    for address in (
        "/indicadores/PART-1.2.1/",
        "/tablero/",
        "/indicadores/",
        "/instituciones/EP/",
        "/comparar/",
        "/comite/sesiones/nueva/",
    ):
        assert 'value="2028-' not in text_of(client, address), address
    feed = signed_in(cast.reporter)
    assert "2030" not in text_of(feed, "/inicio/")


def said(values: tuple[int, ...], aim: Aim, **more: Any) -> str:
    step = more.get("step", 1)
    points = [((S | (step == 2)) + step * n, Decimal(value)) for n, value in enumerate(values)]
    found = feasibility(points, aim, **more)
    told = [outlook_text(found), *(" ".join(each) for each in facts(found)), *assumptions(found)]
    return " | ".join(told).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("values", "aim", "more", "words"),
    [
        ((10, 14, 16), Aim(Decimal(25), None, S + 5), {}, "en 2027-II, a tiempo. | Ritmo visto hasta ahora +3 por semestre: de 10"),
        ((10, 14, 16), Aim(Decimal(26), None, S + 5), {}, "se alcanzaría en 2028-I, después de 2027-II. "),
        ((10, 14, 16), Aim(Decimal(26), None, S + 5), {}, "Ritmo necesario +3,3 por semestre hasta 2027-II; 1,1 veces el ritmo visto"),
        ((10, 14), Aim(Decimal(26), None, S + 5), {"left_out": 1}, "hay 2 valores comparables y se necesitan al menos 3. | 1 valor"),
        ((10, 10, 10), Aim(Decimal(26), None, S + 5), {}, "no hubo ningún cambio. | Ritmo visto hasta ahora 0 por semestre"),
        ((10, 10, 9), Aim(Decimal(26), None, S + 5), {}, "se aleja de la meta"),
        ((100, 100, 101), Aim(Decimal(900), None, S + 5), {}, "tardaría más de veinte años"),
        ((10, 14, 20), Aim(Decimal(25), None, S + 6), {"step": 2}, "en 2028, a tiempo. | Ritmo visto hasta ahora +5 por año: de 10 en"),
        ((80, 90, 95), Aim(Decimal(101), None, S + 5), {"is_percent": True}, "la meta supera el 100 %"),
        ((10, 12, 14), Aim(Decimal(20), None, S + 9), {"is_percent": True}, "+2,0 p. p. por semestre: de 10,0 % en 2025-I"),
        ((50, 45, 38), Aim(Decimal(10), Decimal(40), None), {}, "dejaría de cumplirse en 2028-II."),
    ],
)  # fmt: skip
def test_the_answer_is_said_with_its_count(values: tuple[int, ...], aim: Aim, more: dict[str, Any], words: str) -> None:
    with override("es"):
        assert words in said(values, aim, **more)


def test_the_answer_is_said_in_english_too() -> None:
    with override("en"):
        text = said((10, 14, 16), Aim(Decimal(26), None, S + 5))
    assert "Not on time: at the pace seen so far it would be reached in 2028 H1, after 2027 H2." in text
    assert "It is no forecast" in text
