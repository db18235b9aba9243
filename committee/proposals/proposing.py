"""The only code that writes what institutions propose about their indicators, and what the Committee answers.

    waiting → accepted, accepted in part or not accepted (in a review, and put right until it closes);  waiting → withdrawn.

An approver of an institution that is committed to the indicator proposes and withdraws; whoever reports reads. The technical
secretary writes the Committee's answer once the meeting of the review was held. The same step twice is one step.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete, require_secretary
from committee.models import IndicatorProposal, Meeting, ReviewDecision, ReviewSession
from committee.models.proposal import IndicatorProposalQuerySet
from committee.proposals import notices as proposal_notices
from indicators.models import ActionPlan, Commitment, Indicator
from institutions.models import Appointment, Institution, Role, User
from measurements.answer.refusals import NotAllowed, Refused, Stale, WrongState
from measurements.chain import chain

State = IndicatorProposal.State
TAKEN_UP = (State.ACCEPTED, State.PARTLY)
ANSWERS = (*TAKEN_UP, State.DECLINED)


class Unreasoned(Incomplete):
    """Why is lacking."""


class NotOnAgenda(Refused):
    """No review that is held now has the proposal on its agenda."""


class Undecided(Refused):
    """It would be answered that something changes, and no decision of the review changes it."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What would change, in the institution's words, and why."""

    what: str
    text: str
    reasons: str
    language: str = "es"


def approved_commitments(user: User, *, at: dt.datetime) -> QuerySet[Commitment]:
    """What the institutions for which the person approves have still to report: of each they may propose a change."""
    goes_on = Q(until_period__isnull=True) | Q(until_period__closes_at__gt=at)
    return Commitment.objects.filter(goes_on, institution__in=user.institution_ids(Role.APPROVER))


def proposing_institutions(user: User, indicator: Indicator, *, at: dt.datetime) -> list[Institution]:
    """For whom the person may propose a change of the indicator. No query for who approves for nobody."""
    if not user.has_role(Role.APPROVER):
        return []
    committed = approved_commitments(user, at=at).filter(indicator=indicator).values("institution")
    return list(Institution.objects.filter(pk__in=committed))


def withdrawing_post(user: User, proposal: IndicatorProposal) -> Appointment | None:
    return user.post_in(proposal.institution_id, Role.APPROVER)


def propose(
    indicator: Indicator, institution: Institution, proposed: Proposed, *, by: User, at: dt.datetime
) -> IndicatorProposal:
    """Propose a change under the next number of the year. The technical secretary is told."""
    post = _proposing_post(by, indicator, institution, at=at)
    text, reasons = proposed.text.strip(), proposed.reasons.strip()
    if not text:
        raise Incomplete(_("Write what would change."))
    if not reasons:
        raise Unreasoned(_("Write why."))
    with transaction.atomic():
        ActionPlan.objects.lock_all()
        same = {"what": proposed.what, "text": text, "reasons": reasons, "indicator": indicator}
        waiting = IndicatorProposal.objects.whole().waiting()
        known = waiting.filter(institution=institution, post__user=by, **same).first()
        if known is not None:
            return known
        proposal = IndicatorProposal(plan_id=indicator.plan_id, institution=institution, post=post, at=at, **same)
        proposal.language = proposed.language
        _number(proposal)
        proposal.save(force_insert=True)
        proposal_notices.tell_proposed(proposal)
    return proposal


def _proposing_post(by: User, indicator: Indicator, institution: Institution, *, at: dt.datetime) -> Appointment:
    """The post in which the person proposes."""
    post = by.post_in(institution.pk, Role.APPROVER)
    if post is None or institution not in proposing_institutions(by, indicator, at=at):
        raise NotAllowed(_("Only who approves for an institution that reports the indicator proposes a change of it."))
    return post


def _number(proposal: IndicatorProposal) -> None:
    """The next of the year, counted over all plans. The caller holds their locks."""
    proposal.year = timezone.localtime(proposal.at).year
    of_the_year = IndicatorProposal.objects.filter(year=proposal.year)
    proposal.ordinal = (of_the_year.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    proposal.number = f"PC-{proposal.year}-{proposal.ordinal:04d}"


def withdraw(proposal: IndicatorProposal, *, version: int, by: User, at: dt.datetime) -> IndicatorProposal:
    """The institution takes it back while it waits. Its number is not used again."""
    if withdrawing_post(by, proposal) is None:
        raise NotAllowed(_("Only who approves for the institution withdraws its proposals."))
    with transaction.atomic():
        current = _locked(proposal)
        if current.state == State.WITHDRAWN:
            return current
        _require(current, version, State.WAITING)
        current.state = State.WITHDRAWN
        _keep(current)
    return current


def answer(
    proposal: IndicatorProposal, outcome: str, text: str, *, version: int, by: User, at: dt.datetime
) -> IndicatorProposal:
    """What the Committee says of it, and the decision of the review about its indicator. The institution is told.

    Until the review closes another answer may be written; the institution is told of that too.
    """
    post, words = require_secretary(by), text.strip()
    if outcome not in ANSWERS:
        raise Incomplete(_("Choose what the Committee answers."))
    if not words:
        raise Unreasoned(_("Write what the Committee answers: the institution reads it."))
    with transaction.atomic():
        current = _locked(proposal)
        session = session_that_answers(current)
        if session is None:
            raise NotOnAgenda(_("It is answered in the review after which it was proposed, once its meeting was held."))
        decision = session.decisions.filter(indicator=current.indicator_id).first()
        said = (outcome, words, decision.pk if decision else None)
        if current.session_id == session.pk and (current.state, current.answer, current.decision_id) == said:
            return current
        _require(current, version, State.WAITING, *ANSWERS)
        if outcome in TAKEN_UP and not changes_something(decision):
            text = _(
                "Nothing was adopted that changes %(indicator)s. Adopt it first, or answer that it is not accepted."
            )
            raise Undecided(text % {"indicator": current.indicator.code})
        current.state, current.answer, current.decision, current.session = outcome, words, decision, session
        current.answered_by, current.answered_at = post, at
        _keep(current)
        proposal_notices.tell_answered(current)
    return current


def changes_something(decision: ReviewDecision | None) -> bool:
    """Whether the decision was adopted and is another than to keep the indicator as it is."""
    if decision is None or decision.kind == ReviewDecision.Kind.KEEP:
        return False
    return decision.state == ReviewDecision.State.ADOPTED


# --- The agenda of a review --------------------------------------------------------------------------------------------


def on_agenda_of(session: ReviewSession) -> IndicatorProposalQuerySet:
    """What it has answered, and while it is open what waits since before its meeting began. Later ones are for the next."""
    stood = Q(session=session)
    if session.state == ReviewSession.State.OPEN:
        stood |= Q(state=State.WAITING, plan=session.plan_id, at__lt=session.meeting.starts_at)
    return IndicatorProposal.objects.whole().filter(stood).order_by("indicator__order", "year", "ordinal")


def session_that_answers(proposal: IndicatorProposal) -> ReviewSession | None:
    """The open review on whose agenda it stands, once its meeting was held; None: nothing can be answered now."""
    session = ReviewSession.objects.whole().open().filter(plan=proposal.plan_id).first()
    if session is None or session.meeting.state != Meeting.State.HELD:
        return None
    return session if on_agenda_of(session).filter(pk=proposal.pk).exists() else None


def unanswered(session: ReviewSession) -> list[IndicatorProposal]:
    """What keeps the review from closing: proposals that wait, and answers that promise what was not adopted, or not any more."""
    return [
        each
        for each in on_agenda_of(session)
        if each.state == State.WAITING or (each.state in TAKEN_UP and not changes_something(each.decision))
    ]


# --- One writer at a time ----------------------------------------------------------------------------------------------


def _locked(proposal: IndicatorProposal) -> IndicatorProposal:
    chain.lock(proposal.plan_id)
    return IndicatorProposal.objects.whole().get(pk=proposal.pk)


def _require(proposal: IndicatorProposal, version: int, *states: str) -> None:
    if proposal.state not in states:
        text = _("%(number)s: this cannot be done. It stands as “%(state)s”.")
        raise WrongState(text % {"number": proposal.number, "state": proposal.get_state_display()})
    if proposal.version != version:
        raise Stale(_("Somebody changed this proposal while you were working on it. Nothing was changed."))


def _keep(proposal: IndicatorProposal) -> None:
    proposal.version += 1
    proposal.save()
