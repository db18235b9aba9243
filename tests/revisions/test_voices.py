"""What institutions say beside an indicator under review, and what the review asks of the secretary's home."""

from __future__ import annotations

import pytest

from committee.models import ReviewSession
from committee.proposals import proposing
from revisions.beside import beside_of, proposals_beside, remarks_beside
from revisions.todo import review_rows
from tests.cast import Cast
from tests.committee.meetings.met import AFTER, BEFORE, STARTS, Meetings, make_meetings
from tests.committee.proposals.proposed import make_decision, make_proposal, make_session
from tests.factories import make_measurement, make_period

CODE = "PREV-1.1.1"


@pytest.fixture
def world(cast: Cast) -> Meetings:
    return make_meetings(cast)


def open_review(world: Meetings) -> ReviewSession:
    return make_session(world.held(), world.period, make_period(world.plan, "2026-II"))


def test_a_proposal_stands_beside_its_indicator_until_it_is_answered_as_something_to_do(world: Meetings) -> None:
    indicator, session = world.plan.indicators.get(), open_review(world)
    proposal = make_proposal(world.cast, indicator, at=BEFORE)
    make_proposal(world.cast, indicator, at=STARTS, text="Después de empezar.")
    (waiting,) = proposals_beside(session)[CODE]
    assert (waiting.is_risk, waiting.url) == (True, "/propuestas/PC-2026-0001/")
    proposing.answer(proposal, "declined", "No.", version=1, by=world.cast.secretary, at=AFTER)
    (answered,) = proposals_beside(session)[CODE]
    assert not answered.is_risk
    assert "no aceptada" in answered.text


def test_remarks_are_counted_on_the_agenda_and_lead_to_the_decision(world: Meetings) -> None:
    session, revision = open_review(world), world.plan.indicators.get().revisions.get()
    for institution in (world.cast.army, world.cast.navy):
        make_measurement(revision, institution, world.period, value=3, narrative="Se dictó un curso.")
    (counted,) = remarks_beside(session)[CODE]
    assert counted in beside_of(session)[CODE]
    assert (counted.text, counted.url) == (
        "2 comentarios de instituciones",
        f"/comite/sesiones/S-2026-01/revision/{CODE}/#remarks",
    )


def test_the_secretarys_home_says_that_a_review_is_due_then_what_it_has_not_decided(world: Meetings) -> None:
    cast, closes = world.cast, world.period.closes_at

    def rows() -> list[tuple[int, str, str]]:
        return [(row.number, row.url, row.note) for row in review_rows(cast.secretary, closes)]

    assert [url for _number, url, _note in rows()] == ["/comite/sesiones/nueva/"]
    meeting = world.planned()
    assert [url for _number, url, _note in rows()] == [f"/comite/sesiones/{meeting.number}/revision/abrir/"]
    session = make_session(meeting, world.period, make_period(world.plan, "2026-II"))
    page = f"/comite/sesiones/{meeting.number}/revision/"
    assert rows() == [(1, page, f"1 de 1, en la sesión {meeting.number}")]
    make_decision(session, world.plan.indicators.get(), "keep", state="draft")
    assert rows() == [(0, page, f"0 de 1, en la sesión {meeting.number}")]
    assert [*review_rows(cast.member, closes)] == []
