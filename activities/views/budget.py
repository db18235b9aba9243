"""Budgets of a fiscal year by institution: whether each has an item, its amounts, by pillar and through the years."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.budgeting.rule import rule_of
from activities.budgeting.writing import years_to_state
from activities.figures.budget import Answer, YearBudget
from activities.figures.budget_page import cells_of, compliance_bar, institution_row, pillar_rows, year_rows
from activities.figures.budget_reading import year_budgets
from activities.figures.budget_table import TABLES
from activities.figures.budget_words import SHORT, answer_said, finding_said, others_said, sum_said
from activities.own import own_institutions
from activities.views.budget_finding import Scope, chosen_year, scope_of, year_links
from activities.views.finding import current_plan, reader
from activities.views.tables import empty_cell, notes_of_plan
from documents.taking_away import KINDS, answer_with
from indicators.models import ActionPlan, Pillar


@require_safe
def budget(request: HttpRequest) -> HttpResponse:
    user, plan, now = reader(request), current_plan(), timezone.now()
    year, scope = chosen_year(plan, request.GET.get("anio", ""), at=now), scope_of(user)
    budgets = read_years(plan, scope, at=now)
    chosen = next(each for each in budgets if each.year == year)
    said, others = finding_said(chosen), others_said(chosen)
    context: dict[str, Any] = {
        "year": year,
        "years": year_links(plan, year, lambda each: f"{reverse('budget')}?anio={each}", at=now),
        "budget": chosen,
        "scope": scope,
        "said": said,
        "others": others,
        "basis": basis_said(scope),
        "unsaid": answer_said(Answer.NOT_REPORTED, of_validated=chosen.of_validated),
        "bar": compliance_bar(chosen, f"{said} {others}") if scope.is_all else "",
        "rule": rule_of(plan),
        "plan": plan,
        "headings": SHORT.values(),
        "rows": [institution_row(line) for line in chosen.lines],
        "total": cells_of(chosen.amounts) if len(chosen.with_item) > 1 else None,
        "sum_said": sum_said(chosen),
        "pillars": pillar_rows(chosen, pillars_of(plan)) if chosen.with_item else [],
        "trend": year_rows(budgets),
        "own": own_institutions(user),
    }
    return render(request, "activities/budget.html", context)


@require_safe
def budget_data(request: HttpRequest, kind: str) -> HttpResponse:
    """One of the page's tables, named in the address, as a file."""
    user, plan, now = reader(request), current_plan(), timezone.now()
    make = TABLES.get(request.GET.get("tabla", "instituciones"))
    if kind not in KINDS or make is None:
        raise Http404
    year = chosen_year(plan, request.GET.get("anio", ""), at=now)
    scope = scope_of(user)
    budgets = read_years(plan, scope, at=now)
    chosen = next(each for each in budgets if each.year == year)
    table = make(chosen, budgets, pillars_of(plan), rule_of(plan))
    return answer_with(table, kind, [(_("What counts"), basis_said(scope)), *notes_of_plan(plan), empty_cell()])


def read_years(plan: ActionPlan, scope: Scope, *, at: dt.datetime) -> tuple[YearBudget, ...]:
    return year_budgets(plan, years_to_state(plan, at=at), scope.basis, of=scope.of)


def basis_said(scope: Scope) -> str:
    if scope.basis == "sent":
        return _("The last statement that each institution sent, validated or not: its state says which.")
    return _("The last statement of each institution that the Committee validated.")


def pillars_of(plan: ActionPlan) -> list[tuple[str, str]]:
    return [(pillar.code, pillar.name) for pillar in Pillar.objects.filter(plan=plan)]
