"""The pages of more time: asking, the list, deciding; what each person finds, and what stays typed when it is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measurements.models import DeadlineExtension, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import LIMA, make_measurement
from tests.measurements.worlds.extended import make_extension
from tests.measurements.worlds.walk import HOUR, World, make_world

PAGE = "/ampliaciones/2026-I/EP/"
LIST = "/ampliaciones/"
ONE = "/ampliaciones/2026-I/EP/1/"
UNTIL = dt.datetime(2026, 7, 25, tzinfo=LIMA)
ASK = {"indicator": "", "until": "2026-07-24", "reason": "El sistema no responde."}
GRANT = {"decision": "grant", "until": "2026-07-22", "reply": "Tres días hábiles."}


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-07-08T10:42:00-05:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def reporter(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.reporter)


@pytest.fixture
def secretary(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.secretary)


# --- Asking -----------------------------------------------------------------------------------------------------------


def test_the_institution_asks_and_reads_that_it_waits(world: World, reporter: Client) -> None:
    page = reporter.get(PAGE).text
    assert "resuelve la Secretaría Técnica" in page
    assert 'value="2026-07-27"' in page, "five business days after the deadline; 23 July is a holiday"
    answer = reporter.post(PAGE, ASK, follow=True)
    asked = DeadlineExtension.objects.get()
    assert (asked.asked_until, asked.indicator, asked.requested_by) == (UNTIL, None, world.cast.reporter)
    assert "Su solicitud fue enviada." in answer.text
    assert "Solicitada hasta el 24 de julio de 2026." in answer.text


def test_one_indicator_is_chosen_by_who_comes_from_its_page(world: World, reporter: Client) -> None:
    code = world.revisions[1].indicator.code
    assert f'<option value="{code}" selected' in reporter.get(f"{PAGE}?indicador={code}").text
    reporter.post(PAGE, ASK | {"indicator": code})
    assert DeadlineExtension.objects.get().indicator == world.revisions[1].indicator


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"until": "2026-07-07"}, "id_until", "Ese día ya pasó"),
        ({"until": "2026-07-17"}, "id_until", "ya vence el 17 de julio"),
        ({"until": "2026-12-31"}, "id_until", "Elija un día hasta el 15 de octubre"),
        ({"until": "9999-12-31"}, "id_until", "entre 2000 y 2100"),
        ({"until": "mañana"}, "id_until", "fecha"),
        ({"until": ""}, "id_until", "obligatorio"),
        ({"reason": " \r\n "}, "id_reason", "por qué su institución"),
        ({"indicator": "PREV-9.9.9"}, "id_indicator", "PREV-9.9.9"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_typed_is_lost(
    world: World, reporter: Client, typed: dict[str, str], field: str, words: str
) -> None:
    answer = reporter.post(PAGE, ASK | typed)
    assert answer.status_code == 200
    assert f'<a href="#{field}">' in answer.text
    assert words in answer.text
    assert "<title>Error:" in answer.text.replace("\n", "").replace("  ", "")
    if "reason" not in typed:
        assert ASK["reason"] in answer.text
    assert not DeadlineExtension.objects.exists()


def test_a_second_request_for_the_same_is_told_beside_what_it_is_for(world: World, reporter: Client) -> None:
    make_extension(world.period, world.cast.army, UNTIL, state="requested")
    answer = reporter.post(PAGE, ASK)
    assert "espera respuesta" in answer.text
    assert DeadlineExtension.objects.count() == 1


def test_it_can_be_asked_after_closing_and_not_before_opening(
    world: World, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.move_to(world.period.opens_at - HOUR)
    reporter = signed_in(world.cast.reporter)
    page = reporter.get(PAGE).text
    assert "abre el 1 de julio de 2026" in page
    assert "<form class" not in page
    clock.move_to(world.period.closes_at)
    reporter = signed_in(world.cast.reporter)
    page = reporter.get(PAGE).text
    assert 'value="2026-08-10"' in page
    assert reporter.post(PAGE, ASK | {"until": "2026-08-07"}).status_code == 302


def test_nobody_else_asks_for_the_institution(world: World, signed_in: SignIn) -> None:
    for person in (world.cast.outsider, world.cast.secretary, world.cast.member, world.cast.administrator):
        assert signed_in(person).post(PAGE, ASK).status_code == 404
    assert not DeadlineExtension.objects.exists()


def test_a_weekend_as_the_last_day_is_told_once_and_then_taken(world: World, reporter: Client) -> None:
    saturday = ASK | {"until": "2026-07-25"}
    page = reporter.post(PAGE, saturday).text
    assert "es fin de semana o feriado" in page
    assert 'name="noted_day" value="2026-07-25"' in page
    assert not DeadlineExtension.objects.exists()
    reporter.post(PAGE, saturday | {"noted_day": "2026-07-25"})
    assert DeadlineExtension.objects.get().asked_until == dt.datetime(2026, 7, 26, tzinfo=LIMA)


def test_no_more_time_is_offered_for_a_validated_indicator(world: World, reporter: Client) -> None:
    make_measurement(world.revisions[0], world.cast.army, world.period, value=1)
    page = reporter.get(PAGE).text
    assert f'value="{world.revisions[0].indicator.code}"' not in page
    assert f'value="{world.revisions[1].indicator.code}"' in page


# --- Where it is asked from --------------------------------------------------------------------------------------------


def test_the_task_list_the_entry_page_and_the_sending_page_lead_to_it(
    world: World, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    code = world.revisions[0].indicator.code
    assert f'href="{PAGE}"' in signed_in(world.cast.reporter).get("/registro/2026-I/EP/").text
    clock.move_to(world.period.closes_at)
    reporter = signed_in(world.cast.reporter)
    entry = reporter.get(f"/registro/2026-I/EP/{code}/").text
    assert f'href="{PAGE}?indicador={code}"' in entry
    assert "cerró el 31 de julio de 2026 para EP. Solo una ampliación de plazo lo vuelve a abrir" in entry
    sending = reporter.get("/registro/2026-I/EP/revisar/").text
    assert f'href="{PAGE}"' in sending
    assert "Ahora no se puede enviar nada" in sending


def test_a_lock_that_more_time_would_not_open_does_not_offer_it(
    world: World, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    sent = world.sent(0)
    clock.move_to(world.period.closes_at)
    reporter = signed_in(world.cast.reporter)
    assert PAGE not in reporter.get(f"/registro/2026-I/EP/{sent.indicator.code}/").text


def test_the_deadline_card_says_until_when_it_was_extended(world: World, reporter: Client) -> None:
    make_extension(world.period, world.cast.army, UNTIL)
    for page in ("/registro/2026-I/EP/", "/registro/2026-I/EP/revisar/", "/inicio/"):
        text = reporter.get(page).text
        assert "viernes 24 de julio de 2026" in text
        assert "Ampliado hasta el 24 de julio de 2026; el plazo general es el 17 de julio de 2026." in text


def test_after_closing_only_what_was_extended_is_written_and_sent(
    world: World, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    open_one, closed_one = world.prepared(0), world.prepared(1)
    code = open_one.indicator.code
    make_extension(world.period, world.cast.army, dt.datetime(2026, 8, 8, tzinfo=LIMA), indicator=open_one.indicator)
    clock.move_to(world.period.closes_at)
    reporter = signed_in(world.cast.reporter)
    approver = signed_in(world.cast.approver)
    assert "Solo puede enviarse todavía" in approver.get("/registro/2026-I/EP/").text
    page = approver.get("/registro/2026-I/EP/revisar/").text
    assert "Ahora solo puede enviarse lo que tiene ampliación de plazo" in page
    assert f'value="{code}" checked' in page
    assert f'value="{closed_one.indicator.code}"' not in page
    assert page.count('name="chosen"') == 1
    form = {"action": "send", "chosen": [code], f"version-{code}": str(open_one.version)}
    assert approver.post("/registro/2026-I/EP/revisar/", form).status_code == 302
    assert "Reporte lo que falta" not in reporter.get("/inicio/").text


def test_home_counts_only_what_can_still_be_reported(
    world: World, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    make_extension(
        world.period, world.cast.army, dt.datetime(2026, 8, 8, tzinfo=LIMA), indicator=world.revisions[2].indicator
    )
    clock.move_to(world.period.closes_at)
    reporter = signed_in(world.cast.reporter)
    page = reporter.get("/inicio/").text
    assert '<span class="number">1</span>' in page
    assert "viernes 7 de agosto de 2026" in page


# --- Deciding ----------------------------------------------------------------------------------------------------------


def test_home_and_the_list_tell_the_secretary_what_waits(world: World, secretary: Client) -> None:
    make_extension(world.period, world.cast.army, UNTIL, state="refused", asked_at=world.open)
    make_extension(world.period, world.cast.navy, UNTIL, state="requested")
    make_extension(world.period, world.cast.ministry, UNTIL, state="requested")
    home = secretary.get("/inicio/").text
    assert "Resuelva las solicitudes de ampliación de plazo" in home
    page = secretary.get(LIST).text
    assert "1 solicitud espera que usted la resuelva." in page
    waiting, decided = page.index("/ampliaciones/2026-I/MGP/1/"), page.index(ONE)
    assert waiting < decided
    assert page.count("Resolver<span") == 1, "the ministry's own is the alternate's to decide"


def test_the_secretary_grants_another_day_with_a_reply(world: World, secretary: Client, reporter: Client) -> None:
    reporter.post(PAGE, ASK)
    page = secretary.get(ONE).text
    assert "El sistema no responde." in page
    assert 'value="2026-07-24"' in page
    assert secretary.post(ONE, GRANT).headers["Location"] == LIST
    assert DeadlineExtension.objects.get().granted_until == dt.datetime(2026, 7, 23, tzinfo=LIMA)
    told = reporter.get(PAGE).text
    assert "Otorgada hasta el 22 de julio de 2026." in told
    assert "Tres días hábiles." in told


def test_the_secretary_refuses_without_a_day(world: World, secretary: Client) -> None:
    make_extension(world.period, world.cast.army, UNTIL, state="requested")
    secretary.post(ONE, {"decision": "refuse", "until": "", "reply": "El plazo alcanza."})
    assert DeadlineExtension.objects.get().state == "refused"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"until": ""}, "id_until", "Escriba el último día."),
        ({"until": "2026-07-17"}, "id_until", "ya vence"),
        ({"until": "2026-07-01"}, "id_until", "ya pasó"),
        ({"reply": " "}, "id_reply", "Escriba una respuesta"),
        ({"decision": ""}, "id_decision_0", "Elija qué decide."),
    ],
)
def test_a_decision_that_lacks_something_is_told_beside_it(
    world: World, secretary: Client, typed: dict[str, str], field: str, words: str
) -> None:
    make_extension(world.period, world.cast.army, UNTIL, state="requested")
    answer = secretary.post(ONE, GRANT | typed)
    assert answer.status_code == 200
    assert f'<a href="#{field}">' in answer.text
    assert words in answer.text
    assert DeadlineExtension.objects.get().state == "requested"


def test_a_second_decision_is_refused_and_shows_the_first(world: World, secretary: Client) -> None:
    make_extension(world.period, world.cast.army, UNTIL)
    answer = secretary.post(ONE, GRANT | {"decision": "refuse"})
    assert answer.status_code == 409
    assert "ya resolvió esta solicitud" in answer.text
    assert "Otorgada hasta el 24 de julio de 2026." in answer.text
    assert DeadlineExtension.objects.get().state == "granted"


@pytest.mark.parametrize(
    ("who", "get", "post"),
    [
        ("reporter", 200, 403),
        ("approver", 200, 403),
        ("outsider", 404, 404),
        ("member", 200, 403),
        ("secretary", 200, 302),
        ("alternate", 200, 403),
        ("observer", 404, 404),
        ("administrator", 404, 404),
    ],
)
def test_who_reads_a_request_and_who_decides(world: World, signed_in: SignIn, who: str, get: int, post: int) -> None:
    make_extension(world.period, world.cast.army, UNTIL, state="requested")
    browser = signed_in(world.cast.people()[who])
    assert (browser.get(ONE).status_code, browser.post(ONE, GRANT).status_code) == (get, post)


def test_an_institution_lists_its_own_requests_alone(world: World, signed_in: SignIn) -> None:
    make_extension(world.period, world.cast.army, UNTIL)
    assert ONE in signed_in(world.cast.approver).get(LIST).text
    assert ONE not in signed_in(world.cast.outsider).get(LIST).text


def test_what_was_returned_after_closing_can_be_returned_once_time_was_given(
    world: World, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    sent = make_measurement(world.revisions[0], world.cast.army, world.period, value=4, status=Status.SUBMITTED)
    clock.move_to(world.period.closes_at)
    secretary = signed_in(world.cast.secretary)
    url = f"/revision/2026-I/EP/{sent.indicator.code}/"
    assert 'value="return"' not in secretary.get(url).text
    make_extension(world.period, world.cast.army, dt.datetime(2026, 8, 8, tzinfo=LIMA))
    form = {"version": str(sent.version), "decision": "return", "comment": "Falta el oficio."}
    form |= {"parts": "whole", "answer_by": "2026-08-05"}
    assert secretary.post(url, form).status_code == 302
    sent.refresh_from_db()
    assert sent.status == Status.RETURNED


def test_the_list_asks_the_database_as_often_for_three_as_for_twenty(world: World, secretary: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            secretary.get(LIST)
        return len(queries)

    for number in range(3):
        make_extension(world.period, world.cast.army, UNTIL + number * HOUR)
    secretary.get(LIST)
    few = count()
    for number in range(20):
        make_extension(world.period, world.cast.navy, UNTIL + number * HOUR)
    assert count() == few


def test_a_save_after_closing_is_refused_with_the_same_words(
    world: World, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.move_to(world.period.closes_at)
    reporter = signed_in(world.cast.reporter)
    code = world.revisions[0].indicator.code
    typed = {"version": str(workflow.NEW), "answer": "reported", "v.total.": "41", "action": "tasks"}
    answer = reporter.post(f"/registro/2026-I/EP/{code}/", typed)
    assert answer.status_code == 409
    assert "Solo una ampliación de plazo lo vuelve a abrir; la otorga la Secretaría Técnica." in answer.text
