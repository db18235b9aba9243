"""The statements of one institution about a year, one of them to read and to judge, and the file that it comes from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from activities.budgeting.differences import compared
from activities.budgeting.draft import draft_of
from activities.budgeting.rule import rule_of
from activities.budgeting.writing import UnderWay, begin_statement
from activities.figures.budget_words import SHORT
from activities.history import answer_of, history_of
from activities.models import BudgetStatement, Status
from activities.own import is_own
from activities.refusals import Refused
from activities.stepping import steps_of
from activities.views.acting import Answered, act, typed_words
from activities.views.budget_finding import found_institution, found_statement, found_year, year_links
from activities.views.finding import current_plan, reader
from documents.responses import download
from indicators.models import ActionPlan, Pillar
from institutions import permissions
from institutions.models import Institution, User
from institutions.typed_before import survives_sign_in


@require_http_methods(["GET", "POST"])
def budget_institution(request: HttpRequest, year: int, institution: str) -> HttpResponse:
    """What an institution stated of a year through time; who reports for it begins the next statement here."""
    user, now, plan = reader(request), timezone.now(), current_plan()
    found = found_institution(request, institution)
    found_year(plan, year, at=now)
    if request.method == "POST":
        if permissions.reporting_post(user, found) is None:
            raise PermissionDenied
        if request.POST.get("action") == "begin":
            return _begin(request, plan, found, year, user, now)
    return render(request, "activities/budget_institution.html", _institution_page(plan, found, year, user, now))


def _begin(
    request: HttpRequest, plan: ActionPlan, institution: Institution, year: int, user: User, at: dt.datetime
) -> HttpResponse:
    try:
        made = begin_statement(plan, institution, year, by=user, at=at)
    except UnderWay as refusal:
        messages.info(request, str(refusal))
        return redirect(address_of(refusal.statement))
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return redirect(address_of(made, "budget_edit"))


def _institution_page(
    plan: ActionPlan, institution: Institution, year: int, user: User, at: dt.datetime
) -> dict[str, Any]:
    seen = BudgetStatement.objects.visible_to(user).whole()
    statements = list(seen.filter(plan=plan, institution=institution, year=year).order_by("-ordinal"))
    reports = permissions.reporting_post(user, institution) is not None
    is_open = bool(statements) and statements[0].status != Status.VALIDATED
    return {
        "institution": institution,
        "year": year,
        "statements": statements,
        "years": year_links(
            plan, year, lambda each: reverse("budget_institution", args=[each, institution.code]), at=at
        ),
        "rule": rule_of(plan),
        "plan": plan,
        "can_begin": reports and not is_open,
    }


@require_http_methods(["GET", "POST"])
@survives_sign_in
def budget_statement(request: HttpRequest, year: int, institution: str, number: int) -> HttpResponse:
    """One statement: what it says, how it differs from the one before, who did what with it, and what this person may do."""
    user, now = reader(request), timezone.now()
    found = found_statement(request, year, institution, number)
    if request.method == "GET":
        answered = typed_words(request)
    else:
        answered = act(request, found, user, at=now)
        if answered.is_done:
            return redirect(_after(found, user))
        found = BudgetStatement.objects.whole().get(pk=found.pk)
    return _statement_page(request, found, user, answered, at=now)


def _after(statement: BudgetStatement, user: User) -> str:
    """The statement again; who may read it no more, because it was given back, goes on to what waits next."""
    can_read = BudgetStatement.objects.visible_to(user).filter(pk=statement.pk).exists()
    return address_of(statement) if can_read else reverse("activity_queue")


def _statement_page(
    request: HttpRequest, statement: BudgetStatement, user: User, answered: Answered | None, *, at: dt.datetime
) -> HttpResponse:
    before = BudgetStatement.objects.sent().with_items().before(statement).first()
    steps = list(statement.steps.select_related("post__user", "post__institution"))
    context = {
        "statement": statement,
        "before": before,
        "compared": compared(draft_of(statement).items, draft_of(before).items if before else None),
        "pillars": {pillar.code: pillar.name for pillar in Pillar.objects.filter(plan=statement.plan_id)},
        "headings": SHORT.values(),
        "history": history_of(steps, is_own=is_own(user, statement.institution)),
        "steps": steps_of(statement, user, at=at),
        "answered": answered,
        "answer": answer_of(statement, steps),
    }
    return render(request, "activities/budget_statement.html", context, status=answered.status if answered else 200)


@require_GET
def budget_source(request: HttpRequest, year: int, institution: str, number: int) -> HttpResponse:
    """The file that the amounts come from, to who may read the statement."""
    found = found_statement(request, year, institution, number)
    if found.source_file is None:
        raise Http404(_("This statement has no file."))
    return download(found.source_file)


def address_of(statement: BudgetStatement, name: str = "budget_statement") -> str:
    return reverse(name, args=[statement.year, statement.institution.code, statement.ordinal])
