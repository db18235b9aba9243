"""Letters leave here, and nowhere else: none is lost while a mail server fails, and none leaves twice by two runs at once.

A letter is taken by raising its number of tries, in a step that only one run can win, and its next try is set beyond the end of
the run. So no lock of the database is held while a mail server is talked to, and a run that dies leaves the letter to a later one.
What cannot be excluded: the server took a letter and this process died before it wrote that down. The later run then sends it
again, with the same Message-ID, by which mail programs and servers recognise it.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from notifications.binding import bind
from notifications.letter_text import message_of
from notifications.models import Letter
from notifications.post_office import PostOffice, Refusal

log = logging.getLogger(__name__)

FIRST_WAIT = dt.timedelta(minutes=5)
LONGEST_WAIT = dt.timedelta(hours=6)
GIVES_UP_AFTER = dt.timedelta(days=14)
LONGEST_RUN = 120
"""Seconds: well below the first wait, so that no letter is still on its way when another run may take it."""
HOLDS_NO_POST = gettext_noop("The person is suspended or holds no post: nothing was sent.")
NOT_WRITTEN = gettext_noop("The letter could not be put together; the log of the server says why.")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the letters of one run."""

    sent: int = 0
    waiting: int = 0
    given_up: int = 0


def deliver(*, at: dt.datetime) -> Tally:
    """Send all that is due. Not to be called inside a transaction: what a letter came to must stay, whatever follows."""
    began = time.monotonic()
    bind(at=at)
    office, counts = PostOffice(), Counter[str]()
    try:
        for letter in Letter.objects.due(at=at).select_related("user").order_by("next_try_at", "pk"):
            if time.monotonic() - began > LONGEST_RUN:
                break  # the next run goes on
            counts[_deliver_one(letter, office, at)] += 1
    finally:
        office.close()
    return Tally(counts["sent"], counts["waiting"], counts["given_up"])


def _deliver_one(letter: Letter, office: PostOffice, at: dt.datetime) -> str:
    if not letter.user.posts:
        return _give_up(letter, HOLDS_NO_POST, at)
    if not _take(letter, at):
        return "taken_by_another_run"
    refusal = office.closed or _post(letter, office)
    if refusal is None:
        Letter.objects.filter(pk=letter.pk).update(sent_at=at, gave_up_at=None, problem="")
        return "sent"
    if refusal.is_final or at - letter.created_at >= GIVES_UP_AFTER:
        return _give_up(letter, refusal.words, at)
    Letter.objects.waiting().filter(pk=letter.pk).update(problem=refusal.words)
    return "waiting"


def _take(letter: Letter, at: dt.datetime) -> bool:
    """Win the letter for this try: whoever comes second finds another number of tries. Until the answer it has no problem."""
    untouched = Letter.objects.waiting().filter(pk=letter.pk, tries=letter.tries)
    return bool(untouched.update(tries=letter.tries + 1, next_try_at=at + wait_after(letter.tries), problem=""))


def is_on_its_way(letter: Letter, at: dt.datetime) -> bool:
    """Whether a run may hold it just now: taken less than a first wait ago, and not answered yet."""
    if letter.state != "waiting" or letter.problem or not letter.tries:
        return False
    return at < letter.next_try_at - wait_after(letter.tries - 1) + FIRST_WAIT


def wait_after(tries: int) -> dt.timedelta:
    """Five minutes, doubled with every try, up to six hours."""
    return min(FIRST_WAIT * (1 << min(tries, 10)), LONGEST_WAIT)


def _post(letter: Letter, office: PostOffice) -> Refusal | None:
    """One letter that cannot be put together keeps nobody else from theirs."""
    try:
        return office.post(message_of(letter))
    except Exception:  # an address that no mail program can write is found out on the way
        log.exception("Letter %s could not be put together.", letter.pk)
        return Refusal(NOT_WRITTEN)


def _give_up(letter: Letter, why: str, at: dt.datetime) -> str:
    Letter.objects.waiting().filter(pk=letter.pk).update(gave_up_at=at, problem=why)
    return "given_up"
