"""A review ends with the minutes of its meeting: every indicator has an answer, and what was adopted is sealed.

committee/minutes/closing.py calls it: there is no other way to close a review.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.meetings.quorum import has_quorum
from committee.models import Meeting, ReviewDecision, ReviewSession
from committee.proposals.proposing import unanswered
from committee.review import announcing
from committee.review.deciding import undecided
from committee.review.standing import keep, whole_decisions
from indicators import adopting
from institutions.models import Appointment

State = ReviewDecision.State
MOST_CODES = 8
"""Indicators that one sentence names; of more it says how many."""


def open_review_of(meeting: Meeting) -> ReviewSession | None:
    """The review that is held in the meeting and not closed."""
    return ReviewSession.objects.whole().open().filter(meeting=meeting).first()


def lacks_of(session: ReviewSession) -> list[str]:
    """What keeps the review, and so the minutes, from being closed."""
    found = []
    without = [each.code for each in undecided(session)]
    drafts = [each.code for each in whole_decisions(session).filter(state=State.DRAFT)]
    adopted = session.decisions.filter(state=State.ADOPTED).exists()
    if without:
        text = ngettext(
            "%(n)d indicator has no decision in the review: %(codes)s.",
            "%(n)d indicators have no decision in the review: %(codes)s.",
            len(without),
        )
        found.append(text % {"n": len(without), "codes": codes_in_words(without)})
    if drafts:
        text = ngettext(
            "%(n)d decision of the review is neither adopted nor put off: %(codes)s.",
            "%(n)d decisions of the review are neither adopted nor put off: %(codes)s.",
            len(drafts),
        )
        found.append(text % {"n": len(drafts), "codes": codes_in_words(drafts)})
    waiting = [each.number for each in unanswered(session)]
    if waiting:
        text = ngettext(
            "%(n)d proposal of an institution is still to be answered, or its answer promises what was not adopted: %(codes)s.",
            "%(n)d proposals of institutions are still to be answered, or their answers promise what was not adopted: %(codes)s.",
            len(waiting),
        )
        found.append(text % {"n": len(waiting), "codes": codes_in_words(waiting)})
    if adopted and not has_quorum(session.meeting):
        found.append(_("The attendance noted now makes no quorum, but something was adopted: take it back."))
    return found


def codes_in_words(codes: list[str]) -> str:
    """The first codes, and how many more there are."""
    shown = ", ".join(codes[:MOST_CODES])
    more = len(codes) - MOST_CODES
    if more <= 0:
        return shown
    return ngettext("%(codes)s and %(n)d more", "%(codes)s and %(n)d more", more) % {"codes": shown, "n": more}


def close(session: ReviewSession, post: Appointment, *, at: dt.datetime) -> ReviewSession:
    """Seal what was adopted, close the review and tell the institutions. The caller holds the lock and has asked `lacks_of`."""
    made = [each.revision for each in whole_decisions(session).filter(revision__isnull=False) if each.revision]
    adopting.seal(made, at=at)
    session.state, session.closed_by, session.closed_at = ReviewSession.State.CLOSED, post, at
    keep(session)
    announcing.tell_changed(session, at=at)
    return session
