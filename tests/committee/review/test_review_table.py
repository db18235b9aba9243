"""Every verb of a review × every state × every person: what is not declared possible is refused and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from committee.models import ReviewDecision, ReviewSession
from committee.review import adopting, deciding, opening
from indicators.models import Indicator, IndicatorRevision
from institutions.models import User
from measurements.answer.refusals import NotAllowed, WrongState
from notifications.models import Notification
from tests.cast import Cast
from tests.committee.meetings.test_meeting_table import outcome
from tests.committee.review.reviewed import AT, CODES, WHY, Reviews, make_reviews
from tests.measurements.workflow.test_workflow_table import actors_of

Step = Callable[[Reviews, ReviewDecision, User], object]


def decide(world: Reviews, d: ReviewDecision, by: User) -> object:
    return deciding.decide(d.session, world.choice("retire", CODES[1]), version=0, by=by, at=AT)


def decide_otherwise(world: Reviews, d: ReviewDecision, by: User) -> object:
    return deciding.decide(d.session, world.choice("retire"), version=d.version, by=by, at=AT)


def keep_the_rest(world: Reviews, d: ReviewDecision, by: User) -> object:
    return deciding.keep_the_rest(d.session, WHY, version=d.session.version, by=by, at=AT)


def defer(world: Reviews, d: ReviewDecision, by: User) -> object:
    return deciding.defer(d, WHY, version=d.version, by=by, at=AT)


def reopen_draft(world: Reviews, d: ReviewDecision, by: User) -> object:
    return deciding.reopen_draft(d, version=d.version, by=by, at=AT)


def drop(world: Reviews, d: ReviewDecision, by: User) -> None:
    deciding.drop(d, version=d.version, by=by, at=AT)


def adopt(world: Reviews, d: ReviewDecision, by: User) -> object:
    return adopting.adopt(d, version=d.version, by=by, at=AT)


def adopt_all(world: Reviews, d: ReviewDecision, by: User) -> object:
    return adopting.adopt_all(d.session, version=d.session.version, by=by, at=AT)


def take_back(world: Reviews, d: ReviewDecision, by: User) -> object:
    return adopting.take_back(d, version=d.version, by=by, at=AT)


def cancel(world: Reviews, d: ReviewDecision, by: User) -> object:
    return opening.cancel(d.session, reason="No hubo tiempo.", version=d.session.version, by=by, at=AT)


def move(world: Reviews, d: ReviewDecision, by: User) -> object:
    other = world.meetings.planned(hours=9)
    return opening.move(d.session, other, version=d.session.version, by=by, at=AT)


DRAFT, DEFERRED, ADOPTED, CLOSED = "draft", "deferred", "adopted", "closed"
POSSIBLE: dict[Step, set[str]] = {
    decide: {DRAFT, DEFERRED, ADOPTED},
    decide_otherwise: {DRAFT},
    keep_the_rest: {DRAFT, DEFERRED, ADOPTED},
    defer: {DRAFT, DEFERRED},  # put off already: the same step
    reopen_draft: {DRAFT, DEFERRED},
    drop: {DRAFT},
    adopt: {DRAFT, ADOPTED},
    adopt_all: {DRAFT, DEFERRED, ADOPTED},  # nothing drafted: nothing to adopt
    take_back: {DRAFT, ADOPTED},
    cancel: {DRAFT, DEFERRED},
    move: {DRAFT, DEFERRED},
}
"""From which state of the decision each step can be made; `closed` is a decision of a review whose minutes are closed."""


@pytest.fixture
def world(cast: Cast) -> Reviews:
    return make_reviews(cast)


def in_state(world: Reviews, state: str) -> ReviewDecision:
    if state == CLOSED:
        return world.closed("keep", "keep", "keep").decisions.select_related("session__meeting").earliest("pk")
    session = world.opened()
    makers: dict[str, Callable[[ReviewSession], ReviewDecision]]
    makers = {DRAFT: world.decided, DEFERRED: world.deferred, ADOPTED: world.adopted}
    decision = makers[state](session)
    decision.session.refresh_from_db()
    return decision


def everything() -> list[list[tuple[object, ...]]]:
    models = (ReviewSession, ReviewDecision, Indicator, IndicatorRevision, Notification)
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]


@pytest.mark.parametrize("state", [DRAFT, DEFERRED, ADOPTED, CLOSED])
def test_only_the_secretary_acts_and_only_from_the_declared_states(world: Reviews, state: str) -> None:
    decision = in_state(world, state)
    actors = actors_of(world.cast)
    world.meetings.planned(hours=9)
    before = everything()
    for step, states in POSSIBLE.items():
        for name, actor in actors.items():
            expected: type[Exception] | None = None
            if name != "secretary":
                expected = NotAllowed
            elif state not in states:
                expected = WrongState
            assert outcome(partial(step, world, decision, actor)) is expected, (step.__name__, name)
    assert everything() == before


def test_only_the_secretary_opens(world: Reviews) -> None:
    meetings = {name: getattr(world.meetings, name)(hours) for hours, name in enumerate(("planned", "held", "closed"))}
    for name, actor in actors_of(world.cast).items():
        for state, meeting in meetings.items():
            expected: type[Exception] | None = None if name == "secretary" else NotAllowed
            if name == "secretary" and state == "closed":
                expected = WrongState
            step = partial(
                opening.open_review, meeting, period=world.meetings.period, is_constitutive=False, by=actor, at=AT
            )
            assert outcome(step) is expected, (name, state)
