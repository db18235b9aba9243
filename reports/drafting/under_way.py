"""The reports that are being prepared: where each stands and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import ActionPlan
from institutions.models import User
from reports.drafting.hub import what_is_next
from reports.drafting.marks import MARKS
from reports.drafting.standing import with_rounds
from reports.drafting.unanswered import unanswered_of, unanswered_text
from reports.models import ReportDraft
from reports.models.draft import ReportDraftQuerySet
from reports.report_kinds.scope import scope_of, scope_title


@dataclass(frozen=True, slots=True)
class ListedDraft:
    draft: ReportDraft
    title: str
    mark: str
    next: str


def visible_drafts(user: User) -> ReportDraftQuerySet:
    """With all that their standing says."""
    return with_rounds(ReportDraft.objects.visible_to(user))


def under_way(user: User, plan: ActionPlan | None) -> list[ListedDraft]:
    """Open drafts that the person sees, the latest first."""
    found = list(visible_drafts(user).open().filter(plan=plan).defer("proposal"))
    waiting = unanswered_of(found)
    return [
        ListedDraft(each, scope_title(scope_of(each)), MARKS[each.standing], next_of(each, waiting[each.pk]))
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class LeftBehind:
    title: str
    draft: ReportDraft


def left_behind(user: User, plan: ActionPlan | None) -> list[LeftBehind]:
    """Open drafts of earlier plans that the person saw. Only reports of the plan in force are prepared: these are still read."""
    return [LeftBehind(scope_title(scope_of(each)), each) for each in drafts_left_behind(user, plan)]


def drafts_left_behind(user: User, plan: ActionPlan | None) -> ReportDraftQuerySet:
    return visible_drafts(user).open().exclude(plan=plan).defer("proposal")


def next_of(draft: ReportDraft, unanswered: int) -> str:
    return " ".join(filter(None, (what_is_next(draft), unanswered_text(unanswered))))
