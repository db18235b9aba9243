"""What is particular to a plan of a year and to a change of it, on the path that both take (activities/handing_in.py)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from activities.content import content_of, kept
from activities.handing_in import Kind
from activities.models import ActivityChange, PlanningRound, YearPlan
from activities.planning.announcing import (
    tell_change_returned,
    tell_change_validated,
    tell_returned,
    tell_validated,
)
from activities.planning.applying import apply_change
from activities.planning.checking import problems_of_change, problems_of_year_plan
from activities.refusals import NotReady

State = PlanningRound.State


def whole_year_plan(year_plan: YearPlan) -> dict[str, Any]:
    """All that a plan of a year says, as a step keeps it."""
    activities = year_plan.activities.whole().order_by("ordinal")
    return {
        "has_none": year_plan.has_none,
        "reason": year_plan.reason,
        "activities": [{"code": each.code} | kept(content_of(each)) for each in activities],
    }


def refusal_of_year_plan(year_plan: YearPlan, at: dt.datetime) -> str:
    """Plans are written and sent while their round is open, late ones too."""
    current = PlanningRound.objects.get(pk=year_plan.round_id)
    if current.state == State.OPEN:
        return (
            "" if year_plan.is_asked else _("The Committee opened the planning again without asking the institution.")
        )
    if current.state == State.CANCELLED:
        return _("The Committee cancelled the planning of %(year)s.") % {"year": current.year}
    if current.is_sealed:
        return _("The plan of %(year)s was adopted: what changes now is asked for, with its reason.") % {
            "year": current.year
        }
    return _("The planning of %(year)s is closed to proposals: the Committee's meeting decides on it.") % {
        "year": current.year
    }


def refusal_of_change(change: ActivityChange, at: dt.datetime) -> str:
    """Changes are asked for once the plan of the year is frozen, and until they are withdrawn."""
    if change.withdrawn_at is not None:
        return _("This change was withdrawn.")
    if PlanningRound.objects.sealed().filter(pk=change.year_plan.round_id).exists():
        return ""
    return _("The plan of the year was not adopted yet: change the activity itself.")


def _take_effect(change: ActivityChange, at: dt.datetime) -> None:
    """What happened since it was sent may forbid it: a cancellation of what a note says is done by now can only be returned."""
    problems = problems_of_change(change)
    if problems:
        raise NotReady(problems)
    apply_change(change, at)


YEAR_PLAN = Kind(
    plan_id=lambda year_plan: year_plan.round.plan_id,
    institution=lambda year_plan: year_plan.institution,
    content=whole_year_plan,
    problems=problems_of_year_plan,
    refusal=refusal_of_year_plan,
    judged=refusal_of_year_plan,
    returned=tell_returned,
    validated=tell_validated,
)
CHANGE = Kind(
    plan_id=lambda change: change.year_plan.round.plan_id,
    institution=lambda change: change.year_plan.institution,
    content=lambda change: {"kind": change.kind, "content": change.content, "reason": change.reason},
    problems=problems_of_change,
    refusal=refusal_of_change,
    judged=refusal_of_change,
    returned=tell_change_returned,
    applied=_take_effect,
    validated=tell_change_validated,
)
