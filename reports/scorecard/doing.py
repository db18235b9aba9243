"""What the institution itself planned and did in the year of the card, and what it stated of its budget. Beside nobody else's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from activities.figures.budget import BudgetLine
from activities.figures.budget_reading import year_budgets
from activities.figures.semester import activities_of_semester
from activities.figures.tally import Tally
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution


@dataclass(frozen=True, slots=True)
class YearDone:
    """A year as of the end of one of its semesters. `tally` is None where the institution has no activity in a frozen plan; `budget` None
    where section 09 does not bind it and it stated nothing."""

    year: int
    period: str
    tally: Tally | None
    budget: BudgetLine | None


def years_done(
    plan: ActionPlan,
    institution: Institution,
    period: ReportingPeriod,
    earlier: ReportingPeriod | None,
    at: dt.datetime,
) -> tuple[YearDone, ...]:
    """The year of the semester and, as of the same semester of it, the year before: like with like. A fixed number of queries."""
    periods = [each for each in (earlier, period) if each is not None]
    budgets = year_budgets(plan, [each.ends_on.year for each in periods], "sent", of={institution.pk})
    found = []
    for each, budget in zip(periods, budgets, strict=True):
        own = activities_of_semester(plan, each, at=at, of=institution.pk)
        line = next(iter(budget.lines), None)
        found.append(YearDone(budget.year, each.code, Tally.of(own) if own else None, line))
    return tuple(found)
