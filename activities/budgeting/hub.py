"""What this room says on «Actividades»."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from activities.hub_line import HubLine
from indicators.models import ActionPlan
from institutions.models import User


def budget_lines(user: User, plan: ActionPlan, at: dt.datetime) -> Iterator[HubLine]:
    """In a fixed number of queries."""
    yield from ()
