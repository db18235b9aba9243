"""The budgets of a year as tables to take away: by institution, by pillar, through the years. Numbers as numbers, nothing as nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from activities.figures.budget import Amounts, Answer, BudgetLine, YearBudget
from activities.figures.budget_words import NAMES, answer_said, state_of
from documents.formatting import rounded
from documents.taking_away import Cell, Column, DataTable

Row = Sequence[Cell]
Pillars = Sequence[tuple[str, str]]
"""The plan's pillars: code and name, in order."""


def amount_columns() -> tuple[Column, ...]:
    """Each amount beside the number of items that report it."""
    columns = [Column(_("Budget items"), "number")]
    for label in NAMES.values():
        heading = str(label)
        columns += [
            Column(heading, "number", _("In soles, over the items that report it; empty where none does.")),
            Column(_("Items that report: %(amount)s") % {"amount": heading}, "number"),
        ]
    return (
        *columns,
        Column(_("Execution rate"), "percent", _("Executed over modified budget, over the items that report both.")),
        Column(_("Items in the rate"), "number"),
    )


def amount_cells(amounts: Amounts) -> tuple[Cell, ...]:
    cells: list[Cell] = [amounts.items]
    for amount in (amounts.initial, amounts.modified, amounts.committed, amounts.executed):
        cells += [amount.sum, amount.reported_items]
    return (*cells, _percent(amounts.rate.percent), amounts.rate.items)


def _percent(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value, 2)


def institutions_table(budget: YearBudget, rule: str) -> DataTable:
    columns = (
        Column(_("Year"), "year"),
        Column(_("Institution")),
        Column(_("Name")),
        Column(_("Has a budget item"), meaning=_("Yes, no, or not reported: three different answers.")),
        Column(_("Reason")),
        *amount_columns(),
        Column(_("Cut-off date")),
        Column(_("Source document")),
        Column(_("State")),
    )
    rows = [_line(budget.year, line) for line in budget.lines]
    words = {"year": budget.year}
    notes = [(_("Rule"), rule)] if rule else []
    return DataTable(_("budget-%(year)s") % words, _("Budget %(year)s") % words, columns, rows, notes)


def _line(year: int, line: BudgetLine) -> Row:
    has_amounts = line.answer == Answer.YES
    nothing: tuple[Cell, ...] = (None,) * len(amount_columns())
    return (
        year,
        line.code,
        line.name,
        answer_said(line.answer, of_validated=line.of_validated),
        line.reason,
        *(amount_cells(line.amounts) if has_amounts else nothing),
        line.cut_off_on.isoformat() if line.cut_off_on else None,
        line.source,
        state_of(line)[1],
    )


def pillars_table(budget: YearBudget, pillars: Pillars) -> DataTable:
    columns = (Column(_("Pillar")), Column(_("Name")), Column(_("Institutions"), "number"), *amount_columns())
    names = dict(pillars) | {"": _("Attributed to no pillar")}
    rows = [
        (each.code, names[each.code], each.institutions, *amount_cells(each.amounts))
        for each in budget.pillars([code for code, _name in pillars])
    ]
    words = {"year": budget.year}
    return DataTable(_("budget-by-pillar-%(year)s") % words, _("Budget %(year)s by pillar") % words, columns, rows)


def years_table(budgets: Sequence[YearBudget]) -> DataTable:
    columns = (
        Column(_("Year"), "year"),
        Column(_("Institutions included"), "number"),
        Column(_("With an item"), "number"),
        Column(_("Without an item"), "number"),
        Column(answer_said(Answer.NOT_REPORTED, of_validated=any(each.of_validated for each in budgets)), "number"),
        *amount_columns(),
    )
    rows = [
        (each.year, len(each.included), *(each.count(answer) for answer in Answer), *amount_cells(each.amounts))
        for each in budgets
    ]
    return DataTable(_("budget-by-year"), _("Budget by year"), columns, rows)


Maker = Callable[[YearBudget, Sequence[YearBudget], Pillars, str], DataTable]
TABLES: dict[str, Maker] = {
    "instituciones": lambda budget, years, pillars, rule: institutions_table(budget, rule),
    "pilares": lambda budget, years, pillars, rule: pillars_table(budget, pillars),
    "anos": lambda budget, years, pillars, rule: years_table(years),
}
"""By the name in the address."""
