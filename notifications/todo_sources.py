"""What higher apps ask of the Committee's own people, and of who sends for an institution, as rows of their home.

An app names a source when Django starts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from institutions.models import User


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: how many, what, where, and a line of why. `is_last_step`: all else is done, and what many prepared now waits
    for one act of this person.
    """

    number: int
    label: str
    url: str
    note: str
    is_last_step: bool = False


Source = Callable[[User, dt.datetime], Iterable[ToDo]]
"""Rows for one person, in a fixed number of queries; a row of zero is not shown."""

_SOURCES: list[Source] = []
_FOR_INSTITUTIONS: list[Source] = []


def register(source: Source) -> None:
    """Name a source of the Committee's rows, from `AppConfig.ready`. Naming it twice is naming it once."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def register_for_institutions(source: Source) -> None:
    """Name a source of rows without a day for who works for an institution; what has a day is a duty (notifications/duties.py)."""
    if source not in _FOR_INSTITUTIONS:
        _FOR_INSTITUTIONS.append(source)


def rows_of(user: User, *, at: dt.datetime) -> Iterator[ToDo]:
    for source in _SOURCES:
        yield from source(user, at)


def institution_rows_of(user: User, *, at: dt.datetime) -> Iterator[ToDo]:
    for source in _FOR_INSTITUTIONS:
        yield from source(user, at)
