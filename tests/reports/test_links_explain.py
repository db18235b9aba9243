"""A number that leads to how it was made leads to that very number. What is compared or brought to a later definition is another
than its semester's figure, and leads nowhere."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn
from tests.reports.worlds.report import CLOSED

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a class="explained" href="(/explicacion/[^"]+)">([^<]+)<')
NUMBER = re.compile(r"^[\d\u00a0,]+(?:\u00a0%)?$")
PAGES = (
    "/tablero/?semestre=2026-I",
    "/indicadores/?semestre=2026-I",
    "/pilares/PREV/?semestre=2026-I",
    "/comparar/?desde=2025-II&hasta=2026-I",
    "/indicadores/PREV-1.1.1/?semestre=2026-I",
    "/indicadores/PREV-1.1.2/?semestre=2026-I",
    "/indicadores/PART-1.2.1/?semestre=2026-I",
    "/instituciones/EP/tablero/?semestre=2026-I",
)


def commit(revision: IndicatorRevision, first: ReportingPeriod, bodies: list[Institution]) -> None:
    for body in bodies:
        make.make_commitment(revision, body, first)


@pytest.fixture
def plan() -> ActionPlan:
    """Partial then and now; doubled by a new definition; a share of which one institution fell silent; one that all gave twice."""
    plan = make.make_plan()
    before, now = make.make_period(plan, "2025-II"), make.make_period(plan, "2026-I")
    bodies = [make.make_institution(code) for code in ("EP", "MGP", "FAP")]
    count = make.make_count(plan, "PREV-1.1.1")
    old = make.make_count(plan, "PREV-1.1.2")
    whole, share = make.make_count(plan, "PREV-1.1.3"), make.make_proportion(plan, "PART-1.2.1")
    for each in (count, old, whole, share):
        commit(each, before, bodies)
    new = make.make_count(plan, "PREV-1.1.2", effective_from=now, comparability="rebased", rebase_factor=2)
    said: list[tuple[IndicatorRevision, ReportingPeriod, list[make.Amount | None]]] = [
        (count, before, [40, 30, 20]), (count, now, [44, 33, None]),
        (old, before, [10, 7, None]), (new, now, [25, 9, 1]),
        (whole, before, [100, 20, 3]), (whole, now, [200, 30, 3]),
        (share, before, [(1, 10), None, (5, 10)]), (share, now, [(3, 10), (1, 3), None]),
    ]  # fmt: skip
    for revision, period, values in said:
        for body, value in zip(bodies, values, strict=True):
            if value is not None:
                make.make_measurement(revision, body, period, value=value)
    return plan


def explained_in(client: Client, address: str) -> list[tuple[str, str]]:
    """Address and number of each link of a page."""
    response = client.get(address)
    assert response.status_code == 200, address
    found = LINK.findall(response.content.decode())
    return [(url.replace("&amp;", "&"), text.strip()) for url, text in found if NUMBER.match(text.strip())]


def heading(client: Client, address: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", client.get(address).content.decode(), re.S)
    return found[1].strip() if found else ""


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("address", PAGES)
def test_each_number_leads_to_itself(cast: Cast, signed_in: SignIn, address: str) -> None:
    with time_machine.travel(CLOSED, tick=False):
        client = signed_in(cast.secretary)
        links = explained_in(client, address)
        assert links
        wrong = [
            (text, told) for url, text in links if not re.match(rf"{text}\b|{text}:", told := heading(client, url))
        ]
    assert wrong == []


@pytest.mark.usefixtures("plan")
def test_what_is_compared_leads_on_where_it_is_the_whole_figure(cast: Cast, signed_in: SignIn) -> None:
    """123 → 233 of all three. 70 → 77 of the two that reported twice: 77 is all that there is now, and of before there was 90."""
    with time_machine.travel(CLOSED, tick=False):
        page = signed_in(cast.secretary).get("/tablero/?semestre=2026-I").content.decode()
    texts = [text.strip() for _url, text in LINK.findall(page)]
    assert {"123", "233", "77"} <= set(texts)
    assert "70" not in texts
