"""What figures speak of, in the language of the page: semesters, institutions, indicators, and the words of their definition.

Build figures once a language: names are read from the language that is active.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from indicators.models import Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Institution


@dataclass(frozen=True, slots=True)
class PeriodName:
    """A semester and its window. `code` is printed through the `period_label` filter."""

    code: str
    ordinal: int
    ends_on: dt.date
    opens_at: dt.datetime
    due_at: dt.datetime
    closes_at: dt.datetime
    due_on: dt.date
    state: str  # upcoming | open | late (due, still open) | closed

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class InstitutionName:
    code: str
    name: str
    short_name: str
    order: int


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """An indicator under the definition in force for the semester. `number` is its code without the pillar's letters."""

    code: str
    number: str
    name: str
    pillar_code: str
    pillar_name: str
    objective_code: str
    kind: str
    accumulation: str
    across: str
    direction: str
    unit: str
    decimals: int
    revision: int
    is_proposed: bool
    is_percent: bool


def name_period(period: ReportingPeriod, at: dt.datetime) -> PeriodName:
    state = "closed" if period.is_closed(at) else "upcoming"
    if period.is_open(at):
        state = "late" if period.is_overdue(at) else "open"
    return PeriodName(
        period.code,
        period.ordinal,
        period.ends_on,
        period.opens_at,
        period.due_at,
        period.closes_at,
        period.due_on,
        state,
    )


def name_institution(institution: Institution) -> InstitutionName:
    return InstitutionName(
        institution.code, institution.name, institution.short_name or institution.code, institution.order
    )


def name_indicator(indicator: Indicator, revision: IndicatorRevision) -> IndicatorName:
    return IndicatorName(
        code=indicator.code,
        number=indicator.code.split("-", 1)[-1],
        name=revision.name,
        pillar_code=indicator.pillar.code,
        pillar_name=indicator.pillar.name,
        objective_code=indicator.action.objective.code,
        kind=revision.kind,
        accumulation=revision.accumulation,
        across=revision.across,
        direction=revision.direction,
        unit=revision.unit,
        decimals=revision.decimals,
        revision=revision.number,
        is_proposed=revision.is_proposed,
        is_percent=revision.is_percent,
    )
