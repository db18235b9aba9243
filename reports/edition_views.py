"""Pages of the compliance report: the editions issued, each of them with its files, the preview of the next, and issuing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.responses import download
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import User
from measurements.workflow import NotAllowed, NotOpen, Refused
from reports import issuing
from reports.edition.composing import compose
from reports.edition.missing import what_is_missing
from reports.edition_forms import IssueForm
from reports.models import EditionFile, ReportEdition
from reports.permissions import may_read_editions
from reports.verifying import require_intact


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """Every edition, the latest semester first; a replaced one stays and says so. Institutions are told who reads them."""
    user = person(request)
    if not user.posts:
        raise PermissionDenied(_("Reports are read by those who hold a post."))
    editions = visible_editions(request).prefetch_related(Prefetch("files", queryset=files_in_order()))
    return render(
        request,
        "reports/edition_list.html",
        {
            "editions": editions,
            "may_read": may_read_editions(user),
            "may_issue": issuing.issuing_post(user) is not None,
        },
    )


@require_safe
def edition(request: HttpRequest, period: str, number: int) -> HttpResponse:
    """One edition as a page, printed from its snapshot alone."""
    found = find_edition(request, period, number)
    require_intact(found)
    context = {
        "edition": found,
        "document": compose(found.content, language(), sha256=found.sha256),
        "files": files_in_order().filter(edition=found),
        "newer": found.superseded_by if found.is_superseded else None,
    }
    return render(request, "reports/edition.html", context)


@require_safe
def edition_pdf(request: HttpRequest, period: str, number: int, language: str) -> HttpResponse:
    return send_file(request, period, number, issuing.PDF, language)


@require_safe
def edition_data(request: HttpRequest, period: str, number: int) -> HttpResponse:
    """The snapshot itself: its SHA-256 is the one printed in the report."""
    return send_file(request, period, number, issuing.JSON, issuing.ALL_LANGUAGES)


def send_file(request: HttpRequest, period: str, number: int, kind: str, language: str) -> HttpResponse:
    found = get_object_or_404(
        files_in_order(), edition=find_edition(request, period, number), format=kind, language=language
    )
    return download(found.stored_file)


@require_safe
def edition_preview(request: HttpRequest) -> HttpResponse:
    """What the next edition would say, from a snapshot that is not kept, and the button that issues it."""
    periods = begun_periods(request)
    period = chosen_period(request.GET.get("semestre"), periods)
    return preview_page(request, period, periods)


@require_POST
def edition_issue(request: HttpRequest) -> HttpResponse:
    """Issue what was previewed. A second click, or a colleague's, leads to the edition that exists."""
    periods = begun_periods(request)
    form = IssueForm(request.POST)
    period = chosen_period(request.POST.get("semestre"), periods)
    if period is None or not form.is_valid():
        return preview_page(request, period, periods, form, status=200)
    number = form.cleaned_data["number"]
    try:
        issued = issuing.issue(period.plan, period, by=person(request), at=timezone.now(), expected_number=number)
    except issuing.AlreadyIssued as already:
        messages.info(request, str(already))
        return redirect("edition", period.code, already.edition.number)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("edition_list")
    messages.success(request, _("Edition %(number)s was issued. It can never be changed.") % {"number": issued.number})
    return redirect("edition", period.code, issued.number)


def preview_page(
    request: HttpRequest,
    period: ReportingPeriod | None,
    periods: Sequence[ReportingPeriod],
    form: IssueForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"period": period, "periods": periods, "form": form, "errors": errors_of(form)}
    if period is not None:
        try:
            draft = issuing.preview(period.plan, period, by=person(request), at=timezone.now())
        except NotOpen as refusal:
            return render(request, "reports/edition_preview.html", context | {"refusal": str(refusal)})
        content = draft.content
        context |= {
            "draft": draft,
            "document": compose(content, language(), is_preview=True),
            "missing": what_is_missing(content, language()),
            "form": form or IssueForm(initial={"semestre": period.code, "number": draft.number}),
        }
    return render(request, "reports/edition_preview.html", context, status=status)


def errors_of(form: IssueForm | None) -> list[dict[str, str]]:
    """What is wrong, without the label of the box to tick, which is a sentence of its own."""
    if form is None:
        return []
    return [{"text": str(text), "href": "#id_confirmed"} for errors in form.errors.values() for text in errors]


# --- Finding ---


def person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def language() -> str:
    return (get_language() or "es")[:2]


def visible_editions(request: HttpRequest) -> QuerySet[ReportEdition]:
    plan = ActionPlan.objects.current()
    visible = ReportEdition.objects.visible_to(person(request))
    return visible.filter(plan=plan).select_related("period", "supersedes", "superseded_by", "appointment__institution")


def files_in_order() -> QuerySet[EditionFile]:
    """What people read first, data last."""
    return EditionFile.objects.select_related("stored_file").order_by("-format", "-language")


def find_edition(request: HttpRequest, period: str, number: int) -> ReportEdition:
    if not may_read_editions(person(request)):
        raise PermissionDenied(_("Reports are for internal use of the Committee."))
    return get_object_or_404(visible_editions(request), period__code=period, number=number)


def begun_periods(request: HttpRequest) -> list[ReportingPeriod]:
    """Semesters that can be reported on, the latest first, for the one who issues; others are refused."""
    try:
        issuing.require_post(person(request))
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404(_("No plan is loaded yet."))
    periods = plan.periods.begun(at=timezone.now()).select_related("plan")
    return list(periods)


def chosen_period(code: str | None, periods: Sequence[ReportingPeriod]) -> ReportingPeriod | None:
    """The semester asked for, or the latest that has begun; 404 for one that does not exist or has not begun."""
    if not code:
        return periods[0] if periods else None
    found = next((each for each in periods if each.code == code), None)
    if found is None:
        raise Http404(_("There is no such semester to report on."))
    return found
