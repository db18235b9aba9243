"""What the addresses of budgets lead to, and whose budgets a person reads. What they may not read does not exist (404)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from activities.budgeting.writing import years_to_state
from activities.figures.budget_reading import Basis
from activities.models import BudgetStatement
from activities.own import own_institutions
from activities.views.finding import current_plan, reader
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, Institution, Role, User


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose budgets count for a person: the Committee reads all that was sent, observers what was validated, an institution its own."""

    basis: Basis
    of: frozenset[int] | None
    """Institutions by id; None for all."""

    @property
    def is_all(self) -> bool:
        return self.of is None


def scope_of(user: User) -> Scope:
    if user.has_role(*COMMITTEE_ROLES):
        return Scope("sent", None)
    if user.has_role(Role.OBSERVER):
        return Scope("validated", None)
    return Scope("sent", frozenset(each.pk for each in own_institutions(user)))


def chosen_year(plan: ActionPlan, text: str, *, at: dt.datetime) -> int:
    """That of the address, or this one."""
    if not text:
        return timezone.localtime(at).year
    return found_year(plan, int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0, at=at)


def found_year(plan: ActionPlan, year: int, *, at: dt.datetime) -> int:
    """A year that can be stated; no other has a page."""
    if year not in years_to_state(plan, at=at):
        raise Http404
    return year


def year_links(plan: ActionPlan, chosen: int, url_of: Callable[[int], str], *, at: dt.datetime) -> list[dict[str, Any]]:
    """A switch of the fiscal years that can be stated (components/segments.html)."""
    return [
        {"label": str(year), "url": url_of(year), "is_current": year == chosen} for year in years_to_state(plan, at=at)
    ]


def found_institution(request: HttpRequest, code: str) -> Institution:
    """One whose budget the person may read. A unit has none of its own."""
    scope = scope_of(reader(request))
    readable = Institution.objects.exclude(kind=Institution.Kind.UNIT)
    if scope.of is not None:
        readable = readable.filter(pk__in=scope.of)
    return get_object_or_404(readable, code=code)


def found_statement(request: HttpRequest, year: int, institution: str, number: int) -> BudgetStatement:
    return get_object_or_404(
        BudgetStatement.objects.visible_to(reader(request)).whole(),
        plan=current_plan(),
        year=year,
        institution__code=institution,
        ordinal=number,
    )
