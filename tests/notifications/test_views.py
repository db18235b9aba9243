"""The person's own list: newest first, what is unread in a word, opened by a form; and when their mail comes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import User
from notifications.models import Kind, Letter, MailChoice, Notification
from notifications.telling import Told, tell
from tests.cast import Cast
from tests.conftest import SignIn
from tests.notifications.conftest import MORNING, NOON

LIST, CHOICE = "/avisos/", "/avisos/correo/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def browser(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.reporter)


def told(person: User, title: str, path: str = "", *, minutes: int = 0, kind: Kind = Kind.RECEIPT) -> Notification:
    at = NOON + dt.timedelta(minutes=minutes)
    (found,) = tell([person], kind=kind, write=lambda: Told(title, path=path), at=at)
    return found


def opened(browser: Client, notification: Notification, prefix: str = "") -> str:
    response = browser.post(f"{prefix}/avisos/{notification.pk}/abrir/")
    return str(response.headers["Location"])


def test_newest_first_and_what_is_unread_says_so(cast: Cast, browser: Client) -> None:
    told(cast.reporter, "Primera")
    told(cast.reporter, "Segunda", minutes=1)
    opened(browser, told(cast.reporter, "Tercera", minutes=2))
    page = browser.get(LIST).text
    assert page.index("Tercera") < page.index("Segunda") < page.index("Primera")
    assert page.count(">Sin leer</strong>") == 2
    assert '2<span class="visually-hidden"> sin leer</span>' in page, "the head of every page counts them"
    assert "Tercera" not in browser.get(f"{LIST}?estado=sin-leer").text


def test_opening_marks_it_as_read_once_and_leads_there_in_the_language_of_the_page(cast: Cast, browser: Client) -> None:
    notification = told(cast.reporter, "Constancia", "/constancias/2026-I-EP-0001/")
    assert opened(browser, notification, "/en") == "/en/constancias/2026-I-EP-0001/"
    with time_machine.travel(NOON + dt.timedelta(minutes=9), tick=False):
        assert opened(browser, notification) == "/constancias/2026-I-EP-0001/"
    notification.refresh_from_db()
    assert notification.read_at == NOON


def test_what_leads_nowhere_comes_back_to_the_list(cast: Cast, browser: Client) -> None:
    assert opened(browser, told(cast.reporter, "Aviso")) == LIST


def test_nobody_sees_or_opens_what_another_was_told(cast: Cast, browser: Client) -> None:
    other = told(cast.outsider, "Solo para la Marina")
    assert "Solo para la Marina" not in browser.get(LIST).text
    assert browser.post(f"/avisos/{other.pk}/abrir/").status_code == 404
    browser.post("/avisos/leidos/", {"up_to": str(other.pk)})
    other.refresh_from_db()
    assert other.read_at is None


def test_all_are_marked_as_read_but_what_came_after_the_page(cast: Cast, browser: Client) -> None:
    told(cast.reporter, "Primera")
    shown = told(cast.reporter, "Segunda")
    later = told(cast.reporter, "Después")
    browser.post("/avisos/leidos/", {"up_to": str(shown.pk)})
    assert list(Notification.objects.unread()) == [later]


@pytest.mark.parametrize("sent", ["", "x", "-1", "9" * 40])
def test_a_number_that_no_page_sent_marks_nothing(cast: Cast, browser: Client, sent: str) -> None:
    told(cast.reporter, "Primera")
    assert browser.post("/avisos/leidos/", {"up_to": sent}).status_code == 302
    assert Notification.objects.unread().count() == 1


def test_thirty_cost_as_many_queries_as_three(cast: Cast, browser: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(LIST).status_code == 200
        return len(captured)

    for number in range(3):
        told(cast.reporter, f"Aviso {number}")
    browser.get(LIST)
    few = queries()
    for number in range(27):
        told(cast.reporter, f"Otro {number}")
    assert queries() == few


# --- When mail comes --------------------------------------------------------------------------------------------------


def test_the_choice_says_to_which_address_and_when_the_next_digest_leaves(cast: Cast, browser: Client) -> None:
    page = browser.get(CHOICE).text.replace("\xa0", " ")
    assert cast.reporter.email in page
    assert "4 de julio de 2026" in page
    assert re.search(r'value="daily"[^>]* checked', page), "who never chose gets one digest a day"


@pytest.mark.parametrize(("ended", "is_said"), [({"gave_up_at": NOON}, True), ({"sent_at": NOON}, False), ({}, True)])
def test_a_mail_that_did_not_arrive_is_said_until_another_does(
    cast: Cast, browser: Client, ended: dict[str, dt.datetime], is_said: bool
) -> None:
    for number, fields in enumerate(({"gave_up_at": NOON}, ended)):
        Letter.objects.create(user=cast.reporter, message_id=f"<{number}>", created_at=NOON, next_try_at=NOON, **fields)
    assert ("no llegó" in browser.get(CHOICE).text) is is_said


def test_a_choice_holds_for_what_waits_already(cast: Cast, browser: Client) -> None:
    waiting, other = told(cast.reporter, "Constancia"), told(cast.outsider, "Constancia")
    browser.post(CHOICE, {"mode": "at_once"})
    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.mail_from, other.mail_from) == (NOON, MORNING)
    browser.post(CHOICE, {"mode": "daily"})
    assert MailChoice.objects.get(user=cast.reporter).mode == "daily"
    assert told(cast.reporter, "Otra").mail_from == MORNING


@pytest.mark.parametrize("mode", ["", "never"])
def test_a_wrong_choice_is_said_beside_the_field_and_changes_nothing(browser: Client, mode: str) -> None:
    page = browser.post(CHOICE, {"mode": mode})
    assert 'class="error-message"' in page.text
    assert not MailChoice.objects.exists()
