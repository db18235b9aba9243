"""The words of the institutions that a review reads beside each indicator."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from committee.review.remarks import About, remarks_of
from measurements.models import Explanation
from tests.cast import Cast
from tests.committee.meetings.met import make_meetings
from tests.committee.proposals.proposed import make_session
from tests.factories import make_count, make_measurement, make_period

SHOWN = {"draft": False, "prepared": False, "submitted": True, "returned": False, "validated": True}


@pytest.mark.parametrize(("status", "is_shown"), SHOWN.items())
def test_only_words_that_were_sent_and_stand_are_read(cast: Cast, status: str, is_shown: bool) -> None:
    meetings = make_meetings(cast)
    session = make_session(meetings.planned(), meetings.period, make_period(meetings.plan, "2026-II"))
    revision = meetings.plan.indicators.get().revisions.get()
    make_measurement(revision, cast.army, meetings.period, value=3, status=status, narrative="Se dictó un curso.")
    assert bool(remarks_of(session)) is is_shown


def test_every_kind_of_words_of_that_semester_alone_by_indicator_and_institution(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meetings = make_meetings(cast)
    session = make_session(meetings.planned(), meetings.period, make_period(meetings.plan, "2026-II"))
    first = meetings.plan.indicators.get().revisions.get()
    second = make_count(meetings.plan, "PREV-2.1.1")
    answer = make_measurement(
        first, cast.army, meetings.period, value=3, status="validated", narrative="Se dictó un curso."
    )
    Explanation.objects.create(measurement=answer, rule="large_change", text="Se dictó dos veces.")
    make_measurement(first, cast.navy, meetings.period, status="submitted", reason="No hay registro.")
    make_measurement(second, cast.army, meetings.period, value=3, status="submitted", narrative="  ")
    make_measurement(
        second, cast.army, make_period(meetings.plan, "2025-II"), status="validated", narrative="De antes."
    )
    with django_assert_num_queries(2):
        found = remarks_of(session)
    assert {key: [(each.institution, each.about, each.text) for each in remarks] for key, remarks in found.items()} == {
        first.indicator_id: [
            (cast.army, About.NARRATIVE, "Se dictó un curso."),
            (cast.army, About.WARNING, "Se dictó dos veces."),
            (cast.navy, About.NO_VALUE, "No hay registro."),
        ]
    }
