"""The pages of a consultation, of a report before a meeting and of issuing: who sees what, what is refused and kept, the whole way."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee.models import ReportPoint
from institutions.models import Appointment, Role
from reports.consulting import answering
from reports.drafting.standing import version_of_all
from reports.drafting.writing import Written, write
from reports.models import Remark, ReportDraft, ReportEdition
from tests.committee.meetings.met import STARTS
from tests.conftest import SignIn
from tests.reports.consulting import consulting_seen
from tests.reports.consulting.consulting_seen import boxes, text_of
from tests.reports.worlds.consulted import AGREES, BEGUN, DURING, ENDED, ISSUED, PUT, Consultations

pytestmark = pytest.mark.django_db

world = consulting_seen.world


CAN_BE_ISSUED = "La Secretaría Técnica lo emite"
MOST_QUERIES = 22
"""Of the page of a consultation, all that stands around it included."""


def test_from_the_draft_to_the_edition(world: Consultations, signed_in: SignIn) -> None:
    draft = world.draft()
    desk, own = (reverse(name, args=[draft.pk]) for name in ("draft_consultation", "consultation_answer"))
    with time_machine.travel(BEGUN, tick=False):
        secretary = signed_in(world.cast.secretary)
        assert "Todavía no se consultó a nadie" in text_of(secretary.get(desk))
        assert (
            secretary.post(
                desk, {"action": "open", "version": version_of_all(draft), "closes_on": "2026-08-07"}
            ).status_code
            == 302
        )
    with time_machine.travel(DURING, tick=False):
        general = signed_in(world.general)
        assert "Consulta: Informe de cumplimiento 2026-I" in text_of(general.get(reverse("home")))
        consulted = text_of(general.get(reverse("consultation_report", args=[draft.pk, 1])))
        assert "BORRADOR EN CONSULTA" in consulted
        assert "<dt>Edición</dt><dd>Texto en consulta, no emitido</dd>" in consulted
        assert "Vista previa" not in consulted
        assert general.post(own, boxes("remarks", ("method", "Explique la fuente."))).status_code == 302
        remark = Remark.objects.get()
        secretary = signed_in(world.cast.secretary)
        answer = reverse("consultation_remark", args=[draft.pk, remark.pk])
        secretary.post(answer, {"outcome": "taken", "reply": "Se explica.", "version": 1})
    with time_machine.travel(ENDED, tick=False):
        secretary = signed_in(world.cast.secretary)
        assert secretary.post(desk, {"action": "close", "version": 1}).status_code == 302
    with time_machine.travel(PUT, tick=False):
        secretary, room = signed_in(world.cast.secretary), world.meetings.planned()
        page = reverse("draft_meeting", args=[draft.pk])
        assert f'href="{reverse("meeting_new")}">Convocar otra sesión' in text_of(secretary.get(page))
        seen = {"version": version_of_all(world.read(draft))}
        assert "Elija la sesión que decide sobre él." in text_of(secretary.post(page, seen))
        assert secretary.post(page, seen | {"meeting": room.number}).status_code == 302
    world.note(room)
    with time_machine.travel(ISSUED, tick=False):
        secretary = signed_in(world.cast.secretary)
        point = reverse("meeting_report", args=[room.number, draft.pk])
        read = f'href="{reverse("draft_preview", args=[draft.pk])}">Leer el informe'
        assert read in text_of(secretary.get(point))
        assert f'href="{reverse("draft", args=[draft.pk])}">Ver sus pasos' in text_of(secretary.get(point))
        secretary.post(point, {"action": "adopt", "version": 1})
        issue = reverse("draft_issue", args=[draft.pk])
        assert "su acta todavía no está cerrada" in text_of(secretary.get(issue))
        assert CAN_BE_ISSUED not in text_of(secretary.get(point))
        world.meetings.close(room)
        assert CAN_BE_ISSUED in text_of(secretary.get(point))
        said = text_of(secretary.get(issue))
        assert "IC-2026-0001" in said
        assert ReportPoint.objects.get().digest in said
        assert secretary.post(issue, {}).status_code == 200
        assert not ReportEdition.objects.exists()
        seen = {"version": version_of_all(world.read(draft))}
        made = secretary.post(issue, seen | {"is_sure": "on"})
        assert made["Location"] == reverse("edition", args=["IC-2026-0001"])
        assert secretary.post(issue, {"is_sure": "on"})["Location"] == made["Location"]
        assert secretary.get(issue)["Location"] == made["Location"]
    assert ReportEdition.objects.count() == 1


@pytest.mark.parametrize("standing", ["drafting", "consulting", "proposed", "adopted", "ready", "issued", "abandoned"])
def test_who_reads_sees_where_it_stands_and_is_offered_nothing(
    world: Consultations, signed_in: SignIn, standing: str
) -> None:
    draft = world.standing(standing)
    for name in ("member", "observer", "administrator"):
        client = signed_in(world.person(name))
        for page in ("draft_consultation", "draft_meeting"):
            said = text_of(client.get(reverse(page, args=[draft.pk])))
            assert str(draft.standing.label) in said
            assert 'value="close"' not in said
            assert 'name="meeting"' not in said
        assert client.get(reverse("draft_issue", args=[draft.pk])).status_code == 403


@pytest.mark.parametrize("standing", ["drafting", "consulting", "proposed", "adopted", "abandoned"])
def test_issuing_too_early_is_told_and_changes_nothing(world: Consultations, signed_in: SignIn, standing: str) -> None:
    draft = world.standing(standing)
    client, url = signed_in(world.cast.secretary), reverse("draft_issue", args=[draft.pk])
    with time_machine.travel(ISSUED, tick=False):
        assert "is_sure" not in text_of(client.get(url))
        assert client.post(url, {"is_sure": "on"}).status_code == 409
    assert not ReportEdition.objects.exists()


def test_a_proposal_that_was_tampered_with_is_not_issued(world: Consultations, signed_in: SignIn) -> None:
    draft = world.ready()
    ReportDraft.objects.filter(pk=draft.pk).update(proposal=draft.proposal.replace('"value":"44"', '"value":"45"'))
    with time_machine.travel(ISSUED, tick=False):
        response = signed_in(world.cast.secretary).post(reverse("draft_issue", args=[draft.pk]), {"is_sure": "on"})
    assert response.status_code == 500
    assert "no se muestra, y nada se cambió ni se emitió" in text_of(response)
    assert not ReportEdition.objects.exists()


def test_own_report_has_no_consultation_and_its_approver_issues_it(world: Consultations, signed_in: SignIn) -> None:
    draft = world.own_draft()
    client = signed_in(world.cast.approver)
    for page in ("draft_consultation", "consultation_answer", "draft_meeting"):
        assert client.get(reverse(page, args=[draft.pk])).status_code == 404
    url = reverse("draft_issue", args=[draft.pk])
    assert signed_in(world.cast.outside_approver).get(url).status_code == 404
    assert signed_in(world.cast.reporter).get(url).status_code == 403
    with time_machine.travel(ISSUED, tick=False):
        shown = client.get(url)
        assert "Se toman las del momento" in text_of(shown)
        assert client.post(url, {"is_sure": "on"}).status_code == 409, "nobody says which text was read"
        read = {"version": shown.context["form"]["version"].value()}
        assert client.post(url, read | {"is_sure": "on"}).status_code == 302
    assert ReportEdition.objects.get().institution == world.world.army


def test_text_that_was_written_after_the_approver_read_the_own_report_is_not_issued_unread(
    world: Consultations, signed_in: SignIn
) -> None:
    draft = world.own_draft()
    client, url = signed_in(world.cast.approver), reverse("draft_issue", args=[draft.pk])
    form = client.get(url).context["form"]
    read, parts = form["version"].value(), form["read"].value()
    section = draft.sections.get(key="closing")
    words = Written({"es": "Se cumplió todo.", "en": "All was done."}, {})
    write(section, words, version=section.version, by=world.cast.reporter, at=ISSUED)
    late = client.post(url, {"is_sure": "on", "version": read, "read": parts})
    assert late.status_code == 409
    assert "vuelva a leerlo" in text_of(late)
    assert f'href="{reverse("draft_text", args=[draft.pk, "closing"])}">Cambió mientras tanto: la sección' in text_of(
        late
    )
    assert not ReportEdition.objects.exists()
    again = late.context["form"]["version"].value()
    assert client.post(url, {"is_sure": "on", "version": again}).status_code == 302
    assert ReportEdition.objects.get().draft == draft


# --- The secretary ---


def test_an_answer_to_a_remark_from_an_older_page_shows_both(world: Consultations, signed_in: SignIn) -> None:
    seat = world.remarked()
    remark = seat.remarks.get(ordinal=1)
    url = reverse("consultation_remark", args=[seat.round.draft_id, remark.pk])
    with time_machine.travel(DURING, tick=False):
        client = signed_in(world.cast.secretary)
        client.post(url, {"outcome": "taken", "reply": "Se acoge.", "version": 1})
        late = client.post(url, {"outcome": "declined", "reply": "No se acoge.", "version": 1})
    assert late.status_code == 409
    assert "Se acoge." in text_of(late)
    assert "No se acoge." in text_of(late)


def test_a_remark_that_was_taken_back_is_told(world: Consultations, signed_in: SignIn) -> None:
    seat = world.remarked()
    remark = seat.remarks.get(ordinal=1)
    answering.answer(seat, AGREES, version=seat.version, by=world.general, at=DURING)
    url = reverse("consultation_remark", args=[seat.round.draft_id, remark.pk])
    with time_machine.travel(DURING, tick=False):
        assert signed_in(world.cast.secretary).get(url).status_code == 404


def test_what_a_report_lacks_is_named_on_the_page_of_its_meeting(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.closed()
    url = reverse("draft_meeting", args=[round_.draft_id])
    with time_machine.travel(PUT, tick=False):
        client = signed_in(world.cast.secretary)
        assert "Responda primero 2 observaciones" in text_of(client.get(url))
        world.reply_all()
        draft = world.read(round_.draft)
        draft.sections.filter(key="closing").update(text_es="Conclusión.")
        room = world.meetings.planned()
        page = text_of(client.get(url))
        assert "Textos sin inglés" in page
        data = {"meeting": room.number, "version": version_of_all(draft)}
        refused = client.post(url, data)
        assert [*refused.context["form"].errors] == ["english_pending"], "what is wrong is said beside its box"
        assert "acepte que está pendiente" in text_of(refused)
        assert client.post(url, data | {"english_pending": "on"}).status_code == 302


def test_a_meeting_that_began_and_was_not_noted_is_not_offered_and_the_page_says_why(
    world: Consultations, signed_in: SignIn
) -> None:
    draft, room = world.consulted(), world.meetings.planned()
    client, url = signed_in(world.cast.secretary), reverse("draft_meeting", args=[draft.pk])
    with time_machine.travel(STARTS, tick=False):
        page = text_of(client.get(url))
        assert f'value="{room.number}"' not in page
        assert f'<span class="unbroken">{room.number}</span> empezó el 12 de agosto de 2026, 10:00' in page
        assert "No hay ninguna sesión por realizarse" in page
        meeting = text_of(client.get(reverse("meeting", args=[room.number])))
        assert url not in meeting


def test_the_page_of_a_consultation_takes_the_same_queries_however_many_remarks_there_are(
    world: Consultations, signed_in: SignIn
) -> None:
    seat = world.remarked()
    client, url = signed_in(world.cast.secretary), reverse("draft_consultation", args=[seat.round.draft_id])
    with time_machine.travel(DURING, tick=False):
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        Remark.objects.bulk_create(Remark(seat=seat, ordinal=n, text=f"Falta {n}.") for n in range(3, 23))
        with CaptureQueriesContext(connection) as many:
            client.get(url)
    assert len(many) == len(few) <= MOST_QUERIES


# --- Withdrawing ---


def test_an_edition_is_withdrawn_by_its_code_and_says_so_for_ever(world: Consultations, signed_in: SignIn) -> None:
    edition = world.issued()
    url, page = reverse("edition_withdraw", args=[edition.code]), reverse("edition", args=[edition.code])
    client = signed_in(world.cast.secretary)
    assert "Retirar esta edición" in text_of(client.get(page))
    assert "Retirar esta edición" not in text_of(signed_in(world.cast.member).get(page))
    wrong = client.post(url, {"reason": "Se duplicó una fuente.", "code": "IC-2026-0002"})
    assert "Ese no es el código" in text_of(wrong)
    assert "Se duplicó una fuente." in text_of(wrong)
    assert client.post(url, {"reason": "Se duplicó una fuente.", "code": edition.code.lower()}).status_code == 302
    said = text_of(signed_in(world.cast.observer).get(page))
    assert "Esta edición se retiró" in said
    post = world.cast.secretary.posts[0]
    assert f"La retiró {post.title}, {post.institution.name}, el " in said
    assert '<p class="quote" lang="es">Se duplicó una fuente.</p>' in said
    assert client.get(url)["Location"] == page
    assert client.post(url, {"reason": "Otra razón.", "code": edition.code}).status_code == 409


def test_who_sits_for_two_institutions_is_led_to_each_and_stays_with_the_one_answered(
    world: Consultations, signed_in: SignIn
) -> None:
    Appointment.objects.create(
        user=world.general, institution=world.cast.ministry, role=Role.COMMITTEE_MEMBER, starts_on=dt.date(2020, 1, 1)
    )
    round_ = world.opened()
    own = reverse("consultation_answer", args=[round_.draft_id])
    with time_machine.travel(DURING, tick=False):
        general = signed_in(world.general)
        home = text_of(general.get(reverse("home")))
        codes = (world.world.army.code, world.cast.ministry.code)
        assert all(f'href="{own}?institucion={code}"' in home for code in codes)
        for code in codes:
            address = f"{own}?institucion={code}"
            assert general.post(address, boxes("agrees")).headers["Location"] == address
    assert {each.institution.code for each in round_.seats.filter(answer="agrees")} == set(codes)


def test_list_of_reports_says_what_waits_in_a_consultation(world: Consultations, signed_in: SignIn) -> None:
    world.remarked()
    with time_machine.travel(DURING, tick=False):
        page = text_of(signed_in(world.cast.secretary).get("/informes/"))
    assert "Las instituciones responden hasta el 7 de agosto de 2026. 2 observaciones siguen sin respuesta." in page
    with time_machine.travel(ENDED, tick=False):
        page = text_of(signed_in(world.cast.secretary).get("/informes/"))
    assert "Sigue: cerrar la consulta; su último día fue el 7 de agosto de 2026." in page


def test_steps_of_a_report_say_how_many_remarks_wait_after_its_consultation_closed(
    world: Consultations, signed_in: SignIn
) -> None:
    draft = world.closed().draft
    client, url = signed_in(world.cast.secretary), reverse("draft", args=[draft.pk])
    with time_machine.travel(PUT, tick=False):
        assert "2 observaciones siguen sin respuesta." in text_of(client.get(url))
        world.reply_all()
        page = client.get(url)
    assert "sin respuesta" not in text_of(page)
    (step,) = (each for each in page.context["steps"] if each.name == "consultation")
    assert step.label == "Cerrada"


def test_remarks_of_a_report_before_a_meeting_are_read_and_not_answered(
    world: Consultations, signed_in: SignIn
) -> None:
    draft = world.put()
    remark = Remark.objects.filter(seat__round__draft=draft).order_by("pk")[0]
    url = reverse("consultation_remark", args=[draft.pk, remark.pk])
    secretary = signed_in(world.cast.secretary)
    page = text_of(secretary.get(url))
    assert "quedan como están" in page
    assert "Guardar la respuesta" not in page
    late = secretary.post(url, {"outcome": "declined", "reply": "Otra respuesta.", "version": remark.version})
    assert (late.status_code, "Otra respuesta." in text_of(late)) == (409, True)
    assert "Guardar la respuesta" not in text_of(late)
