"""What a review does: when it may open and adopt, what becomes of each decision, and what closing the minutes seals."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from committee import meeting as keeping
from committee.meeting import Incomplete
from committee.models import Meeting, ReviewDecision, ReviewSession
from committee.review import adopting, closing, deciding, opening
from committee.review.adopting import NoQuorum
from committee.review.deciding import Choice
from committee.review.hub import review_part
from committee.review.opening import AlreadyOpen
from indicators.admin import can_be_reworded
from indicators.defining.document import TargetPoint, Words
from indicators.defining.reading import document_of
from indicators.models import Action, Commitment, Indicator, IndicatorRevision, Target
from measurements.refusals import Stale, WrongState
from notifications.models import Notification
from tests.cast import Cast
from tests.committee.met import BEFORE
from tests.committee.reviewed import AT, CODES, WHY, Reviews, make_reviews
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
