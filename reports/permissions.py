"""Who may see which figures. Totals are for everybody who signs in; whose figures stand behind them is not."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Institution, Role, User

OVERSEEING = (*COMMITTEE_ROLES, Role.OBSERVER, Role.ADMINISTRATOR)


def may_see_dashboard(user: User) -> bool:
    """The Committee, observers and administrators. Institutions have their own task list and the indicator pages."""
    return user.has_role(*OVERSEEING)


def may_read_editions(user: User) -> bool:
    """Whoever sees everybody's figures: an edition prints them by institution."""
    return user.has_role(*OVERSEEING)


def may_review(user: User) -> bool:
    return user.has_role(*COMMITTEE_ROLES)


def visible_institutions(user: User) -> frozenset[str] | None:
    """Codes of the institutions whose own figures the person sees: their own; None means all."""
    if user.has_role(*OVERSEEING):
        return None
    return frozenset(post.institution.code for post in user.posts)


def scorecards_of(user: User, plan: ActionPlan) -> QuerySet[Institution]:
    """Institutions whose scorecard the person reads, in the plan's order: the Committee all, who reports their own.

    A subordinate unit owes nothing to the plan itself and has none. Observers and administrators read none.
    """
    every = Institution.objects.exclude(kind=Institution.Kind.UNIT)
    if user.has_role(*COMMITTEE_ROLES):
        return every.filter(Q(is_participating=True) | Q(commitments__indicator__plan=plan)).distinct()
    return every.filter(pk__in=user.institution_ids(*REPORTING_ROLES))
