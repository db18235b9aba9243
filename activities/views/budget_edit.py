"""Writing a budget statement: its answer, its source and its items."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.budgeting.draft import draft_of
from activities.budgeting.writing import activities_to_link, save_statement
from activities.forms.budget import BudgetForm
from activities.forms.budget_items import Links
from activities.models import BudgetStatement
from activities.refusals import NotAllowed, NotReady, Refused, Stale, WrongState
from activities.views.acting import CONFLICT
from activities.views.budget_finding import found_statement
from activities.views.budget_statements import address_of
from activities.views.finding import reader
from indicators.models import Pillar
from institutions import permissions
from institutions.models import User
from institutions.typed_before import survives_sign_in, typed_before

MOST_BLANK = 20
"""Empty rows that an address may ask for."""


@require_http_methods(["GET", "POST"])
@survives_sign_in
def budget_edit(request: HttpRequest, year: int, institution: str, number: int) -> HttpResponse:
    """Who reports for the institution writes; a statement that was handed over is only read."""
    user, found = reader(request), found_statement(request, year, institution, number)
    if permissions.reporting_post(user, found.institution) is None:
        raise PermissionDenied
    links = links_of(found)
    if request.method == "POST":
        return _save(request, found, links, user, timezone.now())
    if not found.is_writable:
        return redirect(address_of(found))
    typed = typed_before(request)
    if typed is not None:
        return _page(request, found, BudgetForm.typed(found, links, typed))
    draft = draft_of(found)
    blank = blank_rows(request.GET.get("filas", ""), has_items=bool(draft.items))
    return _page(request, found, BudgetForm.kept(found, links, draft, blank=blank))


def links_of(statement: BudgetStatement) -> Links:
    return Links(
        [(activity.code, activity.title) for activity in activities_to_link(statement)],
        [(pillar.code, pillar.name) for pillar in Pillar.objects.filter(plan=statement.plan_id)],
    )


def blank_rows(text: str, *, has_items: bool) -> int:
    """As many as were asked for; one where there is no item yet."""
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return min(asked, MOST_BLANK) or (0 if has_items else 1)


def _save(request: HttpRequest, found: BudgetStatement, links: Links, user: User, at: dt.datetime) -> HttpResponse:
    form = BudgetForm.posted(found, links, request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, found, form)
    try:
        version = form.head.cleaned_data["version"]
        save_statement(found, form.draft, version=version, by=user, at=at)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except NotReady as refusal:
        form.put(refusal.problems)
        return _refused(request, found, form)
    except (Stale, WrongState) as refusal:
        form.reread(found.version, str(refusal))
        return _refused(request, found, form, status=CONFLICT)
    except Refused as refusal:
        form.head.add_error(None, str(refusal))
        return _refused(request, found, form)
    messages.success(request, _("The statement is kept. Outside your institution nobody sees it until it is sent."))
    if request.POST.get("action") == "more":
        number = found.items.count()
        return redirect(f"{address_of(found, 'budget_edit')}?filas=1#item-{number + 1}")
    return redirect(address_of(found))


def _refused(request: HttpRequest, found: BudgetStatement, form: BudgetForm, *, status: int = 200) -> HttpResponse:
    form.head.ask_again()
    return _page(request, found, form, status=status)


def _page(request: HttpRequest, found: BudgetStatement, form: BudgetForm, *, status: int = 200) -> HttpResponse:
    before = BudgetStatement.objects.sent().with_items().before(found).first()
    form.beside(draft_of(before).items if before else ())
    context: dict[str, Any] = {"statement": found, "form": form, "head": form.head}
    return render(request, "activities/budget_edit.html", context, status=status)
