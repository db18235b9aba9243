"""Check and send: who sees what, part or all, twice or stale, before, late and closed; and the receipt that stays."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from measurements.models import MeasurementEvent, Receipt, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_measurement
from tests.measurements.views import sending
from tests.measurements.views.sending import PAGE, back, form_of, queries, send, statuses, ticked
from tests.measurements.worlds.walk import HOUR, World, make_world

world, clock, approver, reporter = sending.world, sending.clock, sending.approver, sending.reporter


# --- Who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("reporter", 200),
        ("approver", 200),
        ("outsider", 404),
        ("outside_approver", 404),
        ("member", 404),
        ("secretary", 404),
        ("alternate", 404),
        ("observer", 404),
        ("administrator", 404),
    ],
)
def test_only_the_institutions_own_people_find_the_page(world: World, signed_in: SignIn, who: str, status: int) -> None:
    assert signed_in(getattr(world.cast, who)).get(PAGE).status_code == status


def test_a_post_of_the_institution_that_neither_reports_nor_approves_is_refused(
    world: World, signed_in: SignIn
) -> None:
    assert signed_in(world.cast.member).get("/registro/2026-I/MINDEF/revisar/").status_code == 403


def test_a_visitor_is_asked_to_sign_in(world: World, client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_the_reporter_cannot_send_and_the_approver_cannot_hand_over(
    world: World, reporter: Client, approver: Client
) -> None:
    prepared, draft = world.prepared(0), world.draft(1)
    assert send(reporter, prepared).status_code == 403
    assert send(approver, draft, action="hand_over").status_code == 403
    assert not Receipt.objects.exists()


def test_another_institutions_answer_cannot_be_sent_from_this_page(world: World, approver: Client) -> None:
    navys = make_measurement(world.revisions[2], world.cast.navy, world.period, value=3, status=Status.PREPARED)
    assert send(approver, navys).status_code == 404


# --- What ---------------------------------------------------------------------------------------------------------


def test_the_approver_reads_values_narrative_and_declares_by_name_and_post(world: World, approver: Client) -> None:
    world.prepared(0, value=1240)
    page = approver.get(PAGE).text
    assert "1\u00a0240" in page
    assert f"Yo, {world.cast.approver.name}" in page
    assert "Enviar 1 indicador" in page
    assert "Listos para entregar" not in page


def test_the_reporter_sees_what_is_ready_and_what_was_handed_over(world: World, reporter: Client) -> None:
    world.prepared(0)
    world.draft(1)
    workflow.save_draft(world.task(2), workflow.Content(), version=workflow.NEW, by=world.cast.reporter, at=world.open)
    page = reporter.get(PAGE).text
    assert "Entregar 1 indicador para visto bueno" in page
    assert "A 1 indicador todavía le falta algo" in page
    assert "Enviar 1 indicador" not in page


def test_the_reporter_hands_over_what_is_ticked(world: World, reporter: Client) -> None:
    chosen, left = world.draft(0), world.draft(1)
    assert send(reporter, chosen, action="hand_over").status_code == 302
    assert statuses(chosen, left) == [Status.PREPARED, Status.DRAFT]


def test_handing_over_is_all_or_none_and_a_second_click_changes_nothing(world: World, reporter: Client) -> None:
    first, second = world.draft(0), world.draft(1)
    stale = form_of(first, second, action="hand_over") | {f"version-{second.indicator.code}": "9"}
    assert reporter.post(PAGE, stale).status_code == 409
    assert statuses(first, second) == [Status.DRAFT, Status.DRAFT]
    form = form_of(first, second, action="hand_over")
    assert [reporter.post(PAGE, form).status_code for _click in range(2)] == [302, 302]
    assert MeasurementEvent.objects.filter(to_status=Status.PREPARED).count() == 2


def test_what_was_handed_back_and_not_touched_stays_behind(world: World, reporter: Client, approver: Client) -> None:
    answer = world.draft(0)
    send(reporter, answer, action="hand_over")
    answer.refresh_from_db()
    back(approver, answer, "Confirme con la oficina de instrucción.")
    page = reporter.get(PAGE).text
    assert "Confirme con la oficina de instrucción." in page.split("Lo que no va en este envío")[1]
    assert 'name="chosen"' not in page


# --- Sending ------------------------------------------------------------------------------------------------------


def test_all_that_is_ticked_is_sent_under_one_receipt(world: World, approver: Client) -> None:
    first, second, left = world.prepared(0), world.prepared(1), world.prepared(2)
    answer = send(approver, first, second)
    receipt = Receipt.objects.get()
    assert answer.headers["Location"] == f"/constancias/{receipt.number}/"
    assert receipt.lines.count() == 2
    assert statuses(first, second, left) == [Status.SUBMITTED, Status.SUBMITTED, Status.PREPARED]


def test_a_double_click_leads_to_the_same_receipt(world: World, approver: Client) -> None:
    form = form_of(world.prepared(0), world.prepared(1))
    answers = [approver.post(PAGE, form) for _click in range(3)]
    assert {answer.headers["Location"] for answer in answers} == {"/constancias/2026-I-EP-0001/"}
    assert Receipt.objects.count() == 1


def test_a_stale_list_is_refused_with_the_list_as_it_is_now(world: World, approver: Client) -> None:
    first, second = world.prepared(0), world.prepared(1)
    form = form_of(first, second)
    workflow.hand_back(second, version=second.version, by=world.cast.approver, at=world.open, comment="Revise.")
    answer = approver.post(PAGE, form)
    assert answer.status_code == 409
    assert "No se hizo nada: desde que usted abrió esta página hubo cambios en PREV-1.2.1." in answer.text
    assert "<title>Error: " in answer.text
    assert ticked(answer.text) == ["PREV-1.1.1"]
    assert statuses(first) == [Status.PREPARED]
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "1e3", "٣", "9" * 40])
def test_a_version_that_nobody_can_have_read_is_stale(world: World, approver: Client, version: str) -> None:
    prepared = world.prepared(0)
    form = form_of(prepared) | {f"version-{prepared.indicator.code}": version}
    assert approver.post(PAGE, form).status_code == 409
    assert statuses(prepared) == [Status.PREPARED]


def test_nothing_ticked_sends_nothing(world: World, approver: Client) -> None:
    world.prepared(0)
    answer = approver.post(PAGE, {"action": "send"})
    assert answer.status_code == 200
    assert "Elija al menos un indicador" in answer.text
    assert not Receipt.objects.exists()


def test_an_unknown_indicator_does_not_exist(world: World, approver: Client) -> None:
    assert approver.post(PAGE, {"action": "send", "chosen": "PREV-9.9.9"}).status_code == 404


def test_after_the_deadline_one_can_send_and_is_told_what_it_means(
    world: World, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    prepared = world.prepared(0)
    clock.move_to(world.late)
    approver = signed_in(world.cast.approver)
    assert "El plazo venció" in approver.get(PAGE).text
    send(approver, prepared)
    assert Receipt.objects.get().is_late
    assert "Fuera de plazo" in approver.get("/constancias/2026-I-EP-0001/").text


@pytest.mark.parametrize("moment", ["before", "closed"])
def test_outside_the_window_nothing_can_be_sent_and_the_page_says_why(
    world: World, signed_in: SignIn, clock: time_machine.Traveller, moment: str
) -> None:
    prepared = world.prepared(0)
    clock.move_to(world.period.opens_at - HOUR if moment == "before" else world.period.closes_at)
    approver = signed_in(world.cast.approver)
    page = approver.get(PAGE).text
    assert "Ahora no se puede enviar nada" in page
    assert "Enviar 1 indicador" not in page
    answer = send(approver, prepared)
    assert "Ahora no se puede enviar nada" in answer.text
    assert statuses(prepared) == [Status.PREPARED]


@pytest.mark.parametrize("who", ["approver", "reporter"])
def test_the_page_takes_as_many_queries_for_8_answers_as_for_2(cast: Cast, signed_in: SignIn, who: str) -> None:
    world = make_world(cast, size=10)
    for index in range(2):
        world.prepared(index)
    world.draft(8)
    client = signed_in(getattr(cast, who))
    client.get(PAGE)
    few = queries(client, PAGE)
    for index in range(2, 8):
        world.prepared(index)
    world.draft(9)
    assert queries(client, PAGE) == few
