"""A pillar is counted, never averaged; its rows begin anew where the definition changed; its file says what its page says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import User
from reports.figures.pillar import PillarPage, UnknownPillarError, pillar_page
from reports.pillar.wording import standing
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]
NOW = dt.datetime(2026, 9, 1, 12, tzinfo=make.LIMA)


@pytest.fixture
def plan(cast: Cast) -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2025-I", "2025-II", "2026-I")]


@pytest.fixture
def people(plan: ActionPlan, cast: Cast, semesters: list[ReportingPeriod]) -> IndicatorRevision:
    """Army 40, 44, 50; Navy 30, silent, 33: 70, 44 partial, 83. Target 100 in 2026-I: 83 % of it, at risk."""
    count = make.make_count(plan, "PREV-1.1.1")
    for institution, values in ((cast.army, (40, 44, 50)), (cast.navy, (30, None, 33))):
        make.make_commitment(count, institution, semesters[0])
        for semester, value in zip(semesters, values, strict=True):
            if value is not None:
                make.make_measurement(count, institution, semester, value=value)
    make.make_target(count.series.get(), semesters[2], 100)
    make.make_count(plan, "PREV-2.1.1")
    make.make_count(plan, "PART-1.1.1")
    return count


def page(plan: ActionPlan, code: str, period: ReportingPeriod) -> PillarPage:
    return pillar_page(plan, code, period, NOW)


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    body = re.sub(r"<svg.*?</svg>|<script.*?</script>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


@pytest.mark.usefixtures("people")
def test_indicators_are_counted_by_state(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    found = page(plan, "PREV", semesters[2])
    assert found.states == {"at_risk": 1, "no_target": 1}
    with translation.override("es"):
        assert standing(found) == "1 en riesgo y 1 sin meta."
    with translation.override("en"):
        assert standing(found) == "1 at risk and 1 without a target."
    assert [part.code for part in found.objectives if part.rows] == ["PREV-1", "PREV-2"]
    assert [each.code for each in found.pillars if each.is_current] == ["PREV"]


@pytest.mark.usefixtures("people")
def test_a_row_has_its_past_with_its_gaps(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    row = page(plan, "PREV", semesters[2]).objectives[0].rows[0]
    assert [(point.period, point.figure.value, point.figure.is_partial) for point in row.past] == [
        ("2025-I", 70, False),
        ("2025-II", 44, True),
        ("2026-I", 83, False),
    ]
    assert row.series.change is not None
    assert (row.series.change.difference, row.series.change.comparable, row.series.change.of) == (6, 1, 2)


def test_a_row_begins_anew_where_the_definition_changed(
    plan: ActionPlan, people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    changed = make.make_revision(people.indicator, effective_from=semesters[1], change_class="methodological")
    make.make_component(changed, "total")
    make.make_series(changed)
    row = page(plan, "PREV", semesters[2]).objectives[0].rows[0]
    assert ([point.period for point in row.past], row.is_cut) == (["2025-II", "2026-I"], True)


def test_an_unknown_pillar_is_not_found(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    make.make_count(plan)
    with pytest.raises(UnknownPillarError):
        page(plan, "NADA", semesters[0])


@pytest.mark.usefixtures("people", "semesters")
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_prints_missing_as_words(cast: Cast, signed_in: SignIn, prefix: str) -> None:
    text = said(signed_in(cast.reporter), f"{prefix}/pilares/PREV/?semestre=2025-II")
    assert not re.search(r"\bNaN\b|\bNone\b|Infinity", text)
    assert ("Por asignar" if not prefix else "To be assigned") in text


@pytest.mark.usefixtures("people", "semesters")
def test_nobodys_own_figures_are_on_the_page(cast: Cast, signed_in: SignIn) -> None:
    """Everybody with a post reads the totals: 83, and neither 50 of the army nor 33 of the navy."""
    page = said(signed_in(cast.outsider), "/pilares/PREV/?semestre=2026-I")
    text, _moment = page.split("Datos al ")  # a clock may say 33 too
    assert " 83 " in text
    assert not re.search(r"\b(50|33)\b(?! ?%)", text)


@pytest.mark.usefixtures("people", "semesters")
def test_the_file_holds_what_the_page_prints(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.member).get("/pilares/PREV/datos.csv?semestre=2026-I")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    values = [[row[4], row[6], row[10], row[11]] for row in rows if row[1:2] == ["PREV-1.1.1"]]
    assert values == [["2025-I", "70", "2", "2"], ["2025-II", "44", "1", "2"], ["2026-I", "83", "2", "2"]]


@pytest.mark.usefixtures("people", "semesters")
@pytest.mark.parametrize("address", ["/pilares/NADA/", "/pilares/PREV/datos.pdf", "/pilares/PREV/?semestre=1999-I"])
def test_what_does_not_exist_is_not_found(cast: Cast, signed_in: SignIn, address: str) -> None:
    assert signed_in(cast.member).get(address).status_code == 404


@pytest.mark.usefixtures("people")
def test_more_indicators_cost_no_more_queries(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    with CaptureQueriesContext(connection) as few:
        page(plan, "PREV", semesters[2])
    for code in ("PREV-1.2.1", "PREV-1.3.1", "PREV-3.1.1"):
        count = make.make_count(plan, code)
        make.make_commitment(count, make.make_institution("FAP"), semesters[0])
        make.make_measurement(count, make.make_institution("FAP"), semesters[1], value=4)
    with CaptureQueriesContext(connection) as many:
        page(plan, "PREV", semesters[2])
    assert len(many) == len(few)
