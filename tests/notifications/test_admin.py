"""What the administrator sees of mail that does not arrive: the last problem, never what people were told."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from institutions.models import User
from notifications.delivering import NOT_WRITTEN
from notifications.models import Kind, Letter, Notification
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_plan
from tests.notifications.conftest import MORNING, NOON

LETTERS = reverse("admin:notifications_letter_changelist")


@pytest.fixture
def administrator(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.administrator)


@pytest.fixture
def letters(cast: Cast) -> dict[str, Letter]:
    """One of each state, each to somebody else."""
    states: dict[str, tuple[User, dict[str, Any]]] = {
        "waiting": (cast.reporter, {"problem": NOT_WRITTEN, "tries": 1}),
        "sent": (cast.approver, {"sent_at": NOON}),
        "given_up": (cast.outsider, {"gave_up_at": NOON, "problem": "550 unknown", "tries": 1}),
    }
    found = {
        state: Letter.objects.create(user=person, message_id=state, created_at=NOON, next_try_at=MORNING, **fields)
        for state, (person, fields) in states.items()
    }
    Notification.objects.create(
        user=cast.reporter, kind=Kind.RETURNED, language="es", title="Uno", text="Reservado", letter=found["waiting"]
    )
    return found


@pytest.mark.parametrize("state", ["waiting", "sent", "given_up"])
def test_letters_are_filtered_by_what_became_of_them(
    letters: dict[str, Letter], administrator: Client, state: str
) -> None:
    page = administrator.get(LETTERS, {"estado": state}).text
    shown = {
        name
        for name, letter in letters.items()
        if reverse("admin:notifications_letter_change", args=[letter.pk]) in page
    }
    assert shown == {state}


def test_the_last_problem_is_shown_and_the_text_of_nobody(letters: dict[str, Letter], administrator: Client) -> None:
    page = administrator.get(LETTERS).text
    assert "No se pudo preparar el correo" in page
    assert "550 unknown" in page
    one = administrator.get(reverse("admin:notifications_letter_change", args=[letters["waiting"].pk])).text
    notification = reverse("admin:notifications_notification_change", args=[Notification.objects.get().pk])
    assert "Uno" in one
    assert "Reservado" not in one + administrator.get(notification).text


def test_trying_again_takes_what_was_not_sent(letters: dict[str, Letter], administrator: Client) -> None:
    chosen = {"action": "try_again_now", "_selected_action": [letter.pk for letter in letters.values()]}
    with time_machine.travel(NOON, tick=False):
        page = administrator.post(LETTERS, chosen, follow=True).text
    assert "2 correos salen en el próximo envío." in page
    assert set(Letter.objects.due(at=NOON)) == {letters["waiting"], letters["given_up"]}


def test_the_home_of_the_administrator_says_that_letters_do_not_leave(
    cast: Cast, letters: dict[str, Letter], administrator: Client, signed_in: SignIn
) -> None:
    make_plan()
    with time_machine.travel(MORNING, tick=False):
        assert "Correos que no salen" in administrator.get("/inicio/").text
        assert "Correos que no salen" not in signed_in(cast.secretary).get("/inicio/").text
