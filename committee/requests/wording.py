"""How a request stands, in words: its state as components/status.html knows it, its day and what is left of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from committee.models import InformationRequest
from documents.formatting import long_date
from documents.speaking import language

State = InformationRequest.State
STATUS_KEYS = {
    State.OPEN: "not_started",
    State.ANSWERED: "submitted",
    State.ACCEPTED: "validated",
    State.EXPIRED: "closed",
    State.WITHDRAWN: "not_applicable",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`key` is the state as components/status.html knows it; `left` says how much time is left, while an answer is owed."""

    key: str
    label: str
    day: str
    left: str


def standing_of(request: InformationRequest, *, at: dt.datetime | None) -> Standing:
    """`at` None: under an earlier plan, where nothing is owed any more."""
    day = long_date(request.due_on, language())
    left = left_of(request, at=at) if at is not None else ""
    if at is not None and request.is_overdue(at):
        return Standing("overdue", pgettext("request", "Overdue"), day, left)
    state = State(request.state)
    return Standing(STATUS_KEYS[state], str(state.label), day, left)


def left_of(request: InformationRequest, *, at: dt.datetime) -> str:
    """Days to or after the last day; empty once nothing is owed."""
    if request.state != State.OPEN:
        return ""
    days = (request.due_on - timezone.localtime(at).date()).days
    if days < 0:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", -days) % {"n": -days}
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days} if days else _("today is the last day")


def days_words(request: InformationRequest) -> str:
    days = request.days_to_answer
    if days is None:
        return ""
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else _("the same day")
