"""What an institution owes: the plan of a year that is to be proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from institutions.models import User
from notifications.duties import Duty


def planning_duties(user: User, at: dt.datetime) -> Iterator[Duty]:
    """Of the institutions for which the person reports or approves, in a fixed number of queries."""
    yield from ()
