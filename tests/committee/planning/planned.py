"""A small world in which the planning of 2027 walks its path through the verbs: Army, Navy and the ministry are asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from activities.models import PlanningRound, Status, YearPlan
from activities.planning import rounds
from activities.planning.rounds import Asked
from committee.models import Meeting, PlanningPoint
from committee.planning import meeting_point
from indicators.models import ActionPlan
from institutions.models import Institution
from tests.cast import Cast
from tests.committee.meetings.met import AFTER, STARTS, Meetings, make_meetings
from tests.factories import make_activity, path_to

YEAR = 2027
OPENED = STARTS - dt.timedelta(days=30)
DUE_ON = (STARTS - dt.timedelta(days=10)).date()
CONSOLIDATED = STARTS - dt.timedelta(days=5)
ADOPTED = AFTER + dt.timedelta(hours=1)
CLOSED = AFTER + dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Plannings:
    meetings: Meetings

    @property
    def cast(self) -> Cast:
        return self.meetings.cast

    @property
    def plan(self) -> ActionPlan:
        return self.meetings.plan

    @property
    def asked(self) -> list[Institution]:
        return [self.cast.army, self.cast.navy, self.cast.ministry]

    def opened(self) -> PlanningRound:
        asked = Asked(DUE_ON, "Propongan por pilar.")
        return rounds.open_round(self.plan, YEAR, asked, self.asked, by=self.cast.secretary, at=OPENED)

    def answered(
        self, round_: PlanningRound, institution: Institution, status: str, *, activities: int = 1
    ) -> YearPlan:
        """What an institution answered, standing as far as `status`; without activities it says that it plans none."""
        columns = path_to(Status(status), institution, at=OPENED + dt.timedelta(days=5))
        year_plan = YearPlan.objects.get(round=round_, institution=institution)
        for name, value in columns.items():
            setattr(year_plan, name, value)
        year_plan.has_none, year_plan.reason = not activities, "" if activities else "No tiene personal."
        year_plan.save()
        for _number in range(activities):
            make_activity(year_plan)
        return year_plan

    def consolidated(self) -> PlanningRound:
        """The Army plans two, the Navy none, the ministry sent nothing."""
        round_ = self.opened()
        self.answered(round_, self.cast.army, "validated", activities=2)
        self.answered(round_, self.cast.navy, "validated", activities=0)
        rounds.consolidate(round_, version=round_.version, by=self.cast.secretary, at=CONSOLIDATED)
        return PlanningRound.objects.get(pk=round_.pk)

    def put(self, meeting: Meeting | None = None) -> PlanningPoint:
        round_ = self.consolidated()
        room = meeting or self.meetings.held()
        return meeting_point.put(round_, room, version=round_.version, by=self.cast.secretary, at=CONSOLIDATED)

    def adopted(self) -> PlanningPoint:
        point = self.put()
        return meeting_point.adopt(point, version=point.version, by=self.cast.secretary, at=ADOPTED)

    def sealed(self) -> PlanningRound:
        point = self.adopted()
        self.meetings.close(point.meeting)
        return PlanningRound.objects.get(pk=point.round_id)


def make_plannings(cast: Cast) -> Plannings:
    return Plannings(make_meetings(cast))
