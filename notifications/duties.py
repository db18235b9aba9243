"""What higher apps ask of an institution besides its answers, so that its tasks, home and calendar can show them in one list.

This app knows nothing of requests or agreements: the app that keeps them names a source when Django starts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from documents.days import last_day_before
from institutions.models import User


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that an institution owes. What arrives at `due_at` or later is late. `key` names it for a calendar.

    `number`: of how many things it speaks. Several with the same `group` are one line of the home, which leads to `group_url`. `moved`
    counts how often its day was set anew and `changed_at` says when anything of it last changed: a calendar shows the latest.
    """

    key: str
    institution_id: int
    label: str
    url: str
    note: str
    due_at: dt.datetime
    period: str = ""
    number: int = 1
    group: str = ""
    group_url: str = ""
    moved: int = 0
    changed_at: dt.datetime | None = None

    @property
    def due_on(self) -> dt.date:
        """The last day, as people say it."""
        return last_day_before(self.due_at)

    def is_overdue(self, at: dt.datetime) -> bool:
        return at >= self.due_at


Source = Callable[[User, dt.datetime], Iterable[Duty]]
"""The duties of the institutions for which a person reports or approves today, in a fixed number of queries."""

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Name a source, from `AppConfig.ready`. Naming it twice is naming it once."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def duties_of(user: User, *, at: dt.datetime) -> list[Duty]:
    """All that the person's institutions owe, most urgent first."""
    return sorted(_every(user, at), key=lambda duty: (duty.due_at, duty.key))


def _every(user: User, at: dt.datetime) -> Iterator[Duty]:
    for source in _SOURCES:
        yield from source(user, at)
