"""Who has reported, and the coverage that follows (docs/methodology.md, "Coverage")."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.models import ActionPlan, ReportingPeriod
from measurements.answer.content import Content
from measurements.models import Answer, Status
from measurements.tasks.todo import silent_institutions
from measurements.workflow import steps as workflow
from reports.board.wording import who_finding
from reports.figures import CoverageMatrix, coverage_matrix, dashboard
from tests import factories as make
from tests.cast import Cast
from tests.measurements.worlds.extended import make_extension
from tests.measurements.worlds.walk import make_world as make_answers_world

pytestmark = pytest.mark.django_db

BEFORE_DUE = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)
AT_DUE = dt.datetime(2026, 7, 18, tzinfo=make.LIMA)


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def period(plan: ActionPlan) -> ReportingPeriod:
    return make.make_period(plan, "2026-I")


def states(matrix: CoverageMatrix) -> dict[str, list[str]]:
    return {row.institution.code: [cell.state for cell in row.cells] for row in matrix.rows}


def test_twenty_of_twenty_four_sent(plan: ActionPlan, period: ReportingPeriod) -> None:
    institutions = [make.make_institution(code) for code in ("EP", "MGP", "FAP", "CCFFAA")]
    revisions = [make.make_count(plan, f"PREV-1.1.{number}") for number in range(1, 7)]
    duties = [(revision, institution) for revision in revisions for institution in institutions]
    for number, (revision, institution) in enumerate(duties):
        make.make_commitment(revision, institution, period)
        if number < 20:
            make.make_measurement(
                revision,
                institution,
                period,
                value=1,
                late=number >= 15,
                status=Status.VALIDATED if number < 16 else Status.SUBMITTED,
            )
    matrix = coverage_matrix(plan, period, AT_DUE)
    found = matrix.coverage
    assert (found.expected, found.submitted, found.on_time, found.validated) == (24, 20, 15, 16)
    assert (found.completeness, found.timeliness, found.validated_rate) == (
        Decimal("83.33"),
        Decimal("62.50"),
        Decimal("66.67"),
    )
    assert (matrix.late, matrix.overdue, found.outstanding) == (5, 4, 4)


def test_every_cell_says_where_it_stands(plan: ActionPlan, period: ReportingPeriod) -> None:
    people, hours = make.make_count(plan, "PREV-1.1.1"), make.make_change(plan, "PREV-1.2.1")
    for order, status in enumerate(Status, start=1):
        institution = make.make_institution(f"I{order}", order=order)
        make.make_commitment(people, institution, period)
        make.make_measurement(people, institution, period, value=1, status=status)
    make.make_commitment(hours, make.make_institution("I9", order=9), period)
    assert states(coverage_matrix(plan, period, BEFORE_DUE)) == {
        "I1": ["draft", "not_applicable"],
        "I2": ["draft", "not_applicable"],  # handed over inside the institution: to the Committee still in progress
        "I3": ["submitted", "not_applicable"],
        "I4": ["returned", "not_applicable"],
        "I5": ["validated", "not_applicable"],
        "I9": ["not_applicable", "not_started"],
    }


def test_a_draft_is_not_received_and_does_not_clear_overdue(plan: ActionPlan, period: ReportingPeriod) -> None:
    people, army = make.make_count(plan), make.make_institution("EP")
    make.make_commitment(people, army, period)
    make.make_measurement(people, army, period, value=1, status=Status.PREPARED)
    (row,) = coverage_matrix(plan, period, AT_DUE).rows
    assert (row.coverage.submitted, row.cells[0].is_overdue, row.has_sent_nothing) == (0, True, True)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.VALIDATED])
def test_who_said_that_something_does_not_apply_has_sent_something(
    plan: ActionPlan, period: ReportingPeriod, status: Status
) -> None:
    """Of two that it owes, one does not apply, and the other has not come: it is not among the silent, here as on the home."""
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    people, hours = make.make_count(plan, "PREV-1.1.1"), make.make_change(plan, "PREV-1.2.1")
    for revision in (people, hours):
        for each in (army, navy):
            make.make_commitment(revision, each, period)
    make.make_measurement(people, army, period, answer=Answer.NOT_APPLICABLE, status=status)
    board = dashboard(plan, period, AT_DUE)
    silent = [each.code for each in board.to_do.silent_institutions]
    assert silent == ["MGP"] == [each.code for each in silent_institutions(period)]
    with translation.override("es"):
        assert who_finding(board.matrix).startswith("1 de 2 instituciones ha enviado algo")


def test_before_the_due_instant_nothing_is_overdue(plan: ActionPlan, period: ReportingPeriod) -> None:
    make.make_commitment(make.make_count(plan), make.make_institution("EP"), period)
    assert coverage_matrix(plan, period, AT_DUE - dt.timedelta(microseconds=1)).overdue == 0
    assert coverage_matrix(plan, period, AT_DUE).overdue == 1


def test_an_extension_moves_late_and_overdue_for_its_institution_and_its_indicator_alone(
    plan: ActionPlan, period: ReportingPeriod
) -> None:
    """Both owe two. EP has until 25 July for the first, MGP for both; each sent the first an hour late, and nothing else."""
    people, hours = make.make_count(plan, "PREV-1.1.1"), make.make_count(plan, "PREV-1.2.1")
    army, navy, air_force = (make.make_institution(code) for code in ("EP", "MGP", "FAP"))
    for institution in (army, navy, air_force):
        for revision in (people, hours):
            make.make_commitment(revision, institution, period)
        make.make_measurement(people, institution, period, value=1, late=True)
    until = dt.datetime(2026, 7, 25, tzinfo=make.LIMA)
    make_extension(period, army, until, indicator=people.indicator)
    make_extension(period, navy, until)
    make_extension(period, air_force, until, state="requested")
    matrix = coverage_matrix(plan, period, AT_DUE + dt.timedelta(days=1))
    found = {row.institution.code: [(c.is_late, c.is_overdue) for c in row.cells] for row in matrix.rows}
    assert found == {
        "EP": [(False, False), (False, True)],
        "MGP": [(False, False), (False, False)],
        "FAP": [(True, False), (False, True)],
    }
    assert (matrix.late, matrix.overdue, matrix.coverage.on_time) == (1, 2, 2)
    assert coverage_matrix(plan, period, until - dt.timedelta(microseconds=1)).overdue == 2
    assert coverage_matrix(plan, period, until).overdue == 3


def test_a_returned_answer_stays_received(plan: ActionPlan, period: ReportingPeriod) -> None:
    people, army = make.make_count(plan), make.make_institution("EP")
    make.make_commitment(people, army, period)
    make.make_measurement(people, army, period, value=1, status=Status.RETURNED)
    assert coverage_matrix(plan, period, AT_DUE).coverage.submitted == 1


def test_what_is_being_corrected_shows_as_it_was_sent(cast: Cast) -> None:
    """A returned answer that its institution writes anew, or hands over inside, changes nothing until it is sent again."""
    world = make_answers_world(cast)
    returned = world.returned(value=40)

    def board() -> CoverageMatrix:
        return coverage_matrix(world.period.plan, world.period, world.open)

    before = board()
    content = Content(answer=Answer.NOT_AVAILABLE, reason="Aún no llega el oficio.")
    draft = workflow.save_draft(world.task(), content, version=returned.version, by=cast.reporter, at=world.open)
    assert board() == before
    prepared = workflow.prepare(draft, version=draft.version, by=cast.reporter, at=world.open)
    assert board() == before
    world.send(prepared)
    (cell, *_), coverage = board().rows[0].cells, board().coverage
    assert (cell.state, cell.has_no_data, coverage.with_data) == ("submitted", True, 0)
    assert (before.rows[0].cells[0].state, before.coverage.with_data) == ("returned", 1)


def test_not_applicable_leaves_the_expected_once_confirmed(plan: ActionPlan, period: ReportingPeriod) -> None:
    people = make.make_count(plan)
    for code, status in (("EP", Status.VALIDATED), ("MGP", Status.SUBMITTED)):
        institution = make.make_institution(code)
        make.make_commitment(people, institution, period)
        make.make_measurement(people, institution, period, answer=Answer.NOT_APPLICABLE, status=status)
    matrix = coverage_matrix(plan, period, AT_DUE)
    assert (matrix.coverage.expected, matrix.coverage.submitted) == (1, 1)
    assert states(matrix) == {"EP": ["not_applicable"], "MGP": ["submitted"]}


def test_an_answer_without_data_counts_as_answered(plan: ActionPlan, period: ReportingPeriod) -> None:
    people, army = make.make_count(plan), make.make_institution("EP")
    make.make_commitment(people, army, period)
    make.make_measurement(people, army, period, answer=Answer.NOT_AVAILABLE)
    found = coverage_matrix(plan, period, AT_DUE).coverage
    assert (found.submitted, found.with_data) == (1, 0)


def test_commitments_count_from_their_first_semester_to_their_last(plan: ActionPlan, period: ReportingPeriod) -> None:
    people, earlier = make.make_count(plan), make.make_period(plan, "2025-II")
    later = make.make_period(plan, "2026-II")
    make.make_commitment(people, make.make_institution("EP"), earlier, until_period=earlier)
    make.make_commitment(people, make.make_institution("MGP"), earlier, until_period=period)
    make.make_commitment(people, make.make_institution("FAP"), later)
    assert list(states(coverage_matrix(plan, period, AT_DUE))) == ["MGP"]


def test_with_no_commitment_there_is_no_figure(plan: ActionPlan, period: ReportingPeriod) -> None:
    make.make_count(plan)
    matrix = coverage_matrix(plan, period, AT_DUE)
    assert (matrix.rows, matrix.coverage.completeness, len(matrix.unassigned)) == ((), None, 1)


def test_another_plan_does_not_count(plan: ActionPlan, period: ReportingPeriod) -> None:
    other = make.make_plan("OTRO")
    semester = make.make_period(other, "2026-I")
    make.make_commitment(make.make_count(other), make.make_institution("EP"), semester)
    assert coverage_matrix(plan, period, AT_DUE).coverage.expected == 0
