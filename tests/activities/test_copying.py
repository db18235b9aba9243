"""Copying what was planned before: the days in the new year, and which year it is copied from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.content import ActivityContent
from activities.planning.checking import problems_of_content
from activities.planning.copying import copy_from_last_year, copyable, earlier_plan, moved_to
from activities.refusals import NotAllowed, NotReady
from tests.cast import Cast
from tests.factories import LIMA, make_activity, make_plan, make_round, make_year_plan

NOW = dt.datetime(2028, 1, 20, 12, tzinfo=LIMA)
SAID = ActivityContent("PREV-1.1", "Dictar", dt.date(2027, 3, 1), dt.date(2027, 6, 30), "Jefatura", "Informe")


@pytest.mark.parametrize(
    ("starts", "ends", "year", "expected"),
    [
        ((2027, 3, 1), (2027, 6, 30), 2028, ((2028, 3, 1), (2028, 6, 30))),
        ((2024, 2, 29), (2024, 2, 29), 2025, ((2025, 2, 28), (2025, 2, 28))),
        ((2027, 10, 1), (2028, 3, 31), 2028, ((2028, 10, 1), (2028, 12, 31))),
        ((2025, 3, 1), (2025, 6, 30), 2028, ((2028, 3, 1), (2028, 6, 30))),
    ],
)
def test_the_days_of_the_new_year(
    starts: tuple[int, int, int],
    ends: tuple[int, int, int],
    year: int,
    expected: tuple[tuple[int, int, int], tuple[int, int, int]],
) -> None:
    moved = moved_to(replace(SAID, starts_on=dt.date(*starts), ends_on=dt.date(*ends)), year)
    assert (moved.starts_on, moved.ends_on) == tuple(dt.date(*day) for day in expected)


@given(st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), st.integers(0, 700), st.integers(2025, 2032))
def test_what_is_copied_can_always_be_planned(starts_on: dt.date, days: int, year: int) -> None:
    last = min(starts_on + dt.timedelta(days=days), dt.date(2025, 12, 31))
    content = replace(SAID, starts_on=starts_on, ends_on=last)
    assert list(problems_of_content(moved_to(content, year), year)) == []


def test_it_is_copied_from_the_last_year_that_planned_anything(cast: Cast) -> None:
    plan = make_plan()
    for year in (2025, 2026):
        make_activity(make_year_plan(make_round(plan, year, is_sealed=True), cast.army))
    make_year_plan(make_round(plan, 2027, is_sealed=True), cast.army, has_none=True, reason="Sin personal.")
    make_activity(make_year_plan(make_round(plan, 2027, is_sealed=True), cast.navy))
    now = make_year_plan(make_round(plan, 2028), cast.army)
    earlier = earlier_plan(now)
    assert earlier is not None
    assert earlier.year == 2026
    assert [row.activity.code for row in copyable(now)] == ["EP-2026-01"]


def test_all_that_was_chosen_or_nothing(cast: Cast) -> None:
    plan = make_plan()
    old = make_year_plan(make_round(plan, 2027, is_sealed=True), cast.army)
    make_activity(old)
    make_activity(old)
    now = make_year_plan(make_round(plan, 2028), cast.army)
    for codes in ([], ["EP-2027-01", "MGP-2027-01"]):
        with pytest.raises(NotReady):
            copy_from_last_year(now, codes, by=cast.reporter, at=NOW)
    with pytest.raises(NotAllowed):
        copy_from_last_year(now, ["EP-2027-01"], by=cast.approver, at=NOW)
    assert not now.activities.exists()
    made = copy_from_last_year(now, ["EP-2027-02", "EP-2027-01"], by=cast.reporter, at=NOW)
    assert [each.code for each in made] == ["EP-2028-01", "EP-2028-02"]
    assert copy_from_last_year(now, ["EP-2027-01"], by=cast.reporter, at=NOW) == []
    now.refresh_from_db()
    assert (now.version, now.last_ordinal) == (3, 2)
