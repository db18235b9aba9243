"""A small world in which the Committee's meetings walk their path through the verbs themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from committee.agreements import agreeing, fulfilling
from committee.agreements.agreeing import Terms
from committee.meetings import agenda
from committee.meetings import meeting as keeping
from committee.meetings.agenda import Point
from committee.meetings.meeting import Called, Record, Seat
from committee.minutes import closing
from committee.models import Agreement, Meeting
from documents.inspection import Inspected
from documents.plain_pdf import plain_pdf
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution
from tests.cast import Cast
from tests.factories import LIMA, make_commitment, make_count, make_period, make_plan
from tests.kept_rows import KeptWorld

STARTS = dt.datetime(2026, 8, 12, 10, tzinfo=LIMA)
ENDS = STARTS + dt.timedelta(hours=2)
BEFORE = STARTS - dt.timedelta(days=7)
AFTER = ENDS + dt.timedelta(hours=1)
DUE_ON = dt.date(2026, 9, 30)
PRESENT, ABSENT = Seat("present", "Rosa Ejemplo", "Jefa de oficina"), Seat("absent")
SIGNED = Inspected("acta firmada.pdf", plain_pdf(["Acta firmada"]), "application/pdf")


@dataclass(frozen=True, slots=True)
class Meetings:
    """One plan whose Army and Navy report; the ministry is called too, the joint command is not."""

    cast: Cast
    plan: ActionPlan
    period: ReportingPeriod

    def planned(self, hours: int = 0) -> Meeting:
        called = Called("ordinary", STARTS + dt.timedelta(hours=hours), "Sala Grau", self.period)
        meeting = keeping.call(self.plan, called, by=self.cast.secretary, at=BEFORE)
        return self.pointed(meeting)

    def pointed(self, meeting: Meeting, title: str = "Avance del semestre") -> Meeting:
        return agenda.add_points(meeting, [Point(title)], version=meeting.version, by=self.cast.secretary, at=BEFORE)

    def record(self, meeting: Meeting, seat: Seat = PRESENT) -> Record:
        seats = {each.institution_id: seat for each in meeting.attendances.all()}
        points = {each.pk: "Se revisó." for each in meeting.agenda.all()}
        return Record(ends_at=meeting.starts_at + dt.timedelta(hours=2), seats=seats, points=points)

    def held(self, hours: int = 0) -> Meeting:
        meeting = self.planned(hours)
        record, at = self.record(meeting), AFTER + dt.timedelta(hours=hours)
        return keeping.hold(meeting, record, version=meeting.version, by=self.cast.secretary, at=at)

    def terms(self, institution: Institution | None = None, text: str = "Enviar la relación.") -> Terms:
        return Terms(text, institution or self.cast.army, DUE_ON)

    def agreed(self, institution: Institution | None = None, hours: int = 0) -> Agreement:
        """In a held meeting of its own: it binds nobody yet."""
        meeting = self.held(hours)
        terms = self.terms(institution)
        return agreeing.agree(meeting, terms, version=meeting.version, by=self.cast.secretary, at=AFTER)

    def close(self, meeting: Meeting) -> Meeting:
        meeting.refresh_from_db()
        at = AFTER + dt.timedelta(days=2)
        return closing.close_minutes(meeting, version=meeting.version, by=self.cast.secretary, at=at)

    def bound(self, institution: Institution | None = None, hours: int = 0) -> Agreement:
        agreement = self.agreed(institution, hours)
        self.close(agreement.meeting)
        return Agreement.objects.whole().get(pk=agreement.pk)

    def closed(self, hours: int = 0) -> Meeting:
        return Meeting.objects.get(pk=self.bound(hours=hours).meeting_id)

    def cancelled(self, hours: int = 0) -> Meeting:
        meeting = self.planned(hours)
        return keeping.cancel(
            meeting, reason="Falta la sala.", version=meeting.version, by=self.cast.secretary, at=BEFORE
        )

    def said(self, agreement: Agreement, by: str = "reporter") -> Agreement:
        """`by` names who of the Army says it."""
        person = getattr(self.cast, by)
        return fulfilling.say_done(
            agreement, text="Se envió con oficio.", version=agreement.version, by=person, at=AFTER
        )


@KeptWorld
def make_meetings(cast: Cast) -> Meetings:
    plan = make_plan()
    period = make_period(plan, "2026-I")
    revision = make_count(plan)
    for institution in (cast.army, cast.navy):
        make_commitment(revision, institution, period)
    return Meetings(cast, plan, period)
