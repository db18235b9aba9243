"""The part of the Committee's hub about the six-monthly review: the one that is open and how far it is, or that none is."""

from __future__ import annotations

from dataclasses import dataclass

from committee.meetings.meeting import secretary_post
from committee.models import ReviewDecision, ReviewSession
from committee.review.deciding import undecided
from indicators.models import ActionPlan
from institutions.models import User


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """`last`: the latest review that was closed. `undecided`: indicators of the open one without a decision; `drafts`: not adopted."""

    open: ReviewSession | None
    last: ReviewSession | None
    undecided: int
    drafts: int
    can_open: bool


def review_part(user: User) -> ReviewPart:
    """For who sits in the Committee, in a fixed number of queries."""
    sessions = ReviewSession.objects.visible_to(user).whole().filter(plan=ActionPlan.objects.current())
    is_open = sessions.open().first()
    return ReviewPart(
        open=is_open,
        last=sessions.filter(state=ReviewSession.State.CLOSED).first(),
        undecided=len(undecided(is_open)) if is_open is not None else 0,
        drafts=is_open.decisions.filter(state=ReviewDecision.State.DRAFT).count() if is_open is not None else 0,
        can_open=secretary_post(user) is not None,
    )
