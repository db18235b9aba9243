"""Planning rounds, plans of a year, activities, notes and budget statements, standing where a test wants them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from activities.content import content_of, kept
from activities.models import (
    Activity,
    ActivityChange,
    AdoptedActivity,
    BudgetItem,
    BudgetStatement,
    PlanningRound,
    ProgressNote,
    Status,
    YearPlan,
)
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution, Role
from tests.factories.people import make_person
from tests.factories.plans import LIMA, make_action

OPENED = dt.datetime(2026, 1, 12, 9, tzinfo=LIMA)
DUE = dt.datetime(2026, 2, 16, tzinfo=LIMA)
ADOPTED = dt.datetime(2026, 2, 25, 12, tzinfo=LIMA)


def make_round(plan: ActionPlan, year: int = 2026, *, is_sealed: bool = False, **fields: Any) -> PlanningRound:
    """The planning of a year, open since 12 January and due on 15 February; sealed: adopted on the 25th."""
    post = make_person(Role.TECHNICAL_SECRETARY).appointments.get(role=Role.TECHNICAL_SECRETARY)
    defaults: dict[str, Any] = {
        "opened_by": post,
        "opened_at": OPENED.replace(year=year),
        "due_at": DUE.replace(year=year),
    }
    if is_sealed:
        defaults |= {
            "state": PlanningRound.State.ADOPTED,
            "act_reference": f"Acta S-{year}-01",
            "adopted_by": post,
            "adopted_at": ADOPTED.replace(year=year),
            "sealed_at": ADOPTED.replace(year=year),
            "digest": "0" * 64,
        }
    return PlanningRound.objects.get_or_create(plan=plan, year=year, defaults=defaults | fields)[0]


def make_year_plan(round_: PlanningRound, institution: Institution, status: str = "draft", **fields: Any) -> YearPlan:
    """What an institution proposes for a year; of a sealed round, validated unless told otherwise."""
    chosen = Status.VALIDATED if round_.is_sealed and status == Status.DRAFT else Status(status)
    defaults = path_to(chosen, institution, at=OPENED.replace(year=round_.year) + dt.timedelta(days=7))
    return YearPlan.objects.get_or_create(round=round_, institution=institution, defaults=defaults | fields)[0]


def make_activity(year_plan: YearPlan, action: str = "PREV-1.1", **fields: Any) -> Activity:
    """From 1 March to 30 June of its year, unless told; of a frozen plan with its adopted line, unless `is_added`."""
    is_added = fields.pop("is_added", False)
    indicators, objectives = fields.pop("indicators", ()), fields.pop("general_objectives", ())
    year_plan.last_ordinal += 1
    year_plan.save(update_fields=["last_ordinal"])
    number, year, owner = year_plan.last_ordinal, year_plan.round.year, year_plan.institution
    plan = year_plan.round.plan
    defaults: dict[str, Any] = {
        "title": f"Actividad {number} de {owner.code}",
        "starts_on": dt.date(year, 3, 1),
        "ends_on": dt.date(year, 6, 30),
        "responsible_post": "Jefatura de Personal",
        "expected_product": "Directiva aprobada",
    }
    activity = Activity.objects.create(
        year_plan=year_plan,
        institution=owner,
        plan=plan,
        year=year,
        ordinal=number,
        code=f"{owner.code}-{year}-{number:02d}",
        action=make_action(plan, action),
        **(defaults | fields),
    )
    activity.indicators.set(indicators)
    activity.general_objectives.set(objectives)
    if year_plan.round.is_sealed and not is_added:
        AdoptedActivity.objects.create(
            round=year_plan.round,
            activity=activity,
            starts_on=activity.starts_on,
            ends_on=activity.ends_on,
            content=kept(content_of(activity)),
        )
    return activity


def make_change_of(activity: Activity, status: str = "draft", **fields: Any) -> ActivityChange:
    """A change of an activity by which it ends a month later, unless told."""
    before = kept(content_of(activity))
    defaults: dict[str, Any] = {
        "kind": ActivityChange.Kind.ALTER,
        "before": before,
        "content": before | {"ends_on": (activity.ends_on + dt.timedelta(days=30)).isoformat()},
        "reason": "El proveedor entregó tarde.",
        "ordinal": ActivityChange.objects.filter(year_plan=activity.year_plan).count() + 1,
    }
    path = path_to(Status(status), activity.institution, at=ADOPTED.replace(year=activity.year) + dt.timedelta(days=30))
    return ActivityChange.objects.create(year_plan=activity.year_plan, activity=activity, **(path | defaults | fields))


def make_note(
    activity: Activity, period: ReportingPeriod, progress: str = "running", status: str = "validated", **fields: Any
) -> ProgressNote:
    """What is said of an activity for a semester: started on its first day, finished on its last, sent four days after the semester."""
    defaults: dict[str, Any] = {
        "progress": progress,
        "text": "Se hizo lo previsto.",
        "started_on": None if progress == "planned" else activity.starts_on,
        "finished_on": activity.ends_on if progress == "done" else None,
    }
    sent_at = dt.datetime.combine(period.ends_on + dt.timedelta(days=4), dt.time(9), LIMA)
    path = path_to(Status(status), activity.institution, at=sent_at)
    return ProgressNote.objects.create(activity=activity, period=period, **(path | defaults | fields))


def make_statement(
    plan: ActionPlan, institution: Institution, year: int = 2026, *, status: str = "validated", **fields: Any
) -> BudgetStatement:
    """That the budget of a year has an item, as of 30 June; `has_item=False` gives a reason instead."""
    defaults: dict[str, Any] = {
        "has_item": True,
        "cut_off_on": dt.date(year, 6, 30),
        "source_document": "Reporte SIAF",
        "ordinal": BudgetStatement.objects.filter(plan=plan, institution=institution, year=year).count() + 1,
    }
    if fields.get("has_item") is False:
        defaults |= {"cut_off_on": None, "source_document": "", "reason": "No se programó."}
    path = path_to(Status(status), institution, at=dt.datetime(year, 7, 8, 9, tzinfo=LIMA))
    return BudgetStatement.objects.create(plan=plan, institution=institution, year=year, **(path | defaults | fields))


def make_budget_item(statement: BudgetStatement, code: str = "5000001", **fields: Any) -> BudgetItem:
    """A budget item; its amounts are given as whole numbers or texts, and are not reported unless given."""
    amounts = {
        name: None if (value := fields.pop(name, None)) is None else Decimal(value)
        for name in ("initial", "modified", "committed", "executed")
    }
    defaults: dict[str, Any] = {"programme_code": "0135", "ordinal": statement.items.count() + 1}
    return BudgetItem.objects.create(statement=statement, item_code=code, **(defaults | amounts | fields))


def path_to(status: Status, institution: Institution, *, at: dt.datetime) -> dict[str, Any]:
    """The columns of something that came as far as `status` through the hands of the institution's own people and the secretary's."""
    reporter, approver = make_person(Role.REPORTER, institution), make_person(Role.APPROVER, institution)
    secretary = make_person(Role.TECHNICAL_SECRETARY)
    columns: dict[str, Any] = {"status": status, "updated_at": at, "updated_by": reporter}
    if status in (Status.PREPARED, Status.SUBMITTED, Status.VALIDATED):
        columns |= {"prepared_at": at, "prepared_by": reporter}
    if status in (Status.SUBMITTED, Status.RETURNED, Status.VALIDATED):
        columns |= {"first_submitted_at": at, "submitted_at": at, "submitted_by": approver}
    if status == Status.VALIDATED:
        columns |= {"validated_at": at + dt.timedelta(days=2), "validated_by": secretary}
    return columns


__all__ = [
    "make_activity",
    "make_budget_item",
    "make_change_of",
    "make_note",
    "make_round",
    "make_statement",
    "make_year_plan",
    "path_to",
]
