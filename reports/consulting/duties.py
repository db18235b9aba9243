"""What consultations ask of people: an answer, of those who sit for an institution; all the rest, of the technical secretary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.calendar import end_of
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, REVIEWING_ROLES, Role, User
from institutions.permissions import reviewable_institution_ids
from notifications.duties import Duty
from notifications.todo_sources import ToDo
from reports.consulting import waiting
from reports.consulting.naming import title_of
from reports.models import ConsultationSeat, ReportDraft

MOST_NAMED = 3


def consultation_duties(user: User, at: dt.datetime) -> Iterator[Duty]:
    """The answers that the person's seats in the Committee owe, until the last day; after it nothing can be answered any more."""
    own = user.institution_ids(*COMMITTEE_ROLES)
    plan = ActionPlan.objects.current() if own else None
    if plan is None:
        return
    silent = ConsultationSeat.objects.filter(
        round__in=waiting.open_rounds(plan), institution__in=own, answer=ConsultationSeat.Answer.NONE
    ).select_related("round__draft__plan", "round__draft__first_period", "round__draft__period", "institution")
    silent = silent.defer("round__snapshot", "round__draft__proposal")
    for seat in silent.order_by("round__closes_on", "pk"):
        round_ = seat.round
        if at < end_of(round_.closes_on):
            yield Duty(
                key=f"consultation.{round_.draft_id}.{round_.number}.{seat.institution.code}",
                institution_id=seat.institution_id,
                label=_("Consultation: %(report)s") % {"report": title_of(round_.draft)},
                url=f"{reverse('consultation_answer', args=[round_.draft_id])}?institucion={seat.institution.code}",
                note=_("Agree or make remarks for %(institution)s") % {"institution": seat.institution.short_name},
                due_at=end_of(round_.closes_on),
                moved=round_.version,
                changed_at=round_.opened_at,
            )


def report_rows(user: User, at: dt.datetime) -> Iterator[ToDo]:
    """What comes next for whoever keeps the reports. The alternate reviewer answers the remarks of the secretary's own institution."""
    plan = ActionPlan.objects.current()
    if plan is None or not user.has_role(*REVIEWING_ROLES):
        return
    mine = reviewable_institution_ids(user)
    remarks = waiting.remarks_to_answer(plan).exclude(seat__institution__in=user.institution_ids())
    if mine is not None:
        remarks = remarks.filter(seat__institution__in=mine)
    about = waiting.named_drafts().filter(pk__in=remarks.values("seat__round__draft"))
    yield _row(remarks.count(), _("Answer the remarks on reports"), "draft_consultation", about)
    if user.has_role(Role.TECHNICAL_SECRETARY):
        yield from _secretary_rows(plan, at)


def _secretary_rows(plan: ActionPlan, at: dt.datetime) -> Iterator[ToDo]:
    ended = [each.draft for each in waiting.rounds_to_close(plan, at)]
    yield _row(len(ended), _("Close the consultation of reports"), "draft_consultation", ended)
    consulted = list(waiting.drafts_for_a_meeting(plan))
    yield _row(len(consulted), _("Put reports before a meeting"), "draft_meeting", consulted)
    adopted = list(waiting.drafts_to_issue(plan))
    yield replace(
        _row(len(adopted), _("Issue the reports that were adopted"), "draft_issue", adopted), is_last_step=True
    )


def _row(number: int, label: str, page: str, drafts: Iterable[ReportDraft]) -> ToDo:
    """It leads to the first; the note names them."""
    named = list(drafts)
    url = reverse(page, args=[named[0].pk]) if named else ""
    note = "; ".join(title_of(each) for each in named[:MOST_NAMED]) + (" …" if len(named) > MOST_NAMED else "")
    return ToDo(number, label, url, note)
