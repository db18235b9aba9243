"""The page on which baselines and targets are drafted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.views.meeting_finding import CONFLICT, keeper, tell
from indicators.defining.checking_goals import is_percent
from indicators.defining.document import DefinitionDocument
from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused
from revisions.drafting import Sum, sums_of
from revisions.forms.change import ReasonForm
from revisions.forms.goals import GoalBoxes, TrackBoxes, ordinal_of
from revisions.forms.points import Offers, TargetRow
from revisions.forms.whole import Problem
from revisions.goals_around import (
    PublishedPath,
    institutions_offered,
    known_with_semesters,
    published_paths,
    semesters_offered,
    set_semesters,
)
from revisions.path_chart import PathPicture, pictures_of
from revisions.views.drafting import Draft, Kept, found_draft, keep_draft

MORE = 3
"""Empty rows that one press adds."""


@dataclass(frozen=True, slots=True)
class TrackShown:
    """One series as the page prints it: its boxes, what its targets add up to, a path that can be taken over, its picture."""

    boxes: TrackBoxes
    effective_from: ReportingPeriod
    sums: tuple[Sum, ...]
    path: PublishedPath | None
    picture: PathPicture | None

    @property
    def earlier(self) -> list[TargetRow]:
        """Targets of semesters before the one of effect: history, unless there is something to mend."""
        return [row for row in self.boxes.targets.forms if self._is_earlier(row)]

    @property
    def ahead(self) -> list[TargetRow]:
        return [row for row in self.boxes.targets.forms if not self._is_earlier(row)]

    def _is_earlier(self, row: TargetRow) -> bool:
        return 0 < ordinal_of(row.place[0]) < self.effective_from.ordinal and not row.errors and not row.is_blank


@require_http_methods(["GET", "POST"])
@survives_sign_in
def goals(request: HttpRequest, number: str, code: str) -> HttpResponse:
    draft = found_draft(request, number, code)
    if not draft.can_change:
        return redirect("revision_decision", number, code)
    offers = Offers(
        semesters_offered(draft.session.plan, draft.document),
        institutions_offered(draft.session.plan, draft.indicator, draft.document),
        is_percent(draft.document),
    )
    if request.method == "GET" and (typed := typed_before(request)):
        return _page(request, draft, GoalBoxes.sent(draft.document, offers, typed).again())
    if request.method == "GET":
        boxes = GoalBoxes.of(draft.document, offers, ReasonForm.initial_of(draft.decision))
        missing = boxes.tell(draft.problems_of(draft.document)) if draft.is_written else []
        return _page(request, draft, boxes, missing, document=draft.document)
    boxes = GoalBoxes.sent(draft.document, offers, request.POST)
    action, _colon, name = request.POST.get("action", "").partition(":")
    if action == "rows":
        return _page(request, draft, boxes.again({name: MORE}))
    if action == "path":
        paths = published_paths(draft.indicator, draft.session.effective_from)
        return _page(request, draft, boxes.again(paths={name: paths[name].points} if name in paths else {}))
    if not boxes.is_valid():
        return _page(request, draft, boxes)
    document = boxes.document
    if action == "show":
        missing = boxes.tell(draft.problems_of(document, known_with_semesters(draft.session.plan, document)))
        return _page(request, draft, boxes, missing, document=document)
    return _keep(request, draft, boxes, document)


def _keep(request: HttpRequest, draft: Draft, boxes: GoalBoxes, document: DefinitionDocument) -> HttpResponse:
    changes = draft.changes_to(document)
    if not draft.is_new and not changes:
        boxes.path.add_error(None, _("Nothing is changed. To leave the indicator as it is, decide to keep it."))
        return _page(request, draft, boxes, document=document)
    try:
        with transaction.atomic():  # a draft that is refused sets no semester
            set_semesters(draft.session.plan, document, by=keeper(request), at=timezone.now())
            keep_draft(request, draft, document, Kept.of_goals(boxes.path, changes, draft.decision))
    except Refused as refusal:
        now = found_draft(request, draft.session.meeting.number, draft.code)
        status = tell(boxes.path, refusal, now.version)
        return _page(request, now, boxes, document=document, status=status)
    if draft.problems_of(document):
        messages.warning(request, _("The draft is kept. It is not complete: what is lacking stands beside its box."))
        return redirect("revision_goals", draft.session.meeting.number, draft.code)
    messages.success(request, _("The draft is kept. Nothing changes until the session adopts it."))
    return redirect("revision_decision", draft.session.meeting.number, draft.code)


def _page(
    request: HttpRequest,
    draft: Draft,
    boxes: GoalBoxes,
    missing: Sequence[Problem] = (),
    *,
    document: DefinitionDocument | None = None,
    status: int = 200,
) -> HttpResponse:
    paths = published_paths(draft.indicator, draft.session.effective_from)
    pictures = (
        pictures_of(draft.indicator, document, draft.session.period, timezone.now()) if document is not None else {}
    )
    adds_up = document is not None and document.institution_targets == IndicatorRevision.InstitutionTargets.SUM
    written = {track.code: track for track in document.series} if document is not None else {}
    shown = [
        TrackShown(
            each,
            draft.session.effective_from,
            sums_of(written[each.track.code]) if adds_up and each.track.code in written else (),
            paths.get(each.track.code),
            pictures.get(each.track.code),
        )
        for each in boxes.tracks
    ]
    is_told = draft.is_begun or request.method == "POST"
    rows = [row for each in boxes.tracks for row in (*each.baselines.standing, *each.targets.standing)]
    context: dict[str, Any] = {
        "draft": draft,
        "session": draft.session,
        "number": draft.session.meeting.number,
        "boxes": boxes,
        "tracks": shown,
        "missing": missing,
        "meanwhile": draft.kept_meanwhile(document) if status == CONFLICT else (),
        "warnings": draft.warnings_of(document) if document is not None else (),
        "changes": draft.changes_to(document) if is_told and document is not None else None,
        "faulty": [form for form in [boxes.path, *rows] if form.errors],
    }
    return render(request, "revisions/goals_draft.html", context, status=status)
