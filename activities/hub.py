"""«Actividades»: what each person finds there. Every room of the app says its own lines; this only puts them in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from activities.budgeting.hub import budget_lines
from activities.hub_line import HubLine
from activities.noting.hub import note_lines
from activities.planning.hub import planning_lines
from indicators.models import ActionPlan
from institutions.models import User


def lines_of(user: User, plan: ActionPlan, *, at: dt.datetime) -> Iterator[HubLine]:
    """Planning, following up, budget: in the order of the year."""
    yield from planning_lines(user, plan, at)
    yield from note_lines(user, plan, at)
    yield from budget_lines(user, plan, at)
