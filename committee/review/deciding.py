"""Drafting what the review decides about each indicator. Adopting it: committee/review/adopting.py.

    undecided → draft → adopted;  draft → put off → draft;  draft → undecided.

A definition or a target is drafted here too, through `Choice.draft`: every page that drafts comes through `decide`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete, require_secretary
from committee.models import ReviewDecision, ReviewSession
from committee.review.standing import keep, lock, lock_decision, require_open, require_version, whole_decisions
from indicators.adopting import is_constituted
from indicators.defining.document import DefinitionDocument, Words
from indicators.models import Action, Indicator, IndicatorRevision
from institutions.models import Appointment, User
from measurements.answer.refusals import Stale, WrongState

Kind, State = ReviewDecision.Kind, ReviewDecision.State
DRAFTED = (Kind.ADJUST, Kind.TARGET, Kind.NEW)
"""Decisions that adopt a definition that was drafted."""
CHANGE_CLASSES = {
    Kind.TARGET: IndicatorRevision.ChangeClass.TARGET,
    Kind.RETIRE: IndicatorRevision.ChangeClass.RETIRED,
    Kind.NEW: IndicatorRevision.ChangeClass.NEW,
}
"""Where the kind of decision says the class of change; that of an adjusted definition is read off what it changes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is decided about an indicator, or about one that does not exist yet (`new_code`, `new_action`).

    `draft` is the whole definition that would be adopted. Without one, the draft that the decision has already stays, as long as
    its kind needs one. `change_class` empty: the kind's own, or what the decision has already.
    """

    kind: str
    indicator: Indicator | None = None
    new_code: str = ""
    new_action: Action | None = None
    rationale: Words = field(default_factory=Words)
    draft: DefinitionDocument | None = None
    change_class: str = ""
    comparability: str = ""
    rebase_factor: Decimal | None = None


def decide(session: ReviewSession, choice: Choice, *, version: int, by: User, at: dt.datetime) -> ReviewDecision:
    """Draft the decision about an indicator, or draft it anew. `version` is the decision's as it was read; 0 where there was none."""
    post = require_secretary(by)
    with transaction.atomic():
        current = lock(session)
        require_open(current)
        decision = _known(current, choice) or _begun_of_reviewed(current, choice)
        before = _content(decision)
        _write(decision, choice)
        if decision.pk and decision.state == State.DRAFT and _content(decision) == before:
            return decision
        if decision.version != version:
            raise Stale(_("Somebody changed this decision while you were working on it. Nothing was changed."))
        if decision.state != State.DRAFT:
            raise WrongState(_("This was adopted or put off: take that back before you decide otherwise."))
        _keep(decision, post, at)
        keep(current)
    return decision


def keep_the_rest(
    session: ReviewSession, rationale: Words, *, version: int, by: User, at: dt.datetime
) -> list[ReviewDecision]:
    """Draft that every indicator without a decision is kept as it is, for one reason. `version` is the session's."""
    post = require_secretary(by)
    with transaction.atomic():
        current = lock(session)
        require_open(current)
        left = list(undecided(current))
        if not left:
            return []
        require_version(current, version)
        made = []
        for indicator in left:
            choice = Choice(Kind.KEEP, indicator, rationale=rationale)
            decision = _begun(current, choice)
            _write(decision, choice)
            _keep(decision, post, at)
            made.append(decision)
        keep(current)
    return made


def reviewed(session: ReviewSession) -> list[IndicatorRevision]:
    """What is reviewed: the definition in force of each indicator that was not retired before, nor made by this very session."""
    decided = list(session.decisions.values_list("kind", "indicator", "revision"))
    made_here = {indicator for kind, indicator, _revision in decided if kind == Kind.NEW}
    retired_here = {revision for kind, _indicator, revision in decided if kind == Kind.RETIRE}
    in_force = IndicatorRevision.objects.in_force(session.effective_from).select_related("indicator__pillar")
    return [
        each
        for each in in_force
        if each.indicator_id not in made_here
        and (each.change_class != IndicatorRevision.ChangeClass.RETIRED or each.pk in retired_here)
    ]


def adopts_as_proposed(session: ReviewSession, revision: IndicatorRevision) -> bool:
    """Whether keeping it adopts it: one only proposed, in the constitutive review or, where that one put it off, in a later one."""
    return revision.is_proposed and (session.is_constitutive or is_constituted(revision))


def undecided(session: ReviewSession) -> list[Indicator]:
    """The indicators reviewed about which the session has no decision, not even a draft."""
    known = set(session.decisions.values_list("indicator", flat=True))
    return [each.indicator for each in reviewed(session) if each.indicator_id not in known]


def defer(decision: ReviewDecision, rationale: Words, *, version: int, by: User, at: dt.datetime) -> ReviewDecision:
    """Put it off to a later review, with the reason. Nothing of it takes effect; the draft stays to be read."""
    require_secretary(by)
    with transaction.atomic():
        current = lock_decision(decision)
        require_open(current.session)
        words = rationale if rationale.es.strip() else Words(current.rationale_es, current.rationale_en)
        if current.state == State.DEFERRED and (current.rationale_es, current.rationale_en) == (words.es, words.en):
            return current
        require_draft(current, version)
        if not words.es.strip():
            raise Incomplete(_("Write why it is put off."))
        current.rationale_es, current.rationale_en = words.es.strip(), words.en.strip()
        current.state, current.decided_at = State.DEFERRED, at
        _save(current)
    return current


def reopen_draft(decision: ReviewDecision, *, version: int, by: User, at: dt.datetime) -> ReviewDecision:
    """Take a decision that was put off back to its draft."""
    require_secretary(by)
    with transaction.atomic():
        current = lock_decision(decision)
        require_open(current.session)
        if current.state == State.DRAFT:
            return current
        require_version(current, version)
        if current.state != State.DEFERRED:
            raise WrongState(_("This was adopted: take the adoption back first."))
        current.state, current.decided_at = State.DRAFT, None
        _save(current)
    return current


def drop(decision: ReviewDecision, *, version: int, by: User, at: dt.datetime) -> None:
    """Take a draft out: the indicator is undecided again, a proposed new one is gone."""
    require_secretary(by)
    with transaction.atomic():
        current = lock_decision(decision)
        require_open(current.session)
        require_draft(current, version)
        session = current.session
        try:
            current.delete()
        except ProtectedError as answered:
            raise WrongState(_("A proposal was answered with this decision: decide otherwise instead.")) from answered
        keep(session)


def require_draft(decision: ReviewDecision, version: int) -> None:
    """Refuse a step that only a draft may take."""
    require_version(decision, version)
    if decision.state != State.DRAFT:
        raise WrongState(_("This was adopted or put off: take that back before you decide otherwise."))


def _known(session: ReviewSession, choice: Choice) -> ReviewDecision | None:
    if choice.kind == Kind.NEW:
        return whole_decisions(session).filter(new_code=choice.new_code.strip()).first()
    return whole_decisions(session).filter(indicator=choice.indicator).exclude(kind=Kind.NEW).first()


def _begun_of_reviewed(session: ReviewSession, choice: Choice) -> ReviewDecision:
    """A decision not kept yet, about an indicator under review or about one that does not exist."""
    begun = _begun(session, choice)
    if begun.indicator_id is not None and begun.indicator_id not in {each.indicator_id for each in reviewed(session)}:
        text = _("%(code)s is not under review: it was retired before, or this review brings it into the plan.")
        raise Incomplete(text % {"code": begun.code})
    return begun


def _begun(session: ReviewSession, choice: Choice) -> ReviewDecision:
    """A decision not kept yet. Of version 0, as who reads that there is none."""
    if choice.kind == Kind.NEW:
        if not choice.new_code.strip() or choice.new_action is None:
            raise Incomplete(_("A new indicator needs a code and the action that it measures."))
        if Indicator.objects.filter(plan=session.plan, code=choice.new_code.strip()).exists():
            raise Incomplete(_("The plan has an indicator with this code: a code is never used for another."))
        return ReviewDecision(
            session=session, new_code=choice.new_code.strip(), new_action=choice.new_action, version=0
        )
    if choice.indicator is None or choice.indicator.plan_id != session.plan_id:
        raise Incomplete(_("Choose an indicator of the plan."))
    return ReviewDecision(session=session, indicator=choice.indicator, version=0)


def _write(decision: ReviewDecision, choice: Choice) -> None:
    same_kind = decision.kind == choice.kind
    decision.kind = choice.kind
    decision.rationale_es, decision.rationale_en = choice.rationale.es.strip(), choice.rationale.en.strip()
    if choice.new_action is not None and choice.kind == Kind.NEW:
        decision.new_action = choice.new_action
    is_drafted = choice.kind in DRAFTED
    if not is_drafted:
        decision.draft = None
    elif choice.draft is not None:
        decision.draft = choice.draft.as_json()
    said = choice.change_class or (decision.change_class if same_kind and is_drafted else "")
    decision.change_class = CHANGE_CLASSES.get(Kind(choice.kind), said if is_drafted else "")
    if choice.comparability or not is_drafted:
        decision.comparability, decision.rebase_factor = choice.comparability, choice.rebase_factor
    if not is_drafted or choice.draft is not None or decision.read_revision is None:
        decision.read_revision = _in_force(decision)


def _in_force(decision: ReviewDecision) -> IndicatorRevision | None:
    if decision.indicator_id is None:
        return None
    in_force = IndicatorRevision.objects.in_force(decision.session.effective_from)
    return in_force.filter(indicator=decision.indicator_id).first()


def _content(decision: ReviewDecision) -> tuple[object, ...]:
    return (
        decision.kind,
        decision.rationale_es,
        decision.rationale_en,
        decision.draft,
        decision.change_class,
        decision.comparability,
        decision.rebase_factor,
        decision.new_action_id,
        decision.read_revision_id,
    )


def _keep(decision: ReviewDecision, post: Appointment, at: dt.datetime) -> None:
    decision.written_by, decision.written_at = post, at
    decision.version += 1
    decision.save()


def _save(decision: ReviewDecision) -> None:
    decision.version += 1
    decision.save()
    keep(decision.session)
