"""“Actividades”: what each person finds there. Every room of the app says its own lines; this only puts them in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from activities.approving import approval_lines
from activities.budgeting.hub import budget_lines
from activities.hub_line import HubLine
from activities.noting.hub import note_lines
from activities.planning.hub import planning_lines
from activities.todo import queue_lines
from indicators.models import ActionPlan
from institutions.models import User

Lines = Callable[[User, ActionPlan, dt.datetime], Iterator[HubLine]]

_OTHERS: list[Lines] = []


def register(lines: Lines) -> None:
    """Let an app above say lines of its own, from `AppConfig.ready`. Naming them twice is naming them once."""
    if lines not in _OTHERS:
        _OTHERS.append(lines)


def lines_of(user: User, plan: ActionPlan, *, at: dt.datetime) -> Iterator[HubLine]:
    """What waits for the person's decision or approval, what apps above say, then planning, following up, budget."""
    yield from queue_lines(user, plan, at)
    yield from approval_lines(user, plan, at)
    for others in _OTHERS:
        yield from others(user, plan, at)
    yield from planning_lines(user, plan, at)
    yield from note_lines(user, plan, at)
    yield from budget_lines(user, plan, at)
