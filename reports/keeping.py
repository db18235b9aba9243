"""Results that take long to work out, kept in the cache until something that they depend on changes.

A result depends on the data (their token, docs/adr/0012), on the day in Lima, on how many deadlines and openings have passed, and on
the release of the product that worked it out. Whatever else it depends on must be part of the name that it is kept under.
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
"""Instants that change something when they pass, although no row is changed: what is open, late, closed or begun."""


def kept(name: str, work: Callable[[], Found], *, at: dt.datetime) -> Found:
    """Return what `work` returns for the instant `at`: from the cache while nothing has changed, otherwise worked out and kept.

    Only the latest result is kept under a name. A release never reads what another release kept, whose classes may differ.
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
    """Everything that a result for `at` depends on, in one query; None if the result must not be kept.

    It is read before the data, so that a change made in between is noticed the next time. Nothing is kept inside a transaction, whose
    own changes have no token yet (and have none at all if it is rolled back), nor for an instant before the last change: such a result
    leaves out what was recorded after `at`, while the token includes it.
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
    """The SQL that counts how many of INSTANTS have passed at `at`, and its parameters. Plain SQL, because every page asks this and
    the ORM would build the query each time."""
    counts = (
        f'(SELECT COUNT(*) FROM "{model._meta.db_table}" WHERE "{field}" <= %s)'  # noqa: S608
        for model, field in INSTANTS
    )
    return " + ".join(counts), [connection.ops.adapt_datetimefield_value(at)] * len(INSTANTS)


def aware(moment: dt.datetime) -> dt.datetime:
    """An instant read with plain SQL, with its time zone: SQLite stores instants in UTC and does not say so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
