"""What a definition may name, by its codes: categories, dimensions, registers with their stages, institutions, semesters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.models import ActionPlan, Category, Dimension, Register, ReportingPeriod, Stage
from institutions.models import Institution


@dataclass(frozen=True, slots=True)
class Known:
    """Read once for a plan. Categories are known by their keys (`sex=women`), stages by register and code."""

    dimensions: Mapping[str, Dimension]
    categories: Mapping[str, Category]
    registers: Mapping[str, Register]
    stages: Mapping[tuple[str, str], Stage]
    institutions: Mapping[str, Institution]
    periods: Mapping[str, ReportingPeriod]

    @classmethod
    def of(cls, plan: ActionPlan) -> Known:
        return cls(
            dimensions={each.code: each for each in Dimension.objects.all()},
            categories={each.key: each for each in Category.objects.select_related("dimension")},
            registers={each.code: each for each in Register.objects.prefetch_related("tags")},
            stages={(each.register.code, each.code): each for each in Stage.objects.select_related("register")},
            institutions={each.code: each for each in Institution.objects.all()},
            periods={each.code: each for each in plan.periods.all()},
        )
