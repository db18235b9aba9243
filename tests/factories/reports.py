"""Reports: a draft, one that a meeting adopted, and one issued. A meeting here is rows alone: who may hold one is tried elsewhere."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from committee.models import Meeting, ReportPoint
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Appointment, Role, User
from reports import snapshot
from reports.aftermath.correcting import open_correction
from reports.drafting.laying import content_of
from reports.drafting.opening import open_draft
from reports.issued import issuing
from reports.models import ReportDraft, ReportEdition, ReportKind
from reports.models.edition import edition_code
from reports.report_kinds.rules import last_edition
from reports.report_kinds.scope import ReportScope, of_semester
from reports.snapshot import Content, freeze
from reports.snapshot.building import issued_as


def make_draft(
    plan: ActionPlan, period: ReportingPeriod, *, by: User, at: dt.datetime, first: ReportingPeriod | None = None
) -> ReportDraft:
    """A draft of the Committee about a semester, or about those from `first` on."""
    kind = ReportKind.SEMESTER if first is None else ReportKind.RANGE
    return open_draft(ReportScope(plan, kind, first or period, period), by=by, at=at)


def make_meeting_row(plan: ActionPlan, *, by: User, at: dt.datetime, state: str = "closed") -> Meeting:
    """A meeting that was held and whose minutes are closed."""
    post = by.post_as(Role.TECHNICAL_SECRETARY)
    last = Meeting.objects.filter(year=at.year).aggregate(last=Max("ordinal"))["last"] or 0
    is_closed = state == Meeting.State.CLOSED
    return Meeting.objects.create(
        plan=plan,
        year=at.year,
        ordinal=last + 1,
        number=f"S-{at.year}-{last + 1:02}",
        starts_at=at - dt.timedelta(hours=2),
        ends_at=at - dt.timedelta(hours=1),
        place="Lima",
        state=state,
        called_by=post,
        called_at=at - dt.timedelta(days=3),
        closed_by=post if is_closed else None,
        closed_at=at if is_closed else None,
        minutes={"es": {}, "en": {}} if is_closed else None,
    )


def adopt_draft(
    draft: ReportDraft, *, by: User, at: dt.datetime, meeting: Meeting | None = None, content: Content | None = None
) -> ReportDraft:
    """Put what the draft says now, or a content of it, before a meeting that adopted it."""
    frozen = freeze(content or content_of(draft, at=at))
    room = meeting or make_meeting_row(draft.plan, by=by, at=at)
    draft.point = ReportPoint.objects.create(
        meeting=room,
        reference=draft.pk,
        title_es=str(draft),
        title_en=str(draft),
        digest=frozen.sha256,
        state=ReportPoint.State.ADOPTED,
        put_by=room.called_by,
        put_at=at,
    )
    draft.proposal, draft.proposal_sha256 = frozen.text, frozen.sha256
    draft.save()
    return draft


def issue(plan: ActionPlan, period: ReportingPeriod, *, by: User, at: dt.datetime) -> ReportEdition:
    """The next edition of the report of a semester, drafted, adopted and issued at one instant; from the second on a correction."""
    last = last_edition(of_semester(plan, period))
    if last is None:
        draft = make_draft(plan, period, by=by, at=at)
    else:
        draft = open_correction(last, "Se corrige una cifra.", language="es", by=by, at=at)
    return issuing.issue(adopt_draft(draft, by=by, at=at), by=by, at=at)


def build(
    plan: ActionPlan,
    period: ReportingPeriod,
    *,
    at: dt.datetime,
    number: int,
    post: Appointment,
    supersedes: ReportEdition | None = None,
) -> Content:
    """The content of the report of a semester as it would be issued; nothing is stored."""
    content = snapshot.build(of_semester(plan, period), at=at)
    code = edition_code(at.year, number)
    return issued_as(content, code=code, number=number, post=post, at=at, supersedes=supersedes, adopted_in=None)
