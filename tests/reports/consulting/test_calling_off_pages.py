"""The page that calls a consultation off, and the pages that were open when it was: what they say, keep, and no longer take."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reports.consulting import rounds
from reports.drafting.standing import version_of_all
from reports.models import ConsultationRound, ConsultationSeat, Remark, ReportDraft
from tests.conftest import SignIn
from tests.reports.consulting import consulting_seen
from tests.reports.consulting.consulting_seen import boxes, text_of
from tests.reports.worlds.consulted import CALLED_OFF, DURING, ENDED, MISTAKE, PUT, Consultations

pytestmark = pytest.mark.django_db

world = consulting_seen.world
BY = "technical_secretary MINDEF dejó sin efecto la consulta 1 el 5 de agosto de 2026, 10:00"
WORD = "Dejar sin efecto la consulta"


def page_of(round_: ConsultationRound) -> str:
    return reverse("consultation_call_off", args=[round_.draft_id, round_.number])


def desk_of(draft: ReportDraft) -> str:
    return reverse("draft_consultation", args=[draft.pk])


def said(client: Client, url: str) -> str:
    """The words of a page, as one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(client.get(url))))


def test_it_is_called_off_after_a_page_that_says_what_becomes_of_it(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.remarked().round
    url, desk = page_of(round_), desk_of(round_.draft)
    with time_machine.travel(CALLED_OFF, tick=False):
        client = signed_in(world.cast.secretary)
        assert f'href="{url}">{WORD}' in text_of(client.get(desk))
        asked = said(client, url)
        assert "Instituciones que respondieron 1 de 3" in asked
        assert "Esto no se puede deshacer" in asked
        short = client.post(url, {"reason": "Error", "version": 1})
        assert (short.status_code, [*short.context["form"].errors]) == (200, ["reason"])
        assert ConsultationRound.objects.open().exists()
        answer = client.post(url, {"reason": MISTAKE, "version": 1})
        assert (answer.status_code, answer["Location"]) == (302, desk)
        told = said(client, desk)
        assert "La consulta 1 quedó sin efecto" in told
        assert MISTAKE in told
        assert "Vuelva a consultar a las instituciones" in told
        assert "Presentar el informe a una sesión" not in told
        assert url not in text_of(client.get(desk))
    assert ConsultationRound.objects.get().reason_language == "es"


def test_only_the_technical_secretary_is_offered_it_and_only_while_it_is_open(
    world: Consultations, signed_in: SignIn
) -> None:
    round_ = world.opened()
    desk = desk_of(round_.draft)
    with time_machine.travel(DURING, tick=False):
        for name in ("general", "member", "alternate", "observer"):
            client = signed_in(world.person(name))
            assert WORD not in text_of(client.get(desk))
            assert client.get(page_of(round_)).status_code == 403
            assert client.post(page_of(round_), {"reason": MISTAKE, "version": 1}).status_code == 403
        assert signed_in(world.cast.reporter).get(page_of(round_)).status_code == 404
        secretary = signed_in(world.cast.secretary)
        other = reverse("consultation_call_off", args=[round_.draft_id, 2])
        assert secretary.post(other, {"reason": MISTAKE, "version": 1}).status_code == 404
    assert ConsultationRound.objects.open().exists()
    rounds.call_off(round_, MISTAKE, language="es", version=1, by=world.cast.secretary, at=CALLED_OFF)
    with time_machine.travel(ENDED, tick=False):
        secretary = signed_in(world.cast.secretary)
        assert secretary.get(page_of(round_))["Location"] == desk
        assert BY in text_of(secretary.get(desk))


def test_on_a_page_of_another_language_the_reason_says_its_own(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.called_off()
    client = signed_in(world.general)
    own = reverse("consultation_answer", args=[round_.draft_id])
    for url in (desk_of(round_.draft), own):
        page = text_of(client.get(f"/en{url}"))
        assert "Consultation 1 was called off" in page
        assert f'<p class="quote" lang="es">{MISTAKE}</p>' in page


def test_an_answer_page_that_was_open_says_what_happened_and_keeps_what_was_typed(
    world: Consultations, signed_in: SignIn
) -> None:
    round_ = world.opened()
    own = reverse("consultation_answer", args=[round_.draft_id])
    letter = reverse("consultation_letter", args=[round_.draft_id, "MGP"])
    rounds.call_off(round_, MISTAKE, language="es", version=1, by=world.cast.secretary, at=CALLED_OFF)
    typed = boxes("remarks", ("", "Falta mi texto."))
    with time_machine.travel(CALLED_OFF, tick=False):
        for client, url, data in (
            (signed_in(world.general), own, typed),
            (signed_in(world.cast.secretary), letter, typed | {"reference": "Oficio 7"}),
        ):
            late = client.post(url, data)
            assert late.status_code == 409
            assert BY in text_of(late)
            assert "Falta mi texto." in text_of(late)
            assert "Guardar la respuesta" not in text_of(late)
        read = text_of(signed_in(world.general).get(own))
    assert "no se espera ninguna respuesta" in read
    assert 'name="answer"' not in read
    assert not ConsultationSeat.objects.exclude(answer="").exists()


def test_a_reply_page_that_was_open_says_what_happened_and_keeps_what_was_typed(
    world: Consultations, signed_in: SignIn
) -> None:
    draft = world.called_off().draft
    remark = Remark.objects.order_by("pk")[0]
    url = reverse("consultation_remark", args=[draft.pk, remark.pk])
    with time_machine.travel(PUT, tick=False):
        client = signed_in(world.cast.secretary)
        late = client.post(url, {"outcome": "taken", "reply": "Se acoge del todo.", "version": 1})
        assert (late.status_code, "Se acoge del todo." in text_of(late)) == (409, True)
        assert BY in text_of(late)
        assert "nadie las responde" in said(client, url)
        assert url not in text_of(client.get(desk_of(draft)))


def test_the_page_of_the_consultation_that_was_open_moves_and_closes_nothing(
    world: Consultations, signed_in: SignIn
) -> None:
    draft = world.called_off().draft
    with time_machine.travel(ENDED, tick=False):
        client = signed_in(world.cast.secretary)
        for data in ({"action": "close"}, {"action": "move", "closes_on": "2026-08-20"}):
            late = client.post(desk_of(draft), data | {"version": 1})
            assert late.status_code == 409
            assert BY in text_of(late)
    assert ConsultationRound.objects.get().version == 2


def test_who_calls_off_what_was_closed_meanwhile_is_told_and_keeps_the_reason(
    world: Consultations, signed_in: SignIn
) -> None:
    round_ = world.closed()
    with time_machine.travel(ENDED, tick=False):
        late = signed_in(world.cast.secretary).post(page_of(round_), {"reason": MISTAKE, "version": 1})
    assert late.status_code == 409
    assert "La consulta 1 está cerrada." in text_of(late)
    assert MISTAKE in text_of(late)
    assert 'type="submit">Dejar sin efecto' not in text_of(late)


def test_who_moved_the_last_day_in_another_tab_is_told_and_may_send_it_again(
    world: Consultations, signed_in: SignIn
) -> None:
    round_ = world.opened()
    with time_machine.travel(DURING, tick=False):
        client = signed_in(world.cast.secretary)
        client.post(desk_of(round_.draft), {"action": "move", "closes_on": "2026-08-20", "version": 1})
        late = client.post(page_of(round_), {"reason": MISTAKE, "version": 1})
        assert late.status_code == 409
        assert f'type="submit">{WORD}' in text_of(late)
        again = int(late.context["form"]["version"].value())
        assert client.post(page_of(round_), {"reason": MISTAKE, "version": again}).status_code == 302


def test_the_reason_survives_signing_in_again(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    with time_machine.travel(DURING, tick=False):
        client = signed_in(None)
        assert client.post(page_of(round_), {"reason": MISTAKE, "version": 1}).status_code == 302
        assert ConsultationRound.objects.open().exists()
        client.force_login(world.cast.secretary, backend="django.contrib.auth.backends.ModelBackend")
        assert MISTAKE in text_of(client.get(page_of(round_)))


def test_steps_of_the_report_and_the_home_of_who_was_asked_say_so(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    steps, own = reverse("draft", args=[round_.draft_id]), reverse("consultation_answer", args=[round_.draft_id])
    with time_machine.travel(DURING, tick=False):
        general = signed_in(world.general)
        assert own in text_of(general.get(reverse("home")))
        secretary = signed_in(world.cast.secretary)
        secretary.post(page_of(round_), {"reason": MISTAKE, "version": 1})
        (step,) = (each for each in secretary.get(steps).context["steps"] if each.name == "consultation")
        assert (step.label, step.state) == ("Sin efecto", "later")
        assert own not in text_of(signed_in(world.general).get(reverse("home")))


def test_the_next_one_is_opened_under_the_next_number_and_read_beside_the_one_called_off(
    world: Consultations, signed_in: SignIn
) -> None:
    draft = world.called_off().draft
    with time_machine.travel(PUT, tick=False):
        client = signed_in(world.cast.secretary)
        data = {"version": version_of_all(world.read(draft)), "closes_on": "2026-08-20"}
        asked = text_of(client.post(desk_of(draft), data | {"action": "ask"}))
        assert "puede dejarse sin efecto, lo que queda registrado con su motivo" in asked
        assert client.post(desk_of(draft), data | {"action": "open"}).status_code == 302
        page = client.get(desk_of(draft))
        assert [each.round.number for each in page.context["desks"]] == [2, 1]
        assert page_of(ConsultationRound.objects.get(number=2)) in text_of(page)
        assert page_of(ConsultationRound.objects.get(number=1)) not in text_of(page)
        (step,) = (
            each
            for each in client.get(reverse("draft", args=[draft.pk])).context["steps"]
            if each.name == "consultation"
        )
        assert step.label == "Abierta"
