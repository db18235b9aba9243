"""What a budget statement must say before it can be handed over. The form asks the same beside its boxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from activities.models import BudgetItem, BudgetStatement
from activities.refusals import Problem


def problems_of_statement(statement: BudgetStatement) -> list[Problem]:
    """All that keeps a statement from being handed over."""
    items = list(statement.items.all())
    if statement.has_item is None:
        return [Problem("has_item", _("Say whether the budget of %(year)s has an item.") % {"year": statement.year})]
    if not statement.has_item:
        found = [] if statement.reason.strip() else [Problem("reason", _("Write why the budget has no item."))]
        if items:
            found.append(
                Problem("items", _("It says that there is no item, and holds some: take one of the two back."))
            )
        return found
    found = []
    if not items:
        found.append(Problem("items", _("Write at least one budget item, with its codes.")))
    if statement.cut_off_on is None:
        found.append(Problem("cut_off_on", _("Write the cut-off date of the amounts.")))
    elif statement.cut_off_on < dt.date(statement.year, 1, 1):
        found += _before_its_year(statement.year, statement.cut_off_on, items)
    if not statement.source_document.strip():
        found.append(Problem("source_document", _("Write the document that the amounts come from.")))
    return found


def _before_its_year(year: int, cut_off_on: dt.date, items: Sequence[BudgetItem]) -> list[Problem]:
    """The year before makes the budget: until the fiscal year begins there is an initial amount (PIA) and nothing else."""
    if cut_off_on.year < year - 1:
        return [Problem("cut_off_on", _("The cut-off date comes before the fiscal year."))]
    if all(amount is None for item in items for amount in (item.modified, item.committed, item.executed)):
        return []
    text = _(
        "On the cut-off date the fiscal year had not begun: leave only the initial budget (PIA), or correct the date."
    )
    return [Problem("cut_off_on", text)]
