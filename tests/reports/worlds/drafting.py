"""Drafts of reports to write in: one of the Committee, one of the Army's own, and each standing that a draft can have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from committee.models import Meeting, ReportPoint
from reports.drafting.abandoning import abandon
from reports.drafting.laying import content_of
from reports.drafting.opening import open_draft
from reports.issued import issuing
from reports.models import ConsultationRound, ReportDraft, ReportKind
from reports.report_kinds.scope import ReportScope, of_semester
from reports.snapshot import freeze
from tests.cast import Cast
from tests.factories.reports import make_meeting_row
from tests.kept_rows import KeptWorld
from tests.reports.worlds.report import CLOSED, World

Standing = ReportDraft.Standing
LATER = CLOSED + dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Drafts:
    """`draft` is of the Committee, about the semester of the world; `own` of the Army."""

    cast: Cast
    world: World
    draft: ReportDraft

    def again(self, draft: ReportDraft | None = None) -> ReportDraft:
        return ReportDraft.objects.whole().get(pk=(draft or self.draft).pk)

    def own(self) -> ReportDraft:
        scope = ReportScope(self.world.plan, ReportKind.OWN, self.world.period, self.world.period, self.cast.army)
        return open_draft(scope, by=self.cast.approver, at=CLOSED)

    def bring_to(self, standing: str) -> ReportDraft:
        """The Committee's draft, where that standing finds it."""
        WAYS[standing](self)
        found = self.again()
        assert found.standing == standing
        return found

    # --- As rows alone: who may take each step is tried where the step is ---

    def _consult(self) -> None:
        frozen, post = freeze(content_of(self.draft, at=CLOSED)), self.draft.opened_by
        ConsultationRound.objects.create(
            draft=self.draft, number=1, snapshot=frozen.text, sha256=frozen.sha256, opened_at=CLOSED, opened_by=post,
            closes_on=LATER.date(),
        )  # fmt: skip

    def _put(self, state: str, meeting: str) -> None:
        frozen = freeze(content_of(self.draft, at=CLOSED))
        room = make_meeting_row(self.world.plan, by=self.cast.secretary, at=CLOSED, state=meeting)
        self.draft.point = ReportPoint.objects.create(
            meeting=room, reference=self.draft.pk, title_es="Informe", title_en="Report", digest=frozen.sha256,
            state=state, put_by=room.called_by, put_at=CLOSED,
        )  # fmt: skip
        self.draft.proposal, self.draft.proposal_sha256 = frozen.text, frozen.sha256
        self.draft.save()

    def _issue(self) -> None:
        self._put(ReportPoint.State.ADOPTED, Meeting.State.CLOSED)
        issuing.issue(self.draft, by=self.cast.secretary, at=LATER)


WAYS: dict[str, Callable[[Drafts], object]] = {
    Standing.DRAFTING: lambda self: None,
    Standing.CONSULTING: lambda self: self._consult(),
    Standing.PROPOSED: lambda self: self._put(ReportPoint.State.PROPOSED, Meeting.State.PLANNED),
    Standing.ADOPTED: lambda self: self._put(ReportPoint.State.ADOPTED, Meeting.State.HELD),
    Standing.READY: lambda self: self._put(ReportPoint.State.ADOPTED, Meeting.State.CLOSED),
    Standing.ISSUED: lambda self: self._issue(),
    Standing.ABANDONED: lambda self: abandon(self.draft, version=self.draft.version, by=self.cast.secretary, at=LATER),
}


@KeptWorld
def make_drafts(cast: Cast, world: World) -> Drafts:
    draft = open_draft(of_semester(world.plan, world.period), by=cast.secretary, at=CLOSED)
    return Drafts(cast, world, draft)
