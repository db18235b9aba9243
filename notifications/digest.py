"""When mail may leave: at once, or with the digest of the next morning in Lima."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

from notifications.models import MailChoice

DIGEST_HOUR = 7


def mail_from(mode: str, at: dt.datetime, *, before: dt.datetime | None = None) -> dt.datetime:
    """From when what was told at `at` may go by mail, as the person chose.

    What is of no use from `before` on does not wait for a digest that would leave no earlier than that.
    """
    digest = next_digest(at)
    if mode == MailChoice.Mode.AT_ONCE or (before is not None and digest >= before):
        return at
    return digest


def next_digest(after: dt.datetime) -> dt.datetime:
    """The next morning's digest in Lima, strictly later than `after`."""
    local = after.astimezone(ZoneInfo(settings.TIME_ZONE))
    today = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if today > local else today + dt.timedelta(days=1)
