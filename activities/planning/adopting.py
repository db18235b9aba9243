"""A meeting adopts the plan of the year, may take that back, and freezes it when its minutes close. The Committee's app calls this.

What is frozen: a line of every activity of the plans that were validated (`AdoptedActivity`), and on the round the digest of all that
institutions said or did not say. From then on the database refuses every change of both (activities/sealing.py).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from activities.content import content_of, kept
from activities.models import Activity, AdoptedActivity, PlanningRound, Status, YearPlan
from activities.planning import announcing
from activities.planning.standing import keep, locked, require, require_keeper
from activities.refusals import WrongState
from activities.steps import Verb
from documents import canonical
from institutions.models import Appointment, User

State = PlanningRound.State


def adopt(round_: PlanningRound, act_reference: str, *, version: int, by: User, at: dt.datetime) -> PlanningRound:
    """Note that a meeting adopted the consolidated plan. `act_reference` cites its minutes."""
    post = require_keeper(by)
    with transaction.atomic():
        current = locked(round_)
        require(current, version, State.CONSOLIDATED)
        before, current.state = current.state, State.ADOPTED
        current.act_reference, current.adopted_by, current.adopted_at = act_reference, post, at
        keep(current, Verb.ADOPTED, before, post, at, comment=act_reference)
    return current


def take_back(round_: PlanningRound, *, version: int, by: User, at: dt.datetime) -> PlanningRound:
    """Undo an adoption, while the minutes are open."""
    post = require_keeper(by)
    with transaction.atomic():
        current = locked(round_)
        _require_unsealed(current)
        require(current, version, State.ADOPTED)
        before, current.state = current.state, State.CONSOLIDATED
        current.act_reference, current.adopted_by, current.adopted_at = "", None, None
        keep(current, Verb.TAKEN_BACK, before, post, at)
    return current


def seal(round_: PlanningRound, post: Appointment, *, at: dt.datetime) -> PlanningRound:
    """Freeze an adopted plan for good: the minutes of its meeting are being closed. It cannot be undone."""
    with transaction.atomic():
        current = locked(round_)
        _require_unsealed(current)
        require(current, current.version, State.ADOPTED)
        activities = list(adopted_activities(current))
        AdoptedActivity.objects.bulk_create(
            AdoptedActivity(
                round=current,
                activity=each,
                starts_on=each.starts_on,
                ends_on=each.ends_on,
                content=kept(content_of(each)),
            )
            for each in activities
        )
        current.sealed_at, current.digest = at, canonical.digest(document_of(current))
        keep(current, Verb.SEALED, State.ADOPTED, post, at)
        announcing.tell_adopted(current, at=at)
    return current


def _require_unsealed(round_: PlanningRound) -> None:
    if round_.is_sealed:
        raise WrongState(announcing.frozen_words(round_))


def adopted_activities(round_: PlanningRound) -> Any:
    """The activities of the plans that were validated: what a meeting adopts. Read whole."""
    chosen = Activity.objects.filter(year_plan__round=round_, year_plan__status=Status.VALIDATED)
    return chosen.whole().order_by("institution__order", "institution__code", "ordinal")


def document_of(round_: PlanningRound) -> dict[str, Any]:
    """All that is adopted, as the digest reads it: each institution that was asked, what it answered, its lines as frozen."""
    lines: dict[int, list[dict[str, Any]]] = {}
    for each in round_.adopted_lines.select_related("activity").order_by("activity__ordinal"):
        lines.setdefault(each.activity.institution_id, []).append({"code": each.activity.code} | each.content)
    plans = round_.year_plans.asked().select_related("institution").order_by("institution__code")
    return {
        "plan": round_.plan.code,
        "year": round_.year,
        "act": round_.act_reference,
        "institutions": [_said(each, lines.get(each.institution_id, [])) for each in plans],
    }


def _said(year_plan: YearPlan, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "institution": year_plan.institution.code,
        "answer": answer_of(year_plan),
        "reason": year_plan.reason if answer_of(year_plan) == "none planned" else "",
        "activities": lines,
    }


def answer_of(year_plan: YearPlan) -> str:
    """What an institution answered: three different things."""
    if year_plan.status != Status.VALIDATED:
        return "not sent"
    return "none planned" if year_plan.has_none else "validated"
