"""Reports that may be put before a meeting. This app does not know how they are drafted: the app that does names a source when
Django starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indicators.models import ActionPlan


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A draft whose consultation is closed and that stands before no meeting. `url`: the page that puts it before one."""

    reference: int
    title: str
    url: str


Source = Callable[[ActionPlan, dt.datetime], Iterable[WaitingReport]]
"""The reports of a plan that wait, titles in the language of the page, in a fixed number of queries."""

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Name a source, from `AppConfig.ready`. Naming it twice is naming it once."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def waiting_reports(plan: ActionPlan, at: dt.datetime) -> Iterator[WaitingReport]:
    for source in _SOURCES:
        yield from source(plan, at)
