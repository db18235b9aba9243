"""Who still owes a statement of the budget, and until when.

In the window of each semester an institution that is included owes a statement of that fiscal year whose amounts go up to the
semester's last day or later. That there is no item is an answer for the whole year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from activities.budgeting.included import included_by_year
from activities.deadlines import NoteWindow, window_of
from activities.models import SENT, BudgetStatement
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution

LATEST = 2
"""Semesters looked at: of an older one even an extension is over."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What one institution owes of one semester; `last` is its latest statement of the year, wherever it stands."""

    institution: Institution
    period: ReportingPeriod
    window: NoteWindow
    last: BudgetStatement | None

    @property
    def year(self) -> int:
        return self.period.starts_on.year


def owed_by(institutions: Sequence[Institution], plan: ActionPlan, *, at: dt.datetime) -> Iterator[Owed]:
    """In six queries, and one more for each institution and semester where extensions are known."""
    periods = list(ReportingPeriod.objects.filter(plan=plan).begun(at=at)[:LATEST])
    if not institutions or not periods:
        return
    years = {period.starts_on.year for period in periods}
    included = included_by_year(plan, years)
    stated = list(BudgetStatement.objects.filter(plan=plan, year__in=years, institution__in=institutions))
    for period in sorted(periods, key=lambda each: each.ordinal):
        year = period.starts_on.year
        for institution in institutions:
            own = [each for each in stated if (each.year, each.institution_id) == (year, institution.pk)]
            if institution not in included[year].institutions or any(answers(each, period) for each in own):
                continue
            window = window_of(period, institution.pk)
            if at < window.closes_at:
                yield Owed(institution, period, window, max(own, key=lambda each: each.ordinal, default=None))


def answers(statement: BudgetStatement, period: ReportingPeriod) -> bool:
    """Whether it says what is owed of a semester of its year."""
    if statement.status not in SENT:
        return False
    return statement.has_item is False or (statement.cut_off_on is not None and statement.cut_off_on >= period.ends_on)
