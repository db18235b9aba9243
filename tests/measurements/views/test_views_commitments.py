"""The matrix of commitments as its managers use it, and its readers."""

import csv
import io
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from indicators.committing import roles_in
from indicators.models import Commitment, CommitmentChange, Indicator, ReportingPeriod
from institutions.models import Institution
from notifications.models import Notification
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_commitment,
    make_count,
    make_indicator,
    make_institution,
    make_measurement,
    make_period,
    make_plan,
    make_revision,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/compromisos/"
EP, MGP = "PREV-1.1.1:EP", "PREV-1.1.1:MGP"
READERS = ("member", "secretary", "alternate", "administrator")


@pytest.fixture
def period(cast: Cast) -> ReportingPeriod:
    plan = make_plan()
    period = make_period(plan, "2026-I")
    make_count(plan, "PREV-1.1.1")
    make_count(plan, "PREV-2.1.1", across="single_reporter")
    return period


@pytest.fixture(autouse=True)
def during_the_window() -> object:
    with time_machine.travel("2026-07-10T12:00:00-05:00", tick=False):
        yield


@pytest.fixture
def secretary(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.secretary)


def trained(period: ReportingPeriod) -> Indicator:
    return period.plan.indicators.get(code="PREV-1.1.1")


def look(browser: Client, *cells: str, read: tuple[str, ...] = ()) -> tuple[int, str]:
    page = browser.post(ADDRESS, {"semestre": "2026-I", "action": "preview", "cell": cells, "read": read})
    return page.status_code, page.text


def confirm(browser: Client, *steps: str, reason: str = "") -> tuple[int, str]:
    data = {"semestre": "2026-I", "action": "confirm", "step": steps, "reason": reason}
    page = browser.post(ADDRESS, data, follow=True)
    return page.status_code, page.text


def test_choices_are_shown_first_and_saved_when_confirmed(period: ReportingPeriod, secretary: Client) -> None:
    make_commitment(trained(period), make_institution("CCFFAA"), period)
    status, page = look(
        secretary, f"{EP}:lead", f"{MGP}:contributor", "PREV-1.1.1:CCFFAA:", read=("PREV-1.1.1:CCFFAA:contributor",)
    )
    assert status == 200
    assert "2 compromisos empiezan y 1 termina" in page
    assert set(roles_in(period)) == {("PREV-1.1.1", "CCFFAA")}, "nothing is saved by looking"
    assert not Notification.objects.exists()
    status, page = confirm(
        secretary, f"{EP}::lead", f"{MGP}::contributor", "PREV-1.1.1:CCFFAA:contributor:", reason="Acta 3"
    )
    assert "2 compromisos empiezan y 1 termina" in page
    assert roles_in(period) == {("PREV-1.1.1", "EP"): "lead", ("PREV-1.1.1", "MGP"): "contributor"}
    assert CommitmentChange.objects.count() == 3


def test_ending_without_a_reason_is_asked_again_and_changes_nothing(
    period: ReportingPeriod, cast: Cast, secretary: Client
) -> None:
    make_commitment(trained(period), cast.army, period)
    _status, page = confirm(secretary, f"{EP}:contributor:")
    assert "Escriba por qué" in page
    assert f'value="{EP}:contributor:"' in page, "the step is kept"
    assert set(roles_in(period)) == {("PREV-1.1.1", "EP")}


def test_confirming_twice_changes_once(period: ReportingPeriod, secretary: Client) -> None:
    for _time in (1, 2):
        assert confirm(secretary, f"{EP}::lead")[0] == 200
    assert CommitmentChange.objects.count() == 1
    assert Notification.objects.count() == 2, "the two people of the Army were told once"


def test_institution_is_told_what_it_must_report(
    period: ReportingPeriod, cast: Cast, secretary: Client, signed_in: SignIn
) -> None:
    confirm(secretary, f"{EP}::lead", "PREV-2.1.1:EP::contributor", f"{MGP}::contributor")
    told = Notification.objects.get(user=cast.reporter)
    assert told.title == "EP: cambian los compromisos desde 2026-I"
    assert told.text == "PREV-1.1.1: Empieza (responsable)\nPREV-2.1.1: Empieza (colaboradora)"
    assert signed_in(cast.reporter).get(told.path).status_code == 200


def test_what_was_chosen_stays_when_going_on_changing(period: ReportingPeriod, secretary: Client) -> None:
    page = secretary.post(ADDRESS, {"semestre": "2026-I", "action": "edit", "step": [f"{EP}::lead"]}).text
    assert f'value="{EP}:lead" selected' in page


def test_the_reason_that_was_typed_stays_when_going_on_changing(period: ReportingPeriod, secretary: Client) -> None:
    data = {"semestre": "2026-I", "reason": "Acta «3» & oficio"}
    kept = "Acta «3» &amp; oficio"
    assert (
        f'name="reason" value="{kept}"'
        in secretary.post(ADDRESS, data | {"action": "edit", "step": [f"{EP}::lead"]}).text
    )
    again = secretary.post(ADDRESS, data | {"action": "preview", "cell": [f"{EP}:contributor"]}).text
    assert f"{kept}</textarea>" in again


def test_what_somebody_else_changed_meanwhile_is_left_alone(
    period: ReportingPeriod, cast: Cast, secretary: Client
) -> None:
    """The page sends what it showed; only what the person changed on it changes."""
    make_commitment(trained(period), cast.navy, period)
    confirm(secretary, f"{EP}::contributor")
    assert set(roles_in(period)) == {("PREV-1.1.1", "EP"), ("PREV-1.1.1", "MGP")}


def test_stale_choice_is_refused_says_what_changed_and_keeps_the_rest(
    period: ReportingPeriod, cast: Cast, secretary: Client, signed_in: SignIn
) -> None:
    confirm(signed_in(cast.administrator), f"{EP}::lead")
    status, page = look(secretary, f"{EP}:contributor", f"{MGP}:contributor")
    assert status == 409
    assert "Lo que cambió mientras tanto" in page
    assert cast.administrator.name in page
    assert f'value="{EP}:lead" selected' in page, "what is in conflict shows as it is now"
    assert f'value="{MGP}:contributor" selected' in page
    assert roles_in(period) == {("PREV-1.1.1", "EP"): "lead"}


def test_what_somebody_planned_meanwhile_is_not_ended_unseen(
    period: ReportingPeriod, cast: Cast, secretary: Client, signed_in: SignIn
) -> None:
    """The page of 2026-I shows the same role; what is to come from 2026-II was planned after it was read."""
    later = make_period(period.plan, "2026-II")
    make_commitment(trained(period), cast.army, period)
    seen = re.search(r'name="seen" value="(\d+)"', secretary.get(ADDRESS).text)
    assert seen is not None
    step = {"action": "confirm", "semestre": "2026-II", "step": [f"{EP}:contributor:lead"], "reason": "Acta 3"}
    assert signed_in(cast.administrator).post(ADDRESS, step, follow=True).status_code == 200
    end = {"action": "confirm", "semestre": "2026-I", "step": [f"{EP}:contributor:"], "reason": "Oficio 1"}
    answer = secretary.post(ADDRESS, end | {"seen": seen[1]})
    assert (answer.status_code, "Lo que cambió mientras tanto" in answer.text) == (409, True)
    assert roles_in(later) == {("PREV-1.1.1", "EP"): "lead"}


def test_what_changed_meanwhile_is_told_of_a_whole_matrix(
    period: ReportingPeriod, cast: Cast, secretary: Client, signed_in: SignIn
) -> None:
    confirm(signed_in(cast.administrator), f"{EP}::lead")
    many = [f"PREV-1.1.1:I{n}" for n in range(1100)]
    cells, read = ([f"{each}:{role}" for each in many] for role in ("lead", "contributor"))
    status, page = look(secretary, f"{EP}:contributor", *cells, read=tuple(read))
    assert (status, page.count("Lo que cambió mientras tanto")) == (409, 1)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("PREV-2.1.1:EP:contributor", "PREV-2.1.1:MGP:contributor"), "un solo informante"),
        ((f"{EP}:lead", f"{MGP}:lead"), "EP"),
    ],
)
def test_refusal_keeps_what_was_chosen_and_changes_nothing(
    cells: tuple[str, ...], words: str, period: ReportingPeriod, secretary: Client
) -> None:
    status, page = look(secretary, *cells, "PREV-1.1.1:MINDEF:contributor")
    assert status == 409
    assert words in page
    assert page.count(" selected>") == 3 + 1, "three choices and the semester"
    assert set(roles_in(period)) == set()


def test_answered_commitment_cannot_be_ended(period: ReportingPeriod, cast: Cast, secretary: Client) -> None:
    make_commitment(trained(period), cast.army, period)
    make_measurement(trained(period).revisions.get(), cast.army, period, value=3)
    assert confirm(secretary, f"{EP}:contributor:", reason="Oficio 1")[0] == 409
    assert set(roles_in(period)) == {("PREV-1.1.1", "EP")}


def test_when_every_semester_has_closed_it_says_what_to_do_and_can_be_read(
    period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    with time_machine.travel("2028-01-01T12:00:00-05:00", tick=False):
        secretary = signed_in(cast.secretary)
        page = secretary.get(ADDRESS).text
        confirm(secretary, f"{EP}::lead")
    assert "cree primero el siguiente" in page
    assert '<select name="cell"' not in page
    assert not Commitment.objects.exists()


def test_only_managers_change_and_the_committee_reads(period: ReportingPeriod, cast: Cast, signed_in: SignIn) -> None:
    for name, person in cast.people().items():
        browser = signed_in(person)
        page = browser.get(ADDRESS)
        assert page.status_code == (200 if name in READERS else 403), name
        can_change = name in ("secretary", "administrator")
        assert ('<select name="cell"' in page.text) == can_change, name
        if not can_change:
            assert confirm(browser, f"{EP}::lead")[0] == 403, name
            assert look(browser, f"{EP}:lead")[0] == 403, name
    assert not Commitment.objects.exists()


def test_commitment_of_an_institution_that_left_can_be_seen_and_ended(
    period: ReportingPeriod, cast: Cast, secretary: Client
) -> None:
    make_commitment(trained(period), cast.navy, period)
    cast.navy.is_participating = False
    cast.navy.save()
    assert f'value="{MGP}:contributor" selected' in secretary.get(ADDRESS).text
    confirm(secretary, f"{MGP}:contributor:", reason="Salió del plan")
    assert set(roles_in(period)) == set()


def test_cell_says_since_when_until_when_and_what_is_to_come(
    period: ReportingPeriod, cast: Cast, secretary: Client
) -> None:
    later = make_period(period.plan, "2026-II")
    make_commitment(trained(period), cast.army, period, until_period=period)
    make_commitment(trained(period), cast.army, later, role="lead")
    page = secretary.get(ADDRESS).text
    for words in ("desde 2026-I<", "hasta 2026-I<", "responsable desde 2026-II<"):
        assert words in page, words


def test_record_is_filtered_and_taken_away_without_formulas(
    period: ReportingPeriod, cast: Cast, secretary: Client
) -> None:
    confirm(secretary, f"{EP}::contributor")
    confirm(secretary, f"{MGP}::contributor")
    confirm(secretary, f"{EP}:contributor:lead", reason="=1+1")
    page = secretary.get(f"{ADDRESS}cambios/?institucion=EP").text
    assert page.count('<th scope="row">') == 2
    assert cast.secretary.name in page
    content = secretary.get(f"{ADDRESS}cambios/cambios.csv?institucion=EP").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))[1:]
    assert [(row[2], row[4], row[-1]) for row in rows] == [("EP", "responsable", "'=1+1"), ("EP", "colaboradora", "")]


def test_commitments_are_taken_away_as_a_workbook(period: ReportingPeriod, cast: Cast, secretary: Client) -> None:
    make_commitment(trained(period), cast.army, period, role="lead")
    content = secretary.get(f"{ADDRESS}compromisos.xlsx").content
    rows = list(load_workbook(io.BytesIO(content)).active.values)
    assert rows[1][:2] == ("PREV-1.1.1", "EP")
    assert secretary.get(f"{ADDRESS}compromisos.exe").status_code == 404


def test_matrix_of_100_indicators_and_30_institutions_takes_no_more_queries(
    period: ReportingPeriod, secretary: Client
) -> None:
    secretary.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        secretary.get(ADDRESS)
    grow(period)
    with CaptureQueriesContext(connection) as many:
        page = secretary.get(ADDRESS).text
    assert page.count('<select name="cell"') == 30 * 100
    assert len(many) == len(few)


def grow(period: ReportingPeriod) -> None:
    """Fill up to 100 indicators and 30 institutions, each committed to some."""
    Institution.objects.bulk_create(
        Institution(code=f"I{n}", name=f"I{n}", short_name=f"I{n}", kind="armed_force", order=n + 10) for n in range(26)
    )
    for n in range(98):
        make_revision(make_indicator(period.plan, f"PREV-3.1.{n + 1}"))
    institutions = list(Institution.objects.all())
    Commitment.objects.bulk_create(
        Commitment(indicator=indicator, institution=institutions[n % 30], from_period=period)
        for n, indicator in enumerate(period.plan.indicators.all())
    )


@pytest.mark.parametrize(("person", "entry"), [("secretary", "Comité"), ("administrator", "Gestión")])
@pytest.mark.usefixtures("period")
def test_the_menu_marks_the_one_entry_that_leads_here(cast: Cast, signed_in: SignIn, person: str, entry: str) -> None:
    page = signed_in(cast.people()[person]).get(ADDRESS).text
    menu = page[page.index('<nav class="main-nav"') :].split("</nav>")[0]
    assert re.findall(r'aria-current="page">([^<]+)', menu) == [entry]
