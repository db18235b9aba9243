"""An institution beside its own past: only what it owed both times, and never an average of percentages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.scorecard.counts import Ratio, points_between
from reports.scorecard.semesters import Delivery, Semester


@dataclass(frozen=True, slots=True)
class OwnPast:
    """A semester beside earlier ones of the same institution, over the indicators that it owed both now and then.

    `indicators` is how many those are. With several earlier semesters `before` adds up their parts and their wholes.
    """

    semesters: tuple[str, ...]
    indicators: int
    received: Ratio
    received_before: Ratio
    on_time: Ratio
    on_time_before: Ratio

    @property
    def received_points(self) -> Decimal | None:
        return points_between(self.received, self.received_before)

    @property
    def on_time_points(self) -> Decimal | None:
        return points_between(self.on_time, self.on_time_before)


def beside(now: Semester, earlier: Sequence[Semester]) -> OwnPast | None:
    """None where nothing was owed both now and then."""
    owed_now = {each.indicator for each in now.deliveries}
    alike = [(semester, [each for each in semester.deliveries if each.indicator in owed_now]) for semester in earlier]
    alike = [(semester, found) for semester, found in alike if found]
    common = {each.indicator for _semester, found in alike for each in found}
    if not common:
        return None
    here = [each for each in now.deliveries if each.indicator in common]
    then = [each for _semester, found in alike for each in found]
    return OwnPast(
        tuple(semester.period.code for semester, _found in alike),
        len(common),
        ratio(here, lambda each: each.is_received),
        ratio(then, lambda each: each.is_received),
        ratio(here, lambda each: each.is_on_time),
        ratio(then, lambda each: each.is_on_time),
    )


def ratio(deliveries: Iterable[Delivery], holds: Callable[[Delivery], bool]) -> Ratio:
    every = list(deliveries)
    return Ratio(sum(holds(each) for each in every), len(every))
