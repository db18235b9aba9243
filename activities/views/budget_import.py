"""The first page of a budget import: the file. One whose headings are known is read at once."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.importing.keeping import forget, keep, kept_for, mappings_of
from activities.models import BudgetStatement
from activities.views.acting import CONFLICT
from activities.views.finding import reader
from activities.views.importing import own_statement, refusal_to_import, to_page
from documents.forms.sheet_form import SheetForm
from documents.sheets.reading import book_of


@require_http_methods(["GET", "POST"])
def budget_import(request: HttpRequest, year: int, institution: str, number: int) -> HttpResponse:
    statement, now = own_statement(request, year, institution, number), timezone.now()
    if request.method == "GET":
        return _show(request, statement, SheetForm(label=_label()), now)
    user = reader(request)
    if request.POST.get("action") == "discard":
        forget(statement, user)
        messages.success(request, _("The file was put aside. Nothing was saved."))
        return to_page("budget_import", statement)
    form = SheetForm(request.POST, request.FILES, label=_label())
    if refusal_to_import(statement):
        return _show(request, statement, form, now, status=CONFLICT)
    if not form.is_valid():
        return _show(request, statement, form, now)
    said = form.cleaned_data
    book = book_of(said["cells"])
    upload = keep(statement, user, name=said["file"].name, data=said["data"], cells=said["cells"], book=book, at=now)
    if upload.mapping is None:
        return to_page("budget_import_columns", statement)
    messages.info(request, _("The columns were read as “%(name)s”.") % {"name": upload.mapping.name})
    return to_page("budget_import_check", statement)


def _label() -> str:
    return _("The file of the budget system")


def _show(
    request: HttpRequest, statement: BudgetStatement, form: SheetForm, at: dt.datetime, status: int = 200
) -> HttpResponse:
    context = {
        "statement": statement,
        "form": form,
        "refusal": refusal_to_import(statement),
        "mappings": mappings_of(statement.institution),
        "upload": kept_for(statement, reader(request), at=at),
    }
    return render(request, "activities/budget_import.html", context, status=status)
