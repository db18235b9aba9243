"""One writer at a time in a review session: its lock, the version that was read, and what a step needs of it."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from committee.models import ReviewDecision, ReviewSession
from indicators.models import Indicator
from measurements.answer.refusals import Stale, WrongState
from measurements.chain import chain

State = ReviewSession.State


def lock(session: ReviewSession) -> ReviewSession:
    """The session as it stands now, with the plan's lock held until the transaction ends."""
    chain.lock(session.plan_id)
    return ReviewSession.objects.whole().get(pk=session.pk)


def lock_decision(decision: ReviewDecision) -> ReviewDecision:
    """The decision as it stands now, in its session as it stands now, with the plan's lock held."""
    session = lock(decision.session)
    current = whole_decisions(session).filter(pk=decision.pk).first()
    if current is None:
        raise Stale(_("Somebody took this decision out meanwhile."))
    current.session = session
    return current


def whole_decisions(session: ReviewSession) -> QuerySet[ReviewDecision]:
    """Its decisions with all that a page says of each, in the order of the plan; new indicators last."""
    return session.decisions.select_related(
        "session",
        "indicator__pillar",
        "new_action__objective__pillar",
        "read_revision__effective_from",
        "revision",
        "written_by__user",
    ).order_by(F("indicator__order").asc(nulls_last=True), "pk")


def require_open(session: ReviewSession) -> None:
    """Refuse any step in a review that was closed or cancelled."""
    if session.state != State.OPEN:
        text = _("The review of meeting %(number)s stands as “%(state)s”: nothing in it changes any more.")
        raise WrongState(text % {"number": session.meeting.number, "state": session.get_state_display()})


def require_version(thing: ReviewSession | ReviewDecision, version: int) -> None:
    """Refuse a step by somebody who read an older version."""
    if thing.version != version:
        raise Stale(_("Somebody changed this review while you were working on it. Nothing was changed."))


def keep(session: ReviewSession) -> None:
    """Every change of a decision is a change of its session: who adopts all together read all of them."""
    session.version += 1
    session.save()


def waiting_for_minutes() -> QuerySet[ReviewDecision]:
    """Decisions that made or adopted a definition, and whose session may still take it back: its minutes are not closed."""
    return ReviewDecision.objects.filter(revision__isnull=False).exclude(session__state=State.CLOSED)


def unsettled(indicator: Indicator) -> set[int]:
    """Ids of the definitions of an indicator that a session has adopted and may still take back."""
    rows = waiting_for_minutes().filter(indicator=indicator)
    return {pk for pk in rows.values_list("revision", flat=True) if pk is not None}
