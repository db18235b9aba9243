"""The Committee's page of an answer decides: once, with a comment where one is needed, and in few queries."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measurements.answer.content import CellContent, Content
from measurements.models import Measurement, MeasurementEvent, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_commitment, make_entry, make_item, make_measurement, make_period, make_register
from tests.measurements.review import reviewing
from tests.measurements.review.reviewing import QUEUE, address, answer_of, decide, main_of
from tests.measurements.worlds.walk import HOUR, World, make_world

world, clock, secretary = reviewing.world, reviewing.clock, reviewing.secretary


# --- Deciding -----------------------------------------------------------------------------------------------------


def test_validating_closes_the_answer_and_goes_to_the_next(world: World, secretary: Client) -> None:
    first, second = world.sent(0), world.sent(1, at=world.open + HOUR)
    assert "1 de 2 por decidir" in secretary.get(address(first)).text
    answer = decide(secretary, first, "validate", next="1")
    assert answer.headers["Location"] == address(second)
    assert decide(secretary, second, "validate", next="1").headers["Location"] == QUEUE
    page = main_of(secretary.get(address(first)))
    assert f"Validado por {world.cast.secretary.name} el 4 de julio de 2026" in page


def test_a_word_written_when_validating_is_kept_and_the_institution_reads_it(
    world: World, secretary: Client, signed_in: SignIn
) -> None:
    answer = answer_of(world, world.cast.army)
    decide(secretary, answer, "validate", "Gracias por el detalle.")
    assert "Gracias por el detalle." in main_of(secretary.get(address(answer)))
    own = f"/registro/{answer.period.code}/EP/{answer.indicator.code}/"
    assert "Gracias por el detalle." in signed_in(world.cast.reporter).get(own).text


def test_without_next_the_decision_leads_back_to_the_list(world: World, secretary: Client) -> None:
    first, _second = world.sent(0), world.sent(1)
    assert decide(secretary, first, "validate").headers["Location"] == QUEUE


def test_the_next_is_never_one_that_somebody_else_decides(world: World, secretary: Client) -> None:
    first = world.sent(0)
    answer_of(world, world.cast.ministry, 1)
    assert decide(secretary, first, "validate", next="1").headers["Location"] == QUEUE


def test_observing_sends_it_back_with_the_comment(world: World, secretary: Client) -> None:
    sent = world.sent()
    decide(secretary, sent, "return", "Falta el oficio.")
    sent.refresh_from_db()
    event = sent.events.last()
    assert (sent.status, event.comment, event.actor) == (Status.RETURNED, "Falta el oficio.", world.cast.secretary)


@pytest.mark.parametrize(
    ("decision", "comment", "says"),
    [
        ("return", "", "Escriba qué se debe corregir."),
        ("return", "   ", "Escriba qué se debe corregir."),
        ("", "Falta algo.", "Elija qué decide."),
        ("reopen", "", "Escoja una opción válida"),
    ],
)
def test_an_incomplete_decision_is_asked_again(
    world: World, secretary: Client, decision: str, comment: str, says: str
) -> None:
    sent = world.sent()
    answer = decide(secretary, sent, decision, comment)
    assert answer.status_code == 200
    assert "<title>Error: " in answer.text
    assert says in answer.text
    sent.refresh_from_db()
    assert sent.status == Status.SUBMITTED


def test_a_double_click_decides_once_and_leads_on(world: World, secretary: Client) -> None:
    for index, (decision, comment) in enumerate([("validate", ""), ("return", "Falta el oficio.")]):
        sent = world.sent(index)
        events = MeasurementEvent.objects.count()
        assert [decide(secretary, sent, decision, comment).status_code for _click in range(3)] == [302, 302, 302]
        assert MeasurementEvent.objects.count() == events + 1


def test_who_comes_second_reads_what_the_first_decided_and_keeps_the_comment(world: World, secretary: Client) -> None:
    from institutions.models import Role
    from tests.factories import make_person

    sent = world.sent(value=40)
    colleague = make_person(Role.TECHNICAL_SECRETARY, world.cast.joint_command, name="Rosa Soto")
    workflow.validate(sent, version=sent.version, by=colleague, at=world.open)
    stale = Measurement.objects.get(pk=sent.pk)
    stale.version -= 1
    answer = decide(secretary, stale, "return", "Falta el oficio.")
    page = main_of(answer)
    assert answer.status_code == 409
    assert "Esta respuesta cambió mientras usted la tenía abierta" in page
    assert "Rosa Soto" in page
    assert "Observar: vuelve a la institución con su comentario." in page
    assert "Falta el oficio." in page
    assert "¿Qué decide?" not in page
    sent.refresh_from_db()
    assert sent.status == Status.VALIDATED


def test_an_answer_sent_anew_while_it_was_open_shows_both_versions(world: World, secretary: Client) -> None:
    cast = world.cast
    m = world.sent(value=1240)
    read = m.version
    workflow.return_to_institution(m, version=m.version, by=cast.secretary, at=world.open, comment="Revise.")
    content = Content(values={("total", ""): CellContent(Decimal(1300))})
    workflow.save_draft(world.task(), content, version=m.version, by=cast.reporter, at=world.open)
    m.refresh_from_db()
    workflow.prepare(m, version=m.version, by=cast.reporter, at=world.open)
    world.send(m, at=world.open + HOUR)
    m.refresh_from_db()
    current, m.version = m.version, read
    answer = decide(secretary, m, "validate", "Bien.")
    page = main_of(answer)
    assert answer.status_code == 409
    assert page.index("Lo que usted había leído") < page.index("1\u00a0240") < page.index("Como está ahora")
    assert f'name="version" value="{current}"' in page
    assert ">\nBien.</textarea>" in page
    assert not Measurement.objects.validated().exists()


def test_after_the_window_one_can_validate_but_not_observe(
    world: World, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    sent = world.sent()
    clock.move_to(world.period.closes_at)
    client = signed_in(world.cast.secretary)
    page = main_of(client.get(address(sent)))
    assert "El registro cerró: esta respuesta ya no se puede observar, solo validar." in page
    assert 'value="return"' not in page
    answer = decide(client, sent, "return", "Falta el oficio.")
    assert answer.status_code == 200
    assert "El registro de 2026-I cerró" in answer.text
    assert "Falta el oficio." in answer.text
    assert decide(client, sent, "validate").status_code == 302


def test_a_decision_is_a_post_with_a_token(world: World, signed_in: SignIn) -> None:
    sent = world.sent()
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(world.cast.secretary, backend="django.contrib.auth.backends.ModelBackend")
    assert decide(careful, sent, "validate").status_code == 403
    sent.refresh_from_db()
    assert sent.status == Status.SUBMITTED


def test_in_english_every_word_is_english(world: World, secretary: Client) -> None:
    sent = world.sent()
    for place in (QUEUE, address(sent)):
        page = main_of(secretary.get(f"/en{place}"))
        words = re.sub(r' href="[^"]*"', "", page)
        for word in ("Validar", "indicador", "Advertencias", "Comprobaciones"):
            assert word not in words


# --- Size ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "many"),
    [("", 9), ("?estado=observado", 9), ("?estado=validado", 9), ("?advertencias=1", 9), ("?page=2", 33)],
)
def test_the_list_takes_as_many_queries_for_many_rows_as_for_3(
    cast: Cast, signed_in: SignIn, query: str, many: int
) -> None:
    world = make_world(cast, size=many)
    before = make_period(world.period.plan, "2025-II")
    status = {"?estado=observado": Status.RETURNED, "?estado=validado": Status.VALIDATED}.get(query, Status.SUBMITTED)

    def answers(indexes: range) -> None:
        for index in indexes:
            make_measurement(world.revisions[index], cast.army, before, value=21)
            make_measurement(world.revisions[index], cast.army, world.period, value=64, status=status)

    client = signed_in(cast.secretary)
    answers(range(3))
    client.get(QUEUE + query)
    few = queries(client, QUEUE + query)
    answers(range(3, many))
    assert queries(client, QUEUE + query) == few


def test_an_item_takes_as_many_queries_for_9_entries_as_for_3(world: World, secretary: Client) -> None:
    revision = make_register(world.period.plan, "PROT-2.1.1")
    make_commitment(revision, world.cast.army, world.period)
    sent = make_measurement(revision, world.cast.army, world.period, values={"held": 3}, status=Status.SUBMITTED)
    for number in range(3):
        make_entry(sent, make_item(world.cast.army, title=f"Taller {number}"), {"held": 1})
    secretary.get(address(sent))
    few = queries(secretary, address(sent))
    for number in range(3, 9):
        make_entry(sent, make_item(world.cast.army, title=f"Taller {number}"), {"held": 1})
    assert queries(secretary, address(sent)) == few


def queries(client: Client, place: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(place).status_code == 200
    return len(captured)
