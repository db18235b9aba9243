"""What a page that drafts begins with, and how what it drafted is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import ReviewDecision, ReviewSession
from committee.review import deciding
from committee.review.deciding import Choice
from committee.views.meeting_finding import keeper
from indicators.defining.checking import Problem, problems, warnings
from indicators.defining.comparing import Difference, change_class_of, differences, must_say_comparable
from indicators.defining.document import DefinitionDocument, Words
from indicators.defining.known import Known
from indicators.defining.reading import document_of
from indicators.models import Action, Indicator, IndicatorRevision
from revisions.forms.change import WEIGHT, ChangeForm, Comparability, ReasonForm
from revisions.forms.texts import words_of
from revisions.views.finding import decision_about, found_revision, kept_session

Kind = ReviewDecision.Kind


@dataclass(frozen=True, slots=True)
class Draft:
    """One decision of a review as its pages find it: what is in force (`before`) and what would be (`document`)."""

    session: ReviewSession
    code: str
    indicator: Indicator | None
    action: Action
    before: DefinitionDocument | None
    document: DefinitionDocument
    decision: ReviewDecision | None

    @property
    def version(self) -> int:
        return self.decision.version if self.decision else 0

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_begun(self) -> bool:
        """Whether a definition is drafted already."""
        return self.decision is not None and self.decision.draft is not None

    @property
    def is_written(self) -> bool:
        """Whether somebody kept it on one of these pages; a new indicator that was only begun lacks everything, and nobody erred."""
        return self.is_begun and not (self.is_new and self.version == 1)

    @property
    def can_change(self) -> bool:
        """While the review is open and the decision neither adopted nor put off."""
        is_draft = self.decision is None or self.decision.state == ReviewDecision.State.DRAFT
        return self.session.state == ReviewSession.State.OPEN and is_draft

    def changes_to(self, document: DefinitionDocument) -> tuple[Difference, ...]:
        """What would change; of a new indicator everything is new."""
        return differences(self.before, document) if self.before is not None else ()

    def kept_meanwhile(self, document: DefinitionDocument | None) -> tuple[Difference, ...]:
        """What a text that comes too late would change in the draft that somebody else kept."""
        return differences(self.document, document) if self.is_begun and document is not None else ()

    def problems_of(self, document: DefinitionDocument, known: Known | None = None) -> tuple[Problem, ...]:
        return problems(document, self.session.plan, self.session.effective_from, known)

    def warnings_of(self, document: DefinitionDocument) -> tuple[Problem, ...]:
        return warnings(document)


def found_draft(request: HttpRequest, number: str, code: str) -> Draft:
    """What this person may draft about an indicator, or about one that the session would add."""
    session = kept_session(request, number)
    decision = decision_about(session, code)
    kept = DefinitionDocument.from_json(decision.draft) if decision and decision.draft else None
    if decision is not None and decision.kind == Kind.NEW:
        if kept is None or decision.new_action is None:
            raise Http404
        return Draft(session, code, decision.indicator, decision.new_action, None, kept, decision)
    revision = found_revision(session, code)
    if revision is None:
        raise Http404
    before = document_of(revision)
    return Draft(session, code, revision.indicator, revision.indicator.action, before, kept or before, decision)


def is_complete_choice(change: ChangeForm, changes: Sequence[Difference]) -> bool:
    """Whether the class and the comparability fit what is changed; what does not is said beside its box."""
    if not changes:
        change.add_error(None, _("Nothing is changed. To leave the indicator as it is, decide to keep it."))
        return False
    change.raised(change_class_of(changes))
    if must_say_comparable(changes) and not change.cleaned_data["comparability"]:
        change.add_error("comparability", _("What is measured changes: choose what becomes of the series."))
    return change.is_valid()


@dataclass(frozen=True, slots=True)
class Kept:
    """What a page keeps beside the definition: which class of change, what becomes of the series, and why."""

    reason: Words
    version: int
    change_class: str = ""
    comparability: str = Comparability.CONTINUOUS
    rebase_factor: Decimal | None = None

    @classmethod
    def of_change(cls, form: ReasonForm, changes: Sequence[Difference]) -> Kept:
        """As the page of the definition says it."""
        said = form.cleaned_data
        reason, version = words_of(said, "rationale"), said["version"] or 0
        if not isinstance(form, ChangeForm):
            return cls(reason, version)
        change_class, factor = form.raised(change_class_of(changes)), said["rebase_factor"]
        return cls(reason, version, change_class, said["comparability"] or Comparability.CONTINUOUS, factor)

    @classmethod
    def of_goals(cls, form: ReasonForm, changes: Sequence[Difference], decision: ReviewDecision | None) -> Kept:
        """As the page of the targets says it: what was said of the definition's own change stays."""
        said, found = form.cleaned_data, change_class_of(changes)
        reason, version = words_of(said, "rationale"), said["version"] or 0
        if decision is None or decision.draft is None:
            return cls(reason, version, found)
        heavier = max(found, decision.change_class, key=lambda each: WEIGHT.get(each, 0))
        comparability = decision.comparability or Comparability.CONTINUOUS
        return cls(reason, version, heavier, comparability, decision.rebase_factor)


def keep_draft(request: HttpRequest, draft: Draft, document: DefinitionDocument, kept: Kept) -> ReviewDecision:
    """Keep what was drafted, of an indicator that exists or of a new one. Raises Refused."""
    if draft.is_new:
        return keep_new(request, draft.session, (draft.code, draft.action), document, kept)
    is_target = kept.change_class == IndicatorRevision.ChangeClass.TARGET
    choice = Choice(
        kind=Kind.TARGET if is_target else Kind.ADJUST,
        indicator=draft.indicator,
        rationale=kept.reason,
        draft=document,
        change_class=kept.change_class,
        comparability=kept.comparability,
        rebase_factor=kept.rebase_factor,
    )
    return _decide(request, draft.session, choice, kept.version)


def keep_new(
    request: HttpRequest, session: ReviewSession, named: tuple[str, Action], document: DefinitionDocument, kept: Kept
) -> ReviewDecision:
    """Keep the draft of a new indicator, by its code and the action that it measures. Raises Refused."""
    code, action = named
    choice = Choice(
        kind=Kind.NEW,
        new_code=code,
        new_action=action,
        rationale=kept.reason,
        draft=document,
        comparability=kept.comparability,
    )
    return _decide(request, session, choice, kept.version)


def _decide(request: HttpRequest, session: ReviewSession, choice: Choice, version: int) -> ReviewDecision:
    return deciding.decide(session, choice, version=version, by=keeper(request), at=timezone.now())
