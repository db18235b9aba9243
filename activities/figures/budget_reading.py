"""Reads the budgets of years, in a fixed number of queries however many years and institutions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Literal

from activities.budgeting.included import Included, included_by_year
from activities.figures.budget import Answer, BudgetLine, ItemAmounts, YearBudget
from activities.models import SENT, BudgetItem, BudgetStatement, Status
from indicators.models import ActionPlan
from institutions.models import Institution

Basis = Literal["sent", "validated"]
"""What counts: what was sent (validated or not, and marked), or only what was validated."""


def year_budget(
    plan: ActionPlan, year: int, basis: Basis = "validated", *, of: Collection[int] | None = None
) -> YearBudget:
    return year_budgets(plan, (year,), basis, of=of)[0]


def year_budgets(
    plan: ActionPlan, years: Iterable[int], basis: Basis = "validated", *, of: Collection[int] | None = None
) -> tuple[YearBudget, ...]:
    """One for each year, in their order; `of`: only these institutions (ids). In six queries.

    Of each institution the last statement of the basis counts, whole. One that was returned is not sent any more: then the one
    that was validated before it still counts.
    """
    asked_for = tuple(years)
    included = included_by_year(plan, asked_for)
    last = _last_statements(plan, asked_for, basis)
    found = (_year(year, included[year], last.get(year, {}), of) for year in asked_for)
    return tuple(found if basis == "sent" else (_of_validated(each) for each in found))


def _of_validated(budget: YearBudget) -> YearBudget:
    return replace(budget, of_validated=True, lines=tuple(replace(line, of_validated=True) for line in budget.lines))


def _last_statements(plan: ActionPlan, years: Collection[int], basis: Basis) -> dict[int, dict[int, BudgetStatement]]:
    """By year and institution."""
    statuses = SENT if basis == "sent" else (Status.VALIDATED,)
    rows = (
        BudgetStatement.objects.filter(plan=plan, year__in=years, status__in=statuses)
        .select_related("institution")
        .with_items()
        .order_by("ordinal")
    )
    found: dict[int, dict[int, BudgetStatement]] = {}
    for statement in rows:
        found.setdefault(statement.year, {})[statement.institution_id] = statement
    return found


def _year(year: int, included: Included, stated: dict[int, BudgetStatement], of: Collection[int] | None) -> YearBudget:
    bound = {institution.pk for institution in included.institutions}
    beyond = [each.institution for pk, each in stated.items() if pk not in bound]
    institutions = sorted((*included.institutions, *beyond), key=lambda each: (each.order, each.code))
    lines = tuple(
        _line(institution, stated.get(institution.pk), is_included=institution.pk in bound)
        for institution in institutions
        if of is None or institution.pk in of
    )
    return YearBudget(year, lines, included.is_fallback)


def _line(institution: Institution, statement: BudgetStatement | None, *, is_included: bool) -> BudgetLine:
    if statement is None:
        return BudgetLine(institution.code, institution.short_name, Answer.NOT_REPORTED, is_included=is_included)
    return BudgetLine(
        code=institution.code,
        name=institution.short_name,
        answer=Answer.YES if statement.has_item else Answer.NO,
        is_validated=statement.status == Status.VALIDATED,
        number=statement.ordinal,
        reason=statement.reason,
        cut_off_on=statement.cut_off_on,
        source=statement.source_document,
        items=tuple(amounts_of_item(item) for item in statement.items.all()),
        is_included=is_included,
    )


def amounts_of_item(item: BudgetItem) -> ItemAmounts:
    """An item of an activity is of the pillar of its action."""
    pillar = item.activity.action.objective.pillar if item.activity else item.pillar
    return ItemAmounts(item.initial, item.modified, item.committed, item.executed, pillar.code if pillar else "")
