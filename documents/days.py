"""Days as people say them, of instants as the product keeps them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def last_day_before(instant: dt.datetime) -> dt.date:
    """The last day that a deadline still includes: what arrives at the instant itself is late."""
    return timezone.localtime(instant - dt.timedelta(microseconds=1)).date()
