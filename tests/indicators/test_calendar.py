"""Semesters, Peru's business days and the reporting windows, against a calendar read by hand."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calendar import (
    LIMA,
    Semester,
    add_business_days,
    business_day_from,
    default_windows,
    is_business_day,
    is_on_time,
    last_business_day,
)

MICROSECOND = dt.timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (dt.date(2026, 1, 1), "2026-I"),
        (dt.date(2026, 6, 30), "2026-I"),
        (dt.date(2026, 7, 1), "2026-II"),
        (dt.date(2026, 12, 31), "2026-II"),
        (dt.date(2028, 2, 29), "2028-I"),
    ],
)
def test_day_belongs_to_its_semester(day: dt.date, code: str) -> None:
    semester = Semester.of(day)
    assert semester.code == str(semester) == code
    assert Semester.from_code(code) == semester


def test_semester_has_its_days_and_neighbours() -> None:
    first, second = Semester(2026, 1), Semester(2026, 2)
    assert (first.starts_on, first.ends_on) == (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    assert (second.starts_on, second.ends_on) == (dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    assert first.next == second
    assert second.next == Semester(2027, 1)
    assert first.previous == Semester(2025, 2)
    assert first < second < second.next
    assert (first.ordinal, second.ordinal) == (4052, 4053)


@pytest.mark.parametrize(
    "code", ["", "2026", "2026-III", "2026-1", "26-I", "2026-i", " 2026-I", "2026-I\n", "\uff12026-I"]
)
def test_other_codes_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match="semester"):
        Semester.from_code(code)


@pytest.mark.parametrize("half", [0, 3])
def test_year_has_two_semesters(half: int) -> None:
    with pytest.raises(ValueError, match="semesters 1 and 2"):
        Semester(2026, half)


@pytest.mark.parametrize(
    ("code", "opens", "last_day", "last_late_day"),
    [
        # 31 January 2026 is a Saturday
        ("2025-II", "2026-01-01", "2026-01-30", "2026-02-13"),
        # 17 July 2026 is a Friday; 23, 28 and 29 July are holidays
        ("2026-I", "2026-07-01", "2026-07-17", "2026-08-05"),
        # 31 January 2027 is a Sunday
        ("2026-II", "2027-01-01", "2027-01-29", "2027-02-12"),
        # 17 July 2027 is a Saturday; 23, 28 and 29 July are holidays
        ("2027-I", "2027-07-01", "2027-07-19", "2027-08-05"),
        # 17 July 2022 is a Sunday; 28 and 29 July are holidays
        ("2022-I", "2022-07-01", "2022-07-18", "2022-08-03"),
        # 31 January 2028 is a Monday
        ("2027-II", "2028-01-01", "2028-01-31", "2028-02-14"),
    ],
)
def test_default_windows_follow_the_calendar(code: str, opens: str, last_day: str, last_late_day: str) -> None:
    windows = default_windows(Semester.from_code(code))
    assert windows.opens_at.isoformat() == f"{opens}T00:00:00-05:00"
    for instant, day in ((windows.due_at, last_day), (windows.closes_at, last_late_day)):
        assert (instant - MICROSECOND).isoformat() == f"{day}T23:59:59.999999-05:00"


def test_due_instant_itself_is_late() -> None:
    due = default_windows(Semester(2026, 1)).due_at
    for zone in (LIMA, dt.UTC, ZoneInfo("Asia/Tokyo")):
        assert is_on_time((due - MICROSECOND).astimezone(zone), due)
        assert not is_on_time(due.astimezone(zone), due)
    assert due == dt.datetime(2026, 7, 18, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-07-17", True),
        ("2026-07-18", False),
        ("2026-07-28", False),
        ("2026-07-29", False),
        ("2026-01-01", False),
        ("2026-04-03", False),
        ("2026-12-25", False),
    ],
)
def test_national_holidays_and_weekends_are_no_business_days(day: str, expected: bool) -> None:
    assert is_business_day(dt.date.fromisoformat(day)) is expected


def test_business_days_are_counted_from_the_day_after() -> None:
    assert add_business_days(dt.date(2026, 7, 17), 0) == dt.date(2026, 7, 17)
    assert add_business_days(dt.date(2026, 7, 17), 1) == dt.date(2026, 7, 20)
    assert business_day_from(dt.date(2026, 7, 28)) == dt.date(2026, 7, 30)
    assert last_business_day(2026, 12) == dt.date(2026, 12, 31)


@settings(deadline=None)
@given(st.integers(min_value=2000, max_value=2100), st.sampled_from([1, 2]))
def test_every_semester_opens_then_is_due_then_closes_before_the_next_opens(year: int, half: int) -> None:
    semester = Semester(year, half)
    windows = default_windows(semester)
    assert windows.opens_at < windows.due_at < windows.closes_at < default_windows(semester.next).opens_at
    assert Semester.from_ordinal(semester.ordinal) == semester
    assert is_business_day((windows.due_at - MICROSECOND).astimezone(LIMA).date())
