"""What the pages of a budget import share: whose statement it is, and why nothing can be brought into it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from activities.models import BudgetStatement
from activities.views.budget_finding import found_statement
from activities.views.finding import reader
from institutions import permissions


def own_statement(request: HttpRequest, year: int, institution: str, number: int) -> BudgetStatement:
    """A statement that the person reports: who reads it alone, or approves it, brings nothing into it."""
    found = found_statement(request, year, institution, number)
    if permissions.reporting_post(reader(request), found.institution) is None:
        raise PermissionDenied(_("Only who reports for the institution brings a file into its statement."))
    return found


def refusal_to_import(statement: BudgetStatement) -> str:
    """Why no file can be brought in; empty where one can."""
    if statement.is_writable:
        return ""
    return _("The statement is “%(status)s”: nothing in it can be changed now.") % {
        "status": statement.get_status_display()
    }


def to_page(name: str, statement: BudgetStatement) -> HttpResponse:
    return redirect(name, statement.year, statement.institution.code, statement.ordinal)


def to_start(request: HttpRequest, statement: BudgetStatement) -> HttpResponse:
    """The file is no longer kept: from the beginning, and who pressed a button is told."""
    if request.method == "POST":
        messages.error(request, _("The file is no longer kept. Upload it again."))
    return to_page("budget_import", statement)
