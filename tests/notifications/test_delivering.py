"""Delivery against a mail server that refuses: nothing lost, nothing twice, nobody kept from mail by another's address."""

from __future__ import annotations

import datetime as dt
import os
import smtplib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.header import decode_header, make_header
from io import StringIO
from typing import ClassVar

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from institutions.models import User
from notifications import attachments
from notifications.delivering import FIRST_WAIT, GIVES_UP_AFTER, HOLDS_NO_POST, NOT_WRITTEN, Tally, deliver, wait_after
from notifications.models import Kind, Letter, MailChoice, Notification
from notifications.post_office import PER_CONNECTION, Refusal, refusal_of
from notifications.retrying import Stuck, stuck, try_again
from notifications.telling import Told, tell
from tests.cast import Cast
from tests.notifications.conftest import MORNING, NOON
from tests.notifications.mail_server import GREETING, MailServer

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def news(title: str = "Constancia 7", **fields: str) -> Callable[[], Told]:
    return lambda: Told(title=title, **fields)


def tell_now(people: list[User], title: str = "Constancia 7", **fields: str) -> None:
    """What leaves at once whatever people chose."""
    tell(people, kind=Kind.REMINDER, write=news(title, **fields), at=NOON, before=NOON)


# --- A server that fails ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", ["421 closing", "554 no service", ""])
def test_an_hour_without_a_mail_server_loses_nothing_and_doubles_nothing(
    three: list[User], server: MailServer, trouble: str
) -> None:
    tell_now(three)
    server.greeting = trouble
    for minute in range(60):
        deliver(at=NOON + minute * MINUTE)
    assert server.taken == []
    assert server.connections == 4, "after 0, 5, 15 and 35 minutes, once for everybody"
    server.greeting = GREETING
    for minute in range(60, 120):
        deliver(at=NOON + minute * MINUTE)
    assert server.written_to() == sorted(person.email for person in three)
    assert not Letter.objects.waiting().exists()


def test_an_address_that_is_refused_keeps_nobody_else_from_their_mail(three: list[User], server: MailServer) -> None:
    never, later, third = three
    tell_now(three)
    server.answers = {never.email: "550 5.1.1 No such mailbox", later.email: "451 try later"}
    assert deliver(at=NOON) == Tally(sent=1, waiting=1, given_up=1)
    assert server.written_to() == [third.email]
    lost = Letter.objects.get(user=never)
    assert (lost.state, lost.problem) == ("given_up", "550 5.1.1 No such mailbox")
    server.answers = {}
    assert deliver(at=NOON + FIRST_WAIT) == Tally(sent=1)
    assert server.written_to() == sorted([later.email, third.email])


def test_a_server_that_hangs_up_after_the_text_gets_it_again_under_the_same_id(cast: Cast, server: MailServer) -> None:
    tell_now([cast.reporter])
    server.after_text = ""
    assert deliver(at=NOON) == Tally(waiting=1)
    server.after_text = "250 taken"
    assert deliver(at=NOON + FIRST_WAIT) == Tally(sent=1)
    first, second = server.taken
    assert first["Message-ID"] == second["Message-ID"] == Letter.objects.get().message_id


def test_a_letter_is_given_up_after_two_weeks_and_an_administrator_may_try_again(
    cast: Cast, server: MailServer
) -> None:
    tell_now([cast.reporter])
    server.answers = {cast.reporter.email: "451 full"}
    deliver(at=NOON)
    assert deliver(at=NOON + GIVES_UP_AFTER) == Tally(given_up=1)
    assert stuck(at=NOON + GIVES_UP_AFTER) == Stuck(letters=1, unwritten=0, problem="451 full")
    server.answers = {}
    assert try_again(Letter.objects.all(), at=NOON + GIVES_UP_AFTER) == 1
    assert deliver(at=NOON + GIVES_UP_AFTER) == Tally(sent=1)
    assert stuck(at=NOON + GIVES_UP_AFTER).number == 0
    assert try_again(Letter.objects.all(), at=NOON + GIVES_UP_AFTER) == 0


def test_the_command_counts_and_ends_with_an_error_while_something_waits(three: list[User], server: MailServer) -> None:
    tell_now(three)
    server.answers = {three[0].email: "451 full"}
    said = StringIO()
    with pytest.raises(CommandError, match="1 could not be sent"):
        call_command("send_notifications", stdout=said)
    assert said.getvalue() == "Letters: 2 sent, 1 waiting for another try, 0 given up.\n"


def test_the_command_that_goes_on_ends_with_the_process_that_started_it(
    three: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It sends in its first round; then another process adopts it, because the one that started it is gone."""
    parents = iter([100, 100, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    tell_now(three)
    said = StringIO()
    call_command("send_notifications", every=60, stdout=said)
    assert said.getvalue() == "Letters: 3 sent, 0 waiting for another try, 0 given up.\n"


def test_no_connection_carries_more_letters_than_servers_take(cast: Cast, server: MailServer) -> None:
    for number in range(PER_CONNECTION + 1):
        letter = Letter.objects.create(
            user=cast.reporter, message_id=f"<{number}@x>", created_at=NOON, next_try_at=NOON
        )
        Notification.objects.create(user=cast.reporter, kind=Kind.RECEIPT, language="es", title="Aviso", letter=letter)
    assert deliver(at=NOON) == Tally(sent=PER_CONNECTION + 1)
    assert server.connections == 2


# --- Two runs at once -------------------------------------------------------------------------------------------------


class Interrupted(EmailBackend):
    """While a letter is on its way another run begins."""

    others: ClassVar[list[Tally]] = []

    def send_messages(self, messages: list[EmailMessage]) -> int:  # type: ignore[override]
        self.others.append(deliver(at=NOON) if len(self.others) < 3 else Tally())
        return super().send_messages(messages)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_moment_send_each_letter_once(cast: Cast, server: MailServer) -> None:
    people = list(cast.people().values())
    tell_now(people)
    begin = threading.Barrier(3)

    def run() -> Tally:
        begin.wait()
        try:
            return deliver(at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        tallies = [each.result() for each in [pool.submit(run) for _run in range(3)]]
    assert sum(tally.sent for tally in tallies) == len(people)
    assert server.written_to() == sorted(person.email for person in people)
    assert Letter.objects.count() == len(people), "and no empty letter stays behind"


class Killed(EmailBackend):
    def send_messages(self, messages: list[EmailMessage]) -> int:  # type: ignore[override]
        raise SystemExit


def test_a_run_that_begins_while_a_letter_is_on_its_way_does_not_send_it_again(
    three: list[User], settings: Settings
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Interrupted"
    tell_now(three)
    deliver(at=NOON)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(person.email for person in three)


def test_a_run_that_is_killed_leaves_its_letter_to_a_later_one(cast: Cast, settings: Settings) -> None:
    tell_now([cast.reporter])
    settings.EMAIL_BACKEND = f"{__name__}.Killed"
    with pytest.raises(SystemExit):
        deliver(at=NOON)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver(at=NOON + MINUTE) == Tally(), "it may still be on its way"
    assert deliver(at=NOON + FIRST_WAIT) == Tally(sent=1)


# --- What a letter says -----------------------------------------------------------------------------------------------


def test_one_digest_a_day_or_at_once_as_each_chose(cast: Cast) -> None:
    MailChoice.objects.create(user=cast.approver, mode=MailChoice.Mode.AT_ONCE)
    for title in ("Constancia 7", "Constancia 8"):
        tell([cast.reporter, cast.approver], kind=Kind.RECEIPT, write=news(title, path="/avisos/"), at=NOON)
        deliver(at=NOON)
    assert [(letter.to[0], letter.subject) for letter in mail.outbox] == [
        (cast.approver.email, "[Seguimiento 1325] Constancia 7"),
        (cast.approver.email, "[Seguimiento 1325] Constancia 8"),
    ]
    mail.outbox.clear()
    deliver(at=MORNING)
    (digest,) = mail.outbox
    assert (digest.to, digest.subject) == ([cast.reporter.email], "[Seguimiento 1325] 2 avisos")
    assert digest.body.index("Constancia 7") < digest.body.index("Constancia 8")
    assert digest.body.count("http://127.0.0.1:8000/avisos/\n") == 2


def test_the_frame_of_a_letter_is_in_the_language_of_its_reader(cast: Cast) -> None:
    User.objects.filter(pk=cast.reporter.pk).update(language="en")
    tell_now([User.objects.get(pk=cast.reporter.pk), cast.approver])
    deliver(at=NOON)
    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "Good day," in bodies[cast.reporter.email]
    assert "/en/avisos/correo/" in bodies[cast.reporter.email]
    assert "Buenos días:" in bodies[cast.approver.email]


def test_a_title_of_two_lines_stays_one_line_of_the_subject(cast: Cast, server: MailServer) -> None:
    tell_now([cast.reporter], "Uno\r\nBcc: otra@example.pe")
    assert deliver(at=NOON) == Tally(sent=1)
    subject = str(make_header(decode_header(server.taken[0]["Subject"])))
    assert subject == "[Seguimiento 1325] Uno Bcc: otra@example.pe"
    assert server.taken[0]["Bcc"] is None


def test_a_file_that_cannot_be_made_keeps_nobody_else_from_their_mail(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def make(key: str, language: str) -> attachments.Attached:
        raise RuntimeError("no paper")

    monkeypatch.setitem(attachments._makers, "broken", make)
    tell_now([cast.reporter], attachment="broken:1")
    tell_now([cast.approver], attachment="unknown:1")
    assert deliver(at=NOON) == Tally(sent=1, waiting=1)
    assert Letter.objects.waiting().get().problem == NOT_WRITTEN
    assert "no paper" in caplog.text


def test_an_address_that_cannot_be_written_keeps_nobody_else_from_their_mail(
    three: list[User], server: MailServer
) -> None:
    never = three[0]
    User.objects.filter(pk=never.pk).update(email="rosa@ejemplo..pe")
    tell_now(three)
    assert deliver(at=NOON) == Tally(sent=2, waiting=1)
    assert Letter.objects.get(user=never).problem == NOT_WRITTEN


@pytest.mark.parametrize(
    ("tries", "problem", "minutes", "freed"),
    [(1, "", 1, 0), (1, "", 5, 1), (1, "451 later", 1, 1), (0, "", 1, 1), (3, "", 4, 0), (3, "", 5, 1)],
)
def test_a_letter_that_a_run_holds_is_not_freed_for_another(
    cast: Cast, tries: int, problem: str, minutes: int, freed: int
) -> None:
    next_try = NOON + (wait_after(tries - 1) if tries else HOUR)
    Letter.objects.create(
        user=cast.reporter, message_id="<1@x>", created_at=NOON, tries=tries, next_try_at=next_try, problem=problem
    )
    assert try_again(Letter.objects.all(), at=NOON + minutes * MINUTE) == freed


# --- To whom not ------------------------------------------------------------------------------------------------------


def test_who_left_is_not_written_to_and_nobody_is_asked_to_mind(cast: Cast) -> None:
    tell_now([cast.reporter, cast.approver])
    User.objects.filter(pk=cast.reporter.pk).update(is_active=False)
    cast.approver.appointments.update(ends_on="2026-01-01")
    assert deliver(at=NOON) == Tally(given_up=2)
    assert mail.outbox == []
    assert set(Letter.objects.values_list("problem", "tries")) == {(HOLDS_NO_POST, 0)}
    assert stuck(at=NOON).number == 0


@pytest.mark.parametrize(("later", "number"), [(HOUR - MINUTE, 0), (HOUR, 2)])
def test_what_nobody_sends_is_said_after_an_hour(cast: Cast, later: dt.timedelta, number: int) -> None:
    tell_now([cast.reporter, cast.approver])
    tell_now([cast.reporter])
    assert stuck(at=NOON + later).number == number


# --- Pure -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tries", "minutes"), [(0, 5), (1, 10), (3, 40), (6, 320), (7, 360), (60, 360), (30_000, 360)])
def test_waits_double_up_to_six_hours(tries: int, minutes: int) -> None:
    assert wait_after(tries) == minutes * MINUTE


ONE, TWO = "one@example.pe", "two@example.pe"


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (smtplib.SMTPRecipientsRefused({ONE: (550, b"unknown")}), Refusal("550 unknown", is_final=True)),
        (smtplib.SMTPRecipientsRefused({ONE: (450, b"busy")}), Refusal("450 busy")),
        (smtplib.SMTPRecipientsRefused({ONE: (550, b"a"), TWO: (450, b"b")}), Refusal("550 a; 450 b")),
        (smtplib.SMTPRecipientsRefused({ONE: (421, b"bye")}), Refusal("421 bye", is_of_server=True)),
        (smtplib.SMTPDataError(550, b"no"), Refusal("550 no", is_final=True)),
        (smtplib.SMTPDataError(554, b"spam"), Refusal("554 spam")),
        (smtplib.SMTPDataError(421, b"bye"), Refusal("421 bye", is_of_server=True)),
        (smtplib.SMTPSenderRefused(553, b"who", ONE), Refusal("553 who", is_of_server=True)),
        (smtplib.SMTPAuthenticationError(535, b"key"), Refusal("535 key", is_of_server=True)),
        (smtplib.SMTPServerDisconnected("gone"), Refusal("gone", is_of_server=True)),
        (TimeoutError(), Refusal("TimeoutError", is_of_server=True)),
    ],
)
def test_what_an_answer_means(error: OSError, refusal: Refusal) -> None:
    assert refusal_of(error) == refusal
