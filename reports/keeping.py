"""What was worked out from the data, kept in the cache until something that it depends on changes.

It depends on the data (their token, docs/adr/0012), on the day in Lima, on the instants that have passed, and on the release
that worked it out. Whatever else it depends on is in its name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from committee.models import InformationRequest, Meeting
from documents import data_version
from documents.release import release
from indicators.models import ReportingPeriod
from measurements.models import DeadlineExtension, Opening

Found = TypeVar("Found")
Stamp = tuple[str, int, dt.date]
A_DAY = 24 * 60 * 60
INSTANTS: tuple[tuple[type[Model], str], ...] = (
    (ReportingPeriod, "opens_at"),
    (ReportingPeriod, "due_at"),
    (ReportingPeriod, "closes_at"),
    (DeadlineExtension, "granted_until"),
    (Opening, "until"),
    (InformationRequest, "due_at"),
    (Meeting, "starts_at"),
)
"""What changes a state by passing, without any row being changed: the clock makes late, closes and ends what was granted."""


def kept(name: str, work: Callable[[], Found], *, at: dt.datetime) -> Found:
    """What `work` finds out about `at`; what it found before, while that still holds. A name keeps one thing, the latest.

    A release never reads what another one kept: it may not even know its classes.
    """
    stamp = stamp_of(at)
    if stamp is None:
        return work()
    key = f"{release()}:{name}"
    held: tuple[Stamp, Found] | None = cache.get(key)
    if held is not None and held[0] == stamp:
        return held[1]
    found = work()
    cache.set(key, (stamp, found), A_DAY)
    return found


def stamp_of(at: dt.datetime) -> Stamp | None:
    """All that it depends on, in one query, asked before the data are read. None where nothing may be kept.

    Not within a transaction, whose own changes have no token yet. And not of an instant before the last change: what was
    recorded after `at` is left out of it, though the token stands for it.
    """
    if connection.in_atomic_block:
        return None
    counts, params = passed(at)
    row = data_version.token_beside(f"changed_at, {counts}", params)
    if row is None:
        return None
    token, changed_at, behind = row
    return (token, behind, timezone.localtime(at).date()) if aware(changed_at) < at else None


def passed(at: dt.datetime) -> tuple[str, list[Any]]:
    """How many of INSTANTS lie behind. Plain SQL: this is asked of every page, and the ORM would put it together each time."""
    counts = (
        f'(SELECT COUNT(*) FROM "{model._meta.db_table}" WHERE "{field}" <= %s)'  # noqa: S608
        for model, field in INSTANTS
    )
    return " + ".join(counts), [connection.ops.adapt_datetimefield_value(at)] * len(INSTANTS)


def aware(moment: dt.datetime) -> dt.datetime:
    """As a cursor gives it: SQLite keeps instants in UTC without saying so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
