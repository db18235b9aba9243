"""Findings in words: grammar in both languages, and nothing claimed that the figures do not say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from reports.figures import Comparison, Figure
from reports.wording.figures import comparable_text, difference_text, figure_text, reach_text


def figure(value: str | None, state: str = "computed", *, is_percent: bool = False, reported: int = 3) -> Figure:
    number = None if value is None else Decimal(value)
    return Figure(is_percent, number, number, None, None, reported, 4, 0, 0, 1, Decimal(0), True, False, state)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (figure("0"), "0"),
        (figure("1762"), "1 762"),
        (figure("13.08", is_percent=True), "13,1 %"),
        (figure(None, "not_reported"), "Sin dato"),
        (figure(None, "not_applicable"), "No corresponde"),
        (figure(None, "not_assigned"), "Por asignar"),
    ],
)
def test_zero_and_the_kinds_of_nothing_read_differently(shown: Figure, said: str) -> None:
    with translation.override("es"):
        assert figure_text(shown).replace("\xa0", " ") == said


def test_a_figure_says_from_how_many_it_is_made() -> None:
    with translation.override("es"):
        assert reach_text(figure("55")) == "3 de 4 instituciones"


def test_a_change_says_over_how_many_it_is() -> None:
    change = Comparison("2025-II", "computed", False, Decimal(70), Decimal(77), Decimal(7), Decimal(10), None, 2, 3)
    with translation.override("es"):
        assert (difference_text(change), comparable_text(change)) == ("+7", "2 instituciones comparables de 3")


def test_a_broken_series_has_no_change() -> None:
    with translation.override("es"):
        assert difference_text(Comparison("2025-II", "broken", is_percent=False)) == "Cambió la definición"
