"""Reports in the demonstration: that of the last semester, adopted in a meeting and issued, and an annual one in consultation.

The issued one says all that was known when it was adopted. One answer was validated since (measurements/demonstration/waiting.py),
so that its page has a difference to tell.

All of it passes the doors that people use. Nobody is told of what the demonstration says happened long ago.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from committee.demonstration.reviews import person
from committee.models import Meeting
from committee.reporting import meeting_point
from indicators.calendar import add_business_days, midnight
from institutions.models import User
from measurements.demonstration.loading import Loaded
from measurements.demonstration.windows import business_day_before
from notifications.telling import told_to_nobody
from reports.aftermath.watching import watch
from reports.consulting import answering, proposing, replying, rounds
from reports.consulting.answering import Answered, Said
from reports.drafting.opening import open_draft
from reports.drafting.standing import version_of_all
from reports.drafting.writing import Written, write
from reports.issued.issuing import issue
from reports.models import ConsultationRound, ConsultationSeat, Remark, ReportDraft, ReportEdition, ReportKind
from reports.report_kinds.scope import ReportScope, of_semester

Answer = ConsultationSeat.Answer
NINE, AN_HOUR = dt.timedelta(hours=9), dt.timedelta(hours=1)
SEATED = {"EP": "ejercito.comite", "MGP": "marina.comite"}
"""Who sits in the Committee for which institution and answers here; of the others one answers by letter."""
BY_LETTER = "FAP"
LETTER = "Oficio de la demostración N.° 12"
COORDINATION = {
    "es": "El Comité presentó el plan a la mesa intersectorial en una sesión de trabajo. Texto de la demostración: dato inventado.",
    "en": "The Committee presented the plan to the intersectoral round table in a working session. Text of the demonstration: invented.",
}
REMARK = Said("practices", "Conviene decir que los cursos a distancia empezaron este semestre (demostración).")
REPLY = "Se acoge: la sección de coordinación lo menciona (demostración)."
WAITING = Said("summary", "El resumen debería nombrar los indicadores sin meta aprobada (demostración).")


@dataclass(frozen=True, slots=True)
class Days:
    """When the report on the last semester was drafted and consulted, before the meeting that adopted it."""

    meeting: dt.datetime

    def before(self, business_days: int) -> dt.datetime:
        day = self.meeting.date()
        for _each in range(business_days):
            day = business_day_before(day)
        return midnight(day) + NINE


def put_report(loaded: Loaded, meeting: Meeting, starts: dt.datetime) -> None:
    """From the opening of the draft to putting it before a meeting that is still to be held."""
    days, secretary = Days(starts), person("secretaria")
    with told_to_nobody():
        draft = open_draft(of_semester(loaded.plan, loaded.last_closed), by=secretary, at=days.before(9))
        write_coordination(draft, by=secretary, at=days.before(8))
        consult(draft, days, by=secretary)
        draft.refresh_from_db()
        meeting.refresh_from_db()
        at = days.before(1) + AN_HOUR
        proposing.put_before(draft, meeting, version=version_of_all(draft), by=secretary, at=at)


def adopt_report(loaded: Loaded, meeting: Meeting, ends: dt.datetime) -> None:
    """The meeting adopts what was put before it. Its minutes are closed afterwards."""
    point = meeting.report_points.get()
    meeting_point.adopt(point, version=point.version, by=person("secretaria"), at=ends)


def write_coordination(draft: ReportDraft, *, by: User, at: dt.datetime) -> None:
    section = draft.sections.get(key="coordination")
    write(section, Written(COORDINATION, seen={}), version=section.version, by=by, at=at)


def consult(draft: ReportDraft, days: Days, *, by: User) -> None:
    """One agrees, one remarks and is answered, one agrees by letter; the others say nothing, which is not agreement."""
    round_ = rounds.open_round(draft, days.before(2).date(), version=version_of_all(draft), by=by, at=days.before(7))
    say(round_, "EP", Answered(Answer.AGREES), at=days.before(5))
    remarked = say(round_, "MGP", Answered(Answer.REMARKS, (REMARK,)), at=days.before(4))
    letter = round_.seats.get(institution__code=BY_LETTER)
    answering.note_letter(letter, Answered(Answer.AGREES), LETTER, version=letter.version, by=by, at=days.before(3))
    remark, at = remarked.remarks.get(), days.before(1)
    replying.reply(remark, Remark.Outcome.TAKEN, REPLY, language="es", version=remark.version, by=by, at=at)
    round_.refresh_from_db()
    rounds.close(round_, version=round_.version, by=by, at=at)


def say(round_: ConsultationRound, code: str, said: Answered, *, at: dt.datetime) -> ConsultationSeat:
    seat = round_.seats.get(institution__code=code)
    return answering.answer(seat, said, version=seat.version, by=person(SEATED[code]), at=at)


def issue_report(loaded: Loaded) -> ReportEdition:
    """The day after the minutes were closed."""
    draft = ReportDraft.objects.open().filter(plan=loaded.plan).whole().get()
    meeting = draft.point.meeting if draft.point is not None else None
    closed_at = meeting.closed_at if meeting is not None else None
    at = (closed_at or draft.opened_at) + dt.timedelta(days=1)
    with told_to_nobody():
        return issue(draft, by=person("secretaria"), at=at)


def consult_about_the_year(loaded: Loaded, day: dt.date) -> ReportDraft:
    """The annual report of the last whole year, in consultation: one institution has remarked, the others still have time."""
    secretary = person("secretaria")
    opened = midnight(business_day_before(business_day_before(day))) + NINE
    periods = list(loaded.plan.periods.filter(ordinal__lt=loaded.last_closed.ordinal).order_by("-ordinal"))
    last = next(each for each in periods if each.ordinal % 2)
    first = loaded.plan.periods.get(ordinal=last.ordinal - 1)
    with told_to_nobody():
        draft = open_draft(ReportScope(loaded.plan, ReportKind.ANNUAL, first, last), by=secretary, at=opened)
        closes_on = add_business_days(day, 5)
        round_ = rounds.open_round(
            draft, closes_on, version=version_of_all(draft), by=secretary, at=opened + dt.timedelta(hours=1)
        )
        say(round_, "MGP", Answered(Answer.REMARKS, (WAITING,)), at=midnight(business_day_before(day)) + NINE)
    return draft


def tell_of_drift(day: dt.date) -> None:
    """As every night: whoever issues reports is told that one in force no longer says what the data say."""
    for _drift in watch(at=midnight(day)):
        pass
