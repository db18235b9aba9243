"""Section 8, requests for information: a small world counted by hand, and what the report says of it in both languages."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.models import InformationRequest
from documents.formatting import LIMA
from indicators.models import ReportingPeriod
from institutions.models import Institution
from reports.report_kinds.scope import ReportScope, of_semester
from reports.snapshot.requests import requests_of
from tests.cast import Cast
from tests.factories import make_period, make_plan
from tests.reports.read_back.told import Content, check_in, content_of, tables_in, text_in

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 9, 1, 10, tzinfo=LIMA)
DAY = dt.timedelta(days=1)


@pytest.fixture
def period(cast: Cast) -> ReportingPeriod:
    make_period(make_plan(), "2025-II")
    return make_period(make_plan(), "2026-I")


def ask(
    cast: Cast,
    institution: Institution,
    *,
    period: ReportingPeriod | None = None,
    made: int = 20,
    due: int = 10,
    answered: int | None = None,
    state: str = "",
) -> InformationRequest:
    """In days before AT."""
    ordinal = InformationRequest.objects.count() + 1
    is_closed = state in ("accepted", "expired", "withdrawn")
    return InformationRequest.objects.create(
        plan=make_plan(),
        year=2026,
        ordinal=ordinal,
        number=f"RI-2026-{ordinal:04}",
        institution=institution,
        period=period,
        kind="clarify",
        subject="Asunto reservado.",
        text="Texto reservado.",
        made_by=cast.secretary.posts[0],
        made_at=AT - made * DAY,
        due_at=AT - due * DAY,
        first_answered_at=None if answered is None else AT - answered * DAY,
        state=state or ("open" if answered is None else "answered"),
        closed_at=AT - DAY if is_closed else None,
    )


@pytest.fixture
def required(cast: Cast, period: ReportingPeriod) -> ReportingPeriod:
    """Of the army: in time after 2 days, late after 15, past its day, withdrawn. Of the navy: accepted in time after 5, required again,
    still in time, closed without an answer. One of the semester before is open; one that names none is of the last that had opened."""
    before = ReportingPeriod.objects.get(code="2025-II")
    ask(cast, cast.army, period=period, answered=18)
    ask(cast, cast.army, period=period, answered=5)
    ask(cast, cast.army, period=period, due=2)
    ask(cast, cast.army, period=period, state="withdrawn")
    ask(cast, cast.navy, period=period, answered=15, state="accepted")
    ask(cast, cast.navy, period=period, answered=15, state="open")
    ask(cast, cast.navy, due=-3)
    ask(cast, cast.navy, period=period, state="expired")
    ask(cast, cast.navy, period=before, due=-3)
    return period


def test_requests_are_counted_by_their_first_answer(required: ReportingPeriod) -> None:
    content = content_of(make_plan(), required, AT)
    standing = [(row["number"], row["standing"], row["is_open"], row["days"]) for row in content["requests"]["rows"]]
    assert standing == [
        ("RI-2026-0001", "in_time", False, 2),
        ("RI-2026-0002", "late", False, 15),
        ("RI-2026-0003", "outstanding", True, None),
        ("RI-2026-0004", "withdrawn", False, None),
        ("RI-2026-0005", "in_time", False, 5),
        ("RI-2026-0006", "in_time", True, 5),
        ("RI-2026-0007", "outstanding", True, None),
        ("RI-2026-0008", "expired", False, None),
    ]
    assert content["requests"]["earlier"] == ["RI-2026-0009"]
    assert check_in(content, "open_requests") == {
        "kind": "open_requests",
        "count": 4,
        "codes": ["RI-2026-0009", "RI-2026-0003", "RI-2026-0006", "RI-2026-0007"],
    }


def test_the_table_counts_by_institution_and_the_open_ones_stand_by_number(required: ReportingPeriod) -> None:
    counted, listed = tables_in(content_of(make_plan(), required, AT), "requests")
    assert counted == [
        ["EP", "3", "1", "1", "1", "0", "1", "8,5"],
        ["MGP", "4", "2", "0", "1", "1", "0", "5"],
        ["Total", "7", "3", "1", "2", "1", "1", "5"],
    ]
    assert [row[0] for row in listed] == ["RI-2026-0003", "RI-2026-0006", "RI-2026-0007"]
    assert [row[3] for row in listed] == ["2026-I", "2026-I", "–"]
    assert [row[4] for row in listed] == ["30/08/2026 (vencido)", "22/08/2026 (vencido)", "04/09/2026"]


def test_the_text_says_how_many_of_how_many_in_both_languages(required: ReportingPeriod) -> None:
    content = content_of(make_plan(), required, AT)
    assert text_in(content, "requests") == (
        "El Comité formuló 7 requerimientos de información sobre el periodo de este informe. Respondidos a tiempo: 3 de 7 (42,9 %); "
        "fuera de plazo: 1; aún sin respuesta: 2; cerrados sin ella: 1; aparte, retirados: 1. Abiertos a la "
        "fecha de corte: 3; de ellos, con el plazo vencido: 2. Mediana de los días desde un requerimiento hasta su primera respuesta: "
        "5 (de 4 respondidos).\n\nSeguía abierto 1 requerimiento sobre un semestre anterior."
    )
    assert text_in(content, "requests", "en").startswith(
        "The Committee made 7 information requests about the period of this report. Answered in time: 3 of 7 (42.9%); answered late: 1;"
    )


def test_no_request_is_said_as_none(period: ReportingPeriod) -> None:
    content = content_of(make_plan(), period, AT)
    assert (
        text_in(content, "requests")
        == "El Comité no formuló requerimientos de información sobre el periodo de este informe."
    )
    assert tables_in(content, "requests") == []


def test_only_a_withdrawn_one_leaves_nothing_required(cast: Cast, period: ReportingPeriod) -> None:
    ask(cast, cast.army, period=period, state="withdrawn")
    content = content_of(make_plan(), period, AT)
    assert text_in(content, "requests").endswith("Retirados, que no se cuentan: 1.")
    assert tables_in(content, "requests") == [
        [["EP", "0", "0", "0", "0", "0", "1", "–"], ["Total", "0", "0", "0", "0", "0", "1", "–"]]
    ]


def test_what_was_written_in_a_request_is_not_in_the_report(required: ReportingPeriod) -> None:
    said = str(content_of(make_plan(), required, AT))
    assert "RI-2026-0001" in said
    assert "Texto reservado." not in said
    assert "Asunto reservado." not in said


def test_a_request_made_after_the_cut_off_is_not_in_it(required: ReportingPeriod, cast: Cast) -> None:
    ask(cast, cast.army, period=required, made=-1, due=-5)
    assert len(content_of(make_plan(), required, AT)["requests"]["rows"]) == 8


def test_an_institutions_own_report_has_only_its_own(required: ReportingPeriod, cast: Cast) -> None:
    scope = ReportScope(make_plan(), "own", required, required, cast.navy)
    said: Content = requests_of(scope, AT)
    assert {row["institution"] for row in said["rows"]} == {"MGP"}


def test_a_range_takes_the_requests_of_all_its_semesters(required: ReportingPeriod) -> None:
    first = ReportingPeriod.objects.get(code="2025-II")
    said = requests_of(ReportScope(make_plan(), "range", first, required), AT)
    assert (len(said["rows"]), said["earlier"]) == (9, [])


def test_many_requests_cost_no_more_queries_than_few(required: ReportingPeriod, cast: Cast) -> None:
    scope = of_semester(make_plan(), required)
    with CaptureQueriesContext(connection) as few:
        requests_of(scope, AT)
    for _ in range(20):
        ask(cast, cast.army, period=required)
    with CaptureQueriesContext(connection) as many:
        requests_of(scope, AT)
    assert len(few) == len(many) == 2
