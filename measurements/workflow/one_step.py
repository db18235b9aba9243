"""Handing over and sending at once, for who holds both posts of a small institution. The same two verbs, the same two events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from institutions import permissions
from institutions.models import User
from measurements.chain import chain
from measurements.models import Measurement, Receipt, Status
from measurements.receipts import receiving
from measurements.workflow import steps as workflow


def hand_over_and_submit(chosen: Iterable[tuple[Measurement, int]], *, by: User, at: dt.datetime) -> Receipt:
    """Send what awaits approval and, for a reporter, what is ready: all or none; the same again gives the same receipt."""
    pairs = list(chosen)
    if not pairs or permissions.reporting_post(by, pairs[0][0].institution) is None:
        return workflow.submit(pairs, by=by, at=at)
    with transaction.atomic():
        chain.lock(pairs[0][0].period.plan_id)
        if receiving.receipt_of(pairs) is None:
            pairs = _handed_over(pairs, by=by, at=at)
        return workflow.submit(pairs, by=by, at=at)


def _handed_over(pairs: list[tuple[Measurement, int]], *, by: User, at: dt.datetime) -> list[tuple[Measurement, int]]:
    """The answers in the versions that they have once what was still in the reporter's hands was handed over."""
    ids = [measurement.pk for measurement, _version in pairs]
    unready = Measurement.objects.filter(pk__in=ids, status__in=(Status.DRAFT, Status.RETURNED))
    drafts = set(unready.values_list("pk", flat=True))
    prepared = []
    for measurement, version in pairs:
        if measurement.pk in drafts:
            workflow.prepare(measurement, version=version, by=by, at=at)
            version = measurement.version
        prepared.append((measurement, version))
    return prepared
