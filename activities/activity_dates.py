"""The first and last days of activities, as days of a person's calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from institutions.models import User
from notifications.other_dates import OtherDate


def activity_dates(user: User, at: dt.datetime) -> Iterator[OtherDate]:
    """Of the institutions for which the person reports or approves, in a fixed number of queries."""
    yield from ()
