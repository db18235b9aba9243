"""Findings in words: grammar in both languages, and nothing claimed that the figures do not say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from reports.coverage import coverage
from reports.figures import Comparison, Figure, PeriodName
from reports.wording import comparable_text, difference_text, figure_text, headline, reach_text

NOON = dt.datetime(2026, 7, 10, 12, tzinfo=dt.UTC)


def semester(state: str) -> PeriodName:
    return PeriodName("2026-I", 4052, dt.date(2026, 6, 30), NOON, NOON, NOON, dt.date(2026, 7, 17), state)


@pytest.mark.parametrize(
    ("counts", "state", "spanish", "english"),
    [
        ((94, 66), "open", "Han llegado 66 de 94 reportes; faltan 28", "66 of 94 reports have arrived; 28 still to go"),
        ((94, 1), "open", "Ha llegado 1 de 94 reportes; faltan 93", "1 of 94 reports has arrived; 93 still to go"),
        ((2, 1), "late", "Ha llegado 1 de 2 reportes; falta 1", "1 of 2 reports has arrived; 1 to go"),
        ((94, 94), "closed", "Han llegado los 94 reportes", "All 94 reports have arrived"),
        ((94, 0), "open", "Todavía no ha llegado ninguno de los 94 reportes", "None of the 94 reports has arrived yet"),
        ((1, 1), "open", "Ha llegado el único reporte esperado", "The only report expected has arrived"),
        ((94, 0), "upcoming", "Se esperan 94 reportes de 2026-I", "94 reports are expected for 2026 H1"),
        (
            (0, 0),
            "open",
            "Ninguna institución tiene que reportar 2026-I todavía",
            "No institution has to report 2026 H1 yet",
        ),
        ((0, 0), "closed", "Ninguna institución tenía que reportar 2026-I", "No institution had to report 2026 H1"),
    ],
)
def test_the_heading_is_the_answer(counts: tuple[int, int], state: str, spanish: str, english: str) -> None:
    found = coverage(counts[0], counts[1], 0, 0)
    for language, said in (("es", spanish), ("en", english)):
        with translation.override(language):
            assert headline(found, semester(state)).replace("\xa0", " ") == said


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
