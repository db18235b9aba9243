"""The pages of meetings and agreements: the whole way, what each person finds, and what stays typed when it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from committee.agreements import agreeing
from committee.meetings import meeting as keeping
from committee.meetings.meeting import Called, Record
from committee.models import Agreement, Meeting
from institutions.models import Role, User
from tests.cast import Cast
from tests.committee.meetings.met import ABSENT, AFTER, BEFORE, DUE_ON, ENDS, SIGNED, STARTS, Meetings, make_meetings
from tests.conftest import SignIn
from tests.factories import make_measurement, make_post, make_target

LIST = "/comite/sesiones/"
ONE = "/comite/sesiones/S-2026-01/"
CALL = {"kind": "ordinary", "day": "2026-08-12", "hour": "10:00", "place": "Sala Grau", "period": "", "language": "es"}
AGREE = {"text": "Enviar la relación.", "institution": "EP", "due_on": DUE_ON.isoformat()}


@pytest.fixture
def world(cast: Cast) -> Meetings:
    return make_meetings(cast)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-08-14T09:00:00-05:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def secretary(world: Meetings, signed_in: SignIn) -> Client:
    return signed_in(world.cast.secretary)


def noted(meeting: Meeting) -> dict[str, str]:
    typed = {"version": str(meeting.version), "end_day": "2026-08-12", "end_hour": "12:00", "notes": ""}
    for seat in meeting.attendances.all():
        key = seat.institution_id
        typed |= {f"presence_{key}": "present", f"person_{key}": "Rosa Ejemplo", f"post_{key}": "Jefa"}
    return typed | {f"point_{point.pk}": "Se revisó." for point in meeting.agenda.all()}


def test_from_the_call_to_the_agreement_that_is_done(world: Meetings, secretary: Client, signed_in: SignIn) -> None:
    assert secretary.post(f"{LIST}nueva/", CALL).headers["Location"] == ONE
    secretary.post(f"{ONE}agenda/", {"add": "1", "title": "Avance", "version": "1"})
    secretary.post(f"{ONE}asistencia/", noted(Meeting.objects.get()))
    version = Meeting.objects.get().version
    assert secretary.post(f"{ONE}acuerdos/nuevo/", AGREE | {"version": version}).status_code == 302
    page = secretary.get(ONE).text
    assert "Cerrar el acta" in page
    assert "Esto no se puede deshacer" in secretary.get(f"{ONE}cerrar/").text
    secretary.post(f"{ONE}cerrar/", {"version": version + 1})
    reporter = signed_in(world.cast.reporter)
    assert "Enviar la relación." in reporter.get("/acuerdos/").text
    reporter.post("/acuerdos/S-2026-01/1/", {"text": "Se envió.", "version": "1"})
    secretary.post("/acuerdos/S-2026-01/1/", {"step": "done", "text": "", "version": "2"})
    signed = SimpleUploadedFile(SIGNED.name, SIGNED.content)
    secretary.post(f"{ONE}firmar/", {"file": signed, "version": Meeting.objects.get().version})
    assert Agreement.objects.get().state == "done"
    assert b"".join(secretary.get(f"{ONE}acta-firmada/")) == SIGNED.content


# --- Bad input and conflicts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"day": "12 de agosto"}, "id_day", "no es una fecha"),
        ({"day": "2020-08-12"}, "id_day", "entre 2021 y 2100"),
        ({"hour": "las diez"}, "id_hour", "15:30"),
        ({"place": "  "}, "id_place", "obligatorio"),
        ({"kind": "secret"}, "id_kind_0", "secret"),
    ],
)
def test_a_bad_call_is_told_beside_its_field_and_nothing_typed_is_lost(
    secretary: Client, typed: dict[str, str], field: str, words: str
) -> None:
    answer = secretary.post(f"{LIST}nueva/", CALL | typed)
    assert f'<a href="#{field}">' in answer.text
    assert words in answer.text
    assert ("Sala Grau" in answer.text) is ("place" not in typed)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"due_on": "2026-08-01"}, "id_due_on"), ({"institution": ""}, "id_institution"), ({"text": " "}, "id_text")],
)
def test_a_bad_agreement_is_told_beside_its_field(
    world: Meetings, secretary: Client, typed: dict[str, str], field: str
) -> None:
    meeting = world.held()
    answer = secretary.post(f"{ONE}acuerdos/nuevo/", AGREE | {"version": meeting.version} | typed)
    assert f'<a href="#{field}">' in answer.text
    assert not Agreement.objects.exists()


def test_an_end_that_is_still_to_come_is_refused_beside_its_field(world: Meetings, secretary: Client) -> None:
    typed = noted(world.planned()) | {"end_day": "2026-08-14", "end_hour": "09:01"}
    answer = secretary.post(f"{ONE}asistencia/", typed)
    assert '<a href="#id_end_hour">' in answer.text
    assert "Esa hora todavía no llega" in answer.text
    assert Meeting.objects.get().state == "planned"
    assert secretary.post(f"{ONE}asistencia/", typed | {"end_hour": "09:00"}).status_code == 302


def test_a_seat_without_a_name_is_told_beside_it_and_the_rest_stays_typed(world: Meetings, secretary: Client) -> None:
    typed = noted(world.planned())
    key = world.cast.army.pk
    answer = secretary.post(f"{ONE}asistencia/", typed | {f"person_{key}": "", f"post_{key}": "Jefa de personal"})
    assert f'<a href="#id_person_{key}">' in answer.text
    assert "Jefa de personal" in answer.text
    assert Meeting.objects.get().state == "planned"


def pages_of(meeting: Meeting) -> dict[str, dict[str, str]]:
    """What is posted to each page of a held meeting, with words that must stay typed."""
    point = meeting.agenda.get()
    return {
        "agenda/": {f"order_{point.pk}": "1", f"title_{point.pk}": "Con otras palabras"},
        "asistencia/": noted(meeting) | {"notes": "Con otras palabras"},
        "acuerdos/nuevo/": AGREE | {"text": "Con otras palabras"},
    }


@pytest.mark.parametrize("page", ["agenda/", "asistencia/", "acuerdos/nuevo/"])
def test_a_conflict_keeps_what_was_typed_and_can_be_sent_again(world: Meetings, secretary: Client, page: str) -> None:
    meeting = world.held()
    typed = pages_of(meeting)[page]
    answer = secretary.post(ONE + page, typed | {"version": str(meeting.version - 1)})
    assert answer.status_code == 409
    assert "Alguien cambió esta sesión" in answer.text
    assert "Con otras palabras" in answer.text
    assert f'name="version" value="{meeting.version}"' in answer.text
    assert secretary.post(ONE + page, typed | {"version": str(meeting.version)}).status_code == 302


def test_an_agreement_decided_meanwhile_is_told(world: Meetings, secretary: Client) -> None:
    read = world.bound()
    world.said(read)
    answer = secretary.post(
        "/acuerdos/S-2026-01/1/", {"step": "dropped", "text": "Ya no procede.", "version": read.version}
    )
    assert answer.status_code == 409
    assert "Ya no procede." in answer.text
    assert Agreement.objects.get().state == "open"


def test_a_file_that_is_no_pdf_is_told_beside_its_box(world: Meetings, secretary: Client) -> None:
    meeting = world.closed()
    file = SimpleUploadedFile("acta.pdf", b"<html>no</html>")
    answer = secretary.post(f"{ONE}firmar/", {"file": file, "version": meeting.version})
    assert '<a href="#id_file">' in answer.text
    assert Meeting.objects.get().signed_file is None


# --- Who finds what --------------------------------------------------------------------------------------------------


def test_an_institution_finds_only_what_binds_it(world: Meetings, signed_in: SignIn) -> None:
    world.bound()
    world.agreed(hours=1)
    reporter, outsider = signed_in(world.cast.reporter), signed_in(world.cast.outsider)
    codes = [browser.get(f"/acuerdos/S-2026-0{n}/1/").status_code for browser in (reporter, outsider) for n in (1, 2)]
    assert codes == [200, 404, 404, 404]
    assert "S-2026-01" not in outsider.get("/acuerdos/").text


@pytest.mark.parametrize("role", ["member", "alternate", "observer"])
def test_who_only_reads_is_offered_no_change(world: Meetings, signed_in: SignIn, role: str) -> None:
    world.held()
    page = signed_in(getattr(world.cast, role)).get(ONE).text
    assert "Enviar" not in page
    assert not any(f'href="{ONE}{part}/"' in page for part in ("agenda", "asistencia", "cerrar", "acuerdos/nuevo"))


def test_a_text_that_could_be_a_formula_is_harmless_in_the_csv(world: Meetings, secretary: Client) -> None:
    agreement = world.bound()
    Agreement.objects.filter(pk=agreement.pk).update(text="=HYPERLINK(1)")
    answer = secretary.get("/comite/acuerdos/datos.csv?estado=todos")
    assert "S-2026-01,1,'=HYPERLINK(1),EP," in answer.content.decode("utf-8-sig")


def test_the_list_keeps_its_filters_in_the_address(
    world: Meetings, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    world.bound()
    world.said(world.bound(hours=1))
    clock.move_to("2026-10-02T09:00:00-05:00")
    secretary = signed_in(world.cast.secretary)
    expected = {"pendientes": {1, 2}, "vencidos": {1}, "por-confirmar": {2}, "cumplidos": set(), "todos": {1, 2}}
    for state, found in expected.items():
        page = secretary.get(f"/comite/acuerdos/?estado={state}&institucion=EP").text
        assert {n for n in (1, 2) if f"/acuerdos/S-2026-0{n}/1/" in page} == found, state


def test_who_reports_and_sits_in_the_committee_finds_only_their_own_under_their_institution(
    world: Meetings, signed_in: SignIn
) -> None:
    world.bound()
    world.bound(world.cast.navy, hours=1)
    make_post(world.cast.reporter, Role.COMMITTEE_MEMBER, world.cast.army)
    browser = signed_in(User.objects.get(pk=world.cast.reporter.pk))
    assert "/acuerdos/S-2026-02/1/" not in browser.get("/acuerdos/").text
    assert "/acuerdos/S-2026-02/1/" in browser.get("/comite/acuerdos/").text


# --- What is pending -------------------------------------------------------------------------------------------------


def test_what_is_pending_is_chosen_once(world: Meetings, secretary: Client) -> None:
    world.planned()
    page = secretary.get(f"{ONE}pendientes/").text
    assert "MGP no ha enviado nada de 2026-I" in page
    assert "1 indicador sin meta: PREV-1.1.1" in page
    typed = {"version": Meeting.objects.get().version, "source": ["silent:2026-I:MGP", "made:up"]}
    secretary.post(f"{ONE}pendientes/", typed)
    assert [point.title for point in Meeting.objects.get().agenda.exclude(source="")] == [
        "MGP no ha enviado nada de 2026-I"
    ]
    assert "MGP no ha enviado nada" not in secretary.get(f"{ONE}pendientes/").text
    twice = secretary.post(f"{ONE}pendientes/", typed | {"source": ["silent:2026-I:MGP"]})
    assert twice.status_code == 302, "a button pressed twice is no error"


def test_what_no_longer_waits_is_not_proposed(world: Meetings, secretary: Client) -> None:
    world.planned()
    revision = world.plan.indicators.get().revisions.get()
    for institution in (world.cast.army, world.cast.navy):
        make_measurement(revision, institution, world.period, value=1)
    make_target(revision.series.get(), world.period, 10)
    typed = {"version": Meeting.objects.get().version, "source": ["review:2026-I"]}
    secretary.post(f"{ONE}pendientes/", typed)
    assert "No queda nada más pendiente." in secretary.get(f"{ONE}pendientes/").text


# --- Queries ---------------------------------------------------------------------------------------------------------


def queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


def test_pages_read_as_much_with_many_rows_as_with_few(world: Meetings, signed_in: SignIn) -> None:
    secretary, reporter = signed_in(world.cast.secretary), signed_in(world.cast.reporter)
    pages = {
        LIST: secretary,
        ONE: secretary,
        "/comite/sesiones/S-2026-02/pendientes/": secretary,
        "/comite/acuerdos/?estado=todos": secretary,
        "/comite/acuerdos/datos.csv": secretary,
        "/acuerdos/": reporter,
    }
    first = world.closed()
    spread(world, first, 3)
    for browser in (secretary, reporter):
        browser.get("/inicio/")  # the first page of a session reads who it is
    few = {url: queries(browser, url) for url, browser in pages.items()}
    spread(world, first, 30)
    assert {url: queries(browser, url) for url, browser in pages.items()} == few


def spread(world: Meetings, meeting: Meeting, size: int) -> None:
    """So many more agreements of one meeting, and so many more meetings."""
    start = meeting.agreements.count()
    Agreement.objects.bulk_create(
        Agreement(meeting=meeting, ordinal=start + n, text="Enviar.", institution=world.cast.army, due_on=DUE_ON)
        for n in range(1, size + 1)
    )
    for n in range(size):
        called = Called("ordinary", STARTS.replace(minute=n, hour=13 + size % 7), f"Sala {n}")
        keeping.call(world.plan, called, by=world.cast.secretary, at=BEFORE)


def test_who_noted_at_the_same_time_sees_what_the_other_noted_and_empties_no_point_added_since(
    world: Meetings, secretary: Client
) -> None:
    meeting, by = world.held(), world.cast.secretary
    typed = noted(meeting)
    point = meeting.agenda.get()
    theirs = replace(world.record(meeting, ABSENT), points={point.pk: "Lo <b>suyo</b>."})
    meeting = keeping.hold(meeting, theirs, version=meeting.version, by=by, at=AFTER)
    meeting = world.pointed(meeting, "Varios")
    added = meeting.agenda.get(title="Varios")
    keeping.hold(meeting, Record(ENDS, points={added.pk: "Nota."}), version=meeting.version, by=by, at=AFTER)
    late = secretary.post(f"{ONE}asistencia/", typed)
    assert late.status_code == 409
    assert "Lo &lt;b&gt;suyo&lt;/b&gt;." in late.text
    assert late.text.count("entretanto: «Ausente»") == meeting.attendances.count()
    form = late.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    secretary.post(f"{ONE}asistencia/", again)
    assert dict(meeting.agenda.values_list("title", "note")) == {point.title: "Se revisó.", "Varios": "Nota."}


def test_what_was_typed_reaches_the_agreement_that_the_page_showed_though_its_number_moved(
    world: Meetings, secretary: Client
) -> None:
    meeting = world.held()
    for text in ("Uno.", "Dos.", "Tres."):
        meeting.refresh_from_db()
        terms = world.terms(text=text)
        agreeing.agree(meeting, terms, version=meeting.version, by=world.cast.secretary, at=AFTER)
    page = secretary.get(f"{ONE}acuerdos/2/")
    typed = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    agreeing.strike(meeting.agreements.get(ordinal=1), version=1, by=world.cast.secretary, at=AFTER)
    secretary.post(f"{ONE}acuerdos/2/", typed | {"text": "Dos, con otras palabras."})
    texts = list(meeting.agreements.order_by("ordinal").values_list("text", flat=True))
    assert texts == ["Dos, con otras palabras.", "Tres."]
    agreeing.strike(meeting.agreements.get(ordinal=1), version=2, by=world.cast.secretary, at=AFTER)
    late = secretary.post(f"{ONE}acuerdos/2/", typed | {"text": "Dos, tarde."})
    assert late.status_code == 409
    assert "Dos, tarde." in late.text
    assert list(meeting.agreements.values_list("text", flat=True)) == ["Tres."]
