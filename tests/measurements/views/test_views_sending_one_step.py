"""Check and send in parts: what each part says and where it is changed, what stays behind, ticks, and one person in both posts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from documents.models import StoredFile
from institutions.models import Role
from measurements.answer.content import Content, Origin
from measurements.models import Evidence, Measurement, MeasurementEvent, Receipt, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_measurement, make_period, make_post
from tests.measurements.views.sending import PAGE, form_of, send, statuses, ticked
from tests.measurements.worlds.walk import World, counted, make_world

ENTRY = "/registro/2026-I/EP/PREV-1.1.1/"


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-07-01T02:00:00-05:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def reporter(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.reporter)


@pytest.fixture
def approver(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.approver)


@pytest.fixture
def both(world: World, signed_in: SignIn) -> Client:
    """The one officer of a small institution."""
    make_post(world.cast.reporter, Role.APPROVER, world.cast.army)
    return signed_in(world.cast.reporter)


# --- The parts of an answer ---------------------------------------------------------------------------------------


def test_each_part_leads_to_its_place_on_the_page_where_it_is_written(world: World, reporter: Client) -> None:
    world.draft(0)
    page = reporter.get(PAGE).text
    for place in ("#id_v.total", "#evidence", "#id_narrative", "#origin"):
        assert f'href="{ENTRY}{place}"' in page
    assert 'Cambiar<span class="visually-hidden"> Narrativa PREV-1.1.1' in page


def test_an_answer_without_a_figure_leads_to_why(world: World, reporter: Client) -> None:
    content = Content(answer="not_available", reason="Llega en agosto.")
    workflow.save_draft(world.task(0), content, version=0, by=world.cast.reporter, at=world.open)
    page = reporter.get(PAGE).text
    assert f'href="{ENTRY}#id_answer"' in page
    assert "Llega en agosto." in page


def test_who_only_approves_changes_nothing_here(world: World, approver: Client) -> None:
    world.prepared(0)
    page = approver.get(PAGE).text
    assert "Cambiar<" not in page
    assert f'href="{ENTRY}"' in page


def test_a_warning_stands_with_what_explains_it(world: World, approver: Client) -> None:
    make_measurement(world.revisions[0], world.cast.army, make_period(world.period.plan, "2025-II"), value=21)
    told = {("large_change", "total", ""): "Se abrió una escuela."}
    content = Content(values=counted(64).values, explanations=told)
    draft = workflow.save_draft(world.task(0), content, version=0, by=world.cast.reporter, at=world.open)
    workflow.prepare(draft, version=draft.version, by=world.cast.reporter, at=world.open)
    page = approver.get(PAGE).text
    assert "pasó de 21 a 64" in page
    assert "status-warning" in page
    assert "Se abrió una escuela." in page


def test_documents_and_origin_are_named(world: World, approver: Client) -> None:
    content = Content(
        values=counted(4).values, origin=Origin("Sistema de Personal", dt.date(2026, 6, 30), "Jefatura de Personal")
    )
    draft = workflow.save_draft(world.task(0), content, version=0, by=world.cast.reporter, at=world.open)
    attach(world, draft, "oficio-12.pdf", official_number="Oficio 12-2026")
    attach(world, draft, "retirado.pdf", removed_at=world.open, removed_by=world.cast.reporter)
    workflow.prepare(draft, version=draft.version, by=world.cast.reporter, at=world.open)
    page = approver.get(PAGE).text
    for words in (
        "oficio-12.pdf",
        "Oficio 12-2026",
        "Sistema de Personal",
        "30 de junio de 2026",
        "Jefatura de Personal",
    ):
        assert words in page
    assert "retirado.pdf" not in page


def attach(world: World, measurement: Measurement, name: str, **fields: object) -> None:
    stored = StoredFile.objects.create(
        name=name, sha256=name.ljust(64, "0"), size=9, media_type="application/pdf",
        institution=measurement.institution,
    )  # fmt: skip
    Evidence.objects.create(
        measurement=measurement, stored_file=stored, added_at=world.open, added_by=world.cast.reporter, **fields
    )


# --- What stays behind --------------------------------------------------------------------------------------------


def test_what_is_not_sent_says_why_and_leads_there(world: World, approver: Client) -> None:
    world.prepared(0)
    workflow.save_draft(world.task(1), Content(), version=0, by=world.cast.reporter, at=world.open)
    left = approver.get(PAGE).text.split("Lo que no va en este envío")[1]
    assert "Falta 1 casillero" in left
    assert "No iniciado" in left
    for code in ("PREV-1.2.1", "PREV-1.3.1"):
        assert f'href="/registro/2026-I/EP/{code}/"' in left
    assert "PREV-1.1.1" not in left


def test_the_approver_reads_that_ready_answers_wait_for_their_reporter(world: World, approver: Client) -> None:
    world.draft(0)
    assert "1 indicador está listo: falta que lo entregue quien lo registra." in approver.get(PAGE).text


def test_what_was_sent_already_leads_to_its_receipts(world: World, approver: Client) -> None:
    world.sent(0)
    page = approver.get(PAGE).text
    assert "Ya se envió 1 indicador." in page
    assert 'href="/constancias/?semestre=2026-I"' in page


# --- Ticks --------------------------------------------------------------------------------------------------------


def test_an_error_keeps_what_was_ticked_and_what_was_not(world: World, approver: Client) -> None:
    first, second = world.prepared(0), world.prepared(1)
    third = world.prepared(2)
    stale = form_of(first, second) | {f"version-{second.indicator.code}": "1"}
    assert ticked(approver.get(PAGE).text) == ["PREV-1.1.1", "PREV-1.2.1", "PREV-1.3.1"]
    assert ticked(approver.post(PAGE, stale).text) == ["PREV-1.1.1", "PREV-1.2.1"]
    assert ticked(approver.post(PAGE, {"action": "send"}).text) == []
    assert statuses(first, second, third) == [Status.PREPARED] * 3


def test_nothing_ticked_hands_nothing_over_and_says_so(world: World, reporter: Client) -> None:
    draft = world.draft(0)
    answer = reporter.post(PAGE, {"action": "hand_over"})
    assert "Elija al menos un indicador." in answer.text
    assert statuses(draft) == [Status.DRAFT]


def test_the_button_is_right_without_scripts_and_brings_the_words_for_any_number(
    world: World, approver: Client
) -> None:
    world.prepared(0)
    button = re.search(r"<button[^>]*data-many[^>]*>[^<]*</button>", approver.get(PAGE).text)
    assert button
    assert button[0].endswith(">Enviar los indicadores marcados</button>")
    assert 'data-many="Enviar {n} indicadores"' in button[0]


# --- Both posts ---------------------------------------------------------------------------------------------------


def test_who_holds_both_posts_hands_over_and_sends_in_one_step(world: World, both: Client) -> None:
    draft, prepared = world.draft(0), world.prepared(1)
    page = both.get(PAGE).text
    assert page.count("data-many") == 1
    assert ticked(page) == ["PREV-1.1.1", "PREV-1.2.1"]
    answer = send(both, draft, prepared)
    assert answer.headers["Location"] == "/constancias/2026-I-EP-0001/"
    path = MeasurementEvent.objects.filter(measurement=draft).order_by("sequence").values_list("to_status", flat=True)
    assert list(path) == [Status.DRAFT, Status.PREPARED, Status.SUBMITTED]
    assert statuses(draft, prepared) == [Status.SUBMITTED, Status.SUBMITTED]


def test_a_double_click_in_one_step_gives_the_same_receipt(world: World, both: Client) -> None:
    form = form_of(world.draft(0), world.prepared(1))
    answers = [both.post(PAGE, form) for _click in range(3)]
    assert {answer.headers["Location"] for answer in answers} == {"/constancias/2026-I-EP-0001/"}
    assert MeasurementEvent.objects.filter(to_status=Status.SUBMITTED).count() == 2
    assert Receipt.objects.count() == 1


def test_one_step_is_all_or_none_and_names_what_is_missing(world: World, both: Client) -> None:
    ready, empty = world.draft(0), world.draft(1)
    workflow.save_draft(world.task(1), Content(), version=empty.version, by=world.cast.reporter, at=world.open)
    empty.refresh_from_db()
    answer = send(both, ready, empty)
    assert answer.status_code == 200
    assert "PREV-1.2.1: Falta 1 casillero" in answer.content.decode()
    assert "/registro/2026-I/EP/PREV-1.2.1/?problemas=1" in answer.content.decode()
    assert statuses(ready, empty) == [Status.DRAFT, Status.DRAFT]
    assert not Receipt.objects.exists()


def test_a_stale_draft_in_one_step_changes_nothing(world: World, both: Client) -> None:
    draft, prepared = world.draft(0), world.prepared(1)
    form = form_of(draft, prepared)
    workflow.save_draft(world.task(0), counted(9), version=draft.version, by=world.cast.reporter, at=world.open)
    assert both.post(PAGE, form).status_code == 409
    assert statuses(draft, prepared) == [Status.DRAFT, Status.PREPARED]


def test_an_approver_cannot_send_a_draft_that_nobody_handed_over(world: World, approver: Client) -> None:
    draft = world.draft(0)
    assert send(approver, draft).status_code == 409
    assert statuses(draft) == [Status.DRAFT]
