"""The part of the Committee's hub about meetings: the next one, and where its agreements stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from committee.agreements import listing as agreements
from committee.meetings.meeting import secretary_post
from committee.models import Meeting
from committee.pages.hub import Line
from indicators.models import ActionPlan
from institutions.models import User

LABELS: dict[str, Callable[[int], str]] = {
    agreements.OPEN: lambda n: ngettext("agreement is to be done", "agreements are to be done", n),
    agreements.OVERDUE: lambda n: ngettext("is overdue", "are overdue", n),
    agreements.SAID: lambda n: ngettext(
        "is said to be done and must be confirmed", "are said to be done and must be confirmed", n
    ),
}


@dataclass(frozen=True, slots=True)
class MeetingsPart:
    next: Meeting | None
    lines: tuple[Line, ...]
    can_call: bool


def meetings_part(user: User, *, at: dt.datetime) -> MeetingsPart:
    """For who sits in the Committee, in a fixed number of queries."""
    numbers = agreements.counts(user, on=timezone.localtime(at).date())
    url = reverse("agreement_list")
    return MeetingsPart(
        next=Meeting.objects.visible_to(user).coming(at=at).filter(plan=ActionPlan.objects.current()).first(),
        lines=tuple(
            Line(numbers[state], say(numbers[state]), f"{url}?estado={state}") for state, say in LABELS.items()
        ),
        can_call=secretary_post(user) is not None,
    )
