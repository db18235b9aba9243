"""The Committee's desk: who reads, who decides, what a decision leads to, and what happens when two decide at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from measurements.answer.content import Content
from measurements.models import Answer, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_dimension,
    make_entry,
    make_item,
    make_measurement,
    make_period,
    make_proportion,
    make_register,
)
from tests.measurements.review import reviewing
from tests.measurements.review.reviewing import QUEUE, address, answer_of, decide, main_of
from tests.measurements.worlds.walk import HOUR, World, counted, make_world

world, clock, secretary = reviewing.world, reviewing.clock, reviewing.secretary


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


def test_what_was_validated_is_listed_newest_first_and_says_so(world: World, secretary: Client) -> None:
    for turn, place in enumerate((1, 0)):
        sent = world.sent(place)
        workflow.validate(sent, version=sent.version, by=world.cast.secretary, at=world.open + (turn + 1) * HOUR)
    page = main_of(secretary.get(f"{QUEUE}?estado=validado"))
    assert page.index("PREV-1.1.1") < page.index("PREV-1.2.1")
    assert "Primero los validados más recientes." in page
    assert "Primero los más antiguos" not in page


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
