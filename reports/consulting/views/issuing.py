"""Issuing a report after a page that says what is issued, and withdrawing an edition after one that asks for its code."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.speaking import language
from indicators.earlier_plans import require_current
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused
from reports.aftermath.correcting import correction_under_way, why_not_corrected
from reports.consulting import desk, withdrawing
from reports.consulting.forms.acts import IssueForm, WithdrawForm
from reports.consulting.naming import title_of
from reports.consulting.views.refusing import why
from reports.drafting.changed import Line, as_read
from reports.drafting.checklist import checks_of
from reports.drafting.marks import MARKS
from reports.drafting.permissions import steering_post
from reports.drafting.standing import can_be_issued
from reports.drafting.views.finding import found_draft, person
from reports.issued import issuing
from reports.issued.issuing import AlreadyIssued, next_serial, to_issue
from reports.issued.views import find_edition
from reports.models import ReportDraft, ReportEdition, ReportKind
from reports.models.edition import edition_code
from reports.report_kinds.rules import last_edition
from reports.report_kinds.scope import scope_of

logger = logging.getLogger(__name__)
CONFLICT, CANNOT_NOW = 409, 503
Standing = ReportDraft.Standing
NOTHING = 0
"""Stands for the version that was read when a request does not name one. No draft has it: nothing is issued unread."""


@require_http_methods(["GET", "POST"])
def draft_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """For the technical secretary; an institution's own report is issued by its approver."""
    draft = found_draft(request, pk)
    if steering_post(person(request), draft) is None:
        raise PermissionDenied
    if draft.standing == Standing.ISSUED:
        return redirect("edition", draft.edition.code)
    require_current(request)
    if request.method == "GET":
        return _page(request, draft, unsure(draft))
    form = IssueForm(request.POST)
    if not form.is_valid() and can_be_issued(draft):
        return _page(request, draft, form)
    try:
        seen = (form.cleaned_data["version"] if form.is_valid() else None) or NOTHING
        edition = issuing.issue(draft, by=person(request), at=timezone.now(), seen=seen)
    except AlreadyIssued as known:
        return redirect("edition", known.edition.code)
    except Refused as refusal:
        now = found_draft(request, pk)
        return _page(request, now, unsure(now), errors=why(form, refusal, now), status=CONFLICT)
    except OSError:
        logger.exception("The files of draft %s cannot be stored", draft.pk)
        said = _(
            "The server cannot store the files of the report. Nothing was issued, and no number was given. Tell the administrator,"
            " who makes room for them; then issue it again from here."
        )
        return _page(request, draft, form, errors=[{"text": said}], status=CANNOT_NOW)
    messages.success(request, _("%(code)s is issued, with all its files.") % {"code": edition.code})
    return redirect("edition", edition.code)


def unsure(draft: ReportDraft) -> IssueForm:
    """The form with its box unticked: ticking it confirms what the page shows now."""
    return IssueForm(initial=as_read(draft))


def _page(
    request: HttpRequest, draft: ReportDraft, form: IssueForm, *, errors: Sequence[Line] = (), status: int = 200
) -> HttpResponse:
    now, is_ready = timezone.now(), can_be_issued(draft)
    content = to_issue(draft, at=now) if is_ready else {}
    context: dict[str, Any] = {
        "draft": draft,
        "title": title_of(draft),
        "key": MARKS[draft.standing],
        "is_own": draft.kind == ReportKind.OWN,
        "point": draft.point if is_ready else None,
        "code": coming_code(now),
        "before": last_edition(scope_of(draft)),
        "cut_off": desk.cut_off_of(content) if is_ready else None,
        "admits": [each.text for each in checks_of(content)] if is_ready else [],
        "form": form if is_ready else None,
        "errors": errors,
    }
    return render(request, "reports/draft_issue.html", context, status=status)


def coming_code(at: dt.datetime) -> str:
    """The number that it gets, if nothing else is issued before."""
    return edition_code(*next_serial(at))


@require_http_methods(["GET", "POST"])
@survives_sign_in
def edition_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever issues such reports; the code is typed to confirm."""
    edition, by = find_edition(request, code), person(request)
    if steering_post(by, edition) is None:
        raise PermissionDenied
    if request.method == "GET":
        if edition.is_withdrawn:
            return redirect("edition", code)
        typed = typed_before(request)
        return _withdraw_page(request, edition, WithdrawForm(expected=code, initial=typed.dict() if typed else None))
    form = WithdrawForm(request.POST, expected=code)
    if not form.is_valid():
        return _withdraw_page(request, edition, form)
    try:
        withdrawing.withdraw(edition, form.cleaned_data["reason"], language=language(), by=by, at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _withdraw_page(request, find_edition(request, code), form, status=CONFLICT)
    messages.success(request, _("%(code)s is withdrawn. It stays readable, and says so.") % {"code": code})
    return redirect("edition", code)


def _withdraw_page(
    request: HttpRequest, edition: ReportEdition, form: WithdrawForm, *, status: int = 200
) -> HttpResponse:
    may_correct = not (edition.is_superseded or why_not_corrected(edition))
    context = {
        "edition": edition,
        "title": title_of(edition),
        "form": form,
        "may_correct": may_correct,
        "begun": correction_under_way(edition) if may_correct else None,
    }
    return render(request, "reports/edition_withdraw.html", context, status=status)
