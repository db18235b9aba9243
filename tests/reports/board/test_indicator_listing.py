"""The list of indicators: orders, filters, the semester before, and the file in the same order."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod, Target
from reports.figures.definitions import plan_periods
from reports.figures.listing import Listed, arranged, listing, narrowed
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def periods(plan: ActionPlan) -> tuple[ReportingPeriod, ReportingPeriod]:
    return make.make_period(plan, "2025-I"), make.make_period(plan, "2025-II")


@pytest.fixture
def world(
    plan: ActionPlan, periods: tuple[ReportingPeriod, ReportingPeriod], cast: Cast
) -> dict[str, IndicatorRevision]:
    """Five indicators, the Army's and the Navy's.

    PREV-1.1.1: 10+5 → 15, Navy silent: +5 of 10, 1 of 2. PREV-1.2.1: target 100, 40 → 99: on track, +59 of 40, 1 of 1.
    PART-1.1.1: target 100, 50 → 50: off track, no change. PROT-1.1.1: 0 → 3, from zero. REC-1.1.1: nobody is committed.
    """
    before, period = periods
    codes = ("PREV-1.1.1", "PREV-1.2.1", "PART-1.1.1", "PROT-1.1.1", "REC-1.1.1")
    found = {code: make.make_count(plan, code) for code in codes}
    values = {"PREV-1.1.1": (10, 15), "PREV-1.2.1": (40, 99), "PART-1.1.1": (50, 50), "PROT-1.1.1": (0, 3)}
    for code, (was, now) in values.items():
        make.make_commitment(found[code], cast.army, before)
        make.make_measurement(found[code], cast.army, before, value=was)
        make.make_measurement(found[code], cast.army, period, value=now)
    make.make_commitment(found["PREV-1.1.1"], cast.navy, before)
    make.make_measurement(found["PREV-1.1.1"], cast.navy, before, value=5)
    for code in ("PREV-1.2.1", "PART-1.1.1"):
        make.make_target(found[code].series.get(), period, 100)
    return found


def rows(plan: ActionPlan, periods: tuple[ReportingPeriod, ...]) -> tuple[Listed, ...]:
    return listing(plan, periods[-1], NOW, periods=plan_periods(plan))


def codes(found: tuple[Listed, ...]) -> list[str]:
    return [row.figures.indicator.code for row in found]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("code", ["PREV-1.1.1", "PREV-1.2.1", "PART-1.1.1", "PROT-1.1.1", "REC-1.1.1"]),
        ("state", ["PART-1.1.1", "PREV-1.2.1", "PREV-1.1.1", "PROT-1.1.1", "REC-1.1.1"]),
        ("completeness", ["PREV-1.1.1", "PREV-1.2.1", "PART-1.1.1", "PROT-1.1.1", "REC-1.1.1"]),
        ("change", ["PROT-1.1.1", "PREV-1.2.1", "PREV-1.1.1", "PART-1.1.1", "REC-1.1.1"]),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_cannot_be_ordered_comes_last(
    plan: ActionPlan, periods: tuple[ReportingPeriod, ReportingPeriod], order: str, expected: list[str]
) -> None:
    assert codes(arranged(rows(plan, periods), order)) == expected


@pytest.mark.usefixtures("world")
def test_rows_are_kept_by_pillar_and_by_state(
    plan: ActionPlan, periods: tuple[ReportingPeriod, ReportingPeriod]
) -> None:
    every = rows(plan, periods)
    assert codes(narrowed(every, pillar="PREV")) == ["PREV-1.1.1", "PREV-1.2.1"]
    assert codes(narrowed(every, state="off_track")) == ["PART-1.1.1"]
    assert codes(narrowed(every, pillar="PREV", state="off_track")) == []


@pytest.mark.usefixtures("world")
def test_the_value_before_is_whole_and_the_change_is_like_for_like(
    plan: ActionPlan, periods: tuple[ReportingPeriod, ReportingPeriod]
) -> None:
    row = rows(plan, periods)[0]
    assert row.previous is not None
    assert row.series.change is not None
    assert (row.previous.figure.value, row.previous.figure.reported) == (15, 2)
    assert (row.series.change.before, row.series.change.after, row.series.change.comparable) == (10, 15, 1)


def test_the_past_begins_anew_where_the_definition_changed(
    plan: ActionPlan, periods: tuple[ReportingPeriod, ReportingPeriod], world: dict[str, IndicatorRevision]
) -> None:
    new = make.make_revision(world["PREV-1.1.1"].indicator, effective_from=periods[1], comparability="break")
    make.make_component(new, "total", is_disaggregated=False)
    make.make_series(new)
    row = rows(plan, periods)[0]
    assert [past.period for past in row.past] == ["2025-II"]
    assert row.previous is None


def words_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)).replace("\xa0", " ")


@pytest.mark.usefixtures("world")
def test_the_address_says_what_is_shown_and_in_which_order(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.outsider)
    shown = words_of(client, "/indicadores/?orden=cambio&ambito=PREV")
    assert shown.index("PREV-1.2.1") < shown.index("PREV-1.1.1")
    assert "2 indicadores cumplen el filtro" in shown
    assert "PART-1.1.1" not in shown
    assert "Ningún indicador cumple el filtro" in words_of(client, "/indicadores/?estado=en-riesgo")
    for unknown in ("?orden=nada", "?estado=nada", "?ambito=NADA"):
        assert client.get("/indicadores/" + unknown).status_code == 404


@pytest.mark.usefixtures("world")
def test_the_file_has_the_rows_of_the_page_in_the_same_order(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.outsider)
    content = client.get("/indicadores/datos.csv?orden=cambio").content.decode("utf-8-sig")
    kept = [(row[0], row[4], row[5], row[11], row[12]) for row in csv.reader(io.StringIO(content))][1:]
    assert kept == [
        ("PROT-1.1.1", "Reportado", "3", "0", "3"),
        ("PREV-1.2.1", "Reportado", "99", "40", "59"),
        ("PREV-1.1.1", "Reportado", "15", "15", "5"),
        ("PART-1.1.1", "Reportado", "50", "50", "0"),
        ("REC-1.1.1", "Por asignar", "", "", ""),
    ]
    assert client.get("/indicadores/datos.pdf").status_code == 404


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    plan: ActionPlan,
    periods: tuple[ReportingPeriod, ReportingPeriod],
    world: dict[str, IndicatorRevision],
    cast: Cast,
    signed_in: SignIn,
) -> None:
    client = signed_in(cast.observer)
    client.get("/indicadores/")
    few = queries(client)
    for number in range(20):
        institution = make.make_institution(f"I{number}")
        for revision in world.values():
            make.make_commitment(revision, institution, periods[1])
            make.make_measurement(revision, institution, periods[1], value=number)
    assert queries(client) == few


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get("/indicadores/").status_code == 200
    return len(found)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("taken", "said"), [(0, "2 de 5 tienen meta."), (1, "1 de 5 tiene meta."), (2, "0 de 5 tienen meta.")]
)
def test_how_many_have_a_target_is_said_of_none_of_one_and_of_two(
    cast: Cast, signed_in: SignIn, taken: int, said: str
) -> None:
    for target in Target.objects.order_by("pk")[:taken]:
        target.delete()
    assert said in signed_in(cast.member).get("/indicadores/?semestre=2025-II").content.decode()
