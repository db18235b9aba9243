"""The matrix of general objectives and actions: what everybody reads, and how the Committee changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.aligning import align, last_change, links_of
from indicators.models import ActionPlan, GeneralObjective, PlanQuestion
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db

LINK = "OG-1|PREV-1.1"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel("2026-07-10T12:00:00-05:00", tick=False):
        yield


@pytest.fixture
def plan(cast: Cast) -> ActionPlan:
    made = make.make_plan()
    make.make_period(made)
    for order in (1, 2):
        GeneralObjective.objects.create(plan=made, code=f"OG-{order}", order=order, text=f"Objetivo {order}")
    make.make_action(made, "PREV-1.1")
    make.make_action(made, "PREV-1.2")
    return made


def test_gaps_are_told_in_words_and_counted(plan: ActionPlan, cast: Cast) -> None:
    align(plan, {("OG-1", "PREV-1.1")}, seen=0, reason="Acta 3", by=cast.member, at=timezone.now())
    page = Client().get(reverse("alignment")).content.decode()
    assert page.count("1 de 2") == 2  # objectives without an action, actions without an objective
    assert page.count("Ninguna acción le sirve") == 1
    assert page.count("Le sirve") == 1


def test_everybody_reads_why_it_changed_and_only_who_oversees_reads_who_did(
    plan: ActionPlan, cast: Cast, signed_in: SignIn
) -> None:
    align(plan, {("OG-1", "PREV-1.1")}, seen=0, reason="Acta 3", by=cast.member, at=timezone.now())
    public = Client().get(reverse("alignment")).content.decode()
    assert "PREV-1.1 sirve a OG-1" in public
    assert "Acta 3" in public
    assert cast.member.name not in public
    assert cast.member.name in signed_in(cast.observer).get(reverse("alignment")).content.decode()


def test_published_criticism_is_quoted_with_its_source(plan: ActionPlan) -> None:
    assert "Lo que se dijo del plan" not in Client().get(reverse("alignment")).content.decode()
    PlanQuestion.objects.create(
        plan=plan,
        code="S-ALIGNMENT",
        order=1,
        kind="subject",
        text="Coherencia",
        quotation="No hay coherencia",
        source="Fuente 1",
    )
    page = Client().get(reverse("alignment")).content.decode()
    assert "No hay coherencia" in page
    assert "Fuente 1" in page


def test_boxes_are_saved_with_their_reason(plan: ActionPlan, cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.member)
    sent = {"link": [LINK, "OG-2|PREV-1.1"], "reason": "Acta 3", "seen": "0"}
    assert browser.post(reverse("alignment_edit"), sent).status_code == 302
    assert links_of(plan) == {("OG-1", "PREV-1.1"), ("OG-2", "PREV-1.1")}
    assert browser.get(reverse("alignment_edit")).content.decode().count(" checked") == 2


def test_without_a_reason_the_boxes_stay_as_they_were_left(plan: ActionPlan, cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.member).post(reverse("alignment_edit"), {"link": [LINK], "reason": " ", "seen": "0"})
    page = response.content.decode()
    assert "Escriba el motivo" in page
    assert f'value="{LINK}" checked' in page
    assert links_of(plan) == set()


def test_boxes_from_an_older_page_are_held_back_and_what_changed_is_shown(
    plan: ActionPlan, cast: Cast, signed_in: SignIn
) -> None:
    align(plan, {("OG-2", "PREV-1.2")}, seen=0, reason="Acta 3", by=cast.secretary, at=timezone.now())
    browser, sent = signed_in(cast.member), {"link": [LINK], "reason": "Acta 4", "seen": "0"}
    response = browser.post(reverse("alignment_edit"), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "PREV-1.2 sirve a OG-2" in page
    assert f'value="{LINK}" checked' in page
    assert links_of(plan) == {("OG-2", "PREV-1.2")}
    assert browser.post(reverse("alignment_edit"), sent | {"seen": str(last_change(plan))}).status_code == 302
    assert links_of(plan) == {("OG-1", "PREV-1.1")}


@pytest.mark.parametrize("value", ["OG-9|PREV-1.1", "nada", "|"])
def test_a_box_that_the_page_does_not_have_changes_nothing(
    value: str, plan: ActionPlan, cast: Cast, signed_in: SignIn
) -> None:
    sent = {"link": [LINK, value], "reason": "Acta 3", "seen": "0"}
    assert signed_in(cast.member).post(reverse("alignment_edit"), sent).status_code == 200
    assert links_of(plan) == set()


def test_the_file_tells_a_link_from_none(plan: ActionPlan, cast: Cast) -> None:
    align(plan, {("OG-2", "PREV-1.1")}, seen=0, reason="Acta 3", by=cast.member, at=timezone.now())
    rows = Client().get(reverse("alignment_data", args=["csv"])).content.decode("utf-8-sig").splitlines()
    assert rows == [
        "ámbito,acción,texto de la acción,OG-1,OG-2,objetivos a los que sirve",
        "Prevención,PREV-1.1,Acción de prueba,0,1,1",
        "Prevención,PREV-1.2,Acción de prueba,0,0,0",
    ]
