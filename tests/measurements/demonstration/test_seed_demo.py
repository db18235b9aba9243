"""Where and when the demonstration may be loaded: on any day, never beside real data."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from committee.demonstration.meetings import morning_of
from indicators.calendar import add_business_days, midnight
from indicators.models import ActionPlan
from institutions.models import User
from measurements.demonstration.picking import pick
from measurements.demonstration.windows import NotPossible, latest_ended, open_on, semesters_on, window_on
from measurements.models import Measurement
from tests.cast import make_cast
from tests.factories import make_count, make_institution, make_measurement, make_period, make_person, make_plan

DAYS = {
    "2026-01-01": "2025-II",
    "2026-01-31": "2025-II",
    "2026-06-30": "2025-II",
    "2026-07-01": "2026-I",
    "2026-07-17": "2026-I",
    "2026-11-23": "2026-I",
    "2026-12-31": "2026-I",
}


@pytest.mark.parametrize(("day", "code"), DAYS.items())
def test_latest_ended_semester_is_open_whatever_the_day(day: str, code: str) -> None:
    today = dt.date.fromisoformat(day)
    window = window_on(today)
    assert latest_ended(today).code == code
    assert window.opens_at < midnight(today) < window.due_at < window.closes_at
    assert midnight(today + dt.timedelta(days=9)) < window.due_at <= midnight(today + dt.timedelta(days=15))


@pytest.mark.parametrize("day", DAYS)
def test_story_of_eight_business_days_ends_before_the_day(day: str) -> None:
    today = dt.date.fromisoformat(day)
    opened = window_on(today).opens_at.date()
    assert add_business_days(opened, 8) < today
    assert add_business_days(opened, 9) >= today


def test_meeting_to_come_is_called_on_the_morning_and_never_later_than_now_nor_before_the_day() -> None:
    day = dt.date(2026, 12, 31)
    dawn, morning = midnight(day), midnight(day) + dt.timedelta(hours=8)
    for now, at in (
        (dawn - dt.timedelta(days=33), dawn),
        (dawn + dt.timedelta(hours=2), dawn + dt.timedelta(hours=2)),
        (dawn + dt.timedelta(hours=12), morning),
        (dawn + dt.timedelta(days=33), morning),
    ):
        assert morning_of(day, now) == at
    assert window_on(day).opens_at < dawn


def test_picked_numbers_follow_from_their_names() -> None:
    assert [pick(1, 100, "EP", turn) for turn in range(3)] == [pick(1, 100, "EP", turn) for turn in range(3)]
    assert {pick(1, 3, turn) for turn in range(50)} == {1, 2, 3}


@pytest.mark.django_db
def test_semesters_that_the_plan_lacks_are_made_and_too_early_a_day_is_refused() -> None:
    plan = make_plan()
    make_period(plan, "2021-II")
    codes = [period.code for period in semesters_on(plan, dt.date(2029, 7, 1))]
    assert codes == ["2027-I", "2027-II", "2028-I", "2028-II", "2029-I"]
    with pytest.raises(NotPossible, match="later day"):
        semesters_on(plan, dt.date(2023, 12, 31))


@pytest.mark.django_db
def test_window_that_holds_answers_never_opens_later() -> None:
    period = make_period(make_plan(), "2026-I")
    first = open_on(period, dt.date(2026, 11, 23), is_new=True).opens_at
    assert open_on(period, dt.date(2026, 12, 1), is_new=False).opens_at == first
    assert open_on(period, dt.date(2026, 11, 2), is_new=False).opens_at < first


@pytest.mark.django_db
def test_database_without_the_plan_is_refused() -> None:
    with pytest.raises(CommandError, match="load_plan"):
        call_command("seed_demo")


@pytest.mark.django_db
def test_database_with_real_measurements_is_refused() -> None:
    plan = make_plan()
    make_measurement(make_count(plan), make_institution(), make_period(plan), value=3)
    with pytest.raises(CommandError, match="real measurements"):
        call_command("seed_demo")
    assert Measurement.objects.count() == 1
    assert not ActionPlan.objects.get().is_demonstration


@pytest.mark.django_db
def test_database_with_accounts_of_its_own_is_refused() -> None:
    make_plan()
    make_cast()
    with pytest.raises(CommandError, match="accounts"):
        call_command("seed_demo")
    assert make_person() is not None


@pytest.mark.django_db
@override_settings(PRODUCTION=True)
def test_production_is_refused() -> None:
    make_plan()
    with pytest.raises(CommandError, match="never loaded in production"):
        call_command("seed_demo")
    assert not User.objects.exists()
