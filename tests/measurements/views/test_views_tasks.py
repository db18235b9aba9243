"""The task list: what is owed, where it stands, what is missing, how much time is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Role
from measurements.answer.content import CellContent, Content
from measurements.models import Answer, Measurement, Status
from measurements.tasks.task_list import task_list_of
from measurements.workflow import steps as workflow
from measurements.workflow.steps import Task
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_commitment,
    make_count,
    make_dimension,
    make_measurement,
    make_period,
    make_plan,
    make_post,
)

NOW = dt.datetime.fromisoformat("2026-07-08T10:42:00-05:00")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def period(db: None) -> ReportingPeriod:
    return make_period(make_plan(), "2026-I")


def owed(cast: Cast, period: ReportingPeriod, code: str = "PREV-1.1.1", **fields: object) -> IndicatorRevision:
    revision = make_count(make_plan(), code, unit="personas", **fields)  # type: ignore[arg-type]
    make_commitment(revision, cast.army, period)
    return revision


def url(institution: str = "EP", period: str = "2026-I") -> str:
    return reverse("task_list", args=[period, institution])


def row(cast: Cast, period: ReportingPeriod) -> tuple[str, str]:
    (only,) = task_list_of(cast.army, period).rows
    return only.key, only.note


def test_the_way_in_leads_to_the_own_institution_and_the_open_semester(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn
) -> None:
    make_period(make_plan(), "2025-II")
    make_period(make_plan(), "2026-II")
    assert signed_in(cast.reporter).get(reverse("tasks")).headers["Location"] == url()


def test_the_way_in_leads_to_the_latest_begun_semester_when_none_is_open(cast: Cast, signed_in: SignIn) -> None:
    make_period(make_plan(), "2025-I")
    make_period(make_plan(), "2025-II")
    assert signed_in(cast.reporter).get(reverse("tasks")).headers["Location"] == url(period="2025-II")


def test_who_reports_for_two_institutions_chooses(cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> None:
    make_post(cast.reporter, Role.REPORTER, cast.navy)
    page = signed_in(cast.reporter).get(reverse("tasks")).content.decode()
    assert url("EP") in page
    assert url("MGP") in page


def test_who_reports_for_nobody_has_no_tasks(cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> None:
    assert signed_in(cast.member).get(reverse("tasks")).status_code == 403


@pytest.mark.parametrize(("person", "code"), [("reporter", 200), ("approver", 200), ("outsider", 404), ("member", 404)])
def test_only_the_institution_sees_its_tasks(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn, person: str, code: int
) -> None:
    assert signed_in(cast.people()[person]).get(url()).status_code == code


def test_a_post_that_does_not_report_is_refused(cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> None:
    assert signed_in(cast.member).get(url("MINDEF")).status_code == 403


def test_a_semester_that_does_not_exist_is_not_found(cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> None:
    assert signed_in(cast.reporter).get(url(period="2031-I")).status_code == 404


def test_what_nobody_began_is_not_started(cast: Cast, period: ReportingPeriod) -> None:
    owed(cast, period)
    assert row(cast, period) == ("not_started", "")


def test_a_draft_says_what_is_missing(cast: Cast, period: ReportingPeriod) -> None:
    revision = owed(cast, period, dimensions=[make_dimension("sex")])
    make_measurement(revision, cast.army, period, values={"total:sex=women": 3}, status=Status.DRAFT)
    key, note = row(cast, period)
    assert (key, note) == ("draft", "Falta 1 casillero. Si no hubo, escriba 0.")


def test_a_complete_draft_is_ready_and_shows_its_figure(cast: Cast, period: ReportingPeriod) -> None:
    make_measurement(owed(cast, period), cast.army, period, value=646, status=Status.DRAFT)
    key, note = row(cast, period)
    assert key == "ready"
    assert "646" in note


def test_a_reason_stands_where_there_is_no_figure(cast: Cast, period: ReportingPeriod) -> None:
    revision = owed(cast, period)
    make_measurement(
        revision, cast.army, period, answer=Answer.NOT_AVAILABLE, reason="Llega en marzo.", status=Status.DRAFT
    )
    key, note = row(cast, period)
    assert key == "ready"
    assert "No disponible" in note
    assert "Llega en marzo." in note


def returned(cast: Cast, period: ReportingPeriod) -> Measurement:
    """An answer that went all the way and came back."""
    revision = owed(cast, period)
    task = Task(revision.indicator, cast.army, period)
    m = save(cast, task, 4, workflow.NEW)
    m = workflow.prepare(m, version=m.version, by=cast.reporter, at=NOW)
    workflow.submit([(m, m.version)], by=cast.approver, at=NOW)
    m.refresh_from_db()
    return workflow.return_to_institution(m, version=m.version, by=cast.secretary, at=NOW, comment="Falta Piura.")


def save(cast: Cast, task: Task, value: int, version: int, at: dt.datetime = NOW) -> Measurement:
    content = Content(values={("total", ""): CellContent(Decimal(value))})
    return workflow.save_draft(task, content, version=version, by=cast.reporter, at=at)


def test_a_returned_answer_stands_on_top_with_its_comment(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn
) -> None:
    returned(cast, period)
    key, note = row(cast, period)
    page = signed_in(cast.reporter).get(url()).content.decode()
    assert key == "returned"
    assert "Falta Piura." in note
    assert "Tiene 1 indicador observado" in page


def test_a_returned_answer_is_ready_once_it_was_corrected(cast: Cast, period: ReportingPeriod) -> None:
    m = returned(cast, period)
    save(cast, Task(m.indicator, cast.army, period), 5, m.version, NOW + dt.timedelta(minutes=5))
    assert row(cast, period)[0] == "ready"


def test_what_was_handed_back_waits_with_the_approvers_comment(cast: Cast, period: ReportingPeriod) -> None:
    revision = owed(cast, period)
    m = save(cast, Task(revision.indicator, cast.army, period), 4, workflow.NEW)
    m = workflow.prepare(m, version=m.version, by=cast.reporter, at=NOW)
    workflow.hand_back(m, version=m.version, by=cast.approver, at=NOW, comment="Revise tropa.")
    key, note = row(cast, period)
    assert key == "draft"
    assert "Revise tropa." in note


def test_complete_ones_are_counted_by_pillar(cast: Cast, period: ReportingPeriod) -> None:
    make_measurement(owed(cast, period, "PREV-1.1.1"), cast.army, period, value=1, status=Status.DRAFT)
    make_measurement(owed(cast, period, "PREV-1.2.1"), cast.army, period, value=1, status=Status.PREPARED)
    owed(cast, period, "PREV-1.3.1")
    owed(cast, period, "REC-1.1.1")
    tasks = task_list_of(cast.army, period)
    assert [(group.code, group.complete, group.total) for group in tasks.groups] == [("PREV", 2, 3), ("REC", 0, 1)]
    assert (tasks.complete, tasks.total, tasks.awaiting, tasks.ready) == (2, 4, 1, 1)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-06-20T10:00:00-05:00", "abre"),
        ("2026-07-08T10:00:00-05:00", "Faltan 9 días"),
        ("2026-07-19T10:00:00-05:00", "hace 2 días"),
        ("2026-08-20T10:00:00-05:00", "cerró"),
    ],
)
def test_the_time_left_is_said(cast: Cast, period: ReportingPeriod, signed_in: SignIn, moment: str, words: str) -> None:
    owed(cast, period)
    with time_machine.travel(dt.datetime.fromisoformat(moment), tick=False):
        assert words in signed_in(cast.reporter).get(url()).content.decode()


def test_all_validated_is_said(cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> None:
    make_measurement(owed(cast, period), cast.army, period, value=4)
    assert "no queda nada por hacer" in signed_in(cast.reporter).get(url()).content.decode()


def test_a_validated_semester_offers_neither_more_time_nor_a_spreadsheet(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn
) -> None:
    make_measurement(owed(cast, period), cast.army, period, value=4)
    browser = signed_in(cast.reporter)
    page = browser.get(url()).text
    for offer in ("/ampliaciones/2026-I/EP/", "/registro/2026-I/EP/excel/"):
        assert offer not in page
    assert 'type="file"' not in browser.get("/registro/2026-I/EP/excel/").text


def test_an_institution_without_indicators_is_told_so(cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> None:
    assert "no tiene indicadores que reportar" in signed_in(cast.reporter).get(url()).content.decode()


def test_earlier_semesters_can_be_reached(cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> None:
    make_period(make_plan(), "2025-II")
    assert url(period="2025-II") in signed_in(cast.reporter).get(url()).content.decode()


def test_the_page_is_complete_in_english(cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> None:
    owed(cast, period)
    page = signed_in(cast.reporter).get("/en" + url()).content.decode()
    assert "Report your institution's indicators" in page or "Report your institution&#x27;s indicators" in page
    assert 'lang="en"' in page


def test_the_list_asks_the_database_as_often_for_three_indicators_as_for_thirty(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn
) -> None:
    sex = make_dimension("sex")

    def fill(numbers: range) -> None:
        for number in numbers:
            revision = owed(cast, period, f"PREV-{number}.1.1", dimensions=[sex])
            values = {"total:sex=women": 3, "total:sex=men": number}
            make_measurement(revision, cast.army, period, values=values, status=Status.DRAFT)

    def count() -> int:
        browser = signed_in(cast.reporter)
        with CaptureQueriesContext(connection) as queries:
            browser.get(url())
        return len(queries)

    fill(range(1, 4))
    few = count()
    fill(range(4, 31))
    assert count() == few
