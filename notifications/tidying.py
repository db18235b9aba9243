"""What higher apps throw away once its time is over. An app names it when Django starts; `send_notifications` does it each run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Chore = Callable[[dt.datetime], None]
"""Throws away what is over at an instant. Safe to repeat."""

_CHORES: list[Chore] = []


def register(chore: Chore) -> None:
    """Name a chore, from `AppConfig.ready`. Naming it twice is naming it once."""
    if chore not in _CHORES:
        _CHORES.append(chore)


def tidy(*, at: dt.datetime) -> None:
    for chore in _CHORES:
        chore(at)
