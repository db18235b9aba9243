"""What others published beside the plan: typed by hand from the strategy and the sources."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.models import ContextSeries, ContextValue, Indicator

GOALS = {
    "un-goal-contingents": ["6.5", "8", "9", "10", "11", "12", "13", "14", "15"],
    "un-goal-staff-and-observers": ["17", "18", "19", "20", "21", "22", "23", "24", "25"],
}
OBSERVED = {
    "observed-staff-and-observers": (2021, 1, 11, 31),
    "observed-contingents": (2021, 1, 26, 205),
    "observed-all-2021": (2021, 1, 37, 236),
    "observed-all-2023": (2023, 9, 45, 257),
}


def values(code: str) -> list[ContextValue]:
    return list(ContextValue.objects.filter(series__code=code).order_by("year", "month"))


@pytest.mark.usefixtures("real_plan_read_only")
@pytest.mark.django_db
class TestShippedContext:
    @pytest.mark.parametrize("code", GOALS)
    def test_goals_of_each_year_and_which_of_them_are_our_own(self, code: str) -> None:
        assert [(row.year, row.value) for row in values(code)] == [
            (year, Decimal(goal)) for year, goal in enumerate(GOALS[code], 2020)
        ]
        assert [row.year for row in values(code) if row.is_interpolated] == [2023, 2024, 2025, 2026, 2027]

    def test_goals_for_police_stand_beside_no_series(self) -> None:
        rows = ContextValue.objects.filter(series__nature="goal", series__series_code="").order_by("series__order")
        assert [(row.series.label_en, row.year, row.value) for row in rows] == [
            ("Formed police units", 2028, 20),
            ("Individual police officers", 2028, 30),
        ]

    @pytest.mark.parametrize("code", OBSERVED)
    def test_observations_have_both_numbers_and_the_words_of_their_source(self, code: str) -> None:
        (row,) = values(code)
        assert (row.year, row.month, row.value, row.denominator) == OBSERVED[code]
        assert row.quotation
        assert row.series.source_es
        assert row.series.source_en

    def test_context_stands_beside_series_that_the_definition_has(self) -> None:
        named = set(ContextSeries.objects.exclude(series_code="").values_list("indicator__code", "series_code"))
        assert named == {("PART-1.2.1", "contingents"), ("PART-1.2.1", "staff_and_observers")}
        indicator = Indicator.objects.get(code="PART-1.2.1")
        assert {code for _, code in named} == set(indicator.revisions.get().series.values_list("code", flat=True))
