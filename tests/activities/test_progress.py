"""Where an activity stands on a day: a table worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from activities.progress import Known, Standing, day_in, days_late, expects_note, known_on, standing_of

MARCH, JUNE = dt.date(2026, 3, 1), dt.date(2026, 6, 30)
FIRST_HALF, SECOND_HALF = dt.date(2026, 6, 30), dt.date(2026, 12, 31)


def known(progress: str, as_of: dt.date = FIRST_HALF) -> Known:
    return Known(progress, as_of)


@pytest.mark.parametrize(
    ("said", "on", "expected"),
    [
        (None, dt.date(2026, 2, 28), Standing.PLANNED),
        (None, dt.date(2026, 3, 1), Standing.UNREPORTED),
        (None, dt.date(2026, 6, 30), Standing.UNREPORTED),
        (None, dt.date(2026, 7, 1), Standing.UNREPORTED),
        (known("planned", dt.date(2026, 2, 28)), dt.date(2026, 2, 28), Standing.PLANNED),
        (known("planned", dt.date(2026, 3, 1)), dt.date(2026, 3, 2), Standing.DELAYED),
        (known("running", dt.date(2026, 5, 1)), dt.date(2026, 6, 30), Standing.RUNNING),
        (known("running", dt.date(2026, 5, 1)), dt.date(2026, 7, 1), Standing.UNREPORTED),
        (known("running"), dt.date(2026, 7, 10), Standing.DELAYED),
        (known("done"), dt.date(2026, 12, 1), Standing.DONE),
    ],
)
def test_standing(said: Known | None, on: dt.date, expected: Standing) -> None:
    assert standing_of(MARCH, JUNE, said, on=on) is expected


def test_a_cancelled_one_stands_so_whatever_was_said() -> None:
    assert standing_of(MARCH, JUNE, known("done"), on=JUNE, is_cancelled=True) is Standing.CANCELLED


def test_a_note_sent_in_its_semester_speaks_of_the_day_before() -> None:
    assert known_on(FIRST_HALF, dt.date(2026, 5, 11)) == dt.date(2026, 5, 10)
    assert known_on(FIRST_HALF, dt.date(2026, 7, 11)) == FIRST_HALF


def test_days_late_are_none_until_it_is_done() -> None:
    assert days_late(JUNE, known("running")) is None
    assert days_late(JUNE, Known("done", SECOND_HALF, MARCH, dt.date(2026, 7, 3))) == 3
    assert days_late(JUNE, Known("done", FIRST_HALF, MARCH, dt.date(2026, 6, 1))) == 0


@pytest.mark.parametrize(
    ("starts", "done_before", "cancelled_on", "expected"),
    [
        (dt.date(2026, 12, 31), False, None, True),
        (dt.date(2027, 1, 1), False, None, False),
        (MARCH, False, None, True),
        (MARCH, True, None, False),
        (MARCH, False, dt.date(2026, 6, 30), False),
        (MARCH, False, dt.date(2026, 7, 1), True),
    ],
)
def test_what_a_semester_expects(
    starts: dt.date, done_before: bool, cancelled_on: dt.date | None, expected: bool
) -> None:
    assert (
        expects_note(
            starts,
            period_starts_on=dt.date(2026, 7, 1),
            period_ends_on=SECOND_HALF,
            done_before=done_before,
            cancelled_on=cancelled_on,
        )
        is expected
    )


def test_29_february_is_the_28th_in_another_year() -> None:
    assert day_in(2027, dt.date(2028, 2, 29)) == dt.date(2027, 2, 28)
    assert day_in(2025, dt.date(2026, 7, 10)) == dt.date(2025, 7, 10)
