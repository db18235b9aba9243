"""What an institution proposes and the Committee answers: who may, from which state, in which review, and who is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from committee.meetings import meeting
from committee.meetings.withdrawing import wait_again
from committee.models import IndicatorProposal, ReviewSession
from committee.pages.pending import pending_for
from committee.proposals import proposing
from committee.proposals.duties import proposal_rows
from committee.proposals.proposing import Proposed
from committee.review import opening
from indicators.models import Indicator
from institutions.models import User
from measurements.answer.refusals import NotAllowed, Stale, WrongState
from notifications.models import Notification
from tests.cast import Cast
from tests.committee.meetings.met import AFTER, BEFORE, STARTS, Meetings, make_meetings
from tests.committee.meetings.test_meeting_table import everything, outcome
from tests.committee.proposals.proposed import REASONS, TEXT, make_decision, make_proposal, make_session
from tests.factories import make_count, make_period
from tests.measurements.workflow.test_workflow_table import actors_of

Verb = Callable[[IndicatorProposal, User], object]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review of 2026-I that is open, its meeting held; it changes one indicator and keeps the other as it is."""

    meetings: Meetings
    session: ReviewSession
    changed: Indicator
    kept: Indicator

    @property
    def cast(self) -> Cast:
        return self.meetings.cast

    def proposal(self, at: dt.datetime = BEFORE, text: str = TEXT) -> IndicatorProposal:
        return make_proposal(self.cast, self.changed, at=at, text=text)

    def answered(self, proposal: IndicatorProposal, state: str = "declined", text: str = "No.") -> IndicatorProposal:
        return proposing.answer(proposal, state, text, version=proposal.version, by=self.cast.secretary, at=AFTER)


@pytest.fixture
def world(cast: Cast) -> Reviewed:
    meetings = make_meetings(cast)
    next_one = make_period(meetings.plan, "2026-II")
    session = make_session(meetings.held(), meetings.period, next_one)
    changed, kept = meetings.plan.indicators.get(), make_count(meetings.plan, "PREV-2.1.1").indicator
    make_decision(session, changed)
    make_decision(session, kept, "keep")
    return Reviewed(meetings, session, changed, kept)


def withdraw(proposal: IndicatorProposal, by: User) -> object:
    return proposing.withdraw(proposal, version=proposal.version, by=by, at=AFTER)


def decline(proposal: IndicatorProposal, by: User) -> object:
    return proposing.answer(proposal, "declined", "No.", version=proposal.version, by=by, at=AFTER)


def accept(proposal: IndicatorProposal, by: User) -> object:
    return proposing.answer(proposal, "accepted", "Sí.", version=proposal.version, by=by, at=AFTER)


OFF_THE_AGENDA: dict[str, type[Exception]] = {
    "later": proposing.NotOnAgenda,
    "withdrawn": proposing.NotOnAgenda,
    "of_before": proposing.NotOnAgenda,
}
TABLE: dict[str, tuple[Verb, set[str], dict[str, type[Exception]]]] = {
    "withdraw": (
        withdraw,
        {"approver", "both_posts"},
        {"accepted": WrongState, "declined": WrongState, "of_before": WrongState},
    ),
    "decline": (decline, {"secretary"}, OFF_THE_AGENDA),
    "accept": (accept, {"secretary"}, OFF_THE_AGENDA),
}
"""Verb, who may, and where even they are refused: everywhere else the step is possible, or was made already."""


def in_every_state(world: Reviewed) -> dict[str, IndicatorProposal]:
    found = {name: world.proposal(text=name) for name in ("waiting", "accepted", "declined", "withdrawn", "of_before")}
    found["later"] = world.proposal(at=STARTS, text="later")
    found["accepted"] = world.answered(found["accepted"], "accepted")
    found["declined"] = world.answered(found["declined"])
    found["of_before"] = world.answered(found["of_before"])
    before = make_session(
        world.meetings.held(hours=3), world.meetings.period, world.session.effective_from, state="closed"
    )
    IndicatorProposal.objects.filter(pk=found["of_before"].pk).update(session=before)
    found["withdrawn"] = proposing.withdraw(found["withdrawn"], version=1, by=world.cast.approver, at=AFTER)
    return {name: IndicatorProposal.objects.whole().get(pk=each.pk) for name, each in found.items()}


def rows() -> list[list[tuple[object, ...]]]:
    return [*everything(), list(IndicatorProposal.objects.order_by("pk").values_list())]


def test_the_approver_withdraws_and_the_secretary_answers_and_nobody_else(world: Reviewed) -> None:
    actors, found = actors_of(world.cast), in_every_state(world)
    before = rows()
    wrong = []
    for verb, (act, allowed, refused) in TABLE.items():
        for name, actor in actors.items():
            for standing, proposal in found.items():
                expected = refused.get(standing) if name in allowed else NotAllowed
                if (seen := outcome(partial(act, proposal, actor))) is not expected:
                    wrong.append((verb, name, standing, seen))
    assert wrong == []
    assert rows() == before


def test_only_who_approves_for_a_committed_institution_proposes(world: Reviewed) -> None:
    cast, said, actors = world.cast, Proposed("target", TEXT, REASONS), actors_of(world.cast)

    def may(indicator: Indicator) -> set[str]:
        return {
            name
            for name, person in actors.items()
            if outcome(partial(proposing.propose, indicator, cast.army, said, by=person, at=BEFORE)) is None
        }

    assert may(world.changed) == {"approver", "both_posts"}
    assert may(world.kept) == set()
    world.changed.commitments.filter(institution=cast.army).update(until_period=world.meetings.period)
    ends = world.meetings.period.closes_at
    assert proposing.proposing_institutions(cast.approver, world.changed, at=ends - dt.timedelta(seconds=1)) == [
        cast.army
    ]
    assert proposing.proposing_institutions(cast.approver, world.changed, at=ends) == []


def test_proposals_are_numbered_in_their_year_and_the_same_press_twice_is_one(world: Reviewed) -> None:
    first, again, other = world.proposal(), world.proposal(), world.proposal(text="Otra cosa.")
    assert (first.pk, first.number, other.number) == (again.pk, "PC-2026-0001", "PC-2026-0002")
    assert world.proposal(at=BEFORE.replace(year=2027), text="En otro año.").number == "PC-2027-0001"
    withdraw(first, world.cast.approver)
    assert world.proposal().number == "PC-2026-0003"


@pytest.mark.parametrize("missing", ["text", "reasons"])
def test_a_proposal_says_what_and_why(world: Reviewed, missing: str) -> None:
    with pytest.raises(proposing.Incomplete):
        make_proposal(world.cast, world.changed, at=BEFORE, **{missing: " "})
    proposal = world.proposal()
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorProposal.objects.filter(pk=proposal.pk).update(**{missing: ""})


def test_an_answer_names_the_decision_and_tells_the_institution_each_time_that_it_changes(world: Reviewed) -> None:
    cast = world.cast
    proposal = world.answered(world.proposal(), "partly", "Desde 2026-II.")
    decision = world.session.decisions.get(indicator=world.changed)
    assert (proposal.session, proposal.decision, proposal.version) == (world.session, decision, 2)
    world.answered(proposal, "partly", "Desde 2026-II.")
    told = Notification.objects.filter(kind="proposal")
    assert [*told.order_by("pk").values_list("user__email", flat=True)] == [
        cast.secretary.email, cast.reporter.email, cast.approver.email
    ]  # fmt: skip
    world.answered(proposal, "declined", "No hay registros.")
    assert told.filter(user=cast.reporter).count() == 2


def test_nothing_is_promised_that_was_not_adopted(world: Reviewed) -> None:
    proposal = world.proposal()
    decision = world.session.decisions.get(indicator=world.changed)
    for fields in ({"state": "draft", "decided_at": None, "revision": None}, {"kind": "keep", "revision": None}):
        type(decision).objects.filter(pk=decision.pk).update(**fields)
        with pytest.raises(proposing.Undecided):
            world.answered(proposal, "accepted", "Sí.")
    assert world.answered(proposal).state == "declined"


def test_who_read_an_older_version_answers_nothing(world: Reviewed) -> None:
    proposal = world.proposal()
    world.answered(proposal)
    with pytest.raises(Stale):
        world.answered(proposal, "accepted", "Sí.")


def test_a_review_cannot_close_while_a_proposal_waits_or_its_answer_promises_too_much(world: Reviewed) -> None:
    first, second = world.proposal(), world.proposal(text="Otra.")
    world.proposal(at=STARTS, text="Después de empezar.")
    assert proposing.unanswered(world.session) == [first, second]
    world.answered(first)
    second = world.answered(second, "accepted", "Sí.")
    assert proposing.unanswered(world.session) == []
    decision = world.session.decisions.get(indicator=world.changed)
    type(decision).objects.filter(pk=decision.pk).update(state="draft", decided_at=None, revision=None)
    assert proposing.unanswered(world.session) == [second]


def test_what_a_review_that_is_called_off_answered_waits_again(world: Reviewed) -> None:
    proposal = world.answered(world.proposal())
    wait_again(world.session)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer, proposal.session, proposal.answered_by) == ("waiting", "", None, None)


def test_what_was_answered_waits_again_when_the_meeting_in_which_the_review_goes_on_is_called_off(
    world: Reviewed,
) -> None:
    proposal, by = world.answered(world.proposal()), world.cast.secretary
    world.session.decisions.update(state="draft", decided_at=None, revision=None)
    later = world.meetings.planned(hours=24 * 7)
    session = opening.move(world.session, later, version=world.session.version, by=by, at=AFTER)
    meeting.cancel(session.meeting, reason="Falta la sala.", version=later.version, by=by, at=AFTER)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer, proposal.session, proposal.answered_by) == ("waiting", "", None, None)


def test_nothing_is_answered_before_the_meeting_was_held(world: Reviewed) -> None:
    proposal = world.proposal()
    type(world.session.meeting).objects.filter(pk=world.session.meeting_id).update(state="planned", ends_at=None)
    with pytest.raises(proposing.NotOnAgenda):
        world.answered(proposal)


def test_a_waiting_proposal_is_a_point_for_the_agenda_and_a_row_of_the_secretarys_home(world: Reviewed) -> None:
    proposal, cast = world.proposal(), world.cast
    meeting = world.meetings.planned(hours=48)
    sources = {each.source for group in pending_for(meeting, at=AFTER) for each in group.things}
    assert {"proposal:PC-2026-0001"} == {source for source in sources if "proposal" in source}
    assert [(row.number, row.note) for row in proposal_rows(cast.secretary, AFTER)] == [(1, proposal.number)]
    assert [*proposal_rows(cast.member, AFTER)] == []
    world.answered(proposal)
    assert [row.number for row in proposal_rows(cast.secretary, AFTER)] == [0]


def test_the_review_is_due_until_one_looked_at_the_last_closed_semester(world: Reviewed) -> None:
    def is_due() -> bool:
        meeting, at = world.meetings.planned(hours=48), world.meetings.period.closes_at
        return "review:2026-I" in {each.source for group in pending_for(meeting, at=at) for each in group.things}

    assert not is_due()
    ReviewSession.objects.update(
        state="cancelled", reason="Sin quórum.", closed_by=world.session.opened_by, closed_at=AFTER
    )
    assert is_due()
