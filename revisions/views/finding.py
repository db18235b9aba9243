"""What the addresses of a review lead to. To who may not read it it does not exist (404); who only reads changes nothing (403)."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from committee.models import ReviewDecision, ReviewSession
from committee.review.deciding import reviewed
from committee.review.standing import whole_decisions
from committee.views.meeting_finding import keeper
from indicators.earlier_plans import read_under, require_current
from indicators.models import IndicatorRevision
from institutions.models import User


def found_session(request: HttpRequest, number: str) -> ReviewSession:
    """The review held in the meeting of that number."""
    visible = ReviewSession.objects.visible_to(cast(User, request.user)).whole()
    session = get_object_or_404(visible, meeting__number=number)
    read_under(request, session.plan_id, reverse("revision_session", args=[number]))
    return session


def kept_session(request: HttpRequest, number: str) -> ReviewSession:
    """A review that this person may change."""
    session = found_session(request, number)
    keeper(request)
    require_current(request)
    return session


def decision_about(session: ReviewSession, code: str) -> ReviewDecision | None:
    """The decision about the indicator of that code, one of the plan or one that the session would add."""
    found = next((each for each in whole_decisions(session) if each.code == code), None)
    if found is not None:
        found.session = session
    return found


def found_decision(session: ReviewSession, code: str) -> ReviewDecision:
    found = decision_about(session, code)
    if found is None:
        raise Http404
    return found


def found_revision(session: ReviewSession, code: str) -> IndicatorRevision | None:
    """The definition in force of an indicator that the session reviews."""
    return next((each for each in reviewed(session) if each.indicator.code == code), None)
