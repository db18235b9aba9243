"""What a unit gave in the semester before, as the boxes of its page show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from indicators.models import ReportingPeriod
from measurements.answer.content import CellKey
from measurements.background.previous import Previous, in_words
from measurements.checks.checks import Cells
from measurements.models import Answer, Contribution


@dataclass(frozen=True, slots=True)
class PreviousPart(Previous):
    """The part of the semester before, once it was given with figures."""

    given: Cells = field(default_factory=dict)

    def cells(self) -> Cells:
        return self.given

    def under(self, key: CellKey) -> tuple[str, str]:
        if not self.given:
            return "", ""
        stored = self.given.get(key)
        return in_words(stored.value if stored else None), in_words(stored.denominator if stored else None)


def previous_part(contribution: Contribution) -> PreviousPart:
    period = contribution.period
    before = ReportingPeriod.objects.filter(plan=period.plan_id, ordinal=period.ordinal - 1).first()
    given = Contribution.objects.given().filter(
        indicator=contribution.indicator, unit=contribution.unit, period=before, answer=Answer.REPORTED
    )
    last = given.with_values().first() if before else None
    values = last.values.all() if last else ()
    # A contributed value has the columns of a measured one that the boxes read.
    return PreviousPart(before, given=cast(Cells, {(v.component.code, v.combination.key): v for v in values}))
