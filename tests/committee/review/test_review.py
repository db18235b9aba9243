"""What a review does: when it may open and adopt, what becomes of each decision, and what closing the minutes seals."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from committee.meetings import meeting as keeping
from committee.meetings.meeting import Incomplete
from committee.models import ReviewDecision
from committee.review import adopting, deciding, opening
from committee.review.deciding import Choice
from committee.review.opening import AlreadyOpen
from indicators.admin.definitions import can_be_reworded
from indicators.defining.document import Words
from indicators.defining.reading import document_of
from indicators.models import Action, IndicatorRevision
from measurements.answer.refusals import Stale
from tests.cast import Cast
from tests.committee.meetings.met import BEFORE
from tests.committee.review.reviewed import AT, CODES, WHY, Reviews, make_reviews
from tests.factories import make_measurement, make_period

KEEP, ADJUST, TARGET, RETIRE, NEW = ReviewDecision.Kind.values

IN_JULY = dt.datetime(2026, 7, 10, 12, tzinfo=dt.UTC)
"""2026-I is open then."""


@pytest.fixture
def world(cast: Cast) -> Reviews:
    return make_reviews(cast)


# --- Opening ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("constitutive", [False, True])
def test_changes_take_effect_from_the_first_semester_that_has_not_opened(world: Reviews, constitutive: bool) -> None:
    assert world.opened(constitutive=constitutive).effective_from.code == "2026-II"


def test_only_the_constitutive_review_may_take_the_open_semester_and_only_while_nothing_was_sent_in_it(
    world: Reviews,
) -> None:
    plan = world.meetings.plan
    in_force = [opening.effect_of(plan, is_constitutive=each, at=IN_JULY) for each in (False, True)]
    assert [each.code for each in in_force if each] == ["2026-II", "2026-I"]
    make_measurement(
        world.in_force(),
        world.cast.army,
        world.meetings.period,
        value=4,
        status="submitted",
        first_submitted_at=IN_JULY,
    )
    sent = opening.effect_of(plan, is_constitutive=True, at=IN_JULY)
    assert sent is not None
    assert sent.code == "2026-II"


@pytest.mark.parametrize("constitutive", [False, True])
def test_changes_never_take_effect_before_a_semester_that_has_opened(world: Reviews, constitutive: bool) -> None:
    """The windows of 2026-I and of the semester after it were moved past that of 2027-I, which is open."""
    periods = [world.meetings.period, world.next_period]
    for period in periods:
        period.opens_at, period.due_at, period.closes_at = (IN_JULY + dt.timedelta(days=n) for n in (30, 60, 90))
        period.save()
    third, last = make_period(world.meetings.plan, "2027-I"), make_period(world.meetings.plan, "2027-II")
    third.opens_at = IN_JULY - dt.timedelta(days=1)
    third.save()
    effects = {
        sent: opening.effect_of(world.meetings.plan, is_constitutive=constitutive, at=IN_JULY)
        for sent in (False, True)
        if not sent
        or make_measurement(
            world.in_force(), world.cast.army, third, value=4, status="submitted", first_submitted_at=IN_JULY
        )
    }
    assert effects == {False: third if constitutive else last, True: last}


def test_the_semester_proposed_for_review_is_the_last_that_closed(world: Reviews) -> None:
    plan = world.meetings.plan
    make_period(plan, "2025-II")
    found = [opening.sensible_period(plan, at=at) for at in (IN_JULY, AT)]
    assert [each.code for each in found if each] == ["2025-II", "2026-I"]


def test_a_plan_has_one_review_open_and_one_constitutive_review(world: Reviews) -> None:
    first = world.opened(constitutive=True)
    second = world.meetings.held(hours=1)
    with pytest.raises(AlreadyOpen, match=first.meeting.number):
        world.opened(second)
    opening.cancel(first, reason="No hubo tiempo.", version=first.version, by=world.cast.secretary, at=AT)
    assert world.opened(second, constitutive=True).is_constitutive


def test_a_second_constitutive_review_is_refused(world: Reviews) -> None:
    world.closed(KEEP, KEEP, KEEP, constitutive=True)
    with pytest.raises(AlreadyOpen):
        world.opened(world.meetings.held(hours=1), constitutive=True)


def test_a_semester_that_has_not_opened_is_not_reviewed(world: Reviews) -> None:
    with pytest.raises(Incomplete):
        opening.open_review(
            world.meetings.held(), period=world.next_period, is_constitutive=False, by=world.cast.secretary, at=AT
        )


def test_opening_twice_is_opening_once_and_a_cancelled_review_is_taken_up_with_its_drafts(world: Reviews) -> None:
    session = world.opened()
    assert world.opened(session.meeting) == session
    world.decided(session)
    session.refresh_from_db()
    opening.cancel(session, reason="No hubo tiempo.", version=session.version, by=world.cast.secretary, at=AT)
    again = world.opened(session.meeting)
    assert (again.pk, again.state, again.reason) == (session.pk, "open", "")
    assert again.decisions.count() == 1


def test_a_meeting_that_is_called_off_takes_its_review_along(world: Reviews) -> None:
    meeting = world.meetings.planned()
    session = world.opened(meeting)
    keeping.cancel(meeting, reason="Falta la sala.", version=meeting.version, by=world.cast.secretary, at=BEFORE)
    session.refresh_from_db()
    assert (session.state, session.reason) == ("cancelled", "Falta la sala.")


def test_a_review_without_a_quorum_goes_on_in_another_meeting_with_its_drafts(world: Reviews) -> None:
    session = world.opened(world.without_quorum())
    decision = world.decided(session)
    session.refresh_from_db()
    other = world.meetings.held(hours=1)
    moved = opening.move(session, other, version=session.version, by=world.cast.secretary, at=AT)
    adopting.adopt(decision, version=decision.version, by=world.cast.secretary, at=AT)
    assert (moved.meeting, moved.decisions.get().state) == (other, "adopted")


# --- Deciding --------------------------------------------------------------------------------------------------------


def test_a_decision_read_in_an_older_version_is_not_overwritten(world: Reviews) -> None:
    session = world.opened()
    world.decided(session)
    with pytest.raises(Stale):
        deciding.decide(session, world.choice(RETIRE), version=0, by=world.cast.secretary, at=AT)
    assert session.decisions.get().kind == KEEP


def test_the_same_decision_twice_is_one(world: Reviews) -> None:
    session = world.opened()
    first, second = world.decided(session), world.decided(session)
    assert (first.pk, second.version) == (second.pk, 1)


def test_a_draft_outlives_another_reason_and_goes_with_a_kind_that_needs_none(world: Reviews) -> None:
    session, by = world.opened(), world.cast.secretary
    decision = world.decided(session, ADJUST)
    other = Choice(ADJUST, world.indicator(), rationale=Words("Otro motivo."))
    decision = deciding.decide(session, other, version=decision.version, by=by, at=AT)
    assert decision.draft == world.renamed().as_json()
    assert decision.change_class == "editorial"
    decision = deciding.decide(session, world.choice(KEEP), version=decision.version, by=by, at=AT)
    assert (decision.draft, decision.change_class) == (None, "")


def test_the_words_of_a_definition_are_not_bettered_under_a_decision_that_read_them(world: Reviews) -> None:
    assert can_be_reworded(world.in_force())
    world.decided(world.opened(), ADJUST)
    assert not can_be_reworded(world.in_force())


def test_keeping_the_rest_leaves_what_was_decided(world: Reviews) -> None:
    session = world.opened()
    world.decided(session, RETIRE)
    session.refresh_from_db()
    made = deciding.keep_the_rest(session, WHY, version=session.version, by=world.cast.secretary, at=AT)
    assert [each.code for each in made] == list(CODES[1:])
    assert deciding.undecided(session) == []
    assert session.decisions.get(indicator=world.indicator()).kind == RETIRE


def test_nothing_is_decided_about_what_is_not_reviewed(world: Reviews) -> None:
    """A retired indicator, or one that this very review brought into the plan."""
    world.closed(RETIRE, KEEP, KEEP)
    session, by = world.opened(world.meetings.held(hours=1)), world.cast.secretary
    draft = replace(document_of(world.in_force(CODES[1])), name=Words("Artículos", "Articles"))
    action = Action.objects.get(code="PREV-1.1")
    new = deciding.decide(
        session, Choice(NEW, new_code="PREV-1.1.9", new_action=action, rationale=WHY, draft=draft),
        version=0, by=by, at=AT,
    )  # fmt: skip
    adopting.adopt(new, version=new.version, by=by, at=AT)
    for code in (CODES[0], "PREV-1.1.9"):
        for kind in (KEEP, RETIRE):
            with pytest.raises(Incomplete):
                deciding.decide(session, world.choice(kind, code), version=0, by=by, at=AT)
    assert session.decisions.count() == 1


def test_what_is_put_off_needs_a_reason_and_changes_nothing(world: Reviews) -> None:
    decision = deciding.decide(
        world.opened(), Choice(KEEP, world.indicator()), version=0, by=world.cast.secretary, at=AT
    )
    with pytest.raises(Incomplete):
        deciding.defer(decision, Words(), version=decision.version, by=world.cast.secretary, at=AT)
    before = list(IndicatorRevision.objects.values())
    deciding.defer(decision, WHY, version=decision.version, by=world.cast.secretary, at=AT)
    assert list(IndicatorRevision.objects.values()) == before


def test_a_code_that_the_plan_uses_is_not_proposed_for_a_new_indicator(world: Reviews) -> None:
    action = Action.objects.get(code="PREV-1.1")
    choice = Choice(NEW, new_code=CODES[0], new_action=action, rationale=WHY, draft=world.renamed())
    with pytest.raises(Incomplete):
        deciding.decide(world.opened(), choice, version=0, by=world.cast.secretary, at=AT)
