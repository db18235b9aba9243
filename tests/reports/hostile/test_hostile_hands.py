"""What hostile hands send to the pages of reports is refused in words; what strangers may not know is not told by the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from committee.meetings.meeting import Incomplete
from committee.models import Meeting
from reports.aftermath.correcting import open_correction
from reports.consulting import rounds
from reports.drafting.standing import version_of_all
from reports.issued import issuing
from reports.models import ConsultationRound, ReportEdition
from tests.cast import Cast
from tests.conftest import SignIn
from tests.reports.read_back.drafting import body
from tests.reports.worlds.consulted import BEGUN, DURING, ISSUED, Consultations, make_consultations

pytestmark = pytest.mark.django_db
A_YEAR = dt.timedelta(days=366)
MORE_THAN_PYTHON_READS = "9" * 5000


@pytest.fixture
def world(cast: Cast) -> Consultations:
    return make_consultations(cast)


# --- Days and numbers beyond all reason ---


@pytest.mark.parametrize("day", [BEGUN.date() + A_YEAR + dt.timedelta(days=1), dt.date(9999, 12, 30), dt.date.max])
def test_nobody_is_consulted_for_longer_than_a_year(world: Consultations, signed_in: SignIn, day: dt.date) -> None:
    draft = world.draft()
    url = reverse("draft_consultation", args=[draft.pk])
    with time_machine.travel(BEGUN, tick=False):
        sent = {"action": "open", "version": version_of_all(draft), "closes_on": day.isoformat()}
        page = signed_in(world.cast.secretary).post(url, sent)
        assert (page.status_code, "dentro de un año" in body(page)) == (200, True)
        assert not ConsultationRound.objects.exists()
    round_ = rounds.open_round(
        draft, BEGUN.date() + A_YEAR, version=version_of_all(draft), by=world.cast.secretary, at=BEGUN
    )
    with pytest.raises(Incomplete):
        rounds.move(round_, day, version=1, by=world.cast.secretary, at=BEGUN)


def test_a_page_that_claims_countless_boxes_gets_few(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    with time_machine.travel(DURING, tick=False):
        for person, name, *more in (
            (world.general, "consultation_answer"),
            (world.cast.secretary, "consultation_letter", "MGP"),
        ):
            url = reverse(name, args=[round_.draft_id, *more])
            for action in ("", "more"):
                sent = {"answer": "agrees", "version": 1, "boxes": MORE_THAN_PYTHON_READS, "action": action}
                assert signed_in(person).post(url, sent).status_code == 200
    assert not round_.seats.exclude(answer="").exists()


# --- Issuing unread ---


def test_a_report_that_becomes_ready_while_it_is_refused_is_not_issued_without_being_meant(
    world: Consultations, signed_in: SignIn
) -> None:
    """Between the look at where it stands and the act the minutes are closed."""
    draft = world.adopted()
    assert draft.point is not None
    client, url = signed_in(world.cast.secretary), reverse("draft_issue", args=[draft.pk])
    with (
        time_machine.travel(ISSUED, tick=False),
        connection.execute_wrapper(once_read(lambda: close(draft.point.meeting_id))),
    ):
        page = client.post(url, {})
    assert page.status_code == 409
    assert not ReportEdition.objects.exists()


def close(meeting: int) -> None:
    rows = Meeting.objects.filter(pk=meeting)
    rows.update(
        state=Meeting.State.CLOSED, closed_at=ISSUED, closed_by=rows.get().called_by, minutes={"es": {}, "en": {}}
    )


def once_read(act: Callable[[], None]) -> Any:
    """After the consultations of a draft were read, the last thing that is asked about where it stands, once."""
    waiting = [act]

    def wrapper(execute: Any, sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if waiting and sql.startswith("SELECT") and 'FROM "reports_consultationround"' in sql:
            waiting.pop()()
        return found

    return wrapper


# --- What is told by the way ---


def test_who_reads_an_own_report_is_not_told_that_its_correction_is_being_written(
    world: Consultations, signed_in: SignIn
) -> None:
    cast = world.cast
    edition = issuing.issue(world.own_draft(), by=cast.approver, at=ISSUED)
    draft = open_correction(edition, "Una suma.", language="es", by=cast.approver, at=ISSUED)
    with time_machine.travel(ISSUED, tick=False):
        said = {
            person: f"/informes/borradores/{draft.pk}/"
            in body(signed_in(person).get(f"/informes/{edition.code}/vigencia/"))
            for person in (cast.approver, cast.reporter, cast.secretary, cast.observer)
        }
    assert [said[each] for each in (cast.approver, cast.reporter)] == [True, True]
    assert [said[each] for each in (cast.secretary, cast.observer)] == [False, False]
