"""Where meetings and agreements show outside their own pages: tasks, calendars, homes, the hub, and the agenda's proposals."""

from __future__ import annotations

import datetime as dt

import pytest

from committee.agreements import fulfilling
from committee.agreements.duties import owed_agreements
from committee.meetings.dates import coming_meetings, meeting_rows
from committee.models import Escalation
from committee.pages.meeting_hub import meetings_part
from committee.pages.pending import pending_for
from indicators.calendar import end_of
from institutions.models import User
from measurements.anchors import Anchor, Part
from measurements.deadlines.calendar_feed import feed_of
from measurements.workflow import extending
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.committee.meetings.met import AFTER, BEFORE, DUE_ON, STARTS, Meetings, make_meetings
from tests.committee.requests.requested import DUE, make_request
from tests.measurements.worlds.walk import World

OVERDUE = end_of(DUE_ON)


@pytest.fixture
def world(cast: Cast) -> Meetings:
    return make_meetings(cast)


def keys(user: User) -> list[str]:
    return [duty.key for duty in owed_agreements(user, AFTER)]


def test_an_agreement_is_owed_from_the_closing_until_the_institution_says_that_it_is_done(world: Meetings) -> None:
    cast = world.cast
    agreement = world.agreed()
    assert keys(cast.reporter) == []
    world.close(agreement.meeting)
    assert [keys(cast.reporter), keys(cast.approver)] == [["agreement.S-2026-01.1"]] * 2
    assert [keys(cast.outsider), keys(cast.member), keys(cast.secretary)] == [[], [], []]
    agreement.refresh_from_db()
    said = world.said(agreement)
    assert keys(cast.reporter) == []
    fulfilling.send_back(said, text="Falta el oficio.", version=said.version, by=cast.secretary, at=AFTER)
    (duty,) = owed_agreements(cast.reporter, AFTER)
    assert (duty.due_on, duty.is_overdue(OVERDUE), duty.moved) == (DUE_ON, True, 3)


def test_a_coming_meeting_is_in_the_calendar_of_the_committee_alone(world: Meetings) -> None:
    world.planned()
    world.cancelled(hours=1)
    cast = world.cast
    who = {name for name, person in cast.people().items() if [*coming_meetings(person, BEFORE)]}
    assert who == {"member", "secretary", "alternate"}
    assert b"S-2026-01 del Comit" in feed_of(cast.member, at=BEFORE)
    assert [*coming_meetings(cast.member, STARTS + dt.timedelta(seconds=1))] == []


def test_homes_tell_what_waits_for_whom(world: Meetings) -> None:
    world.planned()
    world.said(world.bound(hours=1))

    def numbers(user: User) -> list[int]:
        return [row.number for row in meeting_rows(user, AFTER)]

    cast = world.cast
    assert [numbers(cast.secretary), numbers(cast.alternate), numbers(cast.member)] == [[1, 1], [0], []]


def test_the_hub_shows_the_next_meeting_and_where_agreements_stand(world: Meetings) -> None:
    world.bound()
    next_one = world.planned(hours=1)
    part = meetings_part(world.cast.member, at=BEFORE)
    assert (part.next, [line.number for line in part.lines], part.can_call) == (next_one, [1, 0, 0], False)
    assert [line.number for line in meetings_part(world.cast.secretary, at=OVERDUE).lines] == [1, 1, 0]


# --- Proposals for the agenda ----------------------------------------------------------------------------------------


def sources(world: Meetings, at: dt.datetime) -> set[str]:
    meeting = world.planned(hours=5)
    return {each.source for group in pending_for(meeting, at=at) for each in group.things}


def test_what_is_overdue_or_waits_is_proposed(world: Meetings) -> None:
    cast = world.cast
    request = make_request(cast)
    Escalation.objects.create(request=request, step="letter", due_at=request.due_at, at=request.due_at)
    extending.request_extension(
        world.period, cast.army, None, until=world.period.due_at + dt.timedelta(days=5), reason="Falta.",
        by=cast.reporter, at=world.period.opens_at,
    )  # fmt: skip
    world.bound()
    common = {"review:2026-I", "no_target:2026-I", "extension:2026-I:EP:1", "silent:2026-I:EP", "silent:2026-I:MGP"}
    early = DUE - dt.timedelta(microseconds=1)
    assert sources(world, early) - {"letter:" + request.number} == common
    overdue = {f"request:{request.number}", f"letter:{request.number}", "agreement:S-2026-01:1"}
    assert sources(world, OVERDUE) == common | overdue


def test_an_observation_is_proposed_from_the_day_after_it_was_to_be_answered(world: Meetings) -> None:
    revision = world.plan.indicators.get().revisions.get()
    sent = World(world.cast, world.period, (revision,)).sent()
    answer_by = dt.date(2026, 7, 15)
    workflow.return_to_institution(
        sent, version=sent.version, by=world.cast.secretary, at=world.period.opens_at + dt.timedelta(days=1),
        comment="Falta.", anchors=[Anchor(Part.NARRATIVE)], answer_by=answer_by,
    )  # fmt: skip
    source = "observation:2026-I:EP:PREV-1.1.1"
    assert source not in sources(world, end_of(answer_by) - dt.timedelta(microseconds=1))
    assert source in sources(world, end_of(answer_by))
