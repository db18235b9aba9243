"""So many of so many, and the median of days. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from reports.arithmetic.percent import exact_percent_or_none


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part` of `whole`. Of nothing there is no percentage: that does not apply, and is not zero."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        """Unrounded, 0–100."""
        return exact_percent_or_none(self.part, self.whole)


def points_between(now: Ratio, before: Ratio) -> Decimal | None:
    """The difference in percentage points; None where one of the two does not apply."""
    if now.percent is None or before.percent is None:
        return None
    return now.percent - before.percent


def median_days(days: Iterable[int]) -> Decimal | None:
    """The one in the middle; of an even count, half way between the two in the middle. None of nothing."""
    known = [Decimal(each) for each in days]
    return median(known) if known else None
