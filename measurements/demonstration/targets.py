"""Two indicators with targets, so that being on and off track both show. The real plan has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.models import ActionPlan, Baseline, IndicatorRevision, ReportingPeriod, Series, Target
from institutions.models import Institution
from measurements.demonstration.windows import CLOSED_SEMESTERS

APPROVED_ON = dt.date(2021, 7, 1)
HOURS_AT_FIRST = Decimal(178)
HOURS_EXPECTED = {1: Decimal(185), CLOSED_SEMESTERS: Decimal(208)}
HOURS_AT_LAST = Decimal(222)
"""Teaching hours in force, over all institutions: where they started, and what is expected by semester of the demonstration
and in the plan's last semester."""
HOURS_OF_EACH = {
    # Where it started, then at the first, the latest and the last of those semesters; each column adds up to the number of all.
    # The Air Force is behind.
    "EP": (46, 48, 54, 57),
    "MGP": (38, 39, 44, 46),
    "FAP": (30, 33, 40, 44),
    "CECOPAZ": (64, 65, 70, 75),
}

UN_GOALS = {
    # Percentage of women. UN Uniformed Gender Parity Strategy 2018-2028; the source of each number is docs/methodology.md.
    "contingents": {2021: 8, 2022: 9, 2023: 10, 2024: 11, 2025: 12, 2026: 13, 2027: 14, 2028: 15},
    "staff_and_observers": {2021: 18, 2022: 19, 2023: 20, 2024: 21, 2025: 22, 2026: 23, 2027: 24, 2028: 25},
}
PUBLISHED_YEARS = {2021, 2022, 2028}
ACT = "Demostración"
UN_SOURCE = "Estrategia de las Naciones Unidas 2018-2028"


def un_goal(series: str, year: int) -> int:
    """The goal of a calendar year; that of 2028 holds from then on."""
    return UN_GOALS[series][min(year, 2028)]


def set_targets(plan: ActionPlan, semesters: Sequence[ReportingPeriod]) -> None:
    periods = list(plan.periods.filter(ordinal__gte=semesters[0].ordinal).order_by("ordinal"))
    hours = series_of(plan, "PREV-1.2.1", "all")
    Baseline.objects.create(series=hours, period=semesters[0], value=HOURS_AT_FIRST, source=ACT)
    for code, institution in institutions_of_hours().items():
        start = HOURS_OF_EACH[code][0]
        Baseline.objects.create(series=hours, institution=institution, period=semesters[0], value=start, source=ACT)
    hours.revision.institution_targets = IndicatorRevision.InstitutionTargets.SUM
    hours.revision.save(update_fields=["institution_targets"])
    targets = list(hours_targets(hours, semesters, periods[-1]))
    for code in UN_GOALS:
        targets += un_targets(series_of(plan, "PART-1.2.1", code), periods)
    for target in targets:
        target.approved_on = APPROVED_ON
        target.full_clean()
        target.save()


def hours_targets(series: Series, semesters: Sequence[ReportingPeriod], last: ReportingPeriod) -> Iterator[Target]:
    """A slow rise that all keep up with, and what each institution brings to it."""
    dated = [(semesters[turn], value) for turn, value in HOURS_EXPECTED.items()]
    if last.ordinal > semesters[-1].ordinal:
        dated.append((last, HOURS_AT_LAST))
    institutions = institutions_of_hours()
    for turn, (period, value) in enumerate(dated):
        yield Target(series=series, period=period, value=value, act_reference=ACT)
        for code, (_start, *values) in HOURS_OF_EACH.items():
            own = Decimal(values[turn])
            yield Target(series=series, period=period, value=own, act_reference=ACT, institution=institutions[code])


def institutions_of_hours() -> dict[str, Institution]:
    found: dict[str, Institution] = Institution.objects.in_bulk(list(HOURS_OF_EACH), field_name="code")
    return found


def un_targets(series: Series, periods: Sequence[ReportingPeriod]) -> Iterator[Target]:
    """A goal holds for its whole calendar year, so it is set on the first of its semesters."""
    years: set[int] = set()
    for period in periods:
        year = period.starts_on.year
        if year in years:
            continue
        years.add(year)
        yield Target(
            series=series,
            period=period,
            value=Decimal(un_goal(series.code, year)),
            act_reference=ACT,
            source=UN_SOURCE,
            is_interpolated=year not in PUBLISHED_YEARS,
        )


def series_of(plan: ActionPlan, indicator: str, code: str) -> Series:
    found: Series = Series.objects.get(
        revision__indicator__plan=plan, revision__indicator__code=indicator, revision__number=1, code=code
    )
    return found
