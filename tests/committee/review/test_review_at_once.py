"""Two steps of a review at the same moment: one is made, and the other is told or finds it made."""

from __future__ import annotations

import pytest
from django.db import connection

from committee.models import ReviewDecision, ReviewSession
from committee.review import adopting, deciding
from committee.review.opening import AlreadyOpen
from indicators.models import IndicatorRevision
from measurements.answer.refusals import Stale
from tests.cast import make_cast
from tests.committee.review.reviewed import AT, CODES, Reviews, make_reviews
from tests.measurements.joining.test_joining_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> Reviews:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in by itself")
    return make_reviews(make_cast())


def test_adopting_the_same_decision_twice_makes_one_definition(world: Reviews) -> None:
    decision, by = world.decided(world.opened(), "adjust"), world.cast.secretary

    def step() -> object:
        return adopting.adopt(decision, version=decision.version, by=by, at=AT)

    assert at_once(step, step) == []
    assert IndicatorRevision.objects.filter(indicator=world.indicator()).count() == 2


def test_of_adopting_all_and_deciding_otherwise_one_is_stale(world: Reviews) -> None:
    session, by = world.opened(), world.cast.secretary
    decision = world.decided(session)
    session.refresh_from_db()
    refused = at_once(
        lambda: adopting.adopt_all(session, version=session.version, by=by, at=AT),
        lambda: deciding.decide(session, world.choice("retire"), version=decision.version, by=by, at=AT),
    )
    assert [type(each) for each in refused] == [Stale]
    kept = ReviewDecision.objects.get()
    assert (kept.state, kept.kind) in (("adopted", "keep"), ("draft", "retire"))


def test_of_two_decisions_about_one_indicator_one_is_kept(world: Reviews) -> None:
    session, by = world.opened(), world.cast.secretary
    refused = at_once(
        lambda: deciding.decide(session, world.choice("keep"), version=0, by=by, at=AT),
        lambda: deciding.decide(session, world.choice("retire"), version=0, by=by, at=AT),
    )
    assert [type(each) for each in refused] == [Stale]
    assert ReviewDecision.objects.get().code == CODES[0]


def test_of_two_reviews_opened_at_once_one_is_open(world: Reviews) -> None:
    meetings = world.meetings.held(), world.meetings.held(hours=1)
    refused = at_once(lambda: world.opened(meetings[0]), lambda: world.opened(meetings[1]))
    assert [type(each) for each in refused] == [AlreadyOpen]
    assert ReviewSession.objects.open().count() == 1
