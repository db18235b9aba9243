"""The pages of a review: who finds them, what they show, and what stays typed when a step is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from committee.models import Meeting, ReviewDecision, ReviewSession
from committee.review import deciding
from indicators.models import IndicatorRevision
from tests.cast import Cast
from tests.committee.review.reviewed import AT, CODES, WHY, Reviews, make_reviews
from tests.conftest import SignIn
from tests.factories import make_count, make_measurement

MEETING = "/comite/sesiones/S-2026-01/"
REVIEW = f"{MEETING}revision/"
ONE = f"{REVIEW}{CODES[0]}/"
RETIRE = {"kind": "retire", "rationale_es": "Ya no se mide.", "rationale_en": ""}


@pytest.fixture
def world(cast: Cast) -> Reviews:
    return make_reviews(cast)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def secretary(world: Reviews, signed_in: SignIn) -> Client:
    return signed_in(world.cast.secretary)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return " ".join(response.content.decode().split())


def version() -> int:
    return ReviewSession.objects.get().version


def test_from_the_meeting_to_the_closed_minutes(world: Reviews, secretary: Client) -> None:
    world.meetings.held()
    assert "Abrir la revisión semestral en esta sesión" in page(secretary, MEETING)
    assert secretary.post(f"{REVIEW}abrir/", {"period": "2026-I"}).headers["Location"] == REVIEW
    assert secretary.post(ONE, RETIRE | {"version": 0}).headers["Location"] == ONE
    secretary.post(f"{REVIEW}mantener/", {"version": version(), "rationale_es": "Miden bien.", "rationale_en": ""})
    assert "¿Adoptar 3 decisiones juntas?" in page(secretary, f"{REVIEW}adoptar/")
    assert secretary.post(f"{REVIEW}adoptar/", {"version": version()}).headers["Location"] == REVIEW
    assert "Todos los indicadores tienen su decisión" in page(secretary, REVIEW)
    secretary.post(f"{MEETING}cerrar/", {"version": Meeting.objects.get().version})
    assert ReviewSession.objects.get().state == ReviewSession.State.CLOSED
    assert world.in_force().change_class == IndicatorRevision.ChangeClass.RETIRED
    assert "Cerrada" in page(secretary, REVIEW)


def test_the_agenda_shows_figures_returns_and_decisions(world: Reviews, secretary: Client) -> None:
    make_measurement(world.in_force(), world.cast.army, world.meetings.period, value=751)
    session = world.opened()
    world.decided(session, "retire")
    text = page(secretary, REVIEW)
    assert "<b>751</b>" in text
    assert "1 de 2 instituciones" in text
    assert "1 de 3" in text  # decided
    assert "Hay quórum" in text
    assert CODES[1] in page(secretary, f"{REVIEW}?ver=sin-decision")
    assert f'{CODES[1]}/"' not in page(secretary, f"{REVIEW}?ver=borrador")


def test_the_agenda_takes_the_same_queries_for_any_number_of_indicators(world: Reviews, secretary: Client) -> None:
    world.decided(world.opened())
    secretary.get(REVIEW)
    with CaptureQueriesContext(connection) as few:
        secretary.get(REVIEW)
    for n in range(4, 14):
        make_count(world.meetings.plan, f"PREV-1.1.{n}")
    deciding.keep_the_rest(ReviewSession.objects.get(), WHY, version=version(), by=world.cast.secretary, at=AT)
    with CaptureQueriesContext(connection) as many:
        secretary.get(REVIEW)
    assert len(many) == len(few)


def test_each_further_change_to_adopt_asks_for_its_figures_and_what_it_touches_alone(
    world: Reviews, secretary: Client
) -> None:
    session = world.opened()
    asked = []
    for code in CODES[:2]:
        world.decided(session, "adjust", code)
        page(secretary, f"{REVIEW}adoptar/")
        with CaptureQueriesContext(connection) as queries:
            page(secretary, f"{REVIEW}adoptar/")
        asked.append(len(queries))
    figures, names_of_dimensions, touched = 10, 1, 12
    assert asked[1] - asked[0] <= figures + names_of_dimensions + touched


@pytest.mark.parametrize("role", ["member", "alternate", "observer"])
def test_who_only_reads_sees_the_review_and_nothing_to_press(world: Reviews, signed_in: SignIn, role: str) -> None:
    world.decided(world.opened())
    browser = signed_in(getattr(world.cast, role))
    for address in (REVIEW, ONE):
        assert 'name="version"' not in page(browser, address)
    assert browser.post(ONE, RETIRE | {"version": 1}).status_code == 403


def test_without_a_quorum_the_page_says_how_many_are_missing_and_offers_another_meeting(
    world: Reviews, secretary: Client
) -> None:
    world.decided(world.opened(world.without_quorum()))
    text = page(secretary, REVIEW)
    assert "No hay quórum: faltó 1 institución." in text
    assert "Continuar en otra sesión" in text
    assert "Adoptar todos los borradores" not in text
    assert secretary.post(f"{ONE}adoptar/", {"version": 1}).status_code == 409


def test_the_quorum_is_not_shown_before_the_attendance_is_noted(world: Reviews, secretary: Client) -> None:
    world.opened(world.meetings.planned(hours=24 * 7))
    text = page(secretary, REVIEW)
    assert "La sesión todavía no se ha realizado" in text
    assert "ay quórum" not in text
    assert "Registrar quiénes asistieron" not in text


def test_a_meeting_that_has_begun_leads_to_noting_who_came(world: Reviews, secretary: Client) -> None:
    world.opened(world.meetings.planned())
    text = page(secretary, REVIEW)
    assert "La sesión ya comenzó." in text
    assert "Registrar quiénes asistieron" in text
    assert "La sesión todavía no se ha realizado" not in text


def test_a_reason_is_asked_for_unless_the_indicator_stays(world: Reviews, secretary: Client) -> None:
    world.opened()
    typed = RETIRE | {"rationale_es": " ", "version": 0}
    assert "Escriba el motivo en español." in secretary.post(ONE, typed).content.decode()
    assert secretary.post(ONE, typed | {"kind": "keep"}).status_code == 302


def test_what_was_typed_over_another_version_stays_typed(world: Reviews, secretary: Client) -> None:
    session = world.opened()
    world.decided(session)
    response = secretary.post(ONE, RETIRE | {"version": 0})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Ya no se mide." in text
    assert 'name="version" value="1"' in text
    assert secretary.post(ONE, RETIRE | {"version": 1}).status_code == 302


def test_a_decision_is_put_off_and_taken_up_again(world: Reviews, secretary: Client) -> None:
    decision = world.decided(world.opened())
    typed = {"version": decision.version, "rationale_es": "Falta un dato.", "rationale_en": ""}
    assert secretary.post(f"{ONE}postergar/", typed | {"rationale_es": ""}).status_code == 200
    assert secretary.post(f"{ONE}postergar/", typed).status_code == 302
    decision.refresh_from_db()
    assert decision.state == ReviewDecision.State.DEFERRED
    assert secretary.post(f"{ONE}retomar/", {"version": decision.version}).status_code == 302
    decision.refresh_from_db()
    assert (decision.state, decision.rationale_es) == (ReviewDecision.State.DRAFT, "Falta un dato.")


def test_a_draft_is_taken_out_and_an_adoption_is_taken_back(world: Reviews, secretary: Client) -> None:
    session = world.opened()
    adopted = world.adopted(session, "retire")
    assert "¿Deshacer la decisión" in page(secretary, f"{ONE}deshacer/")
    secretary.post(f"{ONE}deshacer/", {"version": adopted.version})
    adopted.refresh_from_db()
    assert adopted.state == ReviewDecision.State.DRAFT
    assert "¿Quitar el borrador sobre" in page(secretary, f"{ONE}quitar/")
    secretary.post(f"{ONE}quitar/", {"version": adopted.version})
    assert not session.decisions.exists()


@pytest.mark.parametrize("kind", ["keep", "retire"])
def test_a_drafted_definition_is_thrown_away_only_by_who_says_so(kind: str, world: Reviews, secretary: Client) -> None:
    decision = world.decided(world.opened(), "adjust")
    typed = RETIRE | {"kind": kind, "version": decision.version}
    assert '<a href="#id_throws_away">' in secretary.post(ONE, typed).content.decode()
    decision.refresh_from_db()
    assert (decision.kind, decision.draft is not None) == ("adjust", True)
    assert secretary.post(ONE, typed | {"throws_away": "on"}).status_code == 302
    decision.refresh_from_db()
    assert (decision.kind, decision.draft) == (kind, None)


def test_a_step_on_an_older_version_is_refused_on_the_page_of_the_decision(world: Reviews, secretary: Client) -> None:
    world.decided(world.opened())
    response = secretary.post(f"{ONE}quitar/", {"version": 7})
    assert response.status_code == 409
    assert "Alguien cambió esta revisión" in response.content.decode()


def test_what_a_draft_lacks_stands_before_the_button(world: Reviews, secretary: Client) -> None:
    session = world.opened()
    choice = deciding.Choice("adjust", world.indicator(), rationale=WHY)
    deciding.decide(session, choice, version=0, by=world.cast.secretary, at=AT)
    text = page(secretary, f"{ONE}adoptar/")
    assert "todavía no se ha redactado nada" in text
    assert "Adoptar</button>" not in text


def test_an_indicator_that_the_plan_does_not_have_is_not_found(world: Reviews, secretary: Client) -> None:
    world.opened()
    page(secretary, f"{REVIEW}PREV-9.9.9/", 404)
    page(secretary, "/comite/sesiones/S-2026-09/revision/", 404)


def test_the_review_is_cancelled_with_a_reason_and_moved_to_another_meeting(world: Reviews, secretary: Client) -> None:
    world.opened()
    other = world.meetings.planned(hours=9)
    page(secretary, f"{REVIEW}trasladar/")
    moved = secretary.post(f"{REVIEW}trasladar/", {"version": version(), "meeting": other.number})
    assert moved.headers["Location"] == f"/comite/sesiones/{other.number}/revision/"
    address = f"/comite/sesiones/{other.number}/revision/cancelar/"
    assert secretary.post(address, {"version": version(), "reason": ""}).status_code == 200
    assert secretary.post(address, {"version": version(), "reason": "No hubo tiempo."}).status_code == 302
    assert ReviewSession.objects.get().state == ReviewSession.State.CANCELLED


def test_the_hub_leads_to_the_open_review_or_to_where_one_can_be_opened(world: Reviews, secretary: Client) -> None:
    meeting = world.meetings.held()
    assert f"{MEETING}revision/abrir/" in page(secretary, "/comite/revision/")
    world.opened(meeting)
    assert secretary.get("/comite/revision/").headers["Location"] == REVIEW
    assert "3</span><div><a" in page(secretary, "/comite/")


def test_the_pages_are_whole_in_english(world: Reviews, secretary: Client) -> None:
    world.decided(world.opened(constitutive=True), "adjust")
    for address in (REVIEW, ONE, f"{REVIEW}adoptar/", f"{ONE}postergar/", f"{REVIEW}cancelar/"):
        text = page(secretary, f"/en{address}")
        assert "decisión" not in text.lower(), address
    assert "Name of PREV-1.1.1" in page(secretary, f"/en{ONE}")
