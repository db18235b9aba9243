"""Opening the review of a semester in a meeting, moving it, and calling it off.

What a review changes takes effect from the first semester whose window has not opened. The constitutive one may take the open
semester while nothing was sent in it.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete, require_secretary
from committee.meetings.meeting import lock as lock_meeting
from committee.meetings.withdrawing import wait_again
from committee.models import Meeting, ReviewDecision, ReviewSession
from committee.review.standing import keep, lock, require_open, require_version
from documents.formatting import period_label
from documents.speaking import language
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import User
from measurements.answer.refusals import Refused, WrongState
from measurements.models import Measurement

HOLDS_A_REVIEW = (Meeting.State.PLANNED, Meeting.State.HELD)


class AlreadyOpen(Refused):
    """A plan has one review open at a time, and one constitutive review ever."""


def open_review(
    meeting: Meeting, *, period: ReportingPeriod, is_constitutive: bool, by: User, at: dt.datetime
) -> ReviewSession:
    """Open the review of a semester in a meeting. One that was cancelled in it is taken up again, with its drafts."""
    post = require_secretary(by)
    with transaction.atomic():
        current = lock_meeting(meeting)
        known = ReviewSession.objects.whole().filter(meeting=current).first()
        if known is not None and known.state == ReviewSession.State.OPEN:
            return known
        _require_room(current, period, is_constitutive=is_constitutive, at=at)
        session = known or ReviewSession(meeting=current, plan=current.plan)
        session.period, session.is_constitutive = period, is_constitutive
        session.effective_from = require_effect(current.plan, is_constitutive=is_constitutive, at=at)
        session.state, session.reason, session.closed_by, session.closed_at = ReviewSession.State.OPEN, "", None, None
        session.opened_by, session.opened_at = post, at
        session.version += known is not None
        session.save()
    return session


def _require_room(meeting: Meeting, period: ReportingPeriod, *, is_constitutive: bool, at: dt.datetime) -> None:
    if meeting.state not in HOLDS_A_REVIEW:
        text = _("%(number)s: this cannot be done. It stands as “%(state)s”.")
        raise WrongState(text % {"number": meeting.number, "state": meeting.get_state_display()})
    if period.plan_id != meeting.plan_id or period.opens_at > at:
        raise Incomplete(_("Choose a semester of the plan that has opened already."))
    others = ReviewSession.objects.filter(plan=meeting.plan).exclude(meeting=meeting)
    other = others.open().select_related("meeting").first()
    if other is not None:
        text = _("The review of meeting %(number)s is open: close its minutes or cancel it first.")
        raise AlreadyOpen(text % {"number": other.meeting.number})
    if is_constitutive and others.filter(is_constitutive=True).exclude(state=ReviewSession.State.CANCELLED).exists():
        raise AlreadyOpen(_("The plan has had its constitutive review already."))


def effect_of(plan: ActionPlan, *, is_constitutive: bool, at: dt.datetime) -> ReportingPeriod | None:
    """The semester from which a review held now would take effect: after all that opened, and all in which something was sent.

    None where the plan has no semester to come.
    """
    periods = plan.periods.order_by("ordinal")
    received = Measurement.objects.filter(period__plan=plan, first_submitted_at__lte=at).received()
    sent = received.aggregate(last=Max("period__ordinal"))["last"] or 0
    opened = periods.filter(opens_at__lte=at).last()
    if is_constitutive and opened is not None and opened.is_open(at) and opened.ordinal > sent:
        return opened
    last = max(
        sent, opened.ordinal if opened is not None else 0
    )  # a window may have been put off, or moved past another
    return periods.filter(ordinal__gt=last).first()


def require_effect(plan: ActionPlan, *, is_constitutive: bool, at: dt.datetime) -> ReportingPeriod:
    found = effect_of(plan, is_constitutive=is_constitutive, at=at)
    if found is None:
        raise Incomplete(_("The plan has no semester to come: set its window before you open a review."))
    return found


def sensible_period(plan: ActionPlan, *, at: dt.datetime) -> ReportingPeriod | None:
    """The semester that a review would look at: the last one closed, or else the one that is open."""
    begun = plan.periods.begun(at=at)
    return begun.filter(closes_at__lte=at).first() or begun.first()


def bring_up_to_date(session: ReviewSession, *, version: int, by: User, at: dt.datetime) -> ReviewSession:
    """Let the changes take effect from the next semester, after the one that they were for has opened. Nothing may be adopted yet."""
    require_secretary(by)
    with transaction.atomic():
        current = lock(session)
        require_open(current)
        wanted = require_effect(current.plan, is_constitutive=current.is_constitutive, at=at)
        if current.effective_from == wanted:
            return current
        require_version(current, version)
        _require_nothing_adopted(current)
        current.effective_from = wanted
        keep(current)
    return current


def move(session: ReviewSession, meeting: Meeting, *, version: int, by: User, at: dt.datetime) -> ReviewSession:
    """Go on in another meeting, with the drafts: the first had no quorum, or no time. Nothing may be adopted yet."""
    require_secretary(by)
    with transaction.atomic():
        current = lock(session)
        require_open(current)
        if current.meeting_id == meeting.pk:
            return current
        require_version(current, version)
        _require_nothing_adopted(current)
        target = lock_meeting(meeting)
        if target.plan_id != current.plan_id or target.state not in HOLDS_A_REVIEW:
            raise WrongState(_("Choose a meeting that is planned or was held, and whose minutes are not closed."))
        if ReviewSession.objects.filter(meeting=target).exists():
            raise AlreadyOpen(_("Meeting %(number)s had a review already.") % {"number": target.number})
        current.meeting = target
        keep(current)
    return current


def cancel(session: ReviewSession, *, reason: str, version: int, by: User, at: dt.datetime) -> ReviewSession:
    """Call it off, with the reason, while nothing was adopted. The meeting goes on without it."""
    post = require_secretary(by)
    words = reason.strip()
    if not words:
        raise Incomplete(_("Write why the review is cancelled."))
    with transaction.atomic():
        current = lock(session)
        if current.state == ReviewSession.State.CANCELLED and current.reason == words:
            return current
        require_open(current)
        require_version(current, version)
        _require_nothing_adopted(current)
        current.state, current.reason = ReviewSession.State.CANCELLED, words
        current.closed_by, current.closed_at = post, at
        keep(current)
        wait_again(current)
    return current


def _require_nothing_adopted(session: ReviewSession) -> None:
    if session.decisions.filter(state=ReviewDecision.State.ADOPTED).exists():
        raise WrongState(_("Something was adopted in this review: take it back first."))


def has_opened_meanwhile(session: ReviewSession, *, at: dt.datetime) -> bool:
    """Whether the semester that the changes are for may not take them any more."""
    return effect_of(session.plan, is_constitutive=session.is_constitutive, at=at) != session.effective_from


def require_its_effect(session: ReviewSession, *, at: dt.datetime) -> None:
    """Changes never reach into a semester that opened after the review did."""
    if has_opened_meanwhile(session, at=at):
        text = _("%(period)s can take no more changes: let them take effect from the next semester.")
        raise WrongState(text % {"period": period_label(session.effective_from.code, language())})
