"""The Committee's desk: who reads, who decides, what a decision leads to, and what happens when two decide at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Institution
from measurements import workflow
from measurements.content import CellContent, Content
from measurements.models import Answer, Measurement, MeasurementEvent, Status
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_commitment,
    make_dimension,
    make_entry,
    make_item,
    make_measurement,
    make_period,
    make_proportion,
    make_register,
)
from tests.measurements.walk import HOUR, World, counted, make_world

QUEUE = "/revision/"
Response = Any
"""What the test browser gives: a response with the text of the page."""


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-07-04T12:00:00-05:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def secretary(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.secretary)


def address(m: Measurement) -> str:
    return f"/revision/{m.period.code}/{m.institution.code}/{m.indicator.code}/"


def decide(client: Client, m: Measurement, decision: str, comment: str = "", **fields: object) -> Response:
    form: dict[str, object] = {"decision": decision, "comment": comment, "version": str(m.version)}
    form |= {"parts": "whole", "answer_by": "2026-07-10"} | fields
    return client.post(address(m), form)


def answer_of(world: World, institution: Institution, index: int = 0, **fields: Any) -> Measurement:
    return make_measurement(
        world.revisions[index], institution, world.period, value=7, status=Status.SUBMITTED, **fields
    )


def main_of(page: Response) -> str:
    return str(page.text).split("<main")[1].split("</main>")[0]


# --- Who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "queue", "item"),
    [
        ("reporter", 403, 403),
        ("approver", 403, 403),
        ("outsider", 403, 404),
        ("member", 200, 200),
        ("secretary", 200, 200),
        ("alternate", 200, 200),
        ("observer", 403, 404),
        ("administrator", 403, 404),
    ],
)
def test_only_the_committee_reads_what_was_sent(
    world: World, signed_in: SignIn, who: str, queue: int, item: int
) -> None:
    sent, client = world.sent(), signed_in(getattr(world.cast, who))
    assert (client.get(QUEUE).status_code, client.get(address(sent)).status_code) == (queue, item)


@pytest.mark.parametrize("start", ["draft", "prepared"])
def test_what_was_never_sent_does_not_exist_for_the_committee(world: World, secretary: Client, start: str) -> None:
    assert secretary.get(address(getattr(world, start)())).status_code == 404


@pytest.mark.parametrize(
    ("who", "of", "decides"),
    [
        ("secretary", "army", ""),
        ("secretary", "ministry", "Es de su propia institución: decide un revisor alterno."),
        ("alternate", "army", "Usted puede leer esta respuesta; decide la Secretaría Técnica."),
        ("alternate", "ministry", ""),
        ("alternate", "joint_command", "Es de su propia institución: decide la Secretaría Técnica."),
        ("member", "army", "Usted puede leer esta respuesta; decide la Secretaría Técnica."),
        ("member", "ministry", "Usted puede leer esta respuesta; decide un revisor alterno."),
    ],
)
def test_who_may_not_decide_reads_who_does_and_is_refused(
    world: World, signed_in: SignIn, who: str, of: str, decides: str
) -> None:
    sent = answer_of(world, getattr(world.cast, of))
    client = signed_in(getattr(world.cast, who))
    page = main_of(client.get(address(sent)))
    assert ("¿Qué decide?" in page) == (decides == "")
    assert decides in page
    offered = f'class="button" href="{address(sent)}"' in client.get(QUEUE).text
    assert offered == (decides == "")
    assert decide(client, sent, "validate").status_code == (302 if decides == "" else 403)
    sent.refresh_from_db()
    assert (sent.status == Status.VALIDATED) == (decides == "")


# --- The list -----------------------------------------------------------------------------------------------------


def test_the_oldest_comes_first_with_the_days_it_waits(world: World, secretary: Client) -> None:
    world.sent(1, at=world.open + dt.timedelta(days=2))
    world.sent(0, at=world.open)
    page = main_of(secretary.get(QUEUE))
    assert page.index("PREV-1.1.1") < page.index("PREV-1.2.1")
    assert '<td class="number" data-label="Días en espera">3</td>' in page
    assert '<td class="number" data-label="Días en espera">1</td>' in page


def test_an_empty_list_says_so(world: World, secretary: Client) -> None:
    assert "No hay envíos por revisar." in secretary.get(QUEUE).text
    assert "No hay observaciones sin respuesta." in secretary.get(f"{QUEUE}?estado=observado").text
    assert "Todavía no se ha validado nada." in secretary.get(f"{QUEUE}?estado=validado").text
    assert "Ningún envío cumple los filtros." in secretary.get(f"{QUEUE}?advertencias=1").text


def test_each_state_lists_its_own(world: World, secretary: Client) -> None:
    world.sent(0)
    world.returned(1)
    world.validated(2)
    for state, code in {"por-revisar": "PREV-1.1.1", "observado": "PREV-1.2.1", "validado": "PREV-1.3.1"}.items():
        page = main_of(secretary.get(f"{QUEUE}?estado={state}"))
        assert [c for c in ("PREV-1.1.1", "PREV-1.2.1", "PREV-1.3.1") if f'code">{c}' in page] == [code]
    page = secretary.get(QUEUE).text
    assert "Por revisar (1)" in page
    assert "Observados sin respuesta (1)" in page
    assert "Validados (1)" in page


def test_the_filters_are_kept_in_the_address(world: World, secretary: Client) -> None:
    answer_of(world, world.cast.army, 0)
    answer_of(world, world.cast.navy, 1)
    for query, shown in {
        "institucion=EP": {"PREV-1.1.1"},
        "institucion=MGP": {"PREV-1.2.1"},
        "ambito=PREV": {"PREV-1.1.1", "PREV-1.2.1"},
        "ambito=REC": set(),
        "estado=nada&page=x": {"PREV-1.1.1", "PREV-1.2.1"},
    }.items():
        page = main_of(secretary.get(f"{QUEUE}?{query}"))
        assert {c for c in ("PREV-1.1.1", "PREV-1.2.1") if f'code">{c}' in page} == shown, query


def test_the_filter_of_warnings_keeps_only_what_warns(world: World, secretary: Client) -> None:
    before = make_period(world.period.plan, "2025-II")
    make_measurement(world.revisions[0], world.cast.army, before, value=21)
    world.sent(0, value=64)
    world.sent(1)
    page = main_of(secretary.get(f"{QUEUE}?advertencias=1"))
    assert 'code">PREV-1.1.1' in page
    assert 'code">PREV-1.2.1' not in page
    assert "1 advertencia" in page


def test_a_long_list_has_pages_that_keep_the_filters(cast: Cast, signed_in: SignIn) -> None:
    world = make_world(cast, size=27)
    for index in range(27):
        answer_of(world, cast.army, index)
    client = signed_in(cast.secretary)
    first = client.get(f"{QUEUE}?institucion=EP").text
    assert "?estado=por-revisar&amp;institucion=EP&amp;page=2" in first
    assert 'code">PREV-1.27.1' in client.get(f"{QUEUE}?institucion=EP&page=2").text


# --- One answer ---------------------------------------------------------------------------------------------------


def test_values_stand_beside_the_semester_before_with_what_warns_marked(world: World, secretary: Client) -> None:
    before = make_period(world.period.plan, "2025-II")
    make_measurement(world.revisions[0], world.cast.army, before, value=1210)
    sent = world.sent(0, value=1964)
    page = main_of(secretary.get(address(sent)))
    for words in ("2025-II", "2026-I", "1\u00a0210", "1\u00a0964", "+754", "pasó de 1\u00a0210 a 1\u00a0964"):
        assert words in page
    assert "status-warning" in page
    assert "antes 1\u00a0210 (+62,3\u00a0%)" in page
    assert "3 de 4" in page  # boxes filled, none fell to zero, sent on time; the change warns


def test_a_semester_before_that_is_being_corrected_is_not_said_to_be_unsent(world: World, secretary: Client) -> None:
    sent, before = answer_of(world, world.cast.army), make_period(world.period.plan, "2025-II")
    make_measurement(sent.revision, world.cast.army, before, value=40, status=Status.RETURNED)
    page = main_of(secretary.get(address(sent)))
    assert "está corrigiendo lo que envió del semestre anterior" in page
    assert "No se envió nada" not in page


def test_women_have_a_share_where_there_is_sex(world: World, secretary: Client) -> None:
    revision = make_proportion(world.period.plan, "PART-1.1.1", dimensions=[make_dimension("sex")])
    sent = make_measurement(
        revision,
        world.cast.army,
        world.period,
        values={"part:sex=women": (30, 60), "part:sex=men": (50, 100)},
        status=Status.SUBMITTED,
    )
    page = main_of(secretary.get(address(sent)))
    assert "37,5\u00a0%" in page  # 30 of 80
    assert "30 de 60" in page
    assert "No se envió nada del semestre anterior." in page


def test_a_proportion_changes_in_points(world: World, secretary: Client) -> None:
    revision = make_proportion(world.period.plan)
    before = make_period(world.period.plan, "2025-II")
    make_measurement(revision, world.cast.army, before, value=(5, 20))
    sent = make_measurement(revision, world.cast.army, world.period, value=(9, 30), status=Status.SUBMITTED)
    page = main_of(secretary.get(address(sent)))
    for words in ("25,0\u00a0%", "30,0\u00a0%", "+5,0\u00a0p.\u00a0p.", "5 de 20", "9 de 30"):
        assert words in page


def test_a_list_is_read_item_by_item_with_the_new_ones_marked(world: World, secretary: Client) -> None:
    revision = make_register(world.period.plan, "PROT-2.1.1")
    before = make_period(world.period.plan, "2025-II")
    known, new = make_item(world.cast.army, title="Taller de Lima"), make_item(world.cast.army, title="Taller de Puno")
    earlier = make_measurement(revision, world.cast.army, before, values={"held": 1})
    make_entry(earlier, known, {"held": 1})
    sent = make_measurement(revision, world.cast.army, world.period, values={"held": 2}, status=Status.SUBMITTED)
    for item in (known, new):
        make_entry(sent, item, {"held": 1})
    page = main_of(secretary.get(address(sent)))
    known_at, new_at = page.index("Taller de Lima"), page.index("Taller de Puno")
    assert page.count("Nuevo en este semestre") == 1
    mark = page.index("Nuevo en este semestre")
    assert mark > new_at
    assert not known_at < mark < new_at


@pytest.mark.parametrize(
    ("answer", "words"), [(Answer.NOT_AVAILABLE, "No disponible"), (Answer.NOT_APPLICABLE, "No corresponde")]
)
def test_an_answer_without_a_value_shows_its_reason_and_no_zero(
    world: World, secretary: Client, answer: str, words: str
) -> None:
    sent = make_measurement(
        world.revisions[0], world.cast.army, world.period, answer=answer, reason="No hubo curso.", status="submitted"
    )
    page = main_of(secretary.get(address(sent)))
    assert words in page
    assert "No hubo curso." in page
    assert "<table" not in page


def test_a_semester_without_a_value_is_not_compared_with_zero(world: World, secretary: Client) -> None:
    before = make_period(world.period.plan, "2025-II")
    make_measurement(world.revisions[0], world.cast.army, before, answer=Answer.NOT_AVAILABLE)
    page = main_of(secretary.get(address(world.sent())))
    assert "En el semestre anterior la institución respondió «No disponible»." in page
    assert "2025-II" not in page


def test_the_definition_says_that_it_is_only_proposed(world: World, secretary: Client) -> None:
    sent = world.sent()
    assert "Propuesta pendiente de aprobación por el Comité." in secretary.get(address(sent)).text
    revision = world.revisions[0]
    revision.adopted_on = dt.date(2026, 2, 3)
    revision.save()
    assert "Adoptada por el Comité el 3 de febrero de 2026." in secretary.get(address(sent)).text


def test_the_narrative_is_marked_with_its_language(world: World, secretary: Client) -> None:
    content = counted(4, narrative="Fourteen workshops <b>held</b>.")
    english = Content(values=content.values, narrative=content.narrative, narrative_language="en")
    draft = workflow.save_draft(world.task(), english, version=0, by=world.cast.reporter, at=world.open)
    workflow.prepare(draft, version=draft.version, by=world.cast.reporter, at=world.open)
    world.send(draft)
    page = secretary.get(address(draft)).text
    assert '<p class="quote" lang="en">Fourteen workshops &lt;b&gt;held&lt;/b&gt;.</p>' in page


def test_the_history_shows_the_comments_but_nothing_from_inside_the_institution(
    world: World, secretary: Client
) -> None:
    m = world.returned(comment="Precise el número de talleres.")
    workflow.prepare(m, version=m.version, by=world.cast.reporter, at=world.open)
    workflow.hand_back(m, version=m.version, by=world.cast.approver, at=world.open, comment="Asunto interno.")
    workflow.prepare(m, version=m.version, by=world.cast.reporter, at=world.open)
    world.send(m, at=world.open + HOUR)
    page = main_of(secretary.get(address(m)))
    assert "«Precise el número de talleres.»" in page
    assert "Asunto interno" not in page
    assert page.index("<b>Reenviado</b>") < page.index("<b>Observado</b>") < page.index("<b>Enviado</b>")


def test_while_it_is_corrected_the_committee_reads_what_was_last_sent(world: World, secretary: Client) -> None:
    returned = world.returned(value=1240)
    workflow.save_draft(world.task(), counted(1999), version=returned.version, by=world.cast.reporter, at=world.open)
    page = main_of(secretary.get(address(returned)))
    assert "1\u00a0240" in page
    assert "1\u00a0999" not in page
    assert "La institución está levantando la observación." in page
    assert "¿Qué decide?" not in page


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
