"""What a review decided is adopted, and stands once the minutes close."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from committee.meetings import meeting as keeping
from committee.meetings.meeting import Incomplete
from committee.meetings.quorum import NoQuorum
from committee.models import Meeting, ReviewSession
from committee.review import adopting, closing, deciding, opening
from committee.review.deciding import Choice
from committee.review.hub import review_part
from indicators.defining.document import TargetPoint, Words
from indicators.defining.reading import document_of
from indicators.models import Action, Commitment, Indicator, IndicatorRevision, Target
from measurements.answer.refusals import Stale, WrongState
from notifications.models import Notification
from tests.cast import Cast
from tests.committee.review.reviewed import AT, CODES, WHY, Reviews, make_reviews
from tests.committee.review.test_review import ADJUST, IN_JULY, KEEP, NEW, RETIRE, TARGET
from tests.factories import make_measurement, make_period


@pytest.fixture
def world(cast: Cast) -> Reviews:
    return make_reviews(cast)


# --- Adopting --------------------------------------------------------------------------------------------------------


def test_nothing_is_adopted_before_the_meeting_was_held(world: Reviews) -> None:
    decision = world.decided(world.opened(world.meetings.planned()))
    with pytest.raises(NoQuorum):
        adopting.adopt(decision, version=decision.version, by=world.cast.secretary, at=AT)


def test_nothing_is_adopted_without_a_quorum(world: Reviews) -> None:
    decision = world.decided(world.opened(world.without_quorum()))
    with pytest.raises(NoQuorum, match="1 de 3"):
        adopting.adopt(decision, version=decision.version, by=world.cast.secretary, at=AT)


def test_nothing_is_adopted_while_an_attendance_is_not_noted(world: Reviews) -> None:
    meeting = world.meetings.held()
    decision = world.decided(world.opened(meeting))
    meeting.attendances.filter(institution=world.cast.navy).update(presence="", person="", post="")
    with pytest.raises(NoQuorum):
        adopting.adopt(decision, version=decision.version, by=world.cast.secretary, at=AT)


def test_nothing_is_adopted_for_a_semester_that_opened_meanwhile_until_it_is_for_the_next(world: Reviews) -> None:
    session, by = world.opened(), world.cast.secretary
    decision = world.decided(session, ADJUST)
    session.refresh_from_db()
    later = make_period(world.meetings.plan, "2027-I")
    opened = world.next_period.opens_at + dt.timedelta(days=1)
    with pytest.raises(WrongState):
        adopting.adopt(decision, version=decision.version, by=by, at=opened)
    opening.bring_up_to_date(session, version=session.version, by=by, at=opened)
    adopted = adopting.adopt(decision, version=decision.version, by=by, at=opened)
    assert adopted.revision is not None
    assert adopted.revision.effective_from == later


def test_an_adjusted_definition_is_in_force_from_the_next_semester_with_the_act_and_the_day(world: Reviews) -> None:
    before = world.in_force()
    world.adopted(world.opened(), ADJUST)
    now = world.in_force()
    assert (now.number, now.note, now.effective_from.code) == (2, "Se cuenta cada participante.", "2026-II")
    assert (now.act_reference, str(now.adopted_on)) == ("Acta de la sesión S-2026-01", "2026-08-12")
    assert IndicatorRevision.objects.in_force(world.meetings.period).get(indicator=before.indicator) == before


def test_a_target_is_set_with_the_act_of_the_session(world: Reviews) -> None:
    document = document_of(world.in_force())
    (track,) = document.series
    draft = replace(document, series=(replace(track, targets=(TargetPoint("2026-II", Decimal(40)),)),))
    choice = Choice(TARGET, world.indicator(), rationale=WHY, draft=draft)
    session = world.opened()
    decision = deciding.decide(session, choice, version=0, by=world.cast.secretary, at=AT)
    adopting.adopt(decision, version=decision.version, by=world.cast.secretary, at=AT)
    target = Target.objects.get()
    assert (target.value, target.act_reference) == (40, "Acta de la sesión S-2026-01")


def test_a_new_indicator_enters_the_plan_and_leaves_it_when_taken_back(world: Reviews) -> None:
    action, by = Action.objects.get(code="PREV-1.1"), world.cast.secretary
    draft = replace(world.renamed(), name=Words("Artículos publicados", "Articles published"))
    choice = Choice(NEW, new_code="PREV-1.1.9", new_action=action, rationale=WHY, draft=draft)
    session = world.opened()
    decision = deciding.decide(session, choice, version=0, by=by, at=AT)
    decision = adopting.adopt(decision, version=decision.version, by=by, at=AT)
    assert world.in_force("PREV-1.1.9").name == "Artículos publicados"
    assert "PREV-1.1.9" not in [each.code for each in deciding.undecided(session)]
    decision = adopting.take_back(decision, version=decision.version, by=by, at=AT)
    assert not Indicator.objects.filter(code="PREV-1.1.9").exists()
    assert (decision.state, decision.indicator, decision.code) == ("draft", None, "PREV-1.1.9")


def test_nothing_is_owed_of_a_retired_indicator_and_what_was_promised_stays(world: Reviews) -> None:
    decision = world.adopted(world.opened(), RETIRE)
    owed = Commitment.objects.in_force(world.next_period)
    assert not owed.filter(indicator=world.indicator()).exists()
    assert owed.filter(indicator=world.indicator(CODES[1])).count() == 2
    assert Commitment.objects.in_force(world.meetings.period).filter(indicator=world.indicator()).count() == 2
    adopting.take_back(decision, version=decision.version, by=world.cast.secretary, at=AT)
    assert owed.filter(indicator=world.indicator()).count() == 2


def test_the_constitutive_review_adopts_the_proposed_definition_as_it_is(world: Reviews) -> None:
    proposed = world.in_force()
    decision = world.adopted(world.opened(constitutive=True))
    proposed.refresh_from_db()
    assert (decision.revision, proposed.act_reference) == (proposed, "Acta de la sesión S-2026-01")
    assert not proposed.is_proposed
    adopting.take_back(decision, version=decision.version, by=world.cast.secretary, at=AT)
    proposed.refresh_from_db()
    assert proposed.is_proposed


def test_what_was_begun_for_the_open_semester_follows_the_definition_adopted_for_it_and_comes_back(
    world: Reviews,
) -> None:
    """The constitutive review, held while 2026-I is open and nothing was sent in it."""
    by, plan = world.cast.secretary, world.meetings.plan
    first = make_period(plan, "2025-II")
    IndicatorRevision.objects.update(effective_from=first)
    begun = make_measurement(world.in_force(), world.cast.army, world.meetings.period, value=4, status="draft")
    before, meeting = begun.revision, world.meetings.planned(hours=-24 * 34)
    held = keeping.hold(meeting, world.meetings.record(meeting), version=meeting.version, by=by, at=IN_JULY)
    session = opening.open_review(held, period=first, is_constitutive=True, by=by, at=IN_JULY)
    decision = deciding.decide(session, world.choice(ADJUST), version=0, by=by, at=IN_JULY)
    decision = adopting.adopt(decision, version=decision.version, by=by, at=IN_JULY)
    begun.refresh_from_db()
    assert begun.revision == decision.revision
    adopting.take_back(decision, version=decision.version, by=by, at=IN_JULY)
    begun.refresh_from_db()
    assert begun.revision == before


def test_a_review_that_is_not_constitutive_keeps_without_making_anything(world: Reviews) -> None:
    before = list(IndicatorRevision.objects.values())
    decision = world.adopted(world.opened())
    assert decision.revision is None
    assert list(IndicatorRevision.objects.values()) == before


def test_what_the_constitutive_review_put_off_is_adopted_as_proposed_by_a_later_one(world: Reviews) -> None:
    first, proposed = world.opened(constitutive=True), world.in_force()
    world.deferred(first)
    for code in CODES[1:]:
        world.adopted(first, KEEP, code)
    world.close(first)
    session = world.opened(world.meetings.held(hours=1))
    decision = world.adopted(session)
    assert decision.revision == proposed
    assert world.adopted(session, KEEP, CODES[1]).revision is None
    assert not world.in_force().is_proposed


def test_all_are_adopted_or_none(world: Reviews) -> None:
    session, by = world.opened(), world.cast.secretary
    world.decided(session, ADJUST)
    deciding.decide(session, Choice(RETIRE, world.indicator(CODES[1])), version=0, by=by, at=AT)
    session.refresh_from_db()
    before = list(IndicatorRevision.objects.values())
    with pytest.raises(Incomplete, match=CODES[1]):
        adopting.adopt_all(session, version=session.version, by=by, at=AT)
    assert list(IndicatorRevision.objects.values()) == before
    assert set(session.decisions.values_list("state", flat=True)) == {"draft"}


def test_who_adopts_all_has_read_all(world: Reviews) -> None:
    session = world.opened()
    world.decided(session)
    session.refresh_from_db()
    read = session.version
    world.decided(session, RETIRE, CODES[1])
    with pytest.raises(Stale):
        adopting.adopt_all(session, version=read, by=world.cast.secretary, at=AT)


def test_who_adopts_what_was_changed_and_adopted_meanwhile_is_told(world: Reviews) -> None:
    """The same step twice is one step; another one is not."""
    session, by = world.opened(), world.cast.secretary
    read = world.decided(session, ADJUST)
    other = replace(world.choice(ADJUST), draft=world.renamed(note="Otra manera de contar."))
    now = deciding.decide(session, other, version=read.version, by=by, at=AT)
    adopted = adopting.adopt(now, version=now.version, by=by, at=AT)
    assert adopting.adopt(now, version=now.version, by=by, at=AT) == adopted
    with pytest.raises(Stale):
        adopting.adopt(read, version=read.version, by=by, at=AT)


def test_a_decision_drafted_over_another_definition_is_not_adopted(world: Reviews) -> None:
    """What somebody adopted meanwhile is neither lost nor overwritten."""
    decision = world.decided(world.opened(), ADJUST)
    adoption = adopting.adoption_of(decision)
    other = world.renamed(note="Otra manera de contar.")
    made = adopting.adopting.adopt(world.indicator(), other, adoption, read=world.in_force(), at=AT, sent=lambda: False)
    with pytest.raises(Stale, match=CODES[0]):
        adopting.adopt(decision, version=decision.version, by=world.cast.secretary, at=AT)
    assert world.in_force() == made


# --- Closing ---------------------------------------------------------------------------------------------------------


def test_minutes_do_not_close_until_each_indicator_has_its_decision(world: Reviews) -> None:
    session = world.opened()
    world.adopted(session)
    world.decided(session, RETIRE, CODES[1])
    lacks = closing.lacks_of(session)
    assert [CODES[2] in lacks[0], CODES[1] in lacks[1], len(lacks)] == [True, True, 2]
    with pytest.raises(Incomplete, match=CODES[2]):
        world.close(session)


def test_what_was_adopted_stands_only_with_a_quorum(world: Reviews) -> None:
    session = world.opened()
    for code in CODES:
        world.adopted(session, code=code)
    meeting = Meeting.objects.get()
    meeting.attendances.exclude(institution=world.cast.army).update(presence="absent", person="", post="")
    with pytest.raises(Incomplete, match="quórum"):
        world.close(session)


@pytest.mark.parametrize(("kind", "is_told"), [(ADJUST, True), (RETIRE, True), (KEEP, False)])
def test_what_was_changed_from_the_same_semester_on_is_told_of_before_anybody_adopts(
    world: Reviews, kind: str, is_told: bool
) -> None:
    world.closed(ADJUST, KEEP, KEEP)
    session = world.opened(world.meetings.held(hours=1))
    lacks = [adopting.lacks_of_decision(world.decided(session, kind, code)) for code in CODES[:2]]
    assert [[CODES[0] in each for each in found] for found in lacks] == [[True] if is_told else [], []]


def test_closing_seals_what_was_adopted(world: Reviews) -> None:
    session = world.closed(ADJUST, RETIRE, KEEP)
    assert session.state == ReviewSession.State.CLOSED
    made = [each.revision for each in session.decisions.exclude(kind=KEEP).select_related("revision")]
    assert [each.sealed_at for each in made if each] == [AT, AT]


def test_the_institutions_that_report_a_changed_indicator_are_told_once(world: Reviews) -> None:
    world.closed(ADJUST, RETIRE, KEEP)
    told = Notification.objects.filter(key__startswith="review:")
    assert {each.user for each in told} == {
        world.cast.reporter,
        world.cast.approver,
        world.cast.outsider,
        world.cast.outside_approver,
    }
    text = told.get(user=world.cast.reporter).text
    assert "PREV-1.1.1: su definición cambia desde 2026-II." in text
    assert "PREV-1.1.2 se retira desde 2026-II" in text
    assert "PREV-1.1.3" not in text


def test_the_hub_counts_what_is_left(world: Reviews) -> None:
    session = world.opened()
    world.decided(session, RETIRE)
    world.adopted(session, KEEP, CODES[1])
    part = review_part(world.cast.secretary)
    assert (part.open, part.undecided, part.drafts) == (session, 1, 1)


def test_a_retired_indicator_is_not_on_the_next_agenda(world: Reviews) -> None:
    world.closed(RETIRE, KEEP, KEEP)
    session = world.opened(world.meetings.held(hours=1))
    assert [each.code for each in deciding.undecided(session)] == list(CODES[1:])
