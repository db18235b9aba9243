"""The diagnosis of a plan's goals: which lack a baseline, a target or a way there, by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from indicators.models import ActionPlan
from tests import factories as make
from tests.reports.diagnosis import diagnosing
from tests.reports.diagnosis.diagnosing import CODES, Periods, found, score

pytestmark = pytest.mark.django_db

plan, periods = diagnosing.plan, diagnosing.periods


class TestGoals:
    def test_a_series_without_its_target_is_named_where_another_has_one(
        self, plan: ActionPlan, periods: Periods
    ) -> None:
        share = make.make_proportion(plan, series={"contingents": ["a=b"], "staff": ["a=c"]})
        make.make_target(share.series.get(code="staff"), periods["2026-I"], 20)
        assert found(plan, "no_target") == [("PART-1.2.1", "Sin meta: contingents.")]
        assert found(plan, "no_baseline") == [("PART-1.2.1", "No tiene línea de base.")]

    def test_a_target_decided_for_a_later_semester_lacks_no_more(self, plan: ActionPlan, periods: Periods) -> None:
        before = make.make_count(plan)
        after = make.make_revision(before.indicator, number=2, effective_from=periods["2026-II"])
        make.make_component(after, "total")
        make.make_target(make.make_series(after), periods["2026-II"], 10)
        assert score(plan, "no_target") == (1, 1)

    def test_a_range_needs_no_target_and_words_none_either(self, plan: ActionPlan, periods: Periods) -> None:
        make.make_count(plan, direction="range", range_low=1, range_high=2)
        make.make_narrative(plan)
        make.make_milestone(plan)
        assert score(plan, "no_target") == (0, 0)
        assert score(plan, "no_baseline") == (0, 1)

    def test_where_neither_more_nor_less_is_better_no_target_is_missed(
        self, plan: ActionPlan, periods: Periods
    ) -> None:
        """One that was set could not be judged by."""
        make.make_count(plan, direction="neutral")
        assert score(plan, "no_target") == (0, 0)
        assert score(plan, "no_baseline") == (0, 1)

    @pytest.mark.parametrize(
        ("direction", "baseline", "target", "rule", "sentence"),
        [
            (
                "increase",
                10,
                10,
                "target_as_baseline",
                "La última meta, 10 (2026-II), es igual a la línea de base: no pide ningún cambio.",
            ),
            (
                "increase",
                10,
                8,
                "target_against_direction",
                "Más es mejor, pero la última meta, 8 (2026-II), está por debajo de la línea de base, 10.",
            ),
            (
                "decrease",
                10,
                12,
                "target_against_direction",
                "Menos es mejor, pero la última meta, 12 (2026-II), está por encima de la línea de base, 10.",
            ),
            ("increase", 10, 12, "target_against_direction", ""),
            ("decrease", 10, 8, "target_against_direction", ""),
            ("decrease", 10, 8, "target_as_baseline", ""),
            ("maintain", 10, 10, "target_as_baseline", ""),
        ],
    )
    def test_the_last_target_against_the_baseline(
        self, direction: str, baseline: int, target: int, rule: str, sentence: str, plan: ActionPlan, periods: Periods
    ) -> None:
        series = make.make_count(plan, direction=direction).series.get()
        make.make_baseline(series, periods["2024-II"], baseline)
        make.make_target(series, periods["2026-II"], target)
        assert found(plan, rule) == ([("PREV-1.1.1", sentence)] if sentence else [])

    def test_what_has_no_baseline_or_no_target_is_not_compared(self, plan: ActionPlan, periods: Periods) -> None:
        make.make_target(make.make_count(plan).series.get(), periods["2026-II"], 10)
        make.make_baseline(make.make_count(plan, "PREV-1.1.2").series.get(), periods["2024-II"], 10)
        assert score(plan, "target_as_baseline") == score(plan, "target_against_direction") == (0, 0)

    def test_a_semesters_baseline_is_no_measure_of_a_years_target(self, plan: ActionPlan, periods: Periods) -> None:
        series = make.make_count(plan).series.get()
        make.make_baseline(series, periods["2024-II"], 10)
        make.make_target(series, periods["2026-II"], 8, scope="cumulative")
        assert score(plan, "target_against_direction") == (0, 0)

    def test_targets_that_turn_back_are_found_at_the_turn(self, plan: ActionPlan, periods: Periods) -> None:
        series = make.make_count(plan).series.get()
        for code, value in zip(("2025-I", "2025-II", "2026-I"), (5, 9, 7), strict=True):
            make.make_target(series, periods[code], value)
        make.make_target(make.make_count(plan, "PREV-1.1.2").series.get(), periods["2025-I"], 5)
        assert found(plan, "trajectory_turns") == [
            ("PREV-1.1.1", "La meta pasa de 9 (2025-II) a 7 (2026-I), en contra de la dirección.")
        ]
        assert score(plan, "trajectory_turns") == (0, 1)

    def test_a_target_after_the_plans_last_day(self, plan: ActionPlan, periods: Periods) -> None:
        series = make.make_count(plan).series.get()
        make.make_target(series, periods["2026-I"], 5)
        assert score(plan, "past_the_time_frame") == (0, 0)
        ActionPlan.objects.update(ends_on=dt.date(2026, 6, 30))
        assert score(plan, "past_the_time_frame") == (1, 1)
        make.make_target(series, periods["2026-II"], 9)
        assert found(plan, "past_the_time_frame") == [
            ("PREV-1.1.1", "La meta 9 (2026-II) es posterior al último día del plan.")
        ]

    @pytest.mark.parametrize(
        ("values", "times"),
        [((5, 6, 7, None), 3), ((5, 6, 7, 8), 4), ((5, 4, 7, 8), 0), ((None, 5, 6, None), 0), ((5, 6, 7, 4), 0)],
    )
    def test_a_target_reached_three_semesters_in_a_row(
        self, values: tuple[int | None, ...], times: int, plan: ActionPlan, periods: Periods
    ) -> None:
        """Of 2024-II to 2026-I, each expecting 5; the latest may have nothing yet."""
        count, army = make.make_count(plan), make.make_institution("EP")
        make.make_commitment(count, army, periods["2024-II"])
        for period, value in zip(CODES[:4], values, strict=True):
            make.make_target(count.series.get(), periods[period], 5)
            if value is not None:
                make.make_measurement(count, army, periods[period], value=value)
        expected = [("PREV-1.1.1", f"Lo esperado se alcanzó {times} semestres seguidos.")] if times else []
        assert found(plan, "reached_in_a_row") == expected

    def test_a_row_is_counted_from_its_beginning(self, plan: ActionPlan) -> None:
        """Six semesters, each expecting 5 and reaching it."""
        codes = ("2023-II", "2024-I", *CODES[:4])
        periods = {code: make.make_period(plan, code) for code in codes}
        count, army = make.make_count(plan), make.make_institution("EP")
        make.make_commitment(count, army, periods["2023-II"])
        for period in periods.values():
            make.make_target(count.series.get(), period, 5)
            make.make_measurement(count, army, period, value=5)
        assert found(plan, "reached_in_a_row") == [("PREV-1.1.1", "Lo esperado se alcanzó 6 semestres seguidos.")]

    def test_percentages_that_differ_are_not_printed_alike(self, plan: ActionPlan, periods: Periods) -> None:
        series = make.make_proportion(plan, direction="decrease").series.get()
        make.make_baseline(series, periods["2024-II"], "12.31")
        make.make_target(series, periods["2026-II"], "12.34")
        assert [sentence.replace("\u00a0", " ") for _code, sentence in found(plan, "target_against_direction")] == [
            "Menos es mejor, pero la última meta, 12,34 % (2026-II), está por encima de la línea de base, 12,31 %."
        ]

    def test_what_an_earlier_definition_asked_since_the_start_is_held_against_all_semesters(
        self, plan: ActionPlan
    ) -> None:
        """20 in 2023-II and none since: 20 of 20 in each semester up to 2025-II; the next target is of 2026-II."""
        periods = {code: make.make_period(plan, code) for code in ("2023-II", "2024-I", *CODES)}
        count, army = make.make_count(plan), make.make_institution("EP")
        make.make_commitment(count, army, periods["2023-II"])
        for code, value in zip(periods, (20, 0, 0, 0, 0), strict=False):
            make.make_measurement(count, army, periods[code], value=value)
        for code in ("2024-II", "2025-I", "2025-II"):
            make.make_target(count.series.get(), periods[code], 20, scope="cumulative")
        later = make.make_revision(count.indicator, effective_from=periods["2026-I"])
        make.make_component(later, "total")
        make.make_target(make.make_series(later), periods["2026-II"], 5)
        assert found(plan, "reached_in_a_row") == [("PREV-1.1.1", "Lo esperado se alcanzó 3 semestres seguidos.")]
