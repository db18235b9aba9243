"""Which general objective of the plan each action serves: the one door through which the Committee links them or takes a link back.

The plan's text links none, so there are none until the Committee decides. Every change leaves an AlignmentChange.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import Action, ActionPlan, Alignment, AlignmentChange, GeneralObjective
from indicators.refusals import NotAllowed, Refused, Stale
from institutions.models import COMMITTEE_ROLES, Appointment, User

Link = tuple[str, str]
"""The code of a general objective, and of an action that serves it."""


class Unexplained(Refused):
    """A change of the alignment says why it is made."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """The links that were made and those that were taken back."""

    made: frozenset[Link]
    undone: frozenset[Link]

    @property
    def is_empty(self) -> bool:
        return not (self.made or self.undone)


def aligning_post(user: User) -> Appointment | None:
    """The post in which the person links objectives and actions: any of the Committee."""
    return user.post_as(*COMMITTEE_ROLES)


def links_of(plan: ActionPlan) -> frozenset[Link]:
    """The links as they stand now."""
    linked = Alignment.objects.filter(general_objective__plan=plan)
    return frozenset(linked.order_by().values_list("general_objective__code", "action__code"))


def last_change(plan: ActionPlan) -> int:
    """The number of the latest change of the plan's alignment; 0 where there was none."""
    changes = AlignmentChange.objects.filter(general_objective__plan=plan).order_by("-pk")
    return changes.values_list("pk", flat=True).first() or 0


def align(plan: ActionPlan, wanted: Collection[Link], *, seen: int, reason: str, by: User, at: dt.datetime) -> Aligned:
    """Make the plan's links exactly those wanted. `seen` is the last change that was read, as `last_change` tells.

    What stands already so is no change and needs no reason. Raises NotAllowed, Stale, or Unexplained.
    """
    post = aligning_post(by)
    if post is None:
        raise NotAllowed(_("Only the Committee says which general objective an action serves."))
    with transaction.atomic():
        ActionPlan.objects.select_for_update().only("pk").get(pk=plan.pk)
        now = links_of(plan)
        steps = Aligned(frozenset(wanted) - now, now - frozenset(wanted))
        if steps.is_empty:
            return steps
        if last_change(plan) != seen:
            raise Stale(_("Somebody changed the alignment while you were working on it. Nothing was changed."))
        if not reason.strip():
            raise Unexplained(_("Write why: every change of the alignment keeps its reason."))
        _take(plan, steps, post=post, at=at, reason=reason.strip())
    return steps


def _take(plan: ActionPlan, steps: Aligned, *, post: Appointment, at: dt.datetime, reason: str) -> None:
    objectives = {each.code: each for each in GeneralObjective.objects.filter(plan=plan)}
    actions = {each.code: each for each in Action.objects.filter(plan=plan)}
    unknown = {(o, a) for o, a in steps.made if o not in objectives or a not in actions}
    if unknown:
        raise Refused(_("The plan has no such general objective or action."))
    for objective, action in sorted(steps.made | steps.undone):
        pair = {"general_objective": objectives[objective], "action": actions[action]}
        is_linked = (objective, action) in steps.made
        if is_linked:
            Alignment.objects.create(**pair)
        else:
            Alignment.objects.filter(**pair).delete()
        AlignmentChange.objects.create(**pair, is_linked=is_linked, post=post, at=at, reason=reason)
