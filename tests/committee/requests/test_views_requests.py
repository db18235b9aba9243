"""The pages of requests: who finds what, what each may do, and what stays typed when it is refused."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from committee.models import InformationRequest, RequestMessage
from committee.requests import requesting
from measurements.anchors import Part
from measurements.answer.refusals import NotAllowed
from measurements.models import Opening
from tests.cast import Cast
from tests.committee.requests import requests_seen
from tests.committee.requests.requested import DUE, MADE, PDF, answered, in_every_state, make_request
from tests.committee.requests.requests_seen import DESK, NEW, ONE, OWN, STEPS, typed, upload
from tests.conftest import SignIn
from tests.factories import make_institution, make_plan
from tests.factories.activities import make_activity, make_round, make_year_plan
from tests.measurements.worlds.walk import make_world

clock, _plan, request_of_army, secretary, reporter = (
    requests_seen.clock,
    requests_seen._plan,
    requests_seen.request_of_army,
    requests_seen.secretary,
    requests_seen.reporter,
)


State = InformationRequest.State


# --- The whole way


def test_required_answered_with_a_document_and_accepted(secretary: Client, reporter: Client, cast: Cast) -> None:
    asked = {"kind": "clarify", "subject": "Cifra", "text": "Explique.", "until": "2026-08-14"}
    made = secretary.post(f"{NEW}?institucion=EP", asked)
    assert made.headers["Location"] == ONE
    answer = typed("answer", text="Es por el curso.", documents=upload(), is_confirmed="on")
    assert reporter.post(ONE, answer).status_code == 302
    page = secretary.get(ONE).text
    assert "Es por el curso." in page
    assert "lista.pdf" in page
    secretary.post(ONE, typed("accept", 2, text="Conforme."))
    assert InformationRequest.objects.get().state == State.ACCEPTED
    assert "Conforme." in reporter.get(ONE).text


def test_parts_of_a_closed_semester_are_opened_from_the_form(secretary: Client, cast: Cast) -> None:
    answer = make_world(cast, size=1).validated()
    about = f"{NEW}?institucion=EP&semestre=2026-I&indicador={answer.indicator.code}"
    assert "Abrir solo estas partes" in secretary.get(about).text
    asked = {"kind": "correct", "subject": "Explicación", "text": "Corrija.", "until": "2026-08-14"}
    without = secretary.post(about, asked | {"opens": "on"})
    assert "Marque las partes que se deben abrir." in without.text
    secretary.post(about, asked | {"opens": "on", "parts": ["narrative:::"]})
    assert Opening.objects.get().anchors == [{"part": Part.NARRATIVE}]


def test_the_review_page_leads_to_a_request_about_that_answer(secretary: Client, cast: Cast, signed_in: SignIn) -> None:
    answer = make_world(cast, size=1).sent()
    page = f"/revision/2026-I/EP/{answer.indicator.code}/"
    link = f"{NEW}?institucion=EP&amp;semestre=2026-I&amp;indicador={answer.indicator.code}"
    assert link in secretary.get(page).text
    assert NEW not in signed_in(cast.member).get(page).text


def test_an_activity_is_chosen_among_those_of_the_institution_and_said_everywhere(
    secretary: Client, reporter: Client, cast: Cast
) -> None:
    round_ = make_round(make_plan(), is_sealed=True)
    own = make_activity(make_year_plan(round_, cast.army), title="Curso de género")
    other = make_activity(make_year_plan(round_, cast.navy))
    about = f"{NEW}?institucion=EP&actividad="
    assert f"{NEW}?institucion=EP&amp;actividad={own.code}" in secretary.get(f"/actividades/{own.code}/").text
    assert NEW not in reporter.get(f"/actividades/{own.code}/").text
    page = secretary.get(about + own.code).text
    assert f'<option value="{own.code}" selected>' in page
    assert other.code not in page
    asked = {"kind": "evidence", "subject": "Sustento", "text": "Envíe la lista.", "until": "2026-08-14"}
    secretary.post(about + own.code, asked)
    secretary.post(about + other.code, asked | {"subject": "De otra"})
    first, second = InformationRequest.objects.order_by("ordinal")
    assert (first.activity, second.activity) == (own, None)
    assert "Actividad EP-2026-01 Curso de género" in reporter.get(ONE).text
    rows = list(csv.DictReader(io.StringIO(secretary.get(f"{DESK}datos.csv").content.decode("utf-8-sig"))))
    assert {row["Número"]: row["Actividad"] for row in rows} == {first.number: own.code, second.number: ""}
    letter = Document(io.BytesIO(secretary.get(f"{ONE}proyecto-de-oficio-es.docx").content))
    cells = [cell.text for table in letter.tables for line in table.rows for cell in line.cells]
    assert any("Actividad EP-2026-01 Curso de género" in cell for cell in cells)


def test_a_plan_that_was_not_sent_is_offered_to_nobody_of_the_committee(secretary: Client, cast: Cast) -> None:
    draft = make_activity(make_year_plan(make_round(make_plan()), cast.army))
    assert draft.code not in secretary.get(f"{NEW}?institucion=EP").text


def test_an_activity_of_another_institution_is_refused(cast: Cast) -> None:
    other = make_activity(make_year_plan(make_round(make_plan(), is_sealed=True), cast.navy))
    with pytest.raises(NotAllowed):
        make_request(cast, cast.army, activity=other)
    assert not InformationRequest.objects.exists()


def test_nobody_is_offered_what_they_may_not_require(cast: Cast, signed_in: SignIn, secretary: Client) -> None:
    unit = make_institution("EP-N", kind="unit", parent=cast.army, is_participating=False)
    offered = {
        "secretary": secretary.get(NEW).context["choice"].institutions,
        "alternate": signed_in(cast.alternate).get(NEW).context["choice"].institutions,
    }
    assert unit not in offered["secretary"]
    assert cast.ministry not in offered["secretary"]
    assert offered["alternate"] == (cast.ministry,)
    assert secretary.get(f"{NEW}?institucion=MINDEF").context["form"] is None


# --- Who finds what, and who may do what


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("reporter", 200),
        ("approver", 200),
        ("member", 200),
        ("secretary", 200),
        ("alternate", 200),
        ("outsider", 404),
        ("outside_approver", 404),
        ("observer", 404),
        ("administrator", 404),
    ],
)
def test_a_request_exists_for_its_institution_and_the_committee_alone(
    request_of_army: InformationRequest, cast: Cast, signed_in: SignIn, who: str, code: int
) -> None:
    requesting.comment(request_of_army, text="Adjunto.", files=(PDF,), by=cast.reporter, at=MADE)
    browser, digest = signed_in(cast.people()[who]), hashlib.sha256(PDF.content).hexdigest()
    assert browser.get(ONE).status_code == code
    assert browser.get(f"{ONE}adjunto/{digest}/").status_code == code
    assert browser.get(f"{ONE}adjunto/{'0' * 64}/").status_code == 404


def test_each_step_is_offered_and_taken_only_by_its_side(cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(DUE, tick=False):
        in_every_state(cast, cast.army, by=cast.secretary, answers=cast.reporter)
        found, messages = [], RequestMessage.objects.count()
        for who in ("member", "alternate", "reporter", "secretary"):
            browser = signed_in(cast.people()[who])
            for request in InformationRequest.objects.order_by("ordinal"):
                page = browser.get(f"{OWN}{request.number}/")
                found.append(
                    (who, str(request.state), [act for act, form in page.context["page"].forms.items() if form])
                )
                if who in ("member", "alternate"):
                    codes = {browser.post(f"{OWN}{request.number}/", typed(act)).status_code for act in STEPS}
                    assert codes == {403}
        assert RequestMessage.objects.count() == messages
    closed = [(who, state) for who in ("reporter", "secretary") for state in ("accepted", "expired", "withdrawn")]
    offered = {(who, state): acts for who, state, acts in found if acts}
    assert offered == {
        ("reporter", "open"): ["answer", "comment"],
        ("reporter", "answered"): ["comment"],
        ("secretary", "open"): ["comment", "extend", "withdraw", "expire", "file_oficio"],
        ("secretary", "answered"): ["comment", "accept", "insist", "withdraw", "file_oficio"],
        **{(who, state): ["file_oficio"] for who, state in closed if who == "secretary"},
    }


@pytest.mark.parametrize("act", ["accept", "insist", "extend", "withdraw", "expire", "file_oficio", "file_letter"])
def test_the_institution_cannot_take_a_step_of_the_committee(
    request_of_army: InformationRequest, reporter: Client, act: str
) -> None:
    fields: dict[str, Any] = {
        "text": "Sí.",
        "until": "2026-08-21",
        "reason": "No.",
        "number": "1",
        "documents": upload(),
    }
    assert reporter.post(ONE, typed(act, **fields, is_confirmed="on")).status_code == 403
    assert RequestMessage.objects.count() == 1


@pytest.mark.parametrize("who", ["reporter", "secretary"])
def test_every_form_carries_the_token_that_its_sending_needs(
    request_of_army: InformationRequest, cast: Cast, signed_in: SignIn, who: str
) -> None:
    page = signed_in(cast.people()[who]).get(ONE).text
    assert page.count('method="post"') == page.count("csrfmiddlewaretoken") > 2


# --- What is refused keeps what was typed


def test_a_stale_step_is_told_with_what_was_typed(
    request_of_army: InformationRequest, secretary: Client, cast: Cast
) -> None:
    answered(request_of_army, cast.reporter)
    page = secretary.post(ONE, typed("insist", 1, text="Falta la lista.", until="2026-08-21"))
    assert page.status_code == 409
    assert "Alguien cambió este requerimiento" in page.text
    assert "Falta la lista." in page.text


def test_who_must_send_again_is_told_which_files_to_choose_again(
    request_of_army: InformationRequest, reporter: Client, cast: Cast
) -> None:
    requesting.comment(request_of_army, text="¿Qué curso?", by=cast.secretary, at=MADE)
    file = SimpleUploadedFile("lista.pdf", PDF.content, "application/pdf")
    answer = typed("answer", 1, text="Es este.") | {"answer-documents": file, "answer-is_confirmed": "on"}
    page = reporter.post(ONE, answer)
    assert page.status_code == 409
    assert "Elija los archivos otra vez: lista.pdf" in page.text


def test_words_for_a_step_that_is_over_are_shown_again(
    request_of_army: InformationRequest, secretary: Client, reporter: Client, cast: Cast
) -> None:
    requesting.withdraw(request_of_army, version=1, reason="Ya se supo.", by=cast.secretary, at=MADE)
    page = reporter.post(ONE, typed("answer", text="Largo texto escrito."))
    assert page.status_code == 409
    assert "Largo texto escrito." in page.text


@pytest.mark.parametrize(
    ("act", "fields", "said"),
    [
        ("answer", {"text": " "}, "Escriba su respuesta o adjunte un documento."),
        ("answer", {"text": "Sí.", "documents": "file"}, "Confirme que los documentos"),
        ("answer", {"text": "Sí.", "documents": "bad", "is_confirmed": "on"}, "no es un archivo PDF por dentro"),
        ("comment", {"text": ""}, "Escriba su comentario."),
    ],
)
def test_errors_stand_beside_the_field_and_keep_the_words(
    request_of_army: InformationRequest, reporter: Client, act: str, fields: dict[str, Any], said: str
) -> None:
    files: dict[str, Any] = {"file": upload(), "bad": upload(content=b"<html>")}
    page = reporter.post(ONE, typed(act, **{name: files.get(str(value), value) for name, value in fields.items()}))
    assert said in page.text
    assert "Hay un problema" in page.text
    assert RequestMessage.objects.count() == 1


def test_a_day_before_the_one_that_stands_is_refused_beside_the_day(
    request_of_army: InformationRequest, secretary: Client
) -> None:
    page = secretary.post(ONE, typed("extend", text="Más.", until="2026-08-07"))
    assert "Elija un día posterior" in page.context["form"].errors["until"][0]


def test_a_conversation_can_hold_markup_and_formulas_as_text(
    request_of_army: InformationRequest, reporter: Client, secretary: Client, cast: Cast
) -> None:
    requesting.comment(request_of_army, text="<script>alert(1)</script>", by=cast.reporter, at=MADE)
    assert "<script>alert(1)" not in secretary.get(ONE).text
