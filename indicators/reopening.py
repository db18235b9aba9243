"""Issued reports that a semester's reopening may leave behind. This app does not know how they are issued: the app that does names a
source when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from indicators.models import ReportingPeriod


@dataclass(frozen=True, slots=True)
class RestingReport:
    """A report in force that holds figures of the semester. `title` is in the language of the page."""

    code: str
    title: str
    url: str


Source = Callable[[ReportingPeriod], Iterable[RestingReport]]

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Name a source, from `AppConfig.ready`. Naming it twice is naming it once."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def resting_on(period: ReportingPeriod) -> list[RestingReport]:
    return [each for source in _SOURCES for each in source(period)]
