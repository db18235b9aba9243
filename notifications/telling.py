"""The only door by which somebody is told something: rows written in the transaction of what they tell.

If that transaction is undone, nobody was told; once it is kept, the notification is on the person's page and its mail waits for
`send_notifications`. No mail server is asked while a request is served.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.text import Truncator

from institutions.models import User
from notifications.digest import mail_from
from notifications.models import Kind, MailChoice, Notification

MOST_OF_A_TITLE = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What one person is told. `path` is a page of the product; `attachment` names a file that the mail brings along.

    The text repeats neither the title nor the address: page and mail show both beside it.
    """

    title: str
    text: str = ""
    path: str = ""
    attachment: str = ""

    def __post_init__(self) -> None:
        """Refuse what the table would refuse: with a key, SQLite would pass over such a row without a word."""
        if not self.title or not (self.path == "" or (self.path[0] == "/" and self.path[:2] != "//")):
            raise ValueError(f"Told without a title, or leading out of the product: {self!r}")


Words = Callable[[], Told]
"""Writes what is told in the language that is active: that of the person."""


_IS_SILENT: ContextVar[bool] = ContextVar("is_silent", default=False)


@contextmanager
def told_to_nobody() -> Iterator[None]:
    """Within it nobody is told anything: for a story about the past, which is news to nobody."""
    token = _IS_SILENT.set(True)
    try:
        yield
    finally:
        _IS_SILENT.reset(token)


def tell(
    people: Iterable[User],
    *,
    kind: Kind,
    write: Words,
    at: dt.datetime,
    key: str = "",
    before: dt.datetime | None = None,
) -> list[Notification]:
    """Tell each person the same once, in their language: `write` is called once under each language.

    With a `key`, who was told the same key before is not told again. What is of no use from `before` on (a meeting that begins,
    a deadline that passes) does not wait for a digest after it. A fixed number of queries, however many people.
    """

    @cache
    def written(_language: str | None) -> Told:
        return write()

    words = {person: lambda: written(translation.get_language()) for person in people}
    return tell_each(words, kind, at=at, key=key, before=before)


def tell_each(
    words: Mapping[User, Words], kind: Kind, *, at: dt.datetime, key: str = "", before: dt.datetime | None = None
) -> list[Notification]:
    """Tell each person something of their own, and otherwise as `tell`. Suspended people are told nothing."""
    if _IS_SILENT.get():
        return []
    told_before = (
        set(Notification.objects.filter(user__in=words, key=key).values_list("user", flat=True)) if key else ()
    )
    new = {person: write for person, write in words.items() if person.is_active and person.pk not in told_before}
    modes = dict(MailChoice.objects.filter(user__in=new).values_list("user", "mode"))
    rows = [
        _row(person, kind, write, key=key, at=at, mail_from=mail_from(modes.get(person.pk, ""), at, before=before))
        for person, write in new.items()
    ]
    # Two who tell the same key at once: the database keeps one row a person, and neither of them fails.
    return Notification.objects.bulk_create(rows, ignore_conflicts=bool(key))


def _row(person: User, kind: Kind, write: Words, *, key: str, at: dt.datetime, mail_from: dt.datetime) -> Notification:
    with translation.override(person.language):
        told = write()
    return Notification(
        user=person,
        kind=kind,
        language=person.language,
        title=Truncator(told.title).chars(MOST_OF_A_TITLE),
        text=told.text,
        path=told.path,
        attachment=told.attachment,
        key=key,
        at=at,
        mail_from=mail_from,
    )
