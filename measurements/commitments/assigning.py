"""Changing commitments from the matrix: what the page sent, what would change, and doing it. `indicators.committing` decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.commitment_rows import Refused
from indicators.commitment_steps import CHOICES, NONE, Changes, Pair, Step, steps_between
from indicators.committing import change
from indicators.models import ReportingPeriod
from institutions.models import User
from measurements.commitments.notice import announce
from measurements.models import Contribution, Measurement


def steps_of_cells(cells: Iterable[str], read: Iterable[str]) -> list[Step]:
    """The steps of a matrix that was sent: each cell `indicator:institution:role`, and those that were committed before."""
    return steps_between(_roles(read), _roles(cells))


def steps_kept(values: Iterable[str]) -> list[Step]:
    """The steps that the confirming page carries, each `indicator:institution:before:after`."""
    parts = [value.split(":") for value in values]
    return [
        Step((indicator, institution), before, after)
        for indicator, institution, before, after in (each for each in parts if len(each) == 4)
        if {before, after} <= CHOICES and before != after
    ]


def _roles(cells: Iterable[str]) -> dict[Pair, str]:
    parts = [cell.split(":") for cell in cells]
    return {(one[0], one[1]): one[2] for one in parts if len(one) == 3 and one[2] in CHOICES}


def assign(
    period: ReportingPeriod, steps: list[Step], *, by: User, at: dt.datetime, reason: str, seen: int | None = None
) -> Changes:
    """Take the steps, and tell the institutions. Raises Refused, and Stale where somebody changed one of these commitments since.

    `seen`: indicators.committing.last_change when they were read.
    """
    with transaction.atomic():
        changes = change(period, steps, by=by, at=at, reason=reason, reported=lambda: reported_pairs(period), seen=seen)
        # Asked under the plan's lock, which `change` holds now: nobody asks a unit meanwhile.
        _refuse_asked_units(period, {step.pair for step in changes.steps if step.before == NONE})
        announce(period, changes.steps, at=at)
    return changes


def try_out(
    period: ReportingPeriod, steps: list[Step], *, by: User, at: dt.datetime, seen: int | None = None
) -> Changes:
    """What taking the steps would change, or why it would be refused. Nothing stays."""
    with transaction.atomic():
        changes = assign(period, steps, by=by, at=at, reason=_("Trial"), seen=seen)
        transaction.set_rollback(True)
    return changes


def _refuse_asked_units(period: ReportingPeriod, begin: set[Pair]) -> None:
    """Who was asked for its part of another institution's answer would be counted twice if it reported too."""
    asked = Contribution.objects.filter(period__plan=period.plan_id, period__ordinal__gte=period.ordinal)
    twice = begin & set(asked.values_list("indicator__code", "unit__code"))
    for indicator, institution in sorted(twice):
        text = _("%(institution)s was asked for its part of %(indicator)s: it would count twice. Withdraw that first.")
        raise Refused(text % {"institution": institution, "indicator": indicator})


def reported_pairs(period: ReportingPeriod) -> set[Pair]:
    """What already holds an answer from that semester on: such a commitment cannot end with it."""
    answered = Measurement.objects.filter(period__plan=period.plan_id, period__ordinal__gte=period.ordinal)
    return set(answered.values_list("indicator__code", "institution__code"))
