"""Days that a higher app puts into a person's calendar besides deadlines. An app names a source when Django starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from institutions.models import User


@dataclass(frozen=True, slots=True)
class OtherDate:
    """One day of the calendar. `key` names it in the plan; `moved` rises whenever it changes; `path` is a page of the product."""

    key: str
    day: dt.date
    title: str
    text: str
    path: str
    moved: int
    changed_at: dt.datetime


Source = Callable[[User, dt.datetime], Iterable[OtherDate]]
"""The days of one person, in a fixed number of queries."""

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Name a source, from `AppConfig.ready`. Naming it twice is naming it once."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def dates_of(user: User, *, at: dt.datetime) -> Iterator[OtherDate]:
    for source in _SOURCES:
        yield from source(user, at)
