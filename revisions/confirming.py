"""What stands on the page before something is adopted: each decision, what it changes, from when, and what is still lacking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from committee.models import ReviewDecision, ReviewSession
from committee.review.adopting import lacks_of_decision, require_adoption
from committee.review.wording import changes_of, consequence_words, decision_words, definition_of, name_of, rationale_of
from indicators.defining.comparing import Difference
from indicators.defining.document import DefinitionDocument
from indicators.defining.known import Known
from indicators.defining.reading import documents_of
from indicators.defining.written_out import Line
from indicators.models import IndicatorRevision
from measurements.answer.refusals import Refused
from revisions.impact import Impact, foreseen


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One decision as it would be adopted. `lines`: the whole definition of a new indicator, which changes none."""

    decision: ReviewDecision
    name: str
    words: str
    consequence: str
    reason: str
    reason_language: str
    differences: Sequence[Difference]
    lines: Sequence[Line]
    lacks: Sequence[str]
    impact: Impact | None = None  # where the page says what adopting it does


@dataclass(frozen=True, slots=True)
class Confirming:
    """`hindrance` says why nothing can be adopted now. `changes` change something; `kept` do not."""

    changes: Sequence[Confirmed]
    kept: Sequence[Confirmed]
    hindrance: str

    @property
    def count(self) -> int:
        return len(self.changes) + len(self.kept)

    @property
    def lacks(self) -> list[str]:
        return [lack for each in (*self.changes, *self.kept) for lack in each.lacks]

    @property
    def can_adopt(self) -> bool:
        return bool(self.count) and not self.hindrance and not self.lacks


def to_confirm(session: ReviewSession, decisions: Sequence[ReviewDecision], *, at: dt.datetime) -> Confirming:
    """The definitions and the reference lists are read once for all decisions, the figures and what else is touched for each."""
    read = documents_of(IndicatorRevision.objects.filter(pk__in=[each.read_revision_id for each in decisions]))
    known = Known.of(session.plan)
    shown = [confirmed(each, _read(each, read), known) for each in decisions]
    changes = [each for each in shown if each.decision.kind != ReviewDecision.Kind.KEEP]
    return Confirming(
        changes=[replace(each, impact=foreseen(each.decision, at, _read(each.decision, read))) for each in changes],
        kept=[each for each in shown if each.decision.kind == ReviewDecision.Kind.KEEP],
        hindrance=_hindrance(session, at),
    )


def _read(decision: ReviewDecision, documents: Mapping[int, DefinitionDocument]) -> DefinitionDocument | None:
    return documents.get(decision.read_revision_id or 0)


def confirmed(
    decision: ReviewDecision, read: DefinitionDocument | None = None, known: Known | None = None
) -> Confirmed:
    """`read` is what the definition in force says, `known` the reference lists: each is read where it is not given."""
    reason, in_language = rationale_of(decision)
    return Confirmed(
        decision=decision,
        name=name_of(decision),
        words=decision_words(decision),
        consequence=consequence_words(decision),
        reason=reason,
        reason_language=in_language,
        differences=changes_of(decision, read),
        lines=definition_of(decision) if decision.kind == ReviewDecision.Kind.NEW else (),
        lacks=lacks_of_decision(decision, known),
    )


def _hindrance(session: ReviewSession, at: dt.datetime) -> str:
    """What adopting would be refused for, before anybody presses."""
    try:
        require_adoption(session, at=at)
    except Refused as refusal:
        return str(refusal)
    return ""
