"""Adopting what the review drafted: one decision, or all of them together, all or none. And taking it back while that is possible.

Nothing is adopted but in a meeting that was held, with a quorum, its attendance noted. Until its minutes are closed an adoption can
be taken back; then it is sealed (committee/review/closing.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete, act_of, require_secretary
from committee.meetings.quorum import require_quorum
from committee.models import ReviewDecision, ReviewSession
from committee.review.deciding import DRAFTED, adopts_as_proposed, require_draft, reviewed
from committee.review.opening import require_its_effect
from committee.review.standing import keep, lock, lock_decision, require_open, require_version, whole_decisions
from indicators import adopting
from indicators.adopting import Adoption
from indicators.defining.checking import problems
from indicators.defining.document import DefinitionDocument, Words
from indicators.defining.known import Known
from indicators.models import Action, Indicator, IndicatorRevision
from institutions.models import Appointment, User
from measurements.answer.refusals import Refused, Stale, WrongState
from measurements.consolidation.following import follow
from measurements.models import Measurement

Kind, State = ReviewDecision.Kind, ReviewDecision.State
Comparability = IndicatorRevision.Comparability


def adopt(decision: ReviewDecision, *, version: int, by: User, at: dt.datetime) -> ReviewDecision:
    """Adopt one decision: what it drafted is in force from the session's semester on."""
    post = require_secretary(by)
    with transaction.atomic():
        current = lock_decision(decision)
        require_open(current.session)
        if current.state == State.ADOPTED and current.version in (version, version + 1):
            return current
        require_draft(current, version)
        require_adoption(current.session, at=at)
        _adopt(current, post, at=at)
        keep(current.session)
    return current


def adopt_all(session: ReviewSession, *, version: int, by: User, at: dt.datetime) -> list[ReviewDecision]:
    """Adopt every draft, all or none. `version` is the session's: who adopts all has read all."""
    post = require_secretary(by)
    with transaction.atomic():
        current = lock(session)
        require_open(current)
        drafts = list(whole_decisions(current).filter(state=State.DRAFT))
        if not drafts:
            return []
        require_version(current, version)
        require_adoption(current, at=at)
        for decision in drafts:
            decision.session = current
            _adopt(decision, post, at=at)
        keep(current)
    return drafts


def take_back(decision: ReviewDecision, *, version: int, by: User, at: dt.datetime) -> ReviewDecision:
    """Make an adopted decision a draft again, while the minutes are open and nobody has used what it made."""
    post = require_secretary(by)
    with transaction.atomic():
        current = lock_decision(decision)
        require_open(current.session)
        if current.state == State.DRAFT:
            return current
        require_version(current, version)
        if current.state != State.ADOPTED:
            raise WrongState(_("This was put off, not adopted."))
        made, current.revision = current.revision, None
        if current.kind == Kind.NEW:
            current.indicator = None
        current.state, current.decided_at = State.DRAFT, None
        current.version += 1
        current.save()
        if made is not None:
            _follow(current, current.read_revision, post, at=at)
            undo = adopting.propose_again if current.kind == Kind.KEEP else adopting.take_back
            undo(made, at=at)
        keep(current.session)
    return current


def require_adoption(session: ReviewSession, *, at: dt.datetime) -> None:
    """Refuse to adopt before the meeting was held, without a quorum, or into a semester that has opened since."""
    require_quorum(session.meeting)
    require_its_effect(session, at=at)


def lacks_of_decision(decision: ReviewDecision, known: Known | None = None) -> list[str]:
    """What a draft still needs before it can be adopted. `known` saves reading the reference lists again for the next draft."""
    found = [*_succeeds_too_early(decision)]
    if decision.kind != Kind.KEEP and not decision.rationale_es.strip():
        found.append(_("%(code)s: write the reason in Spanish.") % {"code": decision.code})
    if decision.kind in DRAFTED and decision.draft is None:
        words = _("%(code)s: nothing is drafted yet. Draft the definition, the baseline or the target.")
        found.append(words % {"code": decision.code})
    needs_class = decision.kind == Kind.ADJUST and not decision.change_class
    needs_comparison = (
        decision.change_class == IndicatorRevision.ChangeClass.METHODOLOGICAL and not decision.comparability
    )
    if decision.draft is not None and (needs_class or needs_comparison):
        words = _("%(code)s: say of which class the change is, and whether earlier figures can be compared.")
        found.append(words % {"code": decision.code})
    if decision.draft is not None:
        session = decision.session
        wrong = problems(drafted(decision), session.plan, session.effective_from, known)
        found += [f"{decision.code}: {each.text}" for each in wrong]
    return found


def _succeeds_too_early(decision: ReviewDecision) -> Iterator[str]:
    """An earlier review may have changed the indicator from the same semester on: then this one can only keep it or put it off."""
    read, session = decision.read_revision, decision.session
    changes = decision.kind in (Kind.ADJUST, Kind.TARGET, Kind.RETIRE)
    if changes and read is not None and read.effective_from.ordinal >= session.effective_from.ordinal:
        words = _("%(code)s: its definition was changed from that semester on already. Keep it, or put this off.")
        yield words % {"code": decision.code}


def _adopt(decision: ReviewDecision, post: Appointment, *, at: dt.datetime) -> None:
    lacks = lacks_of_decision(decision)
    if lacks:
        raise Incomplete(" ".join(lacks))
    try:
        decision.revision = _in_force(decision, at=at)
    except Refused as refusal:
        raise _about(decision, refusal) from refusal
    if decision.kind == Kind.NEW and decision.revision is not None:
        decision.indicator = decision.revision.indicator
    _follow(decision, decision.revision, post, at=at)
    decision.state, decision.decided_at = State.ADOPTED, at
    decision.version += 1
    decision.save()


def _follow(decision: ReviewDecision, to: IndicatorRevision | None, post: Appointment, *, at: dt.datetime) -> None:
    """Bring along what institutions began for the semester of effect: it is open to the constitutive review, or was put off."""
    if to is not None and decision.kind in (Kind.ADJUST, Kind.TARGET):
        follow(to, decision.session.effective_from, post=post, at=at)


def _in_force(decision: ReviewDecision, *, at: dt.datetime) -> IndicatorRevision | None:
    """Bring into force what was decided. None where the definition stays and was adopted before."""
    adoption = adoption_of(decision)
    read = decision.read_revision
    indicator = cast(Indicator, decision.indicator)  # None only of a new one, and before it was adopted
    if decision.kind == Kind.NEW:
        action = cast(Action, decision.new_action)  # a constraint of the table: a new indicator names its action
        plan = decision.session.plan
        return adopting.introduce(plan, decision.new_code, action, drafted(decision), adoption, at=at)

    def sent() -> bool:
        return was_sent(indicator, decision.session)

    if decision.kind == Kind.RETIRE:
        return adopting.retire(indicator, adoption, read=read, at=at, sent=sent)
    if decision.kind in DRAFTED:
        return adopting.adopt(indicator, drafted(decision), adoption, read=read, at=at, sent=sent)
    stands = next((each for each in reviewed(decision.session) if each.indicator_id == indicator.pk), None)
    if stands is not None and adopts_as_proposed(decision.session, stands):
        return adopting.adopt_as_proposed(stands, adoption, at=at, sent=sent)
    return None


def _about(decision: ReviewDecision, refusal: Refused) -> Refused:
    """The same refusal, saying of which indicator: of those adopted together one may be refused."""
    kind = next((each for each in (Stale, WrongState) if isinstance(refusal, each)), Incomplete)
    return kind(f"{decision.code}: {refusal}")


def was_sent(indicator: Indicator, session: ReviewSession) -> bool:
    """Whether any institution has sent something about it for the semester from which the change would hold, or a later one."""
    since = session.effective_from.ordinal
    return Measurement.objects.filter(indicator=indicator, period__ordinal__gte=since).received().exists()


def drafted(decision: ReviewDecision) -> DefinitionDocument:
    """The definition drafted. Its presence was asked for (`lacks_of_decision`)."""
    return DefinitionDocument.from_json(cast(dict[str, Any], decision.draft))


def adoption_of(decision: ReviewDecision) -> Adoption:
    """The day and the act of an adoption: those of the meeting, and what the decision says of its change."""
    session = decision.session
    return Adoption(
        effective_from=session.effective_from,
        adopted_on=timezone.localtime(session.meeting.starts_at).date(),
        act_reference=act_of(session.meeting),
        change_class=decision.change_class or IndicatorRevision.ChangeClass.NEW,
        comparability=decision.comparability or Comparability.CONTINUOUS,
        rebase_factor=decision.rebase_factor,
        rationale=Words(decision.rationale_es, decision.rationale_en),
    )
