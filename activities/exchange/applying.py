"""Saving what a preview showed: one transaction through the verbs of a plan of the year, so that all of it is saved or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from activities.exchange.comparing import Comparison, Fate
from activities.models import YearPlan
from activities.planning.writing import add_activity, change_activity, take_out
from institutions.models import User


@dataclass(frozen=True, slots=True)
class Saved:
    added: int
    changed: int
    taken_out: int


def save(year_plan: YearPlan, comparison: Comparison, ticked: Collection[str], *, by: User, at: dt.datetime) -> Saved:
    """Each activity in the version that was compared; `ticked` are the codes of those to take out. Raises `Refused`."""
    gone = [each for each in comparison.of(Fate.GONE) if each.code in ticked]
    changed, new = comparison.of(Fate.CHANGED), comparison.of(Fate.NEW)
    with transaction.atomic():
        for each in gone:
            if each.activity is not None:
                take_out(each.activity, version=each.activity.version, by=by, at=at)
        for each in changed:
            if each.activity is not None and each.content is not None:
                change_activity(each.activity, each.content, version=each.activity.version, by=by, at=at)
        for each in new:
            if each.content is not None:
                add_activity(year_plan, each.content, by=by, at=at)
    return Saved(len(new), len(changed), len(gone))
