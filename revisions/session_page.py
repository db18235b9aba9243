"""The page of a review: what stands, what is lacking before it can adopt, and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.meetings.quorum import Quorum, quorum_fact, quorum_in
from committee.models import Meeting, ReviewDecision, ReviewSession
from committee.review.opening import has_opened_meanwhile
from documents.formatting import period_label
from documents.speaking import language
from indicators.models import Commitment
from institutions.models import Institution
from revisions.agenda import Agenda

KEYS = {"open": "draft", "closed": "validated", "cancelled": "closed"}
"""States of a review as components/status.html knows them."""
State = ReviewDecision.State


@dataclass(frozen=True, slots=True)
class SessionPage:
    """`hindrance` says why nothing can be adopted now; empty when it can. `can_note`: who came can be noted. `commitments`: by
    institution, in a constitutive review. `has_new`: it adopted an indicator, which somebody must be asked to report."""

    key: str
    facts: list[dict[str, Any]]
    hindrance: str
    is_late: bool
    can_note: bool
    commitments: Sequence[tuple[Institution, list[str]]]
    can_change: bool
    drafts: int
    left: int
    is_decided: bool
    has_adopted: bool
    has_new: bool

    @property
    def can_adopt(self) -> bool:
        return self.can_change and not self.hindrance


def page_of(session: ReviewSession, agenda: Agenda, *, can_keep: bool, at: dt.datetime) -> SessionPage:
    is_open = session.state == ReviewSession.State.OPEN
    quorum = quorum_in(session.meeting)
    is_late = is_open and has_opened_meanwhile(session, at=at)
    drafts = agenda.count(State.DRAFT)
    left = agenda.total - agenda.decided
    return SessionPage(
        key=KEYS[session.state],
        facts=_facts(session, agenda, quorum, at=at),
        hindrance=hindrance_of(session, quorum, at=at) if is_open else "",
        is_late=is_late,
        can_note=session.meeting.state == Meeting.State.HELD or has_begun(session.meeting, at=at),
        commitments=_commitments(session) if session.is_constitutive else (),
        can_change=can_keep and is_open,
        drafts=drafts,
        left=left,
        is_decided=not drafts and not left,
        has_adopted=bool(agenda.count(State.ADOPTED)),
        has_new=can_keep and any(row.state == State.ADOPTED for row in agenda.new),
    )


def has_begun(meeting: Meeting, *, at: dt.datetime) -> bool:
    """A meeting called whose hour has come: who came can be noted, and nobody has done so."""
    return meeting.state == Meeting.State.PLANNED and meeting.starts_at <= at


def hindrance_of(session: ReviewSession, quorum: Quorum | None, *, at: dt.datetime) -> str:
    """Why the session only drafts for now."""
    if has_begun(session.meeting, at=at):
        return _("The meeting has begun. Note who is represented: with a quorum, its decisions can be adopted.")
    if session.meeting.state == Meeting.State.PLANNED:
        return _("The meeting has not been held yet. Decisions are drafted now and adopted in it.")
    if quorum is None:
        return _("The attendance is not noted for every institution. Note it: without a quorum nothing is adopted.")
    if not quorum.is_reached:
        text = ngettext(
            "There is no quorum: %(n)d more institution had to be represented. Decisions stay drafts.",
            "There is no quorum: %(n)d more institutions had to be represented. Decisions stay drafts.",
            quorum.missing,
        )
        return text % {"n": quorum.missing}
    return ""


def _facts(session: ReviewSession, agenda: Agenda, quorum: Quorum | None, *, at: dt.datetime) -> list[dict[str, Any]]:
    called = session.meeting.state == Meeting.State.PLANNED and not has_begun(session.meeting, at=at)
    unknown = _("The meeting has not been held yet") if called else _("The attendance is not noted yet")
    words = {"decided": agenda.decided, "total": agenda.total}
    adopted, put_off = agenda.count(State.ADOPTED), agenda.count(State.DEFERRED)
    put_off_words = ngettext("%(n)d put off", "%(n)d put off", put_off) % {"n": put_off} if put_off else ""
    facts = [
        {"label": _("With a decision"), "value": _("%(decided)d of %(total)d") % words},
        {"label": _("Adopted"), "value": str(adopted), "note": put_off_words},
        {"label": _("Changes take effect from"), "value": period_label(session.effective_from.code, language())},
    ]
    if quorum is None:
        return [*facts, {"label": _("Quorum"), "value": "–", "note": unknown}]
    return [*facts, quorum_fact(quorum)]


def _commitments(session: ReviewSession) -> Sequence[tuple[Institution, list[str]]]:
    """Who is committed to what in the semester from which the review takes effect."""
    owed = Commitment.objects.in_force(session.effective_from).select_related("indicator", "institution")
    found: dict[int, tuple[Institution, list[str]]] = {}
    for each in owed.order_by("institution__order", "indicator__order"):
        found.setdefault(each.institution_id, (each.institution, []))[1].append(each.indicator.code)
    return list(found.values())
