"""Opening a consultation on its pages: what is asked first, what is refused, and of what the page warns."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.urls import reverse

from reports.drafting.standing import version_of_all
from reports.models import ConsultationRound
from tests.conftest import SignIn
from tests.reports.consulting import consulting_seen
from tests.reports.consulting.consulting_seen import text_of
from tests.reports.worlds.consulted import BEGUN, Consultations

pytestmark = pytest.mark.django_db

world = consulting_seen.world


def test_opening_asks_first_whom_until_when_and_what_stands_still(world: Consultations, signed_in: SignIn) -> None:
    draft = world.draft()
    url = reverse("draft_consultation", args=[draft.pk])
    draft.sections.filter(key="closing").update(text_es="Conclusión.")
    with time_machine.travel(BEGUN, tick=False):
        client = signed_in(world.cast.secretary)
        shown = client.get(url)
        assert 'value="open"' not in text_of(shown), "nothing is opened by one press"
        sent = {name: shown.context["form"][name].value() for name in ("version", "read")} | {"action": "ask"}
        assert "Hay un problema" in text_of(client.post(url, sent | {"closes_on": "2026-08-03"}))
        late = client.post(url, sent | {"closes_on": "2026-08-07", "version": 1})
        assert late.status_code == 409
        page = text_of(client.post(url, sent | {"closes_on": "2026-08-07"}))
        assert not ConsultationRound.objects.exists()
        assert "<dd>3: EP, MGP, MINDEF</dd>" in page
        assert "<dd>7 de agosto de 2026</dd>" in page
        assert "Esto no se puede deshacer" in page
        assert "no se pueden cambiar hasta que se cierre" in page
        assert "Textos sin inglés" in page
        hidden = dict(re.findall(r'<input type="hidden" name="(version|read|closes_on)" value="([^"]*)"', page))
        assert client.post(url, hidden | {"action": "open"}).status_code == 302
    assert ConsultationRound.objects.get().seats.count() == 3


@pytest.mark.parametrize("action", ["ask", "open"])
@pytest.mark.parametrize("day", ["", "2026-08-03", "ayer"])
def test_a_day_that_is_none_or_too_early_opens_nothing(
    world: Consultations, signed_in: SignIn, day: str, action: str
) -> None:
    draft = world.draft()
    url = reverse("draft_consultation", args=[draft.pk])
    with time_machine.travel(BEGUN, tick=False):
        response = signed_in(world.cast.secretary).post(
            url, {"action": action, "version": version_of_all(draft), "closes_on": day}
        )
    assert response.status_code == 200
    assert "Hay un problema" in text_of(response)
    assert not ConsultationRound.objects.exists()


def test_before_a_consultation_is_opened_the_page_names_the_texts_that_are_in_one_language_only(
    world: Consultations, signed_in: SignIn
) -> None:
    draft = world.draft()
    url, texts = (reverse(name, args=[draft.pk]) for name in ("draft_consultation", "draft_texts"))
    with time_machine.travel(BEGUN, tick=False):
        client = signed_in(world.cast.secretary)
        assert "Textos sin" not in text_of(client.get(url))
        draft.sections.filter(key="closing").update(text_es="Conclusión.")
        draft.sections.filter(key="mandate").update(text_en="Mandate.")
        draft.sections.filter(key="method").update(text_en="Method.", is_on=False)
        page = text_of(client.get(url))
        assert "Textos sin inglés</h2>\n  <p>Conclusiones, recomendaciones y matriz de compromisos." in page
        assert "Textos sin español</h2>\n  <p>Base normativa y alcance." in page
        assert f'href="{texts}">Ver los textos' in page
        assert "Textos sin" not in text_of(signed_in(world.cast.member).get(url))
        sent = {"action": "open", "version": version_of_all(draft), "closes_on": "2026-08-07"}
        assert client.post(url, sent).status_code == 302, "it is a warning: members read either language"
