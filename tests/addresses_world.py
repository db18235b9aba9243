"""What every address finds: an Army that answered, planned, spent and was asked, and a Committee that met, reviews and reports."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from activities.models import NoteFile
from committee.models import Meeting, PlanningPoint, ReportPoint
from committee.requests import requesting
from committee.review.deciding import Choice, decide
from committee.review.opening import open_review
from documents.handed_in import stored
from documents.inspection import Inspected
from documents.plain_pdf import plain_pdf
from indicators.models import ActionPlan, PlanQuestion, ReportingPeriod
from institutions.models import Institution
from measurements.answer.content import CellContent, Content
from measurements.answer.evidence_change import EvidenceChange, NewDocument
from measurements.consolidation import consolidating
from measurements.models import Measurement, Receipt
from measurements.workflow import steps as workflow
from reports.consulting.rounds import open_round
from reports.drafting.opening import open_draft
from reports.drafting.standing import version_of_all
from reports.models import Remark, ReportDraft, ReportKind
from reports.report_kinds.scope import ReportScope
from tests.cast import Cast
from tests.committee.meetings.met import Meetings
from tests.committee.proposals.proposed import make_proposal
from tests.committee.requests.requested import PDF, make_request
from tests.factories import (
    make_activity,
    make_budget_item,
    make_change_of,
    make_commitment,
    make_count,
    make_institution,
    make_note,
    make_period,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)
from tests.factories.reports import adopt_draft, issue
from tests.measurements.worlds.extended import make_extension

PROOF = plain_pdf(["Oficio de prueba"])
PROOF_DIGEST = hashlib.sha256(PROOF).hexdigest()

HELD: dict[str, str | int] = {"number": "S-2026-01"}

DRAFT: dict[str, str | int] = {"pk": 1000}


def fill(cast: Cast) -> None:
    plan = make_plan()
    period = make_period(plan, "2026-I")
    revision = make_count(plan)
    make_commitment(revision, cast.army, period)
    ask_unit(cast, period)
    send(cast, period)
    make_extension(period, cast.army, period.due_at.replace(day=24), state="requested")
    prepare_report(cast, period)
    meet(cast, period)
    require(cast, period)
    make_proposal(cast, period.plan.indicators.get(), at=period.opens_at)
    review(cast, period)
    plan_years(cast, plan)
    follow_up(cast, period)
    plan_activities(cast, plan)
    state_budget(cast, plan)
    issue(plan, period, by=cast.secretary, at=period.opens_at)
    consult(cast, period)
    PlanQuestion.objects.create(
        plan=plan, code="T-1", order=1, kind="term", indicator=revision.indicator, text="Qué se cuenta"
    )


def consult(cast: Cast, period: ReportingPeriod) -> None:
    """Three drafts: in consultation with a remark of the ministry, before the meeting that was held, and adopted, to be issued."""
    at = period.opens_at
    consulted, proposed, ready = (
        ReportDraft.objects.create(
            pk=pk, plan=period.plan, kind="annual", first_period=period, period=period, opened_at=at,
            opened_by=cast.secretary.posts[0],
        )
        for pk in (801, 802, 803)
    )  # fmt: skip
    round_ = open_round(
        consulted, at.date().replace(day=20), version=version_of_all(consulted), by=cast.secretary, at=at
    )
    seat = round_.seats.get(institution=cast.ministry)
    seat.answer, seat.answered_at, seat.answered_by = "remarks", at, cast.member.posts[0]
    seat.save()
    Remark.objects.create(pk=811, seat=seat, ordinal=1, text="Cite el acta.")
    adopt_draft(proposed, by=cast.secretary, at=at, meeting=Meeting.objects.get(number=HELD["number"]))
    ReportPoint.objects.filter(reference=proposed.pk).update(state="proposed")
    adopt_draft(ready, by=cast.secretary, at=at)


def prepare_report(cast: Cast, period: ReportingPeriod) -> None:
    """The report of a year of which the plan has one semester so far, being written, under a key that its address can name."""
    scope = ReportScope(period.plan, ReportKind.ANNUAL, period, period)
    made = open_draft(scope, by=cast.secretary, at=period.opens_at)
    known = ReportDraft.objects.get(pk=made.pk)
    known.pk = int(DRAFT["pk"])
    known.save(force_insert=True)
    made.sections.update(draft=known)
    ReportDraft.objects.filter(pk=made.pk).delete()


def plan_activities(cast: Cast, plan: ActionPlan) -> None:
    """The Army's plan of 2026, frozen, with a change that it is writing of its second activity; and that of 2027, begun."""
    frozen = make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army)
    make_activity(frozen)
    make_change_of(make_activity(frozen))
    opened = frozen.round.sealed_at
    begun = make_round(plan, 2027, opened_at=opened, due_at=opened.replace(month=12))
    make_activity(make_year_plan(begun, cast.army))


def follow_up(cast: Cast, period: ReportingPeriod) -> None:
    """One activity of the Army in an adopted plan, with a note that was sent and its file."""
    year_plan = make_year_plan(make_round(period.plan, 2026, is_sealed=True), cast.army)
    note = make_note(make_activity(year_plan), period, status="submitted")
    proof = stored(Inspected("oficio.pdf", PROOF, "application/pdf"), cast.army)
    at = period.opens_at
    NoteFile.objects.create(note=note, stored_file=proof, added_at=at, added_by=cast.reporter)


def state_budget(cast: Cast, plan: ActionPlan) -> None:
    """One statement of the Army that was validated, with its source, and the next in progress."""
    source = stored(Inspected("oficio.pdf", PROOF, "application/pdf"), cast.army)
    make_budget_item(make_statement(plan, cast.army, source_file=source))
    make_statement(plan, cast.army, status="draft")


def require(cast: Cast, period: ReportingPeriod) -> None:
    """One request to the Army, with a document in its conversation, not answered yet."""
    made = make_request(cast, at=period.opens_at, period=period, indicator=period.plan.indicators.get())
    requesting.comment(made, text="Adjuntamos el oficio.", files=(PDF,), by=cast.reporter, at=period.opens_at)


def meet(cast: Cast, period: ReportingPeriod) -> None:
    """One meeting that was held, and one whose minutes are closed, each with an agreement of the Army."""
    meetings = Meetings(cast, period.plan, period)
    meetings.agreed()
    meetings.bound(hours=1)


def plan_years(cast: Cast, plan: ActionPlan) -> None:
    """Of the Army: the plan of 2025, frozen; and that of 2024, consolidated and before the meeting that was held."""
    make_year_plan(make_round(plan, 2025, is_sealed=True), cast.army)
    consolidated = make_round(plan, 2024, state="consolidated")
    make_year_plan(consolidated, cast.army, "validated")
    meeting = Meeting.objects.get(number=HELD["number"])
    PlanningPoint.objects.create(
        meeting=meeting, round=consolidated, put_by=meeting.called_by, put_at=meeting.starts_at
    )


def review(cast: Cast, period: ReportingPeriod) -> None:
    """The review of the semester, open in the first meeting, with a drafted decision."""
    make_period(period.plan, "2026-II")
    first = Meeting.objects.get(number=HELD["number"])
    session = open_review(first, period=period, is_constitutive=False, by=cast.secretary, at=period.opens_at)
    choice = Choice("keep", period.plan.indicators.get())
    decide(session, choice, version=0, by=cast.secretary, at=period.opens_at)


def ask_unit(cast: Cast, period: ReportingPeriod) -> None:
    """One unit of the Army, asked for its part and giving none."""
    unit = make_institution("EP-N", kind=Institution.Kind.UNIT, parent=cast.army, is_participating=False)
    task = workflow.Task(period.plan.indicators.get(), cast.army, period)
    consolidating.ask(task, [unit], by=cast.reporter, at=period.opens_at)


def send(cast: Cast, period: ReportingPeriod) -> Receipt:
    task = workflow.Task(period.plan.indicators.get(), cast.army, period)
    proof = EvidenceChange(attached=(NewDocument(Inspected("oficio.pdf", PROOF, "application/pdf")),))
    content = Content(values={("total", ""): CellContent(value=Decimal(4))}, evidence=proof)
    answer: Measurement = workflow.save_draft(task, content, version=0, by=cast.reporter, at=period.opens_at)
    answer = workflow.prepare(answer, version=answer.version, by=cast.reporter, at=period.opens_at)
    return workflow.submit([(answer, answer.version)], by=cast.approver, at=period.opens_at)
