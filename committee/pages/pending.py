"""What is pending and could be a point of the next meeting's agenda: read from everywhere, written as points in words.

Each has a source, so that proposing again never adds the same thing twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from committee.models import Agreement, IndicatorProposal, InformationRequest, Meeting, ReviewSession
from committee.models.planning import planning_source
from committee.models.report import report_source
from committee.planning.meeting_point import waiting_for_a_meeting
from committee.reporting.waiting import waiting_reports
from committee.requests.desk import letters_to_sign
from documents.days import last_day_before
from documents.formatting import period_label, plain_date
from documents.speaking import language, written
from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from measurements.models import DeadlineExtension, Measurement, MeasurementEvent
from measurements.tasks.todo import current_period, silent_institutions

MOST_CODES = 8
"""Indicators that one point names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Pending:
    """One thing that waits. `title` becomes the point of the agenda."""

    source: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Pending things of one kind."""

    title: str
    things: tuple[Pending, ...]


def pending_for(meeting: Meeting, *, at: dt.datetime) -> list[Group]:
    """All that is pending and not on the meeting's agenda yet, by kind, in a fixed number of queries."""
    known = set(meeting.agenda.exclude(source="").values_list("source", flat=True))
    groups = (
        Group(str(title), tuple(each for each in read(meeting.plan, at) if each.source not in known))
        for title, read in KINDS
    )
    return [group for group in groups if group.things]


def _letters(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    """Requests with a letter that the president has still to sign."""
    waiting = letters_to_sign(InformationRequest.objects.filter(plan=plan))
    for request in waiting.select_related("institution"):
        text = _("Letter to %(institution)s about request %(number)s: sign it")
        words = {"institution": request.institution.short_name, "number": request.number}
        yield Pending(f"letter:{request.number}", text % words, _request_page(request))


def _requests(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    overdue = InformationRequest.objects.owed().filter(plan=plan, due_at__lte=at).select_related("institution")
    for request in overdue.order_by("due_at", "pk"):
        text = _("Request %(number)s to %(institution)s, due on %(day)s: %(subject)s")
        words = {
            "number": request.number,
            "institution": request.institution.short_name,
            "day": plain_date(last_day_before(request.due_at), language()),
            "subject": written(request.subject, request.language),
        }
        yield Pending(f"request:{request.number}", text % words, _request_page(request))


def _request_page(request: InformationRequest) -> str:
    return reverse("information_request", args=[request.number])


def _agreements(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    overdue = Agreement.objects.overdue(on=timezone.localtime(at).date()).filter(meeting__plan=plan).whole()
    for each in overdue.order_by("due_on", "pk"):
        text = _("Agreement %(name)s of %(institution)s, due on %(day)s: %(text)s")
        words = {
            "name": f"{each.meeting.number}, {each.ordinal}",
            "institution": each.institution.short_name,
            "day": plain_date(each.due_on, language()),
            "text": written(each.text, each.meeting.language),
        }
        url = reverse("agreement", args=[each.meeting.number, each.ordinal])
        yield Pending(f"agreement:{each.meeting.number}:{each.ordinal}", text % words, url)


def _observations(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    """Answers sent back that the institution had to correct by a day that has passed."""
    last = MeasurementEvent.objects.filter(measurement=OuterRef("pk")).order_by("-sequence").values("answer_by")[:1]
    observed = Measurement.objects.awaiting_correction().filter(period__plan=plan).annotate(wanted_by=Subquery(last))
    late = observed.filter(wanted_by__lt=timezone.localtime(at).date())
    for each in late.select_related("period", "institution", "indicator").order_by("wanted_by", "pk"):
        text = _("Observation of %(indicator)s, %(institution)s, %(period)s: no answer by %(day)s")
        codes = (each.period.code, each.institution.code, each.indicator.code)
        words = {
            "indicator": each.indicator.code,
            "institution": each.institution.short_name,
            "period": period_label(each.period.code, language()),
            "day": plain_date(each.wanted_by, language()),
        }
        yield Pending(":".join(("observation", *codes)), text % words, reverse("review", args=codes))


def _silent(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    period = current_period(plan, at=at)
    for institution in silent_institutions(period) if period else ():
        text = _("%(institution)s has sent nothing for %(period)s")
        words = {"institution": institution.short_name, "period": _label(period)}
        yield Pending(f"silent:{_code(period)}:{institution.code}", text % words, reverse("dashboard"))


def _extensions(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    waiting = DeadlineExtension.objects.waiting().filter(period__plan=plan).whole()
    for each in waiting.order_by("requested_at", "pk"):
        text = _("%(institution)s asks for more time for %(what)s, until %(day)s")
        label = period_label(each.period.code, language())
        words = {
            "institution": each.institution.short_name,
            "what": f"{each.indicator.code}, {label}" if each.indicator else label,
            "day": plain_date(last_day_before(each.asked_until), language()),
        }
        codes = (each.period.code, each.institution.code, each.number)
        source = ":".join(("extension", *map(str, codes)))
        yield Pending(source, text % words, reverse("extension", args=codes))


def _without_target(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    """One point for all: the Committee sets targets together."""
    period = current_period(plan, at=at)
    if period is None:
        return
    codes = [
        each.indicator.code
        for each in IndicatorRevision.objects.in_force(period).without_target().select_related("indicator")
    ]
    if not codes:
        return
    text = ngettext("%(n)d indicator without a target", "%(n)d indicators without a target", len(codes))
    title = text % {"n": len(codes)}
    if len(codes) <= MOST_CODES:
        title = f"{title}: {', '.join(sorted(codes))}"
    yield Pending(f"no_target:{period.code}", title, reverse("revision_hub"))


def _proposals(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    """What institutions propose to change: the review in which they are answered is held in a meeting."""
    for each in IndicatorProposal.objects.waiting().filter(plan=plan).whole().order_by("year", "ordinal"):
        text = _("Proposal %(number)s of %(institution)s about %(indicator)s: %(what)s")
        words = {
            "number": each.number,
            "institution": each.institution.short_name,
            "indicator": each.indicator.code,
            "what": str(each.get_what_display()).lower(),
        }
        yield Pending(f"proposal:{each.number}", text % words, reverse("proposal", args=[each.number]))


def _plans_of_a_year(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    """Plannings that are consolidated and stand before no meeting."""
    for each in waiting_for_a_meeting(plan):
        title = _("%(point)s: adopt it") % {"point": _("Plan of the year %(year)s") % {"year": each.year}}
        yield Pending(planning_source(each), title, reverse("planning_round", args=[each.year]))


def _reports(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    """Reports whose consultation is closed and that stand before no meeting."""
    for each in waiting_reports(plan, at):
        title = _("%(point)s: adopt it") % {"point": each.title}
        yield Pending(report_source(each.reference), title, each.url)


def _review_due(plan: ActionPlan, at: dt.datetime) -> Iterator[Pending]:
    """The last semester that closed, while no review has looked at it."""
    period = unreviewed(plan, at=at)
    if period is not None:
        text = _("Six-monthly review of the indicators after %(period)s")
        yield Pending(f"review:{period.code}", text % {"period": _label(period)}, reverse("indicator_list"))


def unreviewed(plan: ActionPlan, *, at: dt.datetime) -> ReportingPeriod | None:
    """The last semester that closed, if no review was opened after it."""
    last = plan.periods.filter(closes_at__lte=at).order_by("-ordinal").first()
    if last is None:
        return None
    held = ReviewSession.objects.filter(plan=plan, period__ordinal__gte=last.ordinal)
    return None if held.exclude(state=ReviewSession.State.CANCELLED).exists() else last


def _label(period: ReportingPeriod | None) -> str:
    return period_label(period.code, language()) if period else ""


def _code(period: ReportingPeriod | None) -> str:
    return period.code if period else ""


KINDS: tuple[tuple[object, Callable[[ActionPlan, dt.datetime], Iterator[Pending]]], ...] = (
    (gettext_lazy("Letters to sign"), _letters),
    (gettext_lazy("Information requests overdue"), _requests),
    (gettext_lazy("Agreements overdue"), _agreements),
    (gettext_lazy("Observations without an answer"), _observations),
    (gettext_lazy("Institutions that have sent nothing"), _silent),
    (gettext_lazy("More time asked for"), _extensions),
    (gettext_lazy("Targets to set"), _without_target),
    (gettext_lazy("The six-monthly review"), _review_due),
    (gettext_lazy("Plans of a year"), _plans_of_a_year),
    (gettext_lazy("Compliance reports"), _reports),
    (gettext_lazy("Proposed changes of indicators"), _proposals),
)
