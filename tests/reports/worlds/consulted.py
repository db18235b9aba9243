"""A small world in which a report walks its path through the verbs: consulted, answered, put before a meeting, adopted, issued.

Army, Navy and the ministry are asked. Of the Army a general sits in the Committee; of the ministry the member and the secretary.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from committee.meetings import meeting as keeping
from committee.meetings.meeting import Seat
from committee.models import Meeting
from committee.reporting import meeting_point
from institutions.models import Institution, Role, User
from reports.consulting import answering, proposing, replying, rounds
from reports.consulting.answering import Answered, Said
from reports.drafting.opening import open_draft
from reports.drafting.standing import version_of_all
from reports.issued import issuing
from reports.models import ConsultationRound, ConsultationSeat, Remark, ReportDraft, ReportEdition, ReportKind
from reports.report_kinds.scope import ReportScope
from tests.cast import Cast
from tests.committee.meetings.met import AFTER, PRESENT, Meetings
from tests.factories import make_people
from tests.factories.reports import make_draft
from tests.kept_rows import KeptWorld
from tests.reports.worlds.report import World, make_world

BEGUN = dt.datetime.fromisoformat("2026-08-03T09:00:00-05:00")
CLOSES_ON = dt.date(2026, 8, 7)
DURING = BEGUN + dt.timedelta(days=2)
ENDED = dt.datetime.fromisoformat("2026-08-08T00:00:00-05:00")
"""The first instant at which answers are no longer taken."""
CALLED_OFF = DURING + dt.timedelta(hours=1)
MISTAKE = "Se abrió con el borrador que aún no tenía los textos de cierre."
PUT = dt.datetime.fromisoformat("2026-08-10T09:00:00-05:00")
ADOPTED = AFTER + dt.timedelta(hours=1)
ISSUED = AFTER + dt.timedelta(days=3)
REMARKS = Answered(
    "remarks", (Said("closing", "Falta la capacitación del segundo trimestre."), Said("", "Cite el acta."))
)
AGREES = Answered("agrees")


@dataclass(frozen=True, slots=True)
class Consultations:
    cast: Cast
    world: World
    general: User
    """Who sits in the Committee for the Army."""

    @property
    def meetings(self) -> Meetings:
        return Meetings(self.cast, self.world.plan, self.world.period)

    def person(self, name: str) -> User:
        return self.general if name == "general" else self.cast.people()[name]

    def draft(self) -> ReportDraft:
        return self.read(make_draft(self.world.plan, self.world.period, by=self.cast.secretary, at=BEGUN))

    def own_draft(self) -> ReportDraft:
        scope = ReportScope(self.world.plan, ReportKind.OWN, self.world.period, self.world.period, self.world.army)
        return self.read(open_draft(scope, by=self.cast.approver, at=BEGUN))

    def read(self, draft: ReportDraft) -> ReportDraft:
        return ReportDraft.objects.whole().get(pk=draft.pk)

    def opened(self) -> ConsultationRound:
        return open_consultation(self)

    def seat(self, round_: ConsultationRound, institution: Institution) -> ConsultationSeat:
        return ConsultationSeat.objects.select_related("institution").get(round=round_, institution=institution)

    def remarked(self, round_: ConsultationRound | None = None) -> ConsultationSeat:
        """The Army has two remarks."""
        seat = self.seat(round_ or self.opened(), self.world.army)
        return answering.answer(seat, REMARKS, version=seat.version, by=self.general, at=DURING)

    def closed(self) -> ConsultationRound:
        """The Army remarked, the ministry agreed, the Navy kept silent."""
        round_ = self.opened()
        self.remarked(round_)
        seat = self.seat(round_, self.cast.ministry)
        answering.answer(seat, AGREES, version=seat.version, by=self.cast.member, at=DURING)
        return rounds.close(round_, version=round_.version, by=self.cast.secretary, at=ENDED)

    def called_off(self) -> ConsultationRound:
        """Opened by mistake; by the time when it is called off the Army has remarked."""
        round_ = self.remarked().round
        by = self.cast.secretary
        return rounds.call_off(round_, MISTAKE, language="es", version=round_.version, by=by, at=CALLED_OFF)

    def reply_all(self, at: dt.datetime = PUT) -> None:
        for remark in Remark.objects.filter(outcome="").select_related("seat__institution", "seat__round__draft"):
            replying.reply(
                remark, "partly", "Se precisa.", language="es", version=remark.version, by=self.cast.secretary, at=at
            )

    def consulted(self) -> ReportDraft:
        round_ = self.closed()
        self.reply_all()
        return self.read(round_.draft)

    def note(self, meeting: Meeting, seat: Seat = PRESENT) -> Meeting:
        meeting.refresh_from_db()
        record = self.meetings.record(meeting, seat)
        return keeping.hold(meeting, record, version=meeting.version, by=self.cast.secretary, at=AFTER)

    def put(self, meeting: Meeting | None = None) -> ReportDraft:
        draft = self.consulted()
        room = meeting or self.meetings.planned()
        return proposing.put_before(draft, room, version=version_of_all(draft), by=self.cast.secretary, at=PUT)

    def adopted(self) -> ReportDraft:
        draft = self.put()
        assert draft.point is not None
        self.note(draft.point.meeting)
        return self.adopt(draft)

    def adopt(self, draft: ReportDraft) -> ReportDraft:
        """In the meeting before which it stands, which was noted."""
        assert draft.point is not None
        meeting_point.adopt(draft.point, version=draft.point.version, by=self.cast.secretary, at=ADOPTED)
        return self.read(draft)

    def ready(self) -> ReportDraft:
        draft = self.adopted()
        assert draft.point is not None
        self.meetings.close(draft.point.meeting)
        return self.read(draft)

    def issued(self) -> ReportEdition:
        return issuing.issue(self.ready(), by=self.cast.secretary, at=ISSUED)

    def past(self) -> ReportDraft:
        """A draft that was issued."""
        return self.read(ReportDraft.objects.get(edition=self.issued()))

    def abandoned(self) -> ReportDraft:
        draft = self.draft()
        ReportDraft.objects.filter(pk=draft.pk).update(abandoned_at=BEGUN)
        return self.read(draft)

    def standing(self, standing: str) -> ReportDraft:
        """A draft that stands so; "called_off": being written, after its only consultation was called off. What the database holds
        still from then on is not written again row by row (tests/kept_rows.py)."""
        return self.read(self.called_off().draft) if standing == "called_off" else bring_to(self, standing)


@KeptWorld
def open_consultation(world: Consultations) -> ConsultationRound:
    draft = world.draft()
    return rounds.open_round(draft, CLOSES_ON, version=version_of_all(draft), by=world.cast.secretary, at=BEGUN)


@KeptWorld
def bring_to(world: Consultations, standing: str) -> ReportDraft:
    made = {
        "drafting": world.consulted,
        "consulting": lambda: world.read(world.remarked().round.draft),
        "proposed": world.put,
        "adopted": world.adopted,
        "ready": world.ready,
        "issued": world.past,
        "abandoned": world.abandoned,
    }
    draft: ReportDraft = made[standing]()
    assert draft.standing == standing
    return draft


def make_consultations(cast: Cast) -> Consultations:
    world = make_world()
    (general,) = make_people((Role.COMMITTEE_MEMBER, world.army))
    return Consultations(cast, world, general)
