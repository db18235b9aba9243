"""The next semester and the windows of all."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from indicators.scheduling import next_period, set_window
from tests.factories import LIMA, make_period, make_plan

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


def test_window_in_the_wrong_order_is_refused_and_nothing_changes() -> None:
    period = make_period(make_plan(), "2026-I")
    with pytest.raises(ValidationError):
        set_window(
            period,
            opens_at=dt.datetime(2026, 7, 20, tzinfo=LIMA),
            due_at=dt.datetime(2026, 7, 18, tzinfo=LIMA),
            closes_at=dt.datetime(2026, 7, 31, tzinfo=LIMA),
        )
    period.refresh_from_db()
    assert period.opens_at == dt.datetime(2026, 7, 1, tzinfo=LIMA)


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
