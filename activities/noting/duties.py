"""What an institution owes: the progress notes of an open semester."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from institutions.models import User
from notifications.duties import Duty


def note_duties(user: User, at: dt.datetime) -> Iterator[Duty]:
    """Of the institutions for which the person reports or approves, in a fixed number of queries."""
    yield from ()
