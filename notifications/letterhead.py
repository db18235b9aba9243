"""What stands over every letter. Who knows whether the data are a demonstration says so here; this app does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`mark` stands in the subject, `note` in the first line. Both are empty for real data."""

    mark: str = ""
    note: str = ""


_source: list[Callable[[], Letterhead]] = []


def register(source: Callable[[], Letterhead]) -> None:
    """Call it from `AppConfig.ready`. The source is asked under the language of each letter."""
    _source[:] = [source]


def current() -> Letterhead:
    return _source[0]() if _source else Letterhead()
