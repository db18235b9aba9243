"""What the addresses of consultations lead to. A draft that one may not read does not exist (404); whoever only reads may not act (403)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from indicators.earlier_plans import earlier_plan
from institutions.models import User
from reports.consulting.standing import WHO_ACTED, keeping_post
from reports.drafting.views.finding import found_draft, person
from reports.models import ConsultationRound, ReportDraft, ReportKind


def consulted_draft(request: HttpRequest, pk: int) -> ReportDraft:
    """A draft of the Committee: an institution's own is neither consulted nor adopted."""
    draft = found_draft(request, pk)
    if draft.kind == ReportKind.OWN:
        raise Http404
    return draft


def keeps(request: HttpRequest) -> bool:
    """Whether the page offers what only the technical secretary does."""
    return keeping_post(person(request)) is not None and earlier_plan(request) is None


def last_round(draft: ReportDraft) -> ConsultationRound:
    """The open consultation, or else the last one: 404 if there was none."""
    found = ConsultationRound.objects.select_related(*WHO_ACTED).filter(draft=draft).order_by("-number").first()
    if found is None:
        raise Http404
    found.draft = draft
    return found


def found_round(request: HttpRequest, pk: int, number: int) -> ConsultationRound:
    """One consultation of a draft. Its content, which is long, is loaded only when accessed."""
    draft = consulted_draft(request, pk)
    rounds = ConsultationRound.objects.select_related(*WHO_ACTED).defer("snapshot")
    found = get_object_or_404(rounds, draft=draft, number=number)
    found.draft = draft
    return found


def keeper(request: HttpRequest) -> User:
    """The technical secretary."""
    if keeping_post(person(request)) is None:
        raise PermissionDenied
    return person(request)
