"""Figures of activities, by hand: worlds small enough to count on one's fingers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from activities.figures.coverage import PlannedAction, coverage_of
from activities.figures.facts import ActivityFacts, Part, told_of
from activities.figures.months import Due, month_of
from activities.figures.narrowing import ADDED, AS_ADOPTED, ENDS, MOVED, STANDS, STARTS, Wanted, narrowed
from activities.figures.reading import PlannedYear, last_semester
from activities.figures.tally import Tally, between_years, by_institution, by_pillar
from activities.progress import Known, Standing
from activities.views.looking import chosen
from indicators.calendar import Semester

ARMY, NAVY = Part("EP", "Ejército", 2), Part("MGP", "Marina", 1)
PREV, PART = Part("PREV", "Prevención", 1), Part("PART", "Participación", 2)
FIRST, SECOND = Part("PREV-1.1", "Formar", 1), Part("PART-1.1", "Convocar", 2)
MARCH, JUNE = dt.date(2026, 3, 1), dt.date(2026, 6, 30)


def facts(code: str, standing: Standing = Standing.PLANNED, **fields: object) -> ActivityFacts:
    made = ActivityFacts(
        code=code,
        title=f"Actividad {code}",
        language="es",
        institution=ARMY,
        pillar=PREV,
        action=FIRST,
        starts_on=MARCH,
        ends_on=JUNE,
        standing=standing,
        adopted=(MARCH, JUNE),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


SENT = Known("running", JUNE, MARCH)
VALID = Known("done", JUNE, MARCH, JUNE, is_validated=True)
WORLD = (
    facts("EP-1", Standing.DONE, known=VALID, is_told=True),
    facts("EP-2", Standing.DELAYED, known=SENT, is_told=True, ends_on=dt.date(2026, 8, 14)),
    facts("EP-3", Standing.UNREPORTED, is_told=False, indicators=("PREV-1.1.1",)),
    facts("EP-4", Standing.CANCELLED, known=SENT),
    facts("MGP-1", Standing.PLANNED, institution=NAVY, pillar=PART, action=SECOND, adopted=None),
    facts("MGP-2", Standing.RUNNING, institution=NAVY, known=SENT, is_told=True),
)


def test_each_standing_is_counted_apart_and_cancelled_ones_beside_the_others() -> None:
    assert Tally.of(WORLD) == Tally(
        planned=1,
        running=1,
        done=1,
        delayed=1,
        unreported=1,
        cancelled=1,
        noted=3,
        validated=1,
        expected=4,
        told=3,
        added=1,
        moved=1,
    )
    assert (Tally.of(WORLD).kept, Tally.of(WORLD).total) == (5, 6)


def test_the_share_that_is_done_is_of_those_that_were_not_cancelled() -> None:
    assert Tally.of(WORLD).share_done == Decimal(20)


def test_of_nothing_there_is_no_share() -> None:
    assert Tally.of(()).share_done is None
    assert Tally.of([facts("X", Standing.CANCELLED)]).share_done is None


def test_groups_come_in_their_own_order_and_keep_that_of_their_activities() -> None:
    assert [(g.part.code, [each.code for each in g.activities]) for g in by_institution(WORLD)] == [
        ("MGP", ["MGP-1", "MGP-2"]),
        ("EP", ["EP-1", "EP-2", "EP-3", "EP-4"]),
    ]
    assert [(g.part.code, g.tally.kept) for g in by_pillar(WORLD)] == [("PREV", 4), ("PART", 1)]


def test_days_moved_are_said_of_what_was_adopted_alone() -> None:
    by_code = {each.code: each for each in WORLD}
    assert by_code["EP-2"].days_moved == 45
    assert by_code["EP-2"].was == (MARCH, JUNE)
    assert (by_code["EP-1"].days_moved, by_code["EP-1"].was) == (0, None)
    assert (by_code["MGP-1"].days_moved, by_code["MGP-1"].is_added) == (None, True)
    assert not replace(by_code["MGP-1"], is_frozen=False).is_added


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, False),
        ({"noted": 4052}, True),
        ({"noted": 4053}, True),
        ({"noted": 4051}, False),
        ({"noted": 4051, "is_done": True}, True),
        ({"is_cancelled": True}, None),
        ({"last_day": None}, None),
        ({"starts_on": dt.date(2026, 7, 1)}, None),
        ({"starts_on": JUNE}, False),
    ],
)
def test_a_semester_is_spoken_for_by_its_note_or_a_later_one_or_because_it_is_done(
    fields: dict[str, object], told: bool | None
) -> None:
    about = {
        "starts_on": MARCH,
        "last_day": JUNE,
        "noted": None,
        "semester": 4052,
        "is_done": False,
        "is_cancelled": False,
    }
    assert told_of(**(about | fields)) is told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "semester"),
    [
        (dt.date(2025, 12, 31), None),
        (JUNE, None),
        (dt.date(2026, 7, 1), Semester(2026, 1)),
        (dt.date(2026, 12, 31), Semester(2026, 1)),
        (dt.date(2027, 1, 1), Semester(2026, 2)),
        (dt.date(2030, 5, 5), Semester(2026, 2)),
    ],
)
def test_the_last_semester_of_a_year_has_ended_before_the_day(on: dt.date, semester: Semester | None) -> None:
    assert last_semester(2026, on) == semester


def test_coverage_puts_gaps_first_and_counts_as_served_only_what_was_not_cancelled() -> None:
    third = Part("PROT-1.1", "Atender", 3)
    actions = [PlannedAction(part, PREV, part.name) for part in (FIRST, SECOND, third)]
    found = coverage_of(actions, [each for each in WORLD if each.code in ("EP-4", "MGP-1")])
    assert [row.action.part.code for row in found.actions] == ["PREV-1.1", "PROT-1.1", "PART-1.1"]
    assert found.served == 1
    assert (found.actions[0].tally.cancelled, found.actions[0].institutions) == (1, ())
    assert found.actions[2].institutions == (NAVY,)


def test_two_years_are_compared_over_the_institutions_that_planned_both() -> None:
    before = [facts("EP-0", Standing.DONE), facts("MGP-0", Standing.DONE, institution=NAVY)]
    compared = between_years(
        before, WORLD, planned_before=frozenset({"EP", "FAP"}), planned_after=frozenset({"EP", "MGP"})
    )
    assert (compared.institutions, compared.left_out) == (("EP",), ("FAP", "MGP"))
    assert (compared.before.kept, compared.before.done) == (1, 1)
    assert (compared.after.kept, compared.after.done) == (3, 1)


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Wanted(), ["EP-1", "EP-2", "EP-3", "EP-4", "MGP-1", "MGP-2"]),
        (Wanted(institution="MGP"), ["MGP-1", "MGP-2"]),
        (Wanted(pillar="PART"), ["MGP-1"]),
        (Wanted(action="PART-1.1"), ["MGP-1"]),
        (Wanted(indicator="PREV-1.1.1"), ["EP-3"]),
        (Wanted(standing=Standing.DELAYED), ["EP-2"]),
        (Wanted(begins=3, ends=8), ["EP-2"]),
        (Wanted(change=ADDED), ["MGP-1"]),
        (Wanted(change=MOVED), ["EP-2"]),
        (Wanted(change=AS_ADOPTED), ["EP-1", "EP-3", "EP-4", "MGP-2"]),
        (Wanted(text="ACTIVIDAD mgp"), ["MGP-1", "MGP-2"]),
        (Wanted(text="actívidád ep-3"), ["EP-3"]),
        (Wanted(order=STANDS), ["EP-2", "EP-3", "MGP-2", "MGP-1", "EP-1", "EP-4"]),
        (Wanted(order=ENDS), ["EP-1", "EP-3", "EP-4", "MGP-1", "MGP-2", "EP-2"]),
        (Wanted(order=STARTS, institution="EP"), ["EP-1", "EP-3", "EP-4", "EP-2"]),
        (Wanted(institution="NONE"), []),
    ],
)
def test_what_is_asked_is_what_is_shown(wanted: Wanted, codes: list[str]) -> None:
    assert [each.code for each in narrowed(WORLD, wanted)] == codes


def test_a_month_that_is_asked_for_is_of_the_year_that_is_looked_at() -> None:
    """What was moved into the next year ends in none of the year's months."""
    moved = facts("EP-9", ends_on=dt.date(2027, 6, 30))
    assert narrowed([moved, facts("EP-8")], Wanted(ends=6)) == (facts("EP-8"),)


def test_a_month_says_what_begins_ends_and_goes_on_and_leaves_out_what_does_not_happen() -> None:
    due = Due(dt.date(2026, 7, 17), "2026-I")
    march, april, june = (month_of(dt.date(2026, month, 1), WORLD, [due]) for month in (3, 4, 6))
    assert [each.code for each in march.days[0].begins] == ["EP-1", "EP-2", "EP-3", "MGP-1", "MGP-2"]
    assert (march.begins, march.ends, march.through) == (5, 0, ())
    assert [each.code for each in april.through] == ["EP-1", "EP-2", "EP-3", "MGP-1", "MGP-2"]
    assert [each.code for each in june.days[-1].ends] == ["EP-1", "EP-3", "MGP-1", "MGP-2"]
    assert [each.code for each in june.through] == ["EP-2"]
    assert not any(day.due for day in june.days)
    july = month_of(dt.date(2026, 7, 1), [replace(each, is_frozen=False) for each in WORLD], [due])
    assert [day.day for day in july.days if not day.is_empty] == [due.day]
    assert july.through == ()


@pytest.mark.parametrize(
    ("first", "blanks", "days", "previous", "following"),
    [
        (dt.date(2026, 2, 1), 6, 28, dt.date(2026, 1, 1), dt.date(2026, 3, 1)),
        (dt.date(2028, 2, 1), 1, 29, dt.date(2028, 1, 1), dt.date(2028, 3, 1)),
        (dt.date(2026, 12, 1), 1, 31, dt.date(2026, 11, 1), dt.date(2027, 1, 1)),
        (dt.date(2026, 6, 1), 0, 30, dt.date(2026, 5, 1), dt.date(2026, 7, 1)),
    ],
)
def test_weeks_begin_on_monday(first: dt.date, blanks: int, days: int, previous: dt.date, following: dt.date) -> None:
    month = month_of(first, ())
    assert (month.blanks, len(month.days), month.previous, month.next) == (blanks, days, previous, following)


@pytest.mark.parametrize(
    ("years", "year"),
    [
        ([], None),
        ([(2027, False)], 2027),
        ([(2027, False), (2026, True), (2025, True)], 2026),
        ([(2028, False), (2027, True)], 2027),
        ([(2027, True), (2025, True)], 2025),
    ],
)
def test_the_year_shown_first_is_the_one_that_is_followed_up(years: list[tuple[int, bool]], year: int | None) -> None:
    found = chosen(tuple(PlannedYear(*each) for each in years), "", dt.date(2026, 7, 10))
    assert (found.year if found else None) == year
