"""Making an activity say what a document says: while it is planned, and when a change of the frozen plan is validated."""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext as _

from activities.content import ActivityContent, read_back
from activities.models import Activity, ActivityChange, YearPlan
from activities.refusals import NotReady, Problem
from indicators.models import Action, GeneralObjective, Indicator


def write_content(activity: Activity, content: ActivityContent) -> None:
    """Store what the document says. The caller holds the plan's lock. Unknown codes are refused, never left out."""
    action, indicators, objectives = named_in(activity.plan_id, content)
    activity.action = action
    activity.title, activity.language = content.title, content.language
    activity.starts_on, activity.ends_on = content.starts_on, content.ends_on
    activity.responsible_post, activity.expected_product = content.responsible_post, content.expected_product
    activity.save()
    activity.indicators.set(indicators)
    activity.general_objectives.set(objectives)


def named_in(plan_id: int, content: ActivityContent) -> tuple[Action, list[int], list[int]]:
    """What the codes of a document name: the action, the indicators, the general objectives. What is unknown is refused."""
    action = Action.objects.filter(plan=plan_id, code=content.action).first()
    if action is None:
        raise NotReady([Problem("action", _("“%(code)s” is no action of the plan.") % {"code": content.action})])
    indicators = _known(
        Indicator, plan_id, content.indicators, "indicators", _("“%(code)s” is no indicator of the plan.")
    )
    objectives = _known(
        GeneralObjective,
        plan_id,
        content.general_objectives,
        "general_objectives",
        _("“%(code)s” is no general objective of the plan."),
    )
    return action, indicators, objectives


def _known(
    model: type[Indicator] | type[GeneralObjective], plan_id: int, codes: tuple[str, ...], field: str, sentence: str
) -> list[int]:
    found = dict(model.objects.filter(plan=plan_id, code__in=codes).values_list("code", "pk"))
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise NotReady([Problem(field, sentence % {"code": code}) for code in unknown])
    return list(found.values())


def new_activity(year_plan: YearPlan) -> Activity:
    """An activity of the plan with the next number, not stored yet. A number is never used again."""
    YearPlan.objects.filter(pk=year_plan.pk).update(last_ordinal=F("last_ordinal") + 1)
    year_plan.refresh_from_db(fields=["last_ordinal"])
    number, year, owner = year_plan.last_ordinal, year_plan.year, year_plan.institution
    return Activity(
        year_plan=year_plan,
        institution=owner,
        plan_id=year_plan.round.plan_id,
        year=year,
        ordinal=number,
        code=f"{owner.code}-{year}-{number:02d}",
    )


def apply_change(change: ActivityChange, at: dt.datetime) -> None:
    """What a validated change does: one change of an activity is under way at a time, so none undoes another."""
    content = read_back(change.content)
    if change.kind == ActivityChange.Kind.ADD:
        activity = new_activity(change.year_plan)
        write_content(activity, content)
        change.activity = activity
        return
    activity = Activity.objects.get(changes=change)
    if change.kind == ActivityChange.Kind.CANCEL:
        activity.cancelled_at, activity.cancel_reason = at, change.reason
        activity.version += 1
        activity.save()
        return
    activity.version += 1
    write_content(activity, content)
