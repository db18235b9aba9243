"""A small world in which the Committee reviews three indicators through the verbs themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from committee.meetings.meeting import hold
from committee.minutes import closing
from committee.models import Meeting, ReviewDecision, ReviewSession
from committee.review import adopting, deciding, opening
from committee.review.deciding import Choice
from indicators.defining.document import DefinitionDocument, Words
from indicators.defining.reading import document_of
from indicators.models import Indicator, IndicatorRevision, ReportingPeriod
from tests.cast import Cast
from tests.committee.meetings.met import ABSENT, AFTER, PRESENT, STARTS, Meetings, make_meetings
from tests.factories import make_commitment, make_count, make_period
from tests.kept_rows import KeptWorld

AT = AFTER + dt.timedelta(days=2)
"""After the meeting ended; 2026-I has closed, 2026-II has not opened."""
CODES = ("PREV-1.1.1", "PREV-1.1.2", "PREV-1.1.3")
WHY = Words("Porque se discutió.", "Because it was discussed.")


@dataclass(frozen=True, slots=True)
class Reviews:
    """Army and Navy report three counts; 2026-I is reviewed, changes take effect from 2026-II."""

    meetings: Meetings
    next_period: ReportingPeriod

    @property
    def cast(self) -> Cast:
        return self.meetings.cast

    def indicator(self, code: str = CODES[0]) -> Indicator:
        return Indicator.objects.get(plan=self.meetings.plan, code=code)

    def in_force(self, code: str = CODES[0]) -> IndicatorRevision:
        return IndicatorRevision.objects.in_force(self.next_period).get(indicator__code=code)

    def opened(self, meeting: Meeting | None = None, *, constitutive: bool = False) -> ReviewSession:
        meeting = meeting or self.meetings.held()
        return opening.open_review(
            meeting, period=self.meetings.period, is_constitutive=constitutive, by=self.cast.secretary, at=AT
        )

    def renamed(self, code: str = CODES[0], note: str = "Se cuenta cada participante.") -> DefinitionDocument:
        return replace(document_of(self.in_force(code)), note=Words(note, "Each participant counts."))

    def choice(self, kind: str, code: str = CODES[0]) -> Choice:
        """One that can be adopted."""
        indicator = self.indicator(code)
        if kind == ReviewDecision.Kind.ADJUST:
            return Choice(kind, indicator, rationale=WHY, draft=self.renamed(code), change_class="editorial")
        return Choice(kind, indicator, rationale=WHY)

    def decided(self, session: ReviewSession, kind: str = "keep", code: str = CODES[0]) -> ReviewDecision:
        return deciding.decide(session, self.choice(kind, code), version=0, by=self.cast.secretary, at=AT)

    def adopted(self, session: ReviewSession, kind: str = "keep", code: str = CODES[0]) -> ReviewDecision:
        decision = self.decided(session, kind, code)
        return adopting.adopt(decision, version=decision.version, by=self.cast.secretary, at=AT)

    def deferred(self, session: ReviewSession, code: str = CODES[0]) -> ReviewDecision:
        decision = self.decided(session, "keep", code)
        return deciding.defer(decision, WHY, version=decision.version, by=self.cast.secretary, at=AT)

    def without_quorum(self, hours: int = 0) -> Meeting:
        """Held, and only one of the three institutions came."""
        meeting = self.meetings.planned(hours)
        record = self.meetings.record(meeting, ABSENT)
        first = min(record.seats)
        record = replace(record, seats={**record.seats, first: PRESENT})
        return hold(
            meeting, record, version=meeting.version, by=self.cast.secretary, at=AFTER + dt.timedelta(hours=hours)
        )

    def closed(self, *kinds: str, constitutive: bool = False) -> ReviewSession:
        """Each indicator decided as told, all adopted, and the minutes closed."""
        session = self.opened(constitutive=constitutive)
        for kind, code in zip(kinds, CODES, strict=True):
            self.adopted(session, kind, code)
        self.close(session)
        session.refresh_from_db()
        return session

    def close(self, session: ReviewSession) -> Meeting:
        meeting = Meeting.objects.get(pk=session.meeting_id)
        return closing.close_minutes(meeting, version=meeting.version, by=self.cast.secretary, at=AT)


@KeptWorld
def make_reviews(cast: Cast) -> Reviews:
    meetings = make_meetings(cast)
    for code in CODES[1:]:
        revision = make_count(meetings.plan, code)
        for institution in (cast.army, cast.navy):
            make_commitment(revision, institution, meetings.period)
    return Reviews(meetings, make_period(meetings.plan, "2026-II"))


__all__ = ["AT", "CODES", "STARTS", "WHY", "Reviews", "make_reviews"]
