"""Rules about what is done with the plan: whether each action has an activity, and each institution a budget item (section 09)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from activities.models import Activity, BudgetStatement, PlanningRound, YearPlan
from indicators.models import ActionPlan, Commitment, ReportingPeriod
from institutions.models import Institution
from reports.diagnosis.finding import Looked, Place, Subject

if TYPE_CHECKING:
    from reports.diagnosis.facts import Facts


@dataclass(frozen=True, slots=True)
class Doing:
    """The latest year whose plan is frozen and the actions (by id) that its activities serve; and of the fiscal year that is read, what
    each institution included said of its budget: that it has an item, that it has none, or nothing (None)."""

    planned_year: int | None
    served: frozenset[int]
    fiscal_year: int
    institutions: tuple[tuple[str, str], ...]
    answers: Mapping[str, bool | None]


def read_doing(plan: ActionPlan, period: ReportingPeriod) -> Doing:
    """In four queries."""
    year = PlanningRound.objects.sealed().filter(plan=plan).aggregate(last=Max("year"))["last"]
    served = Activity.objects.in_force().filter(plan=plan, year=year).values_list("action", flat=True)
    fiscal = period.ends_on.year
    sent = BudgetStatement.objects.sent().filter(plan=plan, year=fiscal).order_by("ordinal")
    return Doing(
        planned_year=year,
        served=frozenset(served),
        fiscal_year=fiscal,
        institutions=tuple((each.code, each.short_name or each.name) for each in included(plan, fiscal)),
        answers=dict(sent.values_list("institution__code", "has_item")),
    )


def included(plan: ActionPlan, year: int) -> list[Institution]:
    """The institutions that take part in the plan in a year: those that owe an indicator, or were asked for a plan of that year."""
    first, last = f"{year}-I", f"{year}-II"
    owing = Commitment.objects.filter(Q(until_period__isnull=True) | Q(until_period__code__gte=first), indicator__plan=plan)
    asked = YearPlan.objects.filter(round__plan=plan, round__year=year).values("institution")
    chosen = Q(pk__in=owing.filter(from_period__code__lte=last).values("institution")) | Q(pk__in=asked)
    return list(Institution.objects.filter(chosen))


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
    """That there is none and that nothing was said are two findings."""
    subjects = [Subject(Place.INSTITUTION, code, name) for code, name in facts.doing.institutions]
    return Looked(subjects, [(each, text) for each in subjects for text in say_item(each, facts.doing)])


def say_item(institution: Subject, doing: Doing) -> Iterator[str]:
    answer = doing.answers.get(institution.code)
    if answer is None:
        yield _("It has not said whether its budget of %(year)s has an item.") % {"year": doing.fiscal_year}
    elif not answer:
        yield _("It said that its budget of %(year)s has no item.") % {"year": doing.fiscal_year}
