"""The part of the Committee's hub about the planning of a year: those under way, and how many institutions sent theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.hub_line import HubLine
from activities.models import SENT, PlanningRound
from activities.planning.standing import keeping_post
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, Role, User

KEYS = {"open": "ready", "consolidated": "prepared", "adopted": "validated", "cancelled": "not_applicable"}
"""States of a round as components/status.html knows them."""


@dataclass(frozen=True, slots=True)
class PlanningPart:
    """`current`: rounds that are not frozen. `last`: the latest that is. Rounds carry `asked` and `sent`."""

    current: tuple[PlanningRound, ...]
    last: PlanningRound | None
    can_open: bool


def planning_part(user: User) -> PlanningPart:
    """For who sits in the Committee, in a fixed number of queries."""
    rounds = list(counted(user).filter(plan=ActionPlan.objects.current()))
    running = [each for each in rounds if not each.is_sealed and each.state != PlanningRound.State.CANCELLED]
    sealed = [each for each in rounds if each.is_sealed]
    return PlanningPart(tuple(running), sealed[0] if sealed else None, keeping_post(user) is not None)


def counted(user: User) -> QuerySet[PlanningRound]:
    """Rounds that the person sees, the latest year first, with how many institutions were asked and how many of them sent a plan."""
    return (
        PlanningRound.objects.visible_to(user)
        .annotate(
            asked=Count("year_plans", filter=Q(year_plans__is_asked=True), distinct=True),
            sent=Count("year_plans", filter=Q(year_plans__status__in=SENT), distinct=True),
        )
        .order_by("-year", "-pk")
    )


LATEST = 2
"""Rounds that “Actividades” names; the list has all."""


def rounds_lines(user: User, plan: ActionPlan, at: dt.datetime) -> Iterator[HubLine]:
    """On “Actividades”, for the Committee and its observers: the latest plannings, in one query."""
    if not user.has_role(*COMMITTEE_ROLES, Role.OBSERVER):
        return
    yield HubLine(_("Annual planning"), reverse("planning_list"), _("The plans of every year, and the steps of each."))
    rounds: QuerySet[Any, Any] = counted(user).filter(plan=plan)
    for year, state, sent, asked in rounds.values_list("year", "state", "sent", "asked")[:LATEST]:
        yield HubLine(
            label=_("Planning of %(year)s") % {"year": year},
            url=reverse("planning_round", args=[year]),
            note=_("%(sent)s of %(asked)s plans sent") % {"sent": sent, "asked": asked},
            key=KEYS[state],
            state=str(PlanningRound.State(state).label),
        )
