"""Who must report what, from which semester on: the one door through which commitments begin, end and change their role.

A commitment starts with an open or a later semester, never in the past. A change of role ends it with the semester before and
begins it anew, so that history keeps its dates. Every change leaves a CommitmentChange.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from indicators import commitment_rows as rows
from indicators.commitment_rows import Refused
from indicators.commitment_steps import NONE, Changes, Pair, Roles, Step, in_order
from indicators.models import ActionPlan, Commitment, CommitmentChange, ReportingPeriod
from institutions.models import Appointment, Role, User


class Stale(Refused):
    """Somebody else changed some of these commitments since they were read. Nothing was made."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        super().__init__(_("Somebody changed these commitments while you were looking at them."))
        self.pairs = frozenset(pairs)


def choosable_periods(plan: ActionPlan, *, at: dt.datetime) -> list[ReportingPeriod]:
    """Semesters from which a commitment may start or end: those that have not closed."""
    return list(plan.periods.filter(closes_at__gt=at).order_by("ordinal"))


def roles_in(period: ReportingPeriod) -> dict[Pair, str]:
    """The role of each institution committed to an indicator in that semester."""
    found = Commitment.objects.in_force(period).values_list("indicator__code", "institution__code", "role")
    return {(indicator, institution): role for indicator, institution, role in found}


def last_change(plan: ActionPlan) -> int:
    """The number of the latest change of any commitment of the plan; 0 where there was none."""
    changes = CommitmentChange.objects.filter(indicator__plan=plan).order_by("-pk")
    return changes.values_list("pk", flat=True).first() or 0


def change(
    period: ReportingPeriod,
    steps: Iterable[Step],
    *,
    by: User,
    at: dt.datetime,
    reason: str = "",
    reported: Callable[[], set[Pair]],
    seen: int | None = None,
) -> Changes:
    """Take these steps with a semester, all or none. What already is as a step wants it stays, without a record.

    `reported` gives the pairs that hold an answer from that semester on, read under the plan's lock: those cannot be ended.
    `seen` is the last change that was read, as `last_change` tells: what is to come may have changed since though the semester
    itself did not. Raises Stale where a commitment is no longer what the step was decided on, Refused for every other rule.
    """
    post, why = _managing_post(by), reason.strip()
    with transaction.atomic():
        ActionPlan.objects.select_for_update().get(pk=period.plan_id)
        if ReportingPeriod.objects.get(pk=period.pk).is_closed(at):
            raise Refused(_("%(period)s has closed: a commitment never starts in the past.") % {"period": period.code})
        now = roles_in(period)
        left = [step for step in steps if now.get(step.pair, NONE) != step.after]
        _refuse_stale(left, now, seen)
        if not why and any(step.needs_reason for step in left):
            raise Refused(_("Write why: a commitment that ends or changes its role keeps the reason."))
        answered = reported() if any(step.what == CommitmentChange.What.ENDED for step in left) else set()
        for step in in_order(left):
            _take(step, period, answered)
            _record(step, period, post=post, at=at, reason=why)
    return Changes.of(left)


def place(commitment: Commitment, *, at: dt.datetime) -> Commitment:
    """Begin a commitment without a person behind it, even in the past: for the demonstration alone."""
    with transaction.atomic():
        commitment.full_clean()
        commitment.save()
        _record_begun(commitment, at=at)
    return commitment


def record_loaded(plan: ActionPlan, *, at: dt.datetime) -> None:
    """Record the commitments that came with the plan's data."""
    for commitment in Commitment.objects.filter(indicator__plan=plan).order_by("pk"):
        _record_begun(commitment, at=at)


def _managing_post(user: User) -> Appointment:
    post = user.post_as(Role.TECHNICAL_SECRETARY, Role.ADMINISTRATOR)
    if post is None:
        raise Refused(_("Only the technical secretary and the administrators manage semesters and commitments."))
    return post


def _refuse_stale(steps: Iterable[Step], now: Roles, seen: int | None) -> None:
    pairs = {step.pair for step in steps}
    moved = {step.pair for step in steps if now.get(step.pair, NONE) != step.before}
    if seen is not None and pairs:
        since = CommitmentChange.objects.filter(pk__gt=seen).values_list("indicator__code", "institution__code")
        moved |= pairs & set(since)
    if moved:
        raise Stale(moved)


def _take(step: Step, period: ReportingPeriod, answered: set[Pair]) -> None:
    indicator, institution = rows.found(step.pair, period.plan_id)
    own = rows.from_on(period).filter(indicator=indicator, institution=institution).order_by("from_period__ordinal")
    if step.what == CommitmentChange.What.ENDED:
        if step.pair in answered:
            raise Refused(
                _("%(institution)s has already answered %(indicator)s: the commitment cannot end with this semester.")
                % {"institution": step.pair[1], "indicator": step.pair[0]}
            )
        rows.end(own, period)
    elif step.what == CommitmentChange.What.ROLE:
        rows.save_leading_alone(rows.turn(own[0], period, step.after))
    else:
        rows.refuse_outsider(institution)
        rows.refuse_unfollowed(indicator, period)
        rows.refuse_second_reporter(indicator, period, but=institution)
        rows.save_leading_alone(rows.begin(own.first(), indicator, institution, period, step.after))


def _record(step: Step, period: ReportingPeriod, *, post: Appointment, at: dt.datetime, reason: str) -> None:
    indicator, institution = rows.found(step.pair, period.plan_id)
    CommitmentChange.objects.create(
        indicator=indicator,
        institution=institution,
        period=period,
        what=step.what,
        role=step.after or step.before,
        post=post,
        at=at,
        reason=reason,
    )


def _record_begun(commitment: Commitment, *, at: dt.datetime) -> None:
    CommitmentChange.objects.create(
        indicator_id=commitment.indicator_id,
        institution_id=commitment.institution_id,
        period_id=commitment.from_period_id,
        what=CommitmentChange.What.BEGUN,
        role=commitment.role,
        at=at,
    )
