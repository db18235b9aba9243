"""What an institution owes: whether the budget of the year has an item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from institutions.models import User
from notifications.duties import Duty


def budget_duties(user: User, at: dt.datetime) -> Iterator[Duty]:
    """Of the institutions for which the person reports or approves, in a fixed number of queries."""
    yield from ()
