"""What higher apps ask of the Committee's own people, as rows of their home. An app names a source when Django starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from institutions.models import User


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: how many, what, where, and a line of why."""

    number: int
    label: str
    url: str
    note: str


Source = Callable[[User, dt.datetime], Iterable[ToDo]]
"""Rows for one person of the Committee, in a fixed number of queries; a row of zero is not shown."""

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Name a source, from `AppConfig.ready`. Naming it twice is naming it once."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def rows_of(user: User, *, at: dt.datetime) -> Iterator[ToDo]:
    for source in _SOURCES:
        yield from source(user, at)
