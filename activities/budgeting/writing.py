"""A budget statement begun and written, by who reports for the institution. Every door passes here: the page and the spreadsheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from activities.budgeting.draft import AMOUNTS, ItemDraft, StatementDraft, item_draft
from activities.budgeting.item_rules import problems_of_draft
from activities.models import WRITABLE, Activity, BudgetItem, BudgetStatement, Status
from activities.refusals import NotReady, Problem, Refused
from activities.steps import Verb, lock, require_post, take, write
from documents.handed_in import beyond_quota, stored
from documents.inspection import Inspected
from documents.models import StoredFile
from indicators.models import ActionPlan, Pillar
from institutions import permissions
from institutions.models import Institution, User


class UnderWay(Refused):
    """A statement about that year is under way already; `statement` is it."""

    def __init__(self, statement: BudgetStatement) -> None:
        super().__init__(
            _("A statement about %(year)s is under way already: go on with it.") % {"year": statement.year}
        )
        self.statement = statement


def years_to_state(plan: ActionPlan, *, at: dt.datetime) -> range:
    """The fiscal years that can be stated: from the plan's adoption to the year after this one, whose budget is being made."""
    return range(plan.adopted_year, localtime(at).year + 2)


def begin_statement(
    plan: ActionPlan, institution: Institution, year: int, *, by: User, at: dt.datetime
) -> BudgetStatement:
    """A new draft about a fiscal year, with the answer, the items and their initial budget (PIA) of the last one.

    What moves during a year starts empty: an amount of the cut-off before would else stand under a new date that nobody read it at.
    """
    post = require_post(None if institution.is_unit else permissions.reporting_post(by, institution))
    if year not in years_to_state(plan, at=at):
        raise Refused(_("No budget of %(year)s can be stated now.") % {"year": year})
    with transaction.atomic():
        lock(plan.pk)
        earlier = BudgetStatement.objects.whole().filter(plan=plan, institution=institution, year=year)
        last = earlier.order_by("-ordinal").first()
        if last is not None and last.status != Status.VALIDATED:
            raise UnderWay(last)
        statement = BudgetStatement(plan=plan, institution=institution, year=year, ordinal=1)
        statement.updated_at, statement.updated_by = at, by
        if last is not None:
            statement.ordinal, statement.language = last.ordinal + 1, last.language
            statement.has_item, statement.reason = last.has_item, last.reason
        statement.save()
        if last is not None:
            _keep_items(statement, tuple(_without_amounts(item_draft(item)) for item in last.items.all()))
        write(statement, Verb.BEGUN, "", Status.DRAFT, post=post, at=at)
    return statement


def _without_amounts(item: ItemDraft) -> ItemDraft:
    return replace(item, modified=None, committed=None, executed=None)


def save_statement(
    statement: BudgetStatement, draft: StatementDraft, *, version: int, by: User, at: dt.datetime
) -> BudgetStatement:
    """Write a whole draft over what is there, or nothing of it: `NotReady` names each row that cannot be kept.

    A draft may be unfinished; what it lacks is asked when it is handed over (`problems_of_statement`).
    """
    require_post(permissions.reporting_post(by, statement.institution))
    try:
        _save(statement, draft, version, by, at)
    except NotReady:
        statement.refresh_from_db()
        raise
    return statement


def _save(statement: BudgetStatement, draft: StatementDraft, version: int, by: User, at: dt.datetime) -> None:
    with transaction.atomic():
        lock(statement.plan_id)
        take(statement, version, WRITABLE)
        problems = refused_by(statement, draft, at=at)
        if problems:
            raise NotReady(problems)
        statement.has_item, statement.reason = draft.has_item, draft.reason.strip()
        statement.language, statement.cut_off_on = draft.language, draft.cut_off_on
        statement.source_document = draft.source_document.strip()
        statement.source_file = _file(draft.source_file, statement.institution)
        statement.updated_at, statement.updated_by = at, by
        statement.save()
        statement.items.all().delete()
        _keep_items(statement, draft.items)


def refused_by(statement: BudgetStatement, draft: StatementDraft, *, at: dt.datetime) -> list[Problem]:
    """All that keeps a draft from being kept, without keeping anything: for a page's boxes and for a dry run. In two queries."""
    found = problems_of_draft(
        draft,
        activities=set(activities_to_link(statement).values_list("code", flat=True)),
        pillars=set(Pillar.objects.filter(plan=statement.plan_id).values_list("code", flat=True)),
        today=localtime(at).date(),
    )
    if isinstance(draft.source_file, Inspected):
        full = beyond_quota([draft.source_file], statement.institution)
        found += [Problem("source_file", full)] if full else []
    elif draft.source_file is not None and draft.source_file.institution_id != statement.institution_id:
        found.append(Problem("source_file", _("This file is not of your institution.")))
    return found


def activities_to_link(statement: BudgetStatement) -> QuerySet[Activity]:
    """The activities of the institution in that year. One that was cancelled may have cost something before."""
    return Activity.objects.filter(
        plan=statement.plan_id, institution=statement.institution_id, year=statement.year
    ).order_by("ordinal")


def _file(file: StoredFile | Inspected | None, institution: Institution) -> StoredFile | None:
    return stored(file, institution) if isinstance(file, Inspected) else file


def _keep_items(statement: BudgetStatement, items: tuple[ItemDraft, ...]) -> None:
    """In the order in which they were given."""
    activities = {activity.code: activity for activity in activities_to_link(statement)}
    pillars = {pillar.code: pillar for pillar in Pillar.objects.filter(plan=statement.plan_id)}
    BudgetItem.objects.bulk_create(
        BudgetItem(
            statement=statement,
            ordinal=number,
            activity=activities.get(item.activity),
            pillar=pillars.get(item.pillar),
            programme_code=item.programme_code,
            programme_name=item.programme_name,
            item_code=item.item_code,
            label=item.label,
            **{name: getattr(item, name) for name in AMOUNTS},
        )
        for number, item in enumerate(items, start=1)
    )
