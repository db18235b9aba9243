"""Two indicators with targets, so that being on and off track both show. The real plan has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.models import ActionPlan, ReportingPeriod, Series, Target

APPROVED_ON = dt.date(2021, 7, 1)
TRAINED_AT_FIRST, TRAINED_AT_LAST = Decimal(1000), Decimal(1500)
"""Person-trainings a semester, over all institutions, on a straight line from the first semester to the plan's last."""

UN_GOALS = {
    # Percentage of women. UN Uniformed Gender Parity Strategy 2018-2028; the source of each number is docs/methodology.md.
    "contingents": {2021: 8, 2022: 9, 2023: 10, 2024: 11, 2025: 12, 2026: 13, 2027: 14, 2028: 15},
    "staff_and_observers": {2021: 18, 2022: 19, 2023: 20, 2024: 21, 2025: 22, 2026: 23, 2027: 24, 2028: 25},
}
PUBLISHED_YEARS = {2021, 2022, 2028}
ACT = "Demostración"
UN_ACT = "Demostración: Estrategia de las Naciones Unidas 2018-2028"
UN_ACT_INTERPOLATED = f"{UN_ACT} (interpolado entre los valores publicados)"


def un_goal(series: str, year: int) -> int:
    """The goal of a calendar year; that of 2028 holds from then on."""
    return UN_GOALS[series][min(year, 2028)]


def set_targets(plan: ActionPlan, semesters: Sequence[ReportingPeriod]) -> None:
    periods = list(plan.periods.order_by("ordinal"))
    trained = series_of(plan, "PREV-1.1.1", "all")
    ends = ((semesters[0], TRAINED_AT_FIRST), (periods[-1], TRAINED_AT_LAST))
    targets = [Target(series=trained, period=p, value=value, act_reference=ACT) for p, value in ends]
    for code in UN_GOALS:
        targets += un_targets(series_of(plan, "PART-1.2.1", code), periods)
    for target in targets:
        target.approved_on = APPROVED_ON
        target.full_clean()
        target.save()


def un_targets(series: Series, periods: Sequence[ReportingPeriod]) -> Iterator[Target]:
    """A goal holds for its whole calendar year, so it is set on the year's first semester that the plan has."""
    years: set[int] = set()
    for period in periods:
        year = period.starts_on.year
        if year in years:
            continue
        years.add(year)
        act = UN_ACT if year in PUBLISHED_YEARS else UN_ACT_INTERPOLATED
        yield Target(series=series, period=period, value=Decimal(un_goal(series.code, year)), act_reference=act)


def series_of(plan: ActionPlan, indicator: str, code: str) -> Series:
    found: Series = Series.objects.get(
        revision__indicator__plan=plan, revision__indicator__code=indicator, revision__number=1, code=code
    )
    return found
