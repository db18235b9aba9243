"""Pages of the issued reports: all of them, and each with its files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committee.views.meeting_finding import may_read_meetings
from documents.responses import download
from documents.speaking import language
from indicators.earlier_plans import list_earlier
from indicators.models import ActionPlan
from institutions.models import Role, User
from reports.aftermath.correcting import correction_under_way, why_not_corrected
from reports.aftermath.drift import drift_of
from reports.aftermath.wording import drift_answer
from reports.drafting.permissions import steering_post
from reports.drafting.under_way import left_behind, under_way
from reports.edition.composing import compose
from reports.issued.issuing import may_issue
from reports.issued.listing import listing_of, rank, read_filters
from reports.issued.verifying import require_intact
from reports.models import EditionFile, ReportDraft, ReportEdition, ReportKind
from reports.models.edition import ReportEditionQuerySet
from reports.permissions import may_read_editions
from reports.verification.card import signed_card


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """What is being prepared, then every edition, the latest first and those of earlier plans after; a replaced one stays and says
    so. Institutions are told who reads those of the Committee, and find their own.
    """
    user = person(request)
    if not user.posts:
        raise PermissionDenied(_("Reports are read by those who hold a post."))
    list_earlier(request)
    editions = visible_editions(request).prefetch_related(Prefetch("files", queryset=stored_files()))
    plan = ActionPlan.objects.current()
    context = {
        "drafts": under_way(user, plan),
        "left_behind": left_behind(user, plan),
        "listing": listing_of(editions, plan, read_filters(request.GET), request.GET.get("page")),
        "may_read": may_read_editions(user),
        "opens": openable(user),
    }
    return render(request, "reports/edition_list.html", context)


def openable(user: User) -> str:
    """Which reports the person opens: "committee", "own" or none."""
    if may_issue(user):
        return "committee"
    return "own" if user.has_role(Role.APPROVER) else ""


@require_safe
def edition(request: HttpRequest, code: str) -> HttpResponse:
    """One edition as a page, printed from its snapshot alone."""
    found = find_edition(request, code)
    require_intact(found)
    hindrance = why_not_corrected(found)
    is_steered = steering_post(person(request), found) is not None
    may_correct = is_steered and not found.is_superseded
    context = {
        "edition": found,
        "document": compose(found.content, language(), sha256=found.sha256),
        "files": sorted(stored_files().filter(edition=found), key=rank),
        "adopted": found.draft.proposal_sha256 if found.draft is not None and found.adopted_in is not None else "",
        "newer": found.superseded_by if found.is_superseded else None,
        "may_correct": may_correct,
        "drifted": drifted(found) if may_correct and not hindrance and not found.is_withdrawn else "",
        "hindrance": hindrance,
        "begun": None if hindrance else correction_under_way(found),
        "may_withdraw": is_steered and not found.is_withdrawn,
        "meeting": found.adopted_in if may_read_meetings(person(request)) else None,
        "consulted": consulted(found),
        "signed": signed_card(found, person(request)),
    }
    return render(request, "reports/edition.html", context)


def consulted(edition: ReportEdition) -> ReportDraft | None:
    """The draft about which the institutions were consulted, if they were."""
    return ReportDraft.objects.filter(edition=edition, rounds__isnull=False).first()


def drifted(edition: ReportEdition) -> str:
    """What moved since in the data, as one sentence; empty while nothing did."""
    drift = drift_of(edition, at=timezone.now())
    return drift_answer(drift) if drift.has_drifted else ""


@require_safe
def edition_file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """A file of an edition, by the name that it was stored under."""
    edition = find_edition(request, code)
    return download(get_object_or_404(stored_files(), edition=edition, stored_file__name=name).stored_file)


@require_safe
def edition_by_semester(request: HttpRequest, period: str, number: int) -> HttpResponse:
    """The address that editions of a semester had before every report had a code."""
    return redirect("edition", found_by_semester(request, period, number).code, permanent=True)


@require_safe
def edition_file_by_semester(
    request: HttpRequest, period: str, number: int, kind: str, language: str = ""
) -> HttpResponse:
    """The address that a file had then; `language` is empty for what holds both."""
    found = found_by_semester(request, period, number)
    file = get_object_or_404(
        stored_files(), edition=found, part=EditionFile.Part.REPORT, format=kind, language=language
    )
    return redirect("edition_file", found.code, file.stored_file.name, permanent=True)


# --- Finding ---


def person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def visible_editions(request: HttpRequest) -> ReportEditionQuerySet:
    """Under every plan: what was issued keeps its address when another plan takes over."""
    return ReportEdition.objects.visible_to(person(request)).whole()


def stored_files() -> QuerySet[EditionFile]:
    """With what is stored of each. Pages sort them by `reports.issued.listing.rank`: what people read first, data last."""
    return EditionFile.objects.select_related("stored_file").order_by("pk")


def find_edition(request: HttpRequest, code: str) -> ReportEdition:
    """The edition cited so, of those that the person reads: 404 for any other."""
    return get_object_or_404(visible_editions(request).of_code(code))


def found_by_semester(request: HttpRequest, period: str, number: int) -> ReportEdition:
    """The first that was issued with that semester and number: later plans gave no such addresses."""
    same = visible_editions(request).filter(kind=ReportKind.SEMESTER, period__code=period, number=number)
    found = same.order_by("issued_at", "pk").first()
    if found is None:
        raise Http404
    return found
