"""Rules about what is done with the plan: whether each action has an activity, and each institution a budget item (section 09)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.figures.budget import Answer, BudgetLine
from activities.figures.budget_reading import year_budget
from activities.models import Activity, PlanningRound
from indicators.models import ActionPlan, ReportingPeriod
from reports.diagnosis.finding import Looked, Place, Subject

if TYPE_CHECKING:
    from reports.diagnosis.facts import Facts


_SILENT = gettext_lazy("It has not said whether its budget of %(year)s has an item.")
_NONE = gettext_lazy("It said that its budget of %(year)s has no item.")


@dataclass(frozen=True, slots=True)
class Doing:
    """The latest year whose plan is frozen and the actions (by id) that its activities serve; and what each institution that section 09
    binds said of its budget of the fiscal year that is read, validated or not.
    """

    planned_year: int | None
    served: frozenset[int]
    fiscal_year: int
    budgets: tuple[BudgetLine, ...]


def read_doing(plan: ActionPlan, period: ReportingPeriod) -> Doing:
    """In a fixed number of queries."""
    year = PlanningRound.objects.sealed().filter(plan=plan).aggregate(last=Max("year"))["last"]
    served = Activity.objects.in_force().filter(plan=plan, year=year).values_list("action", flat=True)
    budget = year_budget(plan, period.ends_on.year, "sent")
    return Doing(year, frozenset(served), budget.year, budget.included)


def action_without_activity(facts: Facts) -> Looked:
    """Once a plan of a year is frozen: before, there is nothing to look at."""
    year = facts.doing.planned_year
    if year is None:
        return Looked([], [])
    subjects = [Subject(Place.ACTION, each.code, each.text) for each in facts.actions]
    lacking = {each.code for each in facts.actions if each.pk not in facts.doing.served}
    sentence = _("No activity of %(year)s serves it.") % {"year": year}
    return Looked(subjects, [(each, sentence) for each in subjects if each.code in lacking])


def without_budget_item(facts: Facts) -> Looked:
    """Of the institutions that the rule binds. That there is none and that nothing was said are two findings."""
    year, found = facts.doing.fiscal_year, {Answer.NOT_REPORTED: _SILENT, Answer.NO: _NONE}
    looked = [(Subject(Place.INSTITUTION, line.code, line.name), line.answer) for line in facts.doing.budgets]
    said = [(subject, str(found[answer]) % {"year": year}) for subject, answer in looked if answer in found]
    return Looked([subject for subject, _answer in looked], said)
