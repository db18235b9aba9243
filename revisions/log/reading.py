"""Every definition that a review adopted, by session: read once the session's minutes are closed, because only then it holds.

Takes a fixed number of queries. Texts are in the language in which it is read.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from committee.meetings.meeting import act_of
from committee.models import ReviewDecision, ReviewSession
from committee.review.standing import waiting_for_minutes
from indicators.defining.comparing import Difference, differences
from indicators.defining.document import DefinitionDocument, Words
from indicators.defining.naming import Names
from indicators.defining.reading import documents_of
from indicators.models import ActionPlan, IndicatorRevision
from reports.figures.answers import plain_or_none

Kind, State = ReviewDecision.Kind, ReviewDecision.State


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A definition that was adopted: of which indicator, what of it changed, why, and from which semester it holds.

    `number` is its place among the indicator's definitions; `change_class` is editorial, methodological, target, new, retired, or
    `proposed` where a proposed definition was adopted as it was.
    """

    code: str
    name: str
    pillar: str
    number: int
    change_class: str
    comparability: str
    factor: Decimal | None
    effective_from: str
    reason: Words
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """One review whose minutes are closed. `kept` are the codes of the indicators that it left as they were.

    `language` is that of the meeting, in which its act is cited.
    """

    number: str
    held_on: dt.date
    act: str
    language: str
    period: str
    effective_from: str
    is_constitutive: bool
    changes: tuple[LoggedChange, ...]
    kept: tuple[str, ...]
    put_off: tuple[str, ...]

    @property
    def year(self) -> int:
        return self.held_on.year

    @property
    def as_proposed(self) -> tuple[LoggedChange, ...]:
        return tuple(each for each in self.changes if each.change_class == AS_PROPOSED)

    @property
    def changed(self) -> tuple[LoggedChange, ...]:
        return tuple(each for each in self.changes if each.change_class != AS_PROPOSED)


AS_PROPOSED = "proposed"


def change_log(plan: ActionPlan) -> tuple[LoggedSession, ...]:
    """Every session with what it changed, the newest first."""
    sessions = ReviewSession.objects.filter(plan=plan, state=ReviewSession.State.CLOSED).whole()
    decisions = ReviewDecision.objects.filter(session__in=sessions.order_by()).select_related(
        "indicator__pillar", "revision__effective_from", "read_revision"
    )
    by_session: dict[int, list[ReviewDecision]] = defaultdict(list)
    for decision in decisions.order_by("indicator__pillar__order", "indicator__order"):
        by_session[decision.session_id].append(decision)
    named = [each.revision_id for each in decisions] + [each.read_revision_id for each in decisions]
    documents = documents_of(IndicatorRevision.objects.filter(pk__in=[pk for pk in named if pk is not None]))
    names = Names()
    newest = sessions.order_by("-meeting__starts_at", "-pk")
    return tuple(logged_session(each, by_session[each.pk], documents, names) for each in newest)


def logged_session(
    session: ReviewSession,
    decisions: Iterable[ReviewDecision],
    documents: Mapping[int, DefinitionDocument],
    names: Names,
) -> LoggedSession:
    made = list(decisions)
    changes = [
        logged_change(each, documents, names) for each in made if each.revision_id and each.state == State.ADOPTED
    ]
    return LoggedSession(
        number=session.meeting.number,
        held_on=timezone.localtime(session.meeting.starts_at).date(),
        act=act_of(session.meeting),
        language=session.meeting.language,
        period=session.period.code,
        effective_from=session.effective_from.code,
        is_constitutive=session.is_constitutive,
        changes=tuple(changes),
        kept=tuple(each.code for each in made if each.state == State.ADOPTED and not each.revision_id),
        put_off=tuple(each.code for each in made if each.state == State.DEFERRED),
    )


def logged_change(decision: ReviewDecision, documents: Mapping[int, DefinitionDocument], names: Names) -> LoggedChange:
    revision = decision.revision
    if revision is None:
        raise ValueError(decision)
    is_kept = decision.kind == Kind.KEEP
    before = documents.get(decision.read_revision_id or 0)
    found = () if before is None or is_kept else differences(before, documents[revision.pk], names)
    return LoggedChange(
        code=decision.code,
        name=str(revision.name),
        pillar=decision.indicator.pillar.code if decision.indicator else "",
        number=revision.number,
        change_class=AS_PROPOSED if is_kept else revision.change_class,
        comparability="" if is_kept or revision.change_class in UNCOMPARED else revision.comparability,
        factor=plain_or_none(revision.rebase_factor),
        effective_from=revision.effective_from.code,
        reason=Words(decision.rationale_es, decision.rationale_en),
        differences=tuple(found),
    )


UNCOMPARED = (IndicatorRevision.ChangeClass.NEW, IndicatorRevision.ChangeClass.RETIRED)
"""Classes of change that have nothing before, or nothing after, to be compared with."""


def readable(revisions: QuerySet[IndicatorRevision]) -> QuerySet[IndicatorRevision]:
    """Definitions that anybody may read: proposed ones, and those whose session's minutes are closed.

    One adopted as it was proposed reads as a proposal until then.
    """
    return revisions.exclude(pk__in=waiting_for_minutes().exclude(kind=Kind.KEEP).values("revision"))
