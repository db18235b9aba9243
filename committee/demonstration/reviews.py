"""The six-monthly reviews of the demonstration: the constitutive one, one that changed two indicators, and one that is open.

Before the first semester the Committee adopted the definitions as they were proposed. In the open semester it changed two of them
from the next semester on, and answered a proposal. The meeting that is planned has a review with drafts and a proposal that waits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from committee.meetings import agenda
from committee.meetings import meeting as keeping
from committee.meetings.agenda import Point
from committee.meetings.meeting import Called, Record, Seat
from committee.minutes import closing
from committee.models import Attendance, IndicatorProposal, Meeting, ReviewDecision, ReviewSession
from committee.proposals import proposing
from committee.proposals.proposing import Proposed
from committee.review import adopting, deciding, opening
from committee.review.deciding import Choice
from indicators.calendar import add_business_days, midnight
from indicators.defining.document import BaselinePoint, DefinitionDocument, TargetPoint, Words
from indicators.defining.reading import document_of
from indicators.models import Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import REPORTING_ROLES, Appointment, Institution, User
from measurements.demonstration.loading import Loaded
from measurements.demonstration.people import DOMAIN
from measurements.demonstration.windows import CLOSED_SEMESTERS, business_day_before

PLACE = "Sala de reuniones del Ministerio (demostración)"
Kind = ReviewDecision.Kind
ABSENT = "DGRRII"
AS_PROPOSED = Words(
    "Demostración: se adopta la definición propuesta.", "Demonstration: the proposed definition is adopted."
)
UNCHANGED = Words("Demostración: se mantiene sin cambios.", "Demonstration: it is kept unchanged.")
HOUR, LENGTH = dt.timedelta(hours=10), dt.timedelta(hours=2)
DAYS_INTO_FIRST = 20
"""Business days from the start of the first semester that was reported to the constitutive meeting."""

Change = Callable[[DefinitionDocument], DefinitionDocument]
REWORDED, AIMED, DRAFTED, KEPT, SPLIT = "PREV-1.1.1", "PROT-2.1.1", "PREV-2.1.1", "PART-1.1.1", "PREV-2.2.1"
CLEARER = Words(
    "Demostración: los reportes preguntaban si la capacitación virtual cuenta.",
    "Demonstration: institutions asked whether online training counts.",
)
ONLINE = Words(" La capacitación virtual cuenta igual que la presencial.", " Online training counts as in person.")
FIRST_TARGET = Words(
    "Demostración: primera línea de base y primera meta, inventadas.",
    "Demonstration: the first baseline and target, both invented.",
)
DRAFTED_TARGET = Words(
    "Demostración: meta inventada que el Comité discutirá.",
    "Demonstration: an invented target that the Committee will discuss.",
)
WORKSHOPS, ATTENDANCES = (Decimal(12), Decimal(20)), (Decimal(2100), Decimal(2400))
"""A baseline and a target of each size."""
ANSWERED = Proposed(
    "definition",
    "Precisar si la capacitación virtual cuenta.",
    "Nuestras unidades la dictan desde 2020 y no sabemos si se reporta. Dato de la demostración.",
)
ANSWER = "Se precisa en la nota de la definición, desde el semestre siguiente."
WAITING = Proposed(
    "breakdown",
    "Contar por separado los artículos y los eventos.",
    "Se planifican y se registran en oficinas distintas. Dato de la demostración.",
)


def person(mailbox: str) -> User:
    return User.objects.get(email=f"{mailbox}@{DOMAIN}")


def constitute(loaded: Loaded) -> None:
    """Before the first semester that was reported: every definition is adopted as it was proposed."""
    first = loaded.plan.periods.get(ordinal=loaded.open_period.ordinal - CLOSED_SEMESTERS)
    before = loaded.plan.periods.get(ordinal=first.ordinal - 1)
    starts = midnight(add_business_days(first.starts_on, DAYS_INTO_FIRST)) + HOUR
    meeting = held(loaded, starts, before, "Adopción de los indicadores del plan")
    session = _opened(meeting, before, is_constitutive=True)
    _adopt(session, AS_PROPOSED)
    close(meeting)


def change_two(loaded: Loaded, day: dt.date) -> None:
    """In the open semester: one definition says more clearly what it counts, another gets its first target."""
    starts = midnight(business_day_before(business_day_before(day))) + HOUR
    proposal = _propose(loaded, REWORDED, ANSWERED, at=starts - dt.timedelta(days=1))
    meeting = held(loaded, starts, loaded.last_closed, "Revisión semestral de los indicadores")
    session = _opened(meeting, loaded.last_closed, is_constitutive=False)
    _draft(session, REWORDED, Kind.ADJUST, clearer, CLEARER)
    _draft(session, AIMED, Kind.TARGET, partial(aimed, loaded, WORKSHOPS), FIRST_TARGET)
    _adopt(session, UNCHANGED)
    ends = meeting.starts_at + LENGTH
    proposing.answer(proposal, "accepted", ANSWER, version=proposal.version, by=person("secretaria"), at=ends)
    close(meeting)


def go_on(loaded: Loaded, meeting: Meeting, *, at: dt.datetime) -> None:
    """The review of the planned meeting: two drafts, and a proposal that waits for it."""
    _propose(loaded, SPLIT, WAITING, at=at)
    period = loaded.open_period
    session = opening.open_review(meeting, period=period, is_constitutive=False, by=person("secretaria"), at=at)
    _draft(session, DRAFTED, Kind.TARGET, partial(aimed, loaded, ATTENDANCES), DRAFTED_TARGET, at=at)
    _draft(session, KEPT, Kind.KEEP, None, UNCHANGED, at=at)


# --- What is drafted --------------------------------------------------------------------------------------------------


def clearer(document: DefinitionDocument) -> DefinitionDocument:
    return replace(document, note=Words(document.note.es + ONLINE.es, document.note.en + ONLINE.en))


def aimed(loaded: Loaded, amounts: tuple[Decimal, Decimal], document: DefinitionDocument) -> DefinitionDocument:
    """A baseline in the last closed semester and a target in the plan's last one, of its first series."""
    last = loaded.plan.periods.order_by("ordinal").last() or loaded.open_period
    first, *others = document.series
    start, goal = amounts
    baseline = BaselinePoint(loaded.last_closed.code, start, "Demostración: dato inventado.")
    path = replace(first, baselines=(baseline,), targets=(TargetPoint(last.code, goal),))
    return replace(document, series=(path, *others))


# --- The steps, by who takes them ---------------------------------------------------------------------------------------


def _propose(loaded: Loaded, code: str, proposed: Proposed, *, at: dt.datetime) -> IndicatorProposal:
    indicator = Indicator.objects.get(plan=loaded.plan, code=code)
    army = Institution.objects.get(code="EP")
    return proposing.propose(indicator, army, proposed, by=person("ejercito.aprueba"), at=at)


def held(loaded: Loaded, starts: dt.datetime, period: ReportingPeriod, point: str) -> Meeting:
    """A meeting noted after it was held: nobody is called to the past."""
    by, ends = person("secretaria"), starts + LENGTH
    called = Called(Meeting.Kind.EXTRAORDINARY, starts, PLACE, period)
    meeting = keeping.call(loaded.plan, called, by=by, at=ends)
    meeting = agenda.add_points(meeting, [Point(f"{point} (demostración)")], version=meeting.version, by=by, at=ends)
    record = Record(ends_at=ends, seats=seats_of(meeting))
    return keeping.hold(meeting, record, version=meeting.version, by=by, at=ends)


def _opened(meeting: Meeting, period: ReportingPeriod, *, is_constitutive: bool) -> ReviewSession:
    by, ends = person("secretaria"), meeting.starts_at + LENGTH
    return opening.open_review(meeting, period=period, is_constitutive=is_constitutive, by=by, at=ends)


def _draft(
    session: ReviewSession,
    code: str,
    kind: str,
    change: Change | None,
    rationale: Words,
    *,
    at: dt.datetime | None = None,
) -> None:
    in_force = IndicatorRevision.objects.in_force(session.effective_from).select_related("indicator")
    revision = in_force.get(indicator__code=code)
    draft = change(document_of(revision)) if change is not None else None
    change_class = IndicatorRevision.ChangeClass.EDITORIAL if kind == Kind.ADJUST else ""
    choice = Choice(kind, revision.indicator, rationale=rationale, draft=draft, change_class=change_class)
    at = at or session.meeting.starts_at + LENGTH
    deciding.decide(session, choice, version=0, by=person("secretaria"), at=at)


def _adopt(session: ReviewSession, rest: Words) -> None:
    """Keep what has no decision, and adopt all of it together."""
    by, ends = person("secretaria"), session.meeting.starts_at + LENGTH
    session.refresh_from_db()
    deciding.keep_the_rest(session, rest, version=session.version, by=by, at=ends)
    session.refresh_from_db()
    adopting.adopt_all(session, version=session.version, by=by, at=ends)


def close(meeting: Meeting) -> None:
    by = person("secretaria")
    meeting.refresh_from_db()
    closing.close_minutes(meeting, version=meeting.version, by=by, at=meeting.starts_at + 2 * LENGTH)


def seats_of(meeting: Meeting) -> dict[int, Seat]:
    """Each institution is represented by one of its own people; one sent its excuses."""
    posts = Appointment.objects.filter(role__in=REPORTING_ROLES).select_related("user").order_by("-role", "pk")
    people = {post.institution_id: post for post in posts}
    seats = {}
    for seat in meeting.attendances.select_related("institution"):
        post = people.get(seat.institution_id)
        if post is None:
            seats[seat.institution_id] = Seat(Attendance.Presence.ABSENT)
        elif seat.institution.code == ABSENT:
            seats[seat.institution_id] = Seat(Attendance.Presence.EXCUSED)
        else:
            seats[seat.institution_id] = Seat(Attendance.Presence.PRESENT, post.user.name, post.title)
    return seats
