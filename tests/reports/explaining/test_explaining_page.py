"""The page of one figure: who sees which names on it, where it leads, and that its size costs no queries."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import User
from measurements.models import Status
from tests import factories as make
from tests.cast import Cast
from tests.reports.read_back.explained import plain

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]
PAGE = "/explicacion/PREV-1.1.1/2025-II/"
OVERSEERS = ("member", "secretary", "alternate", "observer", "administrator")
EVERYBODY = (*OVERSEERS, "reporter", "approver", "outsider")


@pytest.fixture
def plan(cast: Cast) -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def period(plan: ActionPlan) -> ReportingPeriod:
    return make.make_period(plan, "2025-II")


@pytest.fixture
def trained(plan: ActionPlan, cast: Cast, period: ReportingPeriod) -> IndicatorRevision:
    """Army 40 and Air Force 15; the Navy's is under review, the Joint Command says nothing."""
    revision = make.make_count(plan, unit="personas capacitadas")
    for code in ("EP", "MGP", "FAP", "CCFFAA"):
        make.make_commitment(revision, make.make_institution(code), period)
    make.make_measurement(revision, cast.army, period, value=40)
    make.make_measurement(revision, make.make_institution("FAP"), period, value=15)
    make.make_measurement(revision, cast.navy, period, value=9, status=Status.SUBMITTED)
    return revision


def main_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    found = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert found
    return plain(found.group())


def text_of(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main_of(client, address)))


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.usefixtures("trained")
def test_everybody_with_a_post_reads_the_figure_and_its_rule(cast: Cast, signed_in: SignIn, role: str) -> None:
    text = text_of(signed_in(getattr(cast, role)), PAGE)
    assert "55 personas capacitadas: cómo se obtuvo" in text
    assert "Se hizo con 2 de 4 instituciones esperadas." in text


@pytest.mark.parametrize("role", OVERSEERS)
@pytest.mark.usefixtures("trained")
def test_who_oversees_reads_every_name(cast: Cast, signed_in: SignIn, role: str) -> None:
    text = text_of(signed_in(getattr(cast, role)), PAGE)
    assert "EP 40 + FAP 15 = 55" in text
    for name in ("approver EP", "approver FAP", "technical_secretary DGRRII"):
        assert name in text


@pytest.mark.usefixtures("trained")
def test_an_institution_reads_its_own_names_and_the_others_in_one_sum(cast: Cast, signed_in: SignIn) -> None:
    text = text_of(signed_in(cast.reporter), PAGE)
    assert "EP 40 + 15 (otra institución) = 55" in text
    assert "approver EP" in text
    assert "otra institución: enviado y en revisión" in text
    for hidden in ("FAP", "MGP", "CCFFAA", "approver FAP"):
        assert hidden not in text


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        *((role, {"EP": 200, "MGP": 200, "NOBODY": 404}) for role in OVERSEERS),
        ("reporter", {"EP": 200, "MGP": 404, "NOBODY": 404}),
        ("outsider", {"EP": 404, "MGP": 200, "NOBODY": 404}),
    ],
)
@pytest.mark.usefixtures("trained")
def test_one_institutions_value_is_for_who_may_see_it(
    cast: Cast, signed_in: SignIn, role: str, codes: dict[str, int]
) -> None:
    client = signed_in(getattr(cast, role))
    for address in (PAGE, f"{PAGE}datos.csv"):
        answered = {code: client.get(f"{address}?institucion={code}").status_code for code in codes}
        assert answered == codes


@pytest.mark.parametrize(
    ("role", "army", "navy"),
    [
        ("secretary", "/revision/2025-II/EP/PREV-1.1.1/", "/revision/2025-II/MGP/PREV-1.1.1/"),
        ("member", "/revision/2025-II/EP/PREV-1.1.1/", "/revision/2025-II/MGP/PREV-1.1.1/"),
        ("reporter", "/registro/2025-II/EP/PREV-1.1.1/", ""),
        ("outsider", "", "/registro/2025-II/MGP/PREV-1.1.1/"),
        ("observer", "", ""),
        ("administrator", "", ""),
    ],
)
@pytest.mark.usefixtures("trained")
def test_each_answer_leads_where_the_reader_may_open_it(
    cast: Cast, signed_in: SignIn, role: str, army: str, navy: str
) -> None:
    client = signed_in(getattr(cast, role))
    links = set(re.findall(r'href="(/(?:revision|registro)/[^"]+)"', main_of(client, PAGE)))
    assert links - {"/revision/2025-II/FAP/PREV-1.1.1/"} == {army, navy} - {""}
    assert {client.get(link).status_code for link in links} <= {200}


@pytest.mark.parametrize(
    "address",
    [
        "/explicacion/PREV-9.9.9/2025-II/",
        "/explicacion/PREV-1.1.1/1999-I/",
        f"{PAGE}?serie=none",
        f"{PAGE}?parte=none",
        f"{PAGE}?sobre=century",
        f"{PAGE}datos.pdf",
    ],
)
@pytest.mark.usefixtures("trained")
def test_what_does_not_exist_is_not_found(cast: Cast, signed_in: SignIn, address: str) -> None:
    assert signed_in(cast.secretary).get(address).status_code == 404


def test_a_future_semester_says_that_nothing_is_there_yet(
    plan: ActionPlan, trained: IndicatorRevision, cast: Cast, signed_in: SignIn
) -> None:
    make.make_period(plan, "2094-II")
    text = text_of(signed_in(cast.secretary), "/explicacion/PREV-1.1.1/2094-II/")
    assert "Sin dato: por qué no hay cifra" in text
    assert "2094-II, aún sin abrir" in text


@pytest.mark.usefixtures("trained")
def test_the_page_speaks_english_too(cast: Cast, signed_in: SignIn) -> None:
    text = text_of(signed_in(cast.secretary), f"/en{PAGE}")
    assert "how it was obtained" in text
    assert "What was left out, and why" in text
    assert "sent and under review; it counts once it is validated" in text


@pytest.mark.usefixtures("trained")
def test_the_file_holds_what_is_counted_and_what_is_not(cast: Cast, signed_in: SignIn) -> None:
    def rows(user: User) -> list[list[str]]:
        response = signed_in(user).get(f"{PAGE}datos.csv")
        assert response.status_code == 200
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    everything = [row[1:4] for row in rows(cast.secretary)]
    assert ["Institución EP", "Reportado", "40"] in everything
    assert [row[2] for row in everything if row[0] == "Institución MGP"] == [""]
    own = rows(cast.reporter)
    assert [row[3] for row in own if "otra institución" in row and row[3]] == ["15"]
    assert "FAP" not in str(own)
    assert "technical_secretary" not in str(own)


def test_thirty_institutions_cost_as_many_queries_as_three(
    plan: ActionPlan, period: ReportingPeriod, trained: IndicatorRevision, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.secretary)
    client.get(PAGE)
    few = counted(client)
    for number in range(27):
        institution = make.make_institution(f"X{number}")
        make.make_commitment(trained, institution, period)
        make.make_measurement(trained, institution, period, value=number)
    assert counted(client) == few


def counted(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGE).status_code == 200
    return len(queries)
