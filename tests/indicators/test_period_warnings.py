"""What the period page says of a window that nothing forbids and yet looks wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from indicators.calendar import Semester, default_windows, end_of, midnight
from indicators.period_warnings import warnings_of
from indicators.scheduling import Window
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_period, make_plan

GOOD = Window(midnight(dt.date(2026, 7, 1)), end_of(dt.date(2026, 7, 17)), end_of(dt.date(2026, 7, 31)))


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (GOOD, []),
        (Window(GOOD.opens_at, end_of(dt.date(2026, 7, 18)), GOOD.closes_at), ["vence el sábado 18 de julio de 2026"]),
        (Window(GOOD.opens_at, end_of(dt.date(2026, 7, 28)), GOOD.closes_at), ["vence el martes 28 de julio de 2026"]),
        (Window(GOOD.opens_at, GOOD.due_at, end_of(dt.date(2026, 8, 2))), ["cierra el domingo 2 de agosto de 2026"]),
        (Window(midnight(dt.date(2026, 6, 30)), GOOD.due_at, GOOD.closes_at), ["Abre antes"]),
        (
            Window(midnight(dt.date(2026, 5, 4)), end_of(dt.date(2026, 7, 19)), end_of(dt.date(2026, 7, 29))),
            ["Abre antes", "vence el domingo", "cierra el miércoles 29"],
        ),
    ],
)
def test_a_day_without_work_and_an_early_opening_are_told(db: None, window: Window, words: list[str]) -> None:
    found = warnings_of(make_period(make_plan(), "2026-I"), window)
    assert len(found) == len(words)
    assert all(word in text for word, text in zip(words, found, strict=True))


@pytest.mark.parametrize("code", ["2026-I", "2026-II", "2027-I", "2027-II", "2028-I", "2032-I"])
def test_the_usual_window_of_a_semester_needs_no_warning(db: None, code: str) -> None:
    usual = default_windows(Semester.from_code(code))
    window = Window(usual.opens_at, usual.due_at, usual.closes_at)
    assert warnings_of(make_period(make_plan(), code), window) == []


def test_the_page_tells_it_of_the_window_as_it_stands(cast: Cast, signed_in: SignIn) -> None:
    make_period(make_plan(), "2026-I", due_at=end_of(dt.date(2026, 7, 19)))
    assert "vence el domingo 19 de julio de 2026" in signed_in(cast.secretary).get("/gestion/semestres/2026-I/").text
