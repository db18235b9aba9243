"""What an edition keeps of activities and budgets: the plan of the semester's year, where its activities stood, and section 09.

Of activities those of the frozen plan, by what was sent until the cut-off, each count with how much of it was validated. Of budgets
only statements that were validated; who sent one that waits is named without its amounts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from activities.figures.budget import Amounts, Answer, BudgetLine, YearBudget
from activities.figures.budget_reading import year_budget
from activities.figures.facts import ActivityFacts
from activities.figures.reading import planned_actions
from activities.figures.semester import activities_of_semester, last_day
from activities.figures.tally import Tally, by_institution, by_pillar
from activities.models import SENT, PlanningRound, YearPlan
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution
from reports.snapshot.bilingual import same

Content = dict[str, Any]


def activities(plan: ActionPlan, period: ReportingPeriod, at: dt.datetime, *, of: Institution | None = None) -> Content:
    """Of the year's plan: whether and by which act it was adopted, who planned, how its activities stand, which actions lack one.

    `of` one institution alone: which actions lack an activity is not asked of it.
    """
    year = period.ends_on.year
    round_ = PlanningRound.objects.filter(plan=plan, year=year, sealed_at__lte=at).first()
    if round_ is None:
        return {"year": year, "is_frozen": False}
    found = activities_of_semester(plan, period, at=at, of=of.pk if of else None)
    served = {each.action.code for each in found if not each.is_cancelled}
    every = [each.part.code for each in planned_actions(plan)]
    return {
        "year": year,
        "is_frozen": True,
        "act": round_.act_reference,
        "digest": round_.digest,
        "as_of": last_day(period, at),
        "tally": asdict(Tally.of(found)),
        "institutions": [each for each in plans_of(round_, found) if of is None or each["institution"] == of.code],
        "pillars": {each.part.code: asdict(each.tally) for each in by_pillar(found)},
        "actions": len(every),
        "gaps": [code for code in every if code not in served] if of is None else [],
        "rows": [row(each) for each in found],
    }


def plans_of(round_: PlanningRound, found: Sequence[ActivityFacts]) -> list[Content]:
    """Every institution that was asked or has an activity: what it planned, that it planned none and why, or that it sent nothing."""
    tallies = {each.part.code: each.tally for each in by_institution(found)}
    asked = (
        YearPlan.objects.asked()
        .filter(round=round_)
        .select_related("institution")
        .order_by("institution__order", "institution__code")
    )
    return [
        {
            "institution": each.institution.code,
            "is_sent": each.status in SENT,
            "has_none": each.has_none,
            "reason": same(each.reason),
            "tally": asdict(tallies.get(each.institution.code, Tally())),
        }
        for each in asked
    ]


def row(activity: ActivityFacts) -> Content:
    known = activity.known
    return {
        "code": activity.code,
        "title": same(activity.title),
        "language": activity.language,
        "institution": activity.institution.code,
        "action": activity.action.code,
        "starts_on": activity.starts_on,
        "ends_on": activity.ends_on,
        "adopted": activity.adopted,
        "post": same(activity.responsible_post),
        "product": same(activity.expected_product),
        "standing": activity.standing,
        "known": asdict(known) if known else None,
    }


def budget(plan: ActionPlan, period: ReportingPeriod, *, of: Institution | None = None) -> Content:
    """Of the semester's fiscal year, by institution and by pillar. Every sum with the number of items that it goes over."""
    only: Collection[int] | None = {of.pk} if of else None
    validated, sent = (year_budget(plan, period.ends_on.year, basis, of=only) for basis in ("validated", "sent"))
    waiting = {line.code for line in sent.lines if line.answer != Answer.NOT_REPORTED and not line.is_validated}
    return {
        "year": validated.year,
        "is_fallback": validated.is_fallback,
        "counts": {answer.value: validated.count(answer) for answer in Answer},
        "lines": [line(each, is_waiting=each.code in waiting) for each in validated.lines],
        "amounts": amounts(validated.amounts),
        "pillars": pillars(plan, validated),
    }


def line(said: BudgetLine, *, is_waiting: bool) -> Content:
    return {
        "institution": said.code,
        "is_included": said.is_included,
        "answer": said.answer,
        "is_waiting": is_waiting,
        "reason": same(said.reason),
        "cut_off_on": said.cut_off_on,
        "source": same(said.source),
        "amounts": amounts(said.amounts) if said.answer == Answer.YES else None,
    }


def amounts(found: Amounts) -> Content:
    return asdict(found)


def pillars(plan: ActionPlan, found: YearBudget) -> list[Content]:
    codes = plan.pillars.order_by("order").values_list("code", flat=True)
    return [
        {"pillar": each.code, "institutions": each.institutions, "amounts": amounts(each.amounts)}
        for each in found.pillars(codes)
    ]


def institutions_in(activities: Content, budget: Content) -> set[str]:
    """Codes of those that the sections on activities and budgets name."""
    named = [*activities.get("institutions", ()), *activities.get("rows", ()), *budget["lines"]]
    return {each["institution"] for each in named}
