"""When mail may leave: at once, or with the digest of the next morning in Lima."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

from notifications.models import Kind, MailChoice

DIGEST_HOUR = 7


def mail_from(mode: str, kind: str, at: dt.datetime) -> dt.datetime:
    """From when what was told at `at` may go by mail, as the person chose.

    A reminder is of its day: it goes with that day's digest while it is still ahead, and never waits for another day.
    """
    if mode == MailChoice.Mode.AT_ONCE:
        return at
    digest = next_digest(at)
    return at if kind == Kind.REMINDER and _day(digest) != _day(at) else digest


def next_digest(after: dt.datetime) -> dt.datetime:
    """The next morning's digest in Lima, strictly later than `after`."""
    local = after.astimezone(ZoneInfo(settings.TIME_ZONE))
    today = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if today > local else today + dt.timedelta(days=1)


def _day(instant: dt.datetime) -> dt.date:
    return instant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
