"""The next semester and the windows of all."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.models import ReportingPeriod, WindowChange
from indicators.scheduling import Refused, Window, change_window, ensure_semester, next_period
from institutions.models import Role, User
from tests.factories import LIMA, make_period, make_person, make_plan

pytestmark = pytest.mark.django_db


def test_next_semester_follows_the_last_with_the_usual_window() -> None:
    plan = make_plan()
    make_period(plan, "2026-II")
    period = next_period(plan, on=dt.date(2020, 1, 1))
    assert (period.code, period.starts_on, period.ends_on) == ("2027-I", dt.date(2027, 1, 1), dt.date(2027, 6, 30))
    # 17 July 2027 is a Saturday: the deadline rolls to Monday 19.
    assert period.due_on == dt.date(2027, 7, 19)


def test_plan_without_semesters_begins_with_the_current_one() -> None:
    assert next_period(make_plan(), on=dt.date(2026, 11, 23)).code == "2026-II"


BEFORE, DURING = dt.datetime(2026, 6, 1, tzinfo=LIMA), dt.datetime(2026, 7, 10, tzinfo=LIMA)
LATER = Window(
    dt.datetime(2026, 7, 1, tzinfo=LIMA), dt.datetime(2026, 7, 25, tzinfo=LIMA), dt.datetime(2026, 8, 10, tzinfo=LIMA)
)


@pytest.fixture
def period() -> ReportingPeriod:
    return make_period(make_plan(), "2026-I")


def test_window_in_the_wrong_order_is_refused_and_nothing_changes(period: ReportingPeriod) -> None:
    wrong = Window(LATER.closes_at, LATER.due_at, LATER.closes_at)
    with pytest.raises(ValidationError):
        change_window(period, wrong, read=Window.of(period), by=secretary(), at=BEFORE, reason="")
    period.refresh_from_db()
    assert period.opens_at == dt.datetime(2026, 7, 1, tzinfo=LIMA)
    assert not WindowChange.objects.exists()


def secretary() -> User:
    return make_person(Role.TECHNICAL_SECRETARY)


def test_before_it_opens_a_window_moves_without_a_reason_and_on_record(period: ReportingPeriod) -> None:
    change_window(period, LATER, read=Window.of(period), by=secretary(), at=BEFORE, reason="")
    change = WindowChange.objects.get()
    assert (change.was_due_at, change.due_at) == (period.due_at, LATER.due_at)
    assert change.appointment.user == secretary()


def test_once_open_a_window_moves_only_with_a_reason(period: ReportingPeriod) -> None:
    with pytest.raises(Refused):
        change_window(period, LATER, read=Window.of(period), by=secretary(), at=DURING, reason="  ")
    change_window(period, LATER, read=Window.of(period), by=secretary(), at=DURING, reason="Paro del sistema")
    assert WindowChange.objects.get().reason == "Paro del sistema"


def test_window_that_somebody_moved_meanwhile_is_not_overwritten(period: ReportingPeriod) -> None:
    read = Window.of(period)
    change_window(period, LATER, read=read, by=secretary(), at=BEFORE, reason="")
    with pytest.raises(Refused):
        change_window(period, Window.of(period), read=read, by=secretary(), at=BEFORE, reason="")
    period.refresh_from_db()
    assert Window.of(period) == LATER


def test_record_of_a_window_never_changes(period: ReportingPeriod) -> None:
    change_window(period, LATER, read=Window.of(period), by=secretary(), at=BEFORE, reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        WindowChange.objects.update(reason="otra")


@pytest.mark.parametrize(
    ("instant", "is_open", "is_overdue", "is_closed"),
    [
        (dt.datetime(2026, 6, 30, 23, 59, 59, 999999, tzinfo=LIMA), False, False, False),
        (dt.datetime(2026, 7, 1, tzinfo=LIMA), True, False, False),
        (dt.datetime(2026, 7, 17, 23, 59, 59, 999999, tzinfo=LIMA), True, False, False),
        (dt.datetime(2026, 7, 18, 4, 59, 59, tzinfo=dt.UTC), True, False, False),
        (dt.datetime(2026, 7, 18, 5, 0, 0, tzinfo=dt.UTC), True, True, False),
        (dt.datetime(2026, 8, 1, tzinfo=LIMA), False, True, True),
    ],
)
def test_instants_at_the_edges_of_a_window(
    instant: dt.datetime, is_open: bool, is_overdue: bool, is_closed: bool
) -> None:
    period = make_period(make_plan(), "2026-I")
    assert (period.is_open(instant), period.is_overdue(instant), period.is_closed(instant)) == (
        is_open,
        is_overdue,
        is_closed,
    )


def test_semesters_of_a_plan_never_overlap() -> None:
    period = make_period(make_plan(), "2026-I")
    twin = next_period(period.plan, on=dt.date(2026, 1, 1))
    twin.starts_on = period.ends_on
    with pytest.raises(ValidationError):
        twin.full_clean()


def test_a_far_semester_is_made_with_every_one_up_to_it_and_on_record() -> None:
    plan, keeper = make_plan(), secretary()
    make_period(plan, "2026-II")
    found = ensure_semester(plan, "2028-I", by=keeper, at=DURING)
    assert (found.code, found.opens_at) == ("2028-I", dt.datetime(2028, 7, 1, tzinfo=LIMA))
    assert list(plan.periods.values_list("code", flat=True)) == ["2026-II", "2027-I", "2027-II", "2028-I"]
    assert list(WindowChange.objects.values_list("period__code", flat=True)) == ["2027-I", "2027-II", "2028-I"]


def test_a_semester_that_there_is_stays_as_it_is(period: ReportingPeriod) -> None:
    assert ensure_semester(period.plan, "2026-I", by=secretary(), at=DURING) == period
    assert not WindowChange.objects.exists()


@pytest.mark.parametrize("code", ["2025-II", "2037-I", "2026-III", "2026", "", "9999-I"])
def test_no_semester_is_made_before_the_first_too_far_ahead_or_of_no_code(period: ReportingPeriod, code: str) -> None:
    """Twenty semesters after 2026-II is 2036-II."""
    with pytest.raises(Refused):
        ensure_semester(period.plan, code, by=secretary(), at=DURING)
    assert period.plan.periods.count() == 1


def test_a_semester_that_the_plan_skips_is_not_put_between() -> None:
    plan = make_plan()
    for code in ("2025-I", "2026-I"):
        make_period(plan, code)
    with pytest.raises(Refused):
        ensure_semester(plan, "2025-II", by=secretary(), at=DURING)


def test_who_manages_no_semesters_makes_none(period: ReportingPeriod) -> None:
    with pytest.raises(Refused):
        ensure_semester(period.plan, "2027-I", by=make_person(Role.OBSERVER), at=DURING)
    assert period.plan.periods.count() == 1


def test_what_lies_near_is_what_has_begun_and_the_next() -> None:
    """On 10 July 2026 the second semester has begun."""
    plan = make_plan()
    for code in ("2026-I", "2026-II", "2027-I", "2027-II", "2030-II"):
        make_period(plan, code)
    assert list(plan.periods.near(at=DURING).values_list("code", flat=True)) == ["2026-I", "2026-II", "2027-I"]
