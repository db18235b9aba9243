"""The reviewer marks what must be corrected, the institution finds it marked; reopening and taking back from the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from measurements.anchors import Anchor, Part, read
from measurements.answer.content import CellContent, Content
from measurements.forms.parts import anchor_of, value_of
from measurements.models import Measurement, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_commitment, make_count, make_dimension
from tests.measurements.worlds.walk import HOUR, World, make_world

DAY = "2026-07-10"
NOW = dt.datetime(2026, 7, 4, 17, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 7, 12, 17, tzinfo=dt.UTC)
WOMEN = Anchor(Part.CELL, "total", "sex=women")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(cast: Cast) -> World:
    """Beside three plain counts, one of women and men."""
    world = make_world(cast)
    people = make_count(world.period.plan, "PREV-2.1.1", dimensions=[make_dimension("sex")])
    make_commitment(people, cast.army, world.period)
    return World(cast, world.period, (people, *world.revisions))


@pytest.fixture
def secretary(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.secretary)


def sent_people(world: World, women: int = 30, men: int = 50, narrative: str = "Dos cursos.") -> Measurement:
    values = {("total", f"sex={sex}"): CellContent(Decimal(n)) for sex, n in (("women", women), ("men", men))}
    m = Measurement.objects.filter(indicator=world.revisions[0].indicator).first()
    version = m.version if m else workflow.NEW
    content = Content(values=values, narrative=narrative)
    at = world.open + HOUR * (3 if m else 1)
    saved = workflow.save_draft(world.task(), content, version=version, by=world.cast.reporter, at=at)
    workflow.prepare(saved, version=saved.version, by=world.cast.reporter, at=at)
    world.send(saved, at=at)
    saved.refresh_from_db()
    return saved


def page_of(m: Measurement, tail: str = "") -> str:
    return f"/revision/{m.period.code}/{m.institution.code}/{m.indicator.code}/{tail}"


def observe(client: Client, m: Measurement, place: str = "", **fields: Any) -> Any:
    form = {"decision": "return", "version": m.version, "comment": "Revise a las mujeres.", "answer_by": DAY}
    return client.post(place or page_of(m), form | {"parts": [value_of(WOMEN), "narrative"]} | fields)


def main_of(page: Any) -> str:
    return str(page.text).split("<main")[1].split("</main>")[0]


# --- Marking ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor(Part.CELL, "people", ""),
        Anchor(Part.CELL, "people", "rank_category=ncos|sex=women"),
        Anchor(Part.ITEMS),
        Anchor(Part.EVIDENCE),
        Anchor(Part.EVIDENCE, document="ab12"),
        Anchor(Part.NARRATIVE),
    ],
)
def test_a_box_stands_for_one_part(anchor: Anchor) -> None:
    assert anchor_of(value_of(anchor)) == anchor


@pytest.mark.parametrize(
    "value", ["whole", "", "cell", "cell:", "cell:people", "items:x", "narrative:", "evidence:../x", "x"]
)
def test_what_no_box_stands_for_is_no_part(value: str) -> None:
    assert anchor_of(value) is None


def test_what_was_marked_is_kept_and_the_institution_finds_it_marked(
    world: World, secretary: Client, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    sent = sent_people(world)
    assert observe(secretary, sent).status_code == 302
    event = sent.events.get(to_status=Status.RETURNED)
    assert (set(read(event.anchors)), event.answer_by) == ({WOMEN, Anchor(Part.NARRATIVE)}, dt.date(2026, 7, 10))
    reporter, entry = signed_in(world.cast.reporter), "/registro/2026-I/EP/PREV-2.1.1/"
    page = main_of(reporter.get(entry))
    assert 'href="#id_v.total.sex:women"' in page
    assert 'href="#id_narrative"' in page
    assert "Para responder hasta el 10 de julio de 2026." in page
    assert page.count("Observado por el Comité") == 1  # the narrative; the cell says it in short
    box = page.split('name="v.total.sex:women"')[1].split(">")[0]
    assert "id_v.total.sex:women_observed" in box
    assert 'id="id_v.total.sex:women_observed"' in page
    assert 'id="id_v.total.sex:men_observed"' not in page
    tasks = main_of(reporter.get("/registro/2026-I/EP/"))
    assert "Sobre women; la explicación del resultado. Para responder hasta el 10 de julio de 2026." in tasks
    clock.move_to(LATER)
    assert "1 ya debió responderse." in signed_in(world.cast.reporter).get("/inicio/").text
    assert "Debió responderse hasta el 10 de julio de 2026." in signed_in(world.cast.reporter).get(entry).text
    assert "10/07/2026, vencido" in signed_in(world.cast.secretary).get("/revision/?estado=observado").text


INCOMPLETE: list[tuple[dict[str, Any], str]] = [
    ({"parts": []}, "Marque qué debe corregirse, o la respuesta en conjunto."),
    ({"parts": ["cell:total:sex=other"]}, "no tiene una de las partes"),
    ({"parts": ["nada"]}, "Escoja una opción válida"),
    ({"comment": " "}, "Escriba qué se debe corregir."),
    ({"answer_by": ""}, "Indique hasta cuándo debe responder la institución."),
    ({"answer_by": "2026-07-03"}, "El día para responder ya pasó."),
    ({"answer_by": "2027-01-01"}, "La institución solo puede enviar hasta el"),
]


def test_an_observation_without_its_parts_comment_or_day_is_asked_again_with_what_was_typed(
    world: World, secretary: Client
) -> None:
    sent = sent_people(world)
    for fields, says in INCOMPLETE:
        answer = observe(secretary, sent, **fields)
        assert answer.status_code == 200
        assert says in answer.text
        assert "parts" in fields or f'value="{value_of(WOMEN)}" checked' in answer.text
    sent.refresh_from_db()
    assert sent.status == Status.SUBMITTED


def test_who_validates_is_not_asked_what_an_observation_says(world: World, secretary: Client) -> None:
    sent = sent_people(world)
    answer = observe(secretary, sent, decision="validate", parts=["nada"], answer_by="ayer", comment="")
    assert answer.status_code == 302
    assert Measurement.objects.validated().get() == sent


def test_the_reviewer_reads_whether_what_was_observed_changed_and_every_word_that_did(
    world: World, secretary: Client
) -> None:
    sent = sent_people(world)
    observe(secretary, sent, parts=[value_of(WOMEN), "evidence", "narrative"])
    again = sent_people(world, women=28, narrative="Tres cursos.")
    page = main_of(secretary.get(page_of(again)))
    assert "Observado: women. Cambió." in page
    assert "Observado: el sustento. Sigue igual." in page
    assert "«Revise a las mujeres.»" in page
    assert (
        page.count('<del><span class="visually-hidden">quitado: </span>Dos </del>') == 2
    )  # on top and by the narrative
    assert page.count('<ins><span class="visually-hidden">agregado: </span>Tres </ins>') == 2


# --- Following the filters --------------------------------------------------------------------------------------------


def test_the_next_answer_and_the_way_back_follow_the_filters(world: World, secretary: Client) -> None:
    first, last = world.sent(1), world.sent(3, at=world.open + 2 * HOUR)
    other = workflow.save_draft(
        world.task(2, world.cast.navy),
        Content(values={("total", ""): CellContent(Decimal(7))}),
        version=workflow.NEW,
        by=world.cast.outsider,
        at=world.open,
    )
    workflow.prepare(other, version=other.version, by=world.cast.outsider, at=world.open)
    workflow.submit([(other, other.version)], by=world.cast.outside_approver, at=world.open + HOUR)
    tail = "?estado=por-revisar&institucion=EP"
    page = main_of(secretary.get(page_of(first) + tail))
    assert "1 de 2 por decidir" in page
    assert 'href="/revision/?estado=por-revisar&amp;institucion=EP"' in page
    answer = observe(secretary, first, page_of(first) + tail, decision="validate", next="1")
    assert answer.headers["Location"] == page_of(last) + tail
    answer = observe(secretary, last, page_of(last) + tail, parts="whole", next="1")
    assert answer.headers["Location"] == "/revision/" + tail


# --- Reopening and taking back ----------------------------------------------------------------------------------------


def test_what_is_being_corrected_is_not_filtered_by_its_warnings(world: World, secretary: Client) -> None:
    world.returned(1)
    page = main_of(secretary.get("/revision/?estado=observado&advertencias=1"))
    assert "PREV-1.1.1" in page
    assert 'name="advertencias"' not in page


def test_a_validated_answer_is_reopened_from_a_page_that_says_what_follows(
    world: World, secretary: Client, signed_in: SignIn
) -> None:
    m = world.validated(1)
    assert f'href="{page_of(m, "reabrir/")}"' in secretary.get(page_of(m)).text
    assert "Los informes ya emitidos no cambian" in secretary.get(page_of(m, "reabrir/")).text
    answer = observe(secretary, m, page_of(m, "reabrir/"), parts="whole", comment="El oficio se rectificó.")
    assert answer.headers["Location"] == page_of(m)
    assert (
        observe(secretary, m, page_of(m, "reabrir/"), parts="whole", comment="El oficio se rectificó.").status_code
        == 302
    )
    m.refresh_from_db()
    assert (m.status, m.events.filter(from_status=Status.VALIDATED).count()) == (Status.RETURNED, 1)
    own = signed_in(world.cast.reporter).get(f"/registro/2026-I/EP/{m.indicator.code}/").text
    assert "El Comité reabrió esta respuesta" in own
    assert "El oficio se rectificó." in own


def test_what_changed_under_who_reopens_is_told_as_a_conflict(world: World, secretary: Client) -> None:
    m = world.validated(1)
    read_version = m.version
    workflow.reopen(m, version=m.version, by=world.cast.secretary, at=world.open + HOUR, reason="Otro motivo.")
    m.version = read_version
    answer = observe(secretary, m, page_of(m, "reabrir/"), parts="whole", comment="Mi motivo.")
    assert answer.status_code == 409
    assert "Esta respuesta cambió mientras usted la tenía abierta" in answer.text
    assert "Mi motivo." in answer.text


def test_a_conflict_tells_what_was_read_also_after_an_observation_was_taken_back(
    world: World, secretary: Client
) -> None:
    m = world.returned(1, value=41)
    by, at = world.cast.secretary, world.open + HOUR
    m = workflow.take_back_return(m, version=m.version, by=by, at=at)
    stale = m.version
    workflow.validate(m, version=stale, by=by, at=at)
    m.version = stale
    answer = observe(secretary, m, parts="whole", comment="Otro motivo.")
    assert answer.status_code == 409
    assert "<p>41</p>" in main_of(answer).split("Lo que usted había leído")[1].split("Su decisión")[0]


def test_nobody_reopens_after_the_window_or_without_a_reason(
    world: World, secretary: Client, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    m = world.validated(1)
    assert "Escriba por qué la reabre." in observe(secretary, m, page_of(m, "reabrir/"), comment="").text
    clock.move_to(world.period.closes_at)
    late = signed_in(world.cast.secretary)
    assert "No se puede reabrir ahora" in late.get(page_of(m, "reabrir/")).text
    answer = main_of(late.get(page_of(m)))
    assert page_of(m, "reabrir/") not in answer
    assert "El registro está cerrado para esta institución" in answer
    assert observe(late, m, page_of(m, "reabrir/"), parts="whole").status_code == 200
    assert Measurement.objects.validated().count() == 1


def test_an_observation_is_taken_back_while_nobody_worked_on_it(world: World, secretary: Client) -> None:
    m, place = world.returned(1), page_of(world.sent(2), "retirar-observacion/").replace("PREV-1.2.1", "PREV-1.1.1")
    assert "Retirar la observación" in secretary.get(page_of(m)).text
    fields = {"version-PREV-1.1.1": m.version}
    for _click in range(2):
        assert secretary.post(place, fields, follow=True).status_code == 200
    m.refresh_from_db()
    assert (m.status, m.events.filter(from_status=Status.RETURNED).count()) == (Status.SUBMITTED, 1)


def test_once_the_institution_works_on_it_the_observation_stays(world: World, secretary: Client) -> None:
    m = world.returned(1)
    workflow.save_draft(
        world.task(1),
        Content(values={("total", ""): CellContent(Decimal(41))}),
        version=m.version,
        by=world.cast.reporter,
        at=world.open + HOUR,
    )
    m.refresh_from_db()
    assert "Retirar la observación" not in secretary.get(page_of(m)).text
    answer = secretary.post(page_of(m, "retirar-observacion/"), {"version-PREV-1.1.1": m.version}, follow=True)
    assert "ya está trabajando en ella" in answer.text


def test_only_who_reviews_the_institution_reopens_or_takes_back(world: World, signed_in: SignIn) -> None:
    validated, returned = world.validated(1), world.returned(2)
    refused = {"outsider": 404, "outside_approver": 404, "observer": 404, "administrator": 404}
    for who, person in world.cast.people().items():
        if who == "secretary":
            continue
        client, status, place = signed_in(person), refused.get(who, 403), page_of(validated, "reabrir/")
        taking_back = {"version-PREV-1.2.1": returned.version}
        answers = [
            client.get(place),
            observe(client, validated, place, parts="whole"),
            client.post(page_of(returned, "retirar-observacion/"), taking_back),
        ]
        assert [answer.status_code for answer in answers] == [status] * 3, who
