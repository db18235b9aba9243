"""The pages of proposed changes: who finds what, what stays typed when it is refused, and where the ways to them are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from committee.models import IndicatorProposal
from tests.cast import Cast
from tests.committee.meetings.met import AFTER, BEFORE, Meetings, make_meetings
from tests.committee.proposals.proposed import REASONS, TEXT, make_decision, make_proposal, make_session
from tests.conftest import SignIn
from tests.factories import make_period

LIST, NEW, ONE = "/propuestas/", "/indicadores/PREV-1.1.1/proponer/", "/propuestas/PC-2026-0001/"
SAID = {"what": "definition", "text": TEXT, "reasons": REASONS}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AFTER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(cast: Cast) -> Meetings:
    return make_meetings(cast)


@pytest.fixture
def proposal(world: Meetings) -> IndicatorProposal:
    return make_proposal(world.cast, world.plan.indicators.get(), at=BEFORE)


@pytest.fixture
def approver(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.approver)


@pytest.fixture
def secretary(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.secretary)


def decided(world: Meetings) -> None:
    """The review of the meeting that was held changes the indicator."""
    session = make_session(world.held(), world.period, make_period(world.plan, "2026-II"))
    make_decision(session, world.plan.indicators.get())


def text_of(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


def test_an_approver_proposes_from_the_page_of_the_indicator(world: Meetings, approver: Client) -> None:
    assert f'href="{NEW}"' in text_of(approver, "/indicadores/PREV-1.1.1/")
    response = approver.post(NEW, SAID, follow=True)
    assert response.redirect_chain[-1][0] == ONE
    assert "PC-2026-0001 está ante el Comité" in response.content.decode()
    approver.post(NEW, SAID)
    assert IndicatorProposal.objects.count() == 1


def test_the_way_to_propose_is_shown_to_who_may_alone(world: Meetings, cast: Cast, signed_in: SignIn) -> None:
    shown = {
        name
        for name, person in cast.people().items()
        if f'href="{NEW}"' in text_of(signed_in(person), "/indicadores/PREV-1.1.1/")
    }
    assert shown == {"approver", "outside_approver"}


def test_what_was_typed_stays_beside_what_is_missing(world: Meetings, approver: Client) -> None:
    page = approver.post(NEW, {**SAID, "reasons": "  "}).content.decode()
    assert "Escriba por qué." in page
    assert TEXT in page
    assert not IndicatorProposal.objects.exists()


def test_each_institution_reads_its_own_and_the_committee_all(
    proposal: IndicatorProposal, cast: Cast, signed_in: SignIn
) -> None:
    codes = {name: signed_in(person).get(ONE).status_code for name, person in cast.people().items()}
    readers = {"reporter", "approver", "member", "secretary", "alternate", "observer"}
    assert codes == {name: 200 if name in readers else 404 for name in codes}
    assert proposal.number not in text_of(signed_in(cast.outsider), LIST)
    assert proposal.number in text_of(signed_in(cast.observer), LIST)


def test_the_secretary_answers_and_the_institution_reads_what_was_decided(
    world: Meetings, proposal: IndicatorProposal, approver: Client, secretary: Client
) -> None:
    assert 'name="outcome"' not in text_of(secretary, ONE)
    decided(world)
    assert 'name="outcome"' in text_of(secretary, ONE)
    response = secretary.post(ONE, {"outcome": "partly", "text": "Desde el semestre que viene.", "version": 1})
    assert response.status_code == 302
    page = text_of(approver, ONE)
    for words in (
        "Aceptada en parte",
        "Desde el semestre que viene.",
        "Fijar o cambiar la línea de base o la meta",
        "2026-II",
    ):
        assert words in page
    assert "Propuesta PC-2026-0001" in text_of(approver, "/avisos/")


def test_who_read_an_older_version_keeps_what_was_typed(
    world: Meetings, proposal: IndicatorProposal, secretary: Client
) -> None:
    decided(world)
    said = {"outcome": "declined", "text": "No hay registros.", "version": 1}
    assert secretary.post(ONE, said).status_code == 302
    response = secretary.post(ONE, {**said, "text": "Otra respuesta."})
    assert response.status_code == 409
    assert "Otra respuesta." in response.content.decode()
    assert IndicatorProposal.objects.get().answer == "No hay registros."


def test_withdrawing_is_asked_about_on_a_page_of_its_own(proposal: IndicatorProposal, approver: Client) -> None:
    assert "no puede deshacerse" in text_of(approver, f"{ONE}retirar/")
    assert approver.post(f"{ONE}retirar/", {"version": 1}).status_code == 302
    assert IndicatorProposal.objects.get().state == "withdrawn"
    assert approver.get(f"{ONE}retirar/").status_code == 302


def test_an_empty_list_says_what_to_do(world: Meetings, cast: Cast, signed_in: SignIn) -> None:
    said = {name: text_of(signed_in(getattr(cast, name)), LIST) for name in ("approver", "reporter", "member")}
    assert f'href="{NEW}"' in said["approver"]
    assert "Quien aprueba por ella propone" in said["reporter"]
    assert "Ninguna institución ha propuesto un cambio" in said["member"]


def test_the_list_as_a_file_has_one_row_a_proposal(
    world: Meetings, proposal: IndicatorProposal, cast: Cast, secretary: Client
) -> None:
    make_proposal(cast, world.plan.indicators.get(), at=BEFORE, text="=1+1")
    content = secretary.get("/propuestas/datos.csv").content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(content))
    assert head[0] == "número"
    assert [[row[0], row[4]] for row in rows] == [["PC-2026-0002", "'=1+1"], ["PC-2026-0001", TEXT]]
    filtered = secretary.get("/propuestas/datos.csv?estado=respondidas").content.decode("utf-8-sig")
    assert len(filtered.splitlines()) == 1
