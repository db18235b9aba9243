"""The notes of a semester: one institution's, and how far all of them are."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from activities import handing_in
from activities.models import PlanningRound, ProgressNote
from activities.noting.listing import SemesterPage, overview_of, page_of
from activities.noting.semesters import semester_of
from activities.own import is_own
from activities.refusals import NotAllowed, NotReady, Refused, Stale, WrongState
from activities.views.acting import CONFLICT
from activities.views.finding import current_plan, reader
from activities.views.following import found_period
from institutions.models import COMMITTEE_ROLES, Institution, Role, User

OVERSEERS = (*COMMITTEE_ROLES, Role.OBSERVER)


@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, period: str, institution: str) -> HttpResponse:
    """All that an institution says of its activities for a semester. Who approves sends what was handed over, all or none."""
    user, now = reader(request), timezone.now()
    page = _found(user, period, institution, now)
    if request.method == "GET":
        return _page(request, page)
    if not page.can_send:
        raise PermissionDenied(_("Only who approves for the institution sends its notes."))
    return _send(request, page, user, now)


def _found(user: User, period_code: str, institution_code: str, at: dt.datetime) -> SemesterPage:
    period = found_period(period_code)
    institution = get_object_or_404(Institution, code=institution_code)
    if not (is_own(user, institution) or user.has_role(*OVERSEERS)):
        raise Http404
    return page_of(semester_of(period, institution), user, at=at)


def _send(request: HttpRequest, page: SemesterPage, user: User, at: dt.datetime) -> HttpResponse:
    """The versions that were read go along: what somebody changed meanwhile is not sent unseen."""
    chosen = _chosen(request, page)
    if not chosen:
        return _page(request, page, errors=[_("Nothing was handed over yet: there is nothing to send.")])
    try:
        handing_in.submit(chosen, by=user, at=at)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except NotReady as refusal:
        return _page(request, page, errors=[f"{each.about}: {each.text}" for each in refusal.problems])
    except (Stale, WrongState) as refusal:
        now = _found(user, page.period.code, page.institution.code, at)
        return _page(request, now, errors=[str(refusal)], status=CONFLICT)
    except Refused as refusal:
        return _page(request, page, errors=[str(refusal)])
    said = ngettext("%(n)d note was sent to the Committee.", "%(n)d notes were sent to the Committee.", len(chosen))
    messages.success(request, said % {"n": len(chosen)})
    return redirect("notes", page.period.code, page.institution.code)


def _chosen(request: HttpRequest, page: SemesterPage) -> list[tuple[ProgressNote, int]]:
    """Each as “number:version”, of this institution and semester only."""
    versions: dict[int, int] = {}
    for text in request.POST.getlist("note"):
        number, _colon, version = text.partition(":")
        if all(part.isascii() and part.isdigit() and len(part) < 10 for part in (number, version)):
            versions[int(number)] = int(version)
    found = ProgressNote.objects.whole().filter(
        pk__in=versions, period=page.period, activity__institution=page.institution
    )
    return [(note, versions[note.pk]) for note in found]


def _page(
    request: HttpRequest, page: SemesterPage, *, errors: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context = {"page": page, "errors": [{"text": text} for text in errors or []]}
    return render(request, "activities/notes.html", context, status=status)


@require_GET
def notes_overview(request: HttpRequest, period: str) -> HttpResponse:
    """How far each institution is with its notes of a semester, for the Committee and its observers."""
    user = cast(User, request.user)
    if not user.has_role(*OVERSEERS):
        raise PermissionDenied
    found, plan = found_period(period), current_plan()
    first_year = (
        PlanningRound.objects.sealed().filter(plan=plan).aggregate(year=Min("year"))["year"] or found.starts_on.year
    )
    periods = plan.periods.near(at=timezone.now()).filter(starts_on__year__gte=first_year)
    context = {"overview": overview_of(found), "periods": list(periods.order_by("-ordinal")[:8])}
    return render(request, "activities/notes_overview.html", context)
