"""Answering a consultation by its page: what is kept, refused beside its box, and shown again."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.urls import reverse

from reports.consulting import rounds
from reports.models import ConsultationSeat, Remark
from tests.conftest import SignIn
from tests.reports.consulting import consulting_seen
from tests.reports.consulting.consulting_seen import boxes, text_of
from tests.reports.worlds.consulted import DURING, ENDED, Consultations

pytestmark = pytest.mark.django_db

world = consulting_seen.world


def test_an_answer_from_an_older_page_is_told_keeps_what_was_typed_and_shows_what_stands(
    world: Consultations, signed_in: SignIn
) -> None:
    seat = world.remarked()
    url = reverse("consultation_answer", args=[seat.round.draft_id])
    with time_machine.travel(DURING, tick=False):
        client = signed_in(world.general)
        late = client.post(url, boxes("remarks", ("summary", "Otro texto mío."), version=1))
        assert late.status_code == 409
        assert "Otro texto mío." in text_of(late)
        assert "Falta la capacitación del segundo trimestre." in text_of(late)
        again = late.context["form"]["version"].value()
        assert client.post(url, boxes("remarks", ("summary", "Otro texto mío."), version=int(again))).status_code == 302
    assert [each.text for each in seat.remarks.all()] == ["Otro texto mío."]


def test_after_the_last_day_nothing_is_taken_and_what_was_typed_is_shown_once_more(
    world: Consultations, signed_in: SignIn
) -> None:
    round_ = world.opened()
    url = reverse("consultation_answer", args=[round_.draft_id])
    with time_machine.travel(ENDED, tick=False):
        client = signed_in(world.general)
        late = client.post(url, boxes("remarks", ("", "Llegué tarde.")))
        assert late.status_code == 409
        assert "hasta el 7 de agosto de 2026" in text_of(late)
        assert "Llegué tarde." in text_of(late)
        assert "Aquí ya no se puede enviar" in text_of(late)
        assert "Guardar la respuesta" not in text_of(late)
        assert 'name="answer"' not in text_of(client.get(url))
    assert not ConsultationSeat.objects.exclude(answer="").exists()


def test_more_boxes_keep_what_was_typed_and_write_nothing(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    url = reverse("consultation_answer", args=[round_.draft_id])
    with time_machine.travel(DURING, tick=False):
        data = boxes("remarks", ("", "Una."), ("method", "Dos."), ("", "Tres."), action="more")
        page = text_of(signed_in(world.general).post(url, data))
    assert "Tres." in page
    assert 'name="text_6"' in page
    assert 'name="text_7"' not in page
    assert re.findall(r'<[^>]+name="(\w+)"[^>]* autofocus', page) == ["section_4"], (
        "the page opens at the first new box"
    )
    assert 'data-asks-before-leaving="unsaved"' in page
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (boxes("remarks"), "Escriba al menos una observación"),
        (boxes("agrees", ("", "Pero falta.")), "Quien está conforme no deja observaciones"),
        (boxes("", ("", "Falta.")), "Elija si la institución está conforme"),
        (boxes("remarks", ("method", "")), "Escriba la observación, o no elija sección"),
        (boxes("remarks", ("nowhere", "Falta.")), "opciones disponibles"),
        (
            boxes("remarks", ("", "x" * 4001)),
            "como máximo 4\u00a0000 caracteres y este texto tiene 4\u00a0001. Acórtelo.",
        ),
        (
            boxes("remarks", ("", "Uno.\r\nEl segundo\x07 cuadro")),
            "La línea 2 contiene un carácter que ningún documento puede imprimir, cerca de «El segundo cuadro»",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    world: Consultations, signed_in: SignIn, data: dict[str, object], said: str
) -> None:
    round_ = world.opened()
    url = reverse("consultation_answer", args=[round_.draft_id])
    with time_machine.travel(DURING, tick=False):
        response = signed_in(world.general).post(url, data)
    assert response.status_code == 200
    assert said in text_of(response)
    assert not Remark.objects.exists()


def test_what_is_pasted_from_a_word_processor_is_kept_as_a_list(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    url = reverse("consultation_answer", args=[round_.draft_id])
    with time_machine.travel(DURING, tick=False):
        client = signed_in(world.general)
        assert 'maxlength="4000"' not in text_of(client.get(url)), "a browser would cut what is pasted"
        sent = boxes("remarks", ("", "Falta:\r\n•\tla fuente\r\n•\tla fecha"))
        assert client.post(url, sent).status_code == 302
        remark = Remark.objects.get()
        assert remark.text == "Falta:\n\n- la fuente\n- la fecha"
        reply = reverse("consultation_remark", args=[round_.draft_id, remark.pk])
        secretary = signed_in(world.cast.secretary)
        said = {"outcome": "taken", "reply": "Se agrega:\x0b• ambas", "version": 1}
        assert secretary.post(reply, said).status_code == 302
    remark.refresh_from_db()
    assert remark.reply == "Se agrega:\n\n- ambas"


def test_what_was_typed_survives_signing_in_again(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    url = reverse("consultation_answer", args=[round_.draft_id])
    with time_machine.travel(DURING, tick=False):
        client = signed_in(None)
        assert client.post(url, boxes("remarks", ("method", "No se pierda."), room=4)).status_code == 302
        client.force_login(world.general, backend="django.contrib.auth.backends.ModelBackend")
        page = text_of(client.get(url))
    assert "No se pierda." in page
    assert 'name="text_4"' in page


def test_a_letter_is_noted_with_its_number_on_the_page_of_the_institution(
    world: Consultations, signed_in: SignIn
) -> None:
    round_ = world.opened()
    url = reverse("consultation_letter", args=[round_.draft_id, "MGP"])
    with time_machine.travel(DURING, tick=False):
        client = signed_in(world.cast.secretary)
        assert "Escriba el número y la fecha" in text_of(client.post(url, boxes("agrees")))
        assert client.post(url, boxes("agrees", reference="Oficio 15-2026")).status_code == 302
        said = text_of(client.get(reverse("draft_consultation", args=[round_.draft_id])))
    assert "Por documento Oficio 15-2026" in said


def test_texts_of_people_carry_their_language_and_are_only_text(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    url = reverse("consultation_answer", args=[round_.draft_id])
    with time_machine.travel(DURING, tick=False):
        client = signed_in(world.general)
        client.post(url, boxes("remarks", ("", "<script>alert(1)</script> #read(1)")))
        page = text_of(client.get(f"/en{reverse('draft_consultation', args=[round_.draft_id])}"))
    assert '<p class="quote space-above" lang="es">&lt;script&gt;alert(1)&lt;/script&gt; #read(1)</p>' in page


def test_a_remark_is_about_a_section_under_the_number_that_the_report_prints(
    world: Consultations, signed_in: SignIn
) -> None:
    round_ = world.opened()
    answer = reverse("consultation_answer", args=[round_.draft_id])
    read = reverse("consultation_report", args=[round_.draft_id, round_.number])
    with time_machine.travel(DURING, tick=False):
        client = signed_in(world.general)
        offered = client.get(answer).context["form"].fields["section_1"].choices
        printed = client.get(read).context["document"].sections
    assert [label for _, label in offered[1:]] == [each.heading for each in printed]
    assert offered[1][1] == "1. Resumen ejecutivo"


def test_once_the_consultation_is_closed_nothing_more_is_promised(world: Consultations, signed_in: SignIn) -> None:
    seat = world.remarked()
    world.reply_all(at=DURING)
    url, promise = reverse("consultation_answer", args=[seat.round.draft_id]), "Se pueden agregar otras"
    with time_machine.travel(DURING, tick=False):
        assert promise in text_of(signed_in(world.general).get(url))
    rounds.close(seat.round, version=seat.round.version, by=world.cast.secretary, at=ENDED)
    with time_machine.travel(ENDED, tick=False):
        page = text_of(signed_in(world.general).get(url))
    assert "Observaciones respondidas" in page
    assert promise not in page
    assert "La consulta se cerró el 8 de agosto de 2026" in page
