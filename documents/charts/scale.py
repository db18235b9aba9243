"""The vertical scale of a chart: round numbers, from zero."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Scale:
    """Tick values from lowest to highest; the first and the last are the ends of the axis."""

    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """How far up the axis a value lies: 0 at the bottom, 1 at the top."""
        return float((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0]))


def span_of(values: Iterable[Decimal]) -> Scale:
    """The scale of a drawing without ticks: from the lowest to the highest value, with zero."""
    known = [*values, Decimal(0)]
    low, high = min(known), max(known)
    return Scale((low, high if high > low else low + 1))


def scale_for(values: Iterable[Decimal], *, intervals: int = 5, ceiling: Decimal | None = None) -> Scale:
    """A scale of at most `intervals` round steps that holds zero and every value, and ends at `ceiling` if it can.

    Whole numbers have steps that are whole: nobody counts half an event.
    """
    known = [*values, Decimal(0)]
    low, high = min(known), max(known)
    if ceiling is not None and high <= ceiling and high * 4 > ceiling * 3:
        high = ceiling
    least = Decimal(1) if all(each == each.to_integral_value() for each in known) else Decimal(0)
    step = round_step(max((high - low) / intervals, least))
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = max((high / step).to_integral_value(rounding="ROUND_CEILING"), first + 1)
    return Scale(tuple(step * n for n in range(int(first), int(last) + 1)))


def round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50… (or 0.1, 0.2, 0.5…) that is not below `least`."""
    if least <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * n for n in (1, 2, 5, 10) if power * n >= least)
