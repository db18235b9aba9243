"""The only door by which somebody is told something: rows written in the transaction of what they tell.

If that transaction is undone, nobody was told; once it is kept, the notification is on the person's page and its mail waits for
`send_notifications`. No mail server is asked while a request is served.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from institutions.models import User
from notifications.models import Kind, MailChoice, Notification

DIGEST_HOUR = 7


@dataclass(frozen=True, slots=True)
class Told:
    """What one person is told. `path` is a page of the product; `attachment` names a file that the mail brings along."""

    title: str
    text: str = ""
    path: str = ""
    attachment: str = ""


def tell(
    people: Iterable[User], *, kind: Kind, write: Callable[[], Told], at: dt.datetime, key: str = ""
) -> list[Notification]:
    """Tell each person once, in their language: `write` is called under the language of each.

    With a `key`, who was told the same key before is not told again.
    """
    everybody = {person.pk: person for person in people}
    if key:
        told = Notification.objects.filter(user__in=everybody, key=key).values_list("user", flat=True)
        for pk in set(told):
            del everybody[pk]
    modes = dict(MailChoice.objects.filter(user__in=everybody).values_list("user", "mode"))
    by_language = {language: _written(write, language) for language in {p.language for p in everybody.values()}}
    rows = [
        _row(person, kind, by_language[person.language], key=key, at=at, mail_from=mail_from(modes.get(pk, ""), at))
        for pk, person in everybody.items()
    ]
    return Notification.objects.bulk_create(rows)


def mail_from(mode: str, at: dt.datetime) -> dt.datetime:
    """From when a notification of `at` may go by mail: at once, or with the digest of the next morning."""
    return at if mode == MailChoice.Mode.AT_ONCE else next_digest(at)


def next_digest(after: dt.datetime) -> dt.datetime:
    """The next morning's digest in Lima, strictly later than `after`."""
    local = after.astimezone(ZoneInfo(settings.TIME_ZONE))
    today = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if today > local else today + dt.timedelta(days=1)


def _written(write: Callable[[], Told], language: str) -> Told:
    with translation.override(language):
        return write()


def _row(person: User, kind: Kind, told: Told, *, key: str, at: dt.datetime, mail_from: dt.datetime) -> Notification:
    return Notification(
        user=person,
        kind=kind,
        language=person.language,
        title=told.title[:200],
        text=told.text,
        path=told.path,
        attachment=told.attachment,
        key=key,
        at=at,
        mail_from=mail_from,
    )
