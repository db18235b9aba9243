"""A reviewer's decision on two items that look like one: they count once, they are two, or they are separated again."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import ActionPlan
from institutions.models import User
from measurements.answer.refusals import NotAllowed, Stale, WrongState
from measurements.chain import chain
from measurements.joining import joining
from measurements.joining.duplicates import Pair, pair_of
from measurements.models import RegisterItem


class Verdict(StrEnum):
    ONE = "one"
    TWO = "two"
    SEPARATE = "separate"


def decide(
    pair: Pair, verdict: Verdict, *, plan: ActionPlan, seen: int, by: User, at: dt.datetime, reason: str = ""
) -> None:
    """Write it under the plan's lock. `seen` is the last decision that was read; saying again what stands changes nothing.

    Figures of validated answers follow at once; what an issued edition says stays.
    """
    with transaction.atomic():
        chain.lock(plan.pk)
        now = pair_of(by, pair.one.item.pk, pair.other.item.pk)
        if now is None:
            raise WrongState(_("One of the two is no longer among what was sent. Nothing was changed."))
        if not now.can_decide:
            raise NotAllowed(_("None of your posts lets you do this."))
        if _stands(now, verdict):
            return
        if now.seen != seen:
            raise Stale(_("Somebody decided on these two while you were reading. Nothing was changed."))
        _apply(now, verdict, by=by, at=at, reason=reason)


def _stands(pair: Pair, verdict: Verdict) -> bool:
    return pair.is_joined if verdict is Verdict.ONE else pair.is_told_apart


def _apply(pair: Pair, verdict: Verdict, *, by: User, at: dt.datetime, reason: str) -> None:
    items = RegisterItem.objects.select_related("institution").in_bulk([pair.one.item.pk, pair.other.item.pk])
    one, other = items[pair.one.item.pk], items[pair.other.item.pk]
    try:
        if verdict is Verdict.ONE:
            joining.join(other, one, by=by, at=at, reason=reason)
        elif verdict is Verdict.TWO:
            joining.tell_apart(other, one, by=by, at=at, reason=reason)
        else:
            joining.separate(other, by=by, at=at, reason=reason)
    except joining.CannotJoin as refusal:
        raise WrongState(str(refusal)) from refusal
