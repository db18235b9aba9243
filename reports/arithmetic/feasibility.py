"""Whether a target can be reached: at the pace seen so far, when; and what pace would bring there on time.

Arithmetic on the values that are alike, from the first to the last: the average change of one step (a semester, or a calendar
year), carried on in a straight line. It is no forecast; the page prints what is taken for granted.

Source of every formula: docs/methodology.md, "Can the target be reached?".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from reports.arithmetic.percent import DIGITS, HUNDRED
from reports.arithmetic.trajectory import Point

ZERO = Decimal(0)
FEWEST = 3
"""How many values a pace is read from at least: of two, one odd semester is half of what is known."""


class Outlook(StrEnum):
    """What can be said. The last two come from no pace."""

    REACHED = "reached"  # it is there, and at this pace it stays
    LEAVING = "leaving"  # it is there, and at this pace it will not be
    ON_TIME = "on_time"  # it arrives by the semester of the target, or at any time where none is set
    LATE = "late"  # it arrives, after it
    STANDING_STILL = "standing_still"  # nothing has changed between the first value and the last
    MOVING_AWAY = "moving_away"
    PASSED = "passed"  # its semester has come without it
    BEYOND = "beyond"  # the target asks for more than the whole
    TOO_FEW = "too_few"  # not enough values that are alike


@dataclass(frozen=True, slots=True)
class Aim:
    """What must hold: the value lies from `low` to `high`, either of which may be open, by the semester of ordinal `by`.

    A range has no semester: it must hold at any time.
    """

    low: Decimal | None
    high: Decimal | None
    by: int | None

    def holds(self, value: Decimal) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def edge(self, value: Decimal) -> Decimal:
        """The nearer bound of a value that lies outside."""
        if self.low is not None and value < self.low:
            return self.low
        return value if self.high is None else min(value, self.high)


@dataclass(frozen=True, slots=True)
class Feasibility:
    """The outlook and what it is made of. Ordinals are semesters; paces are for one step of `step` semesters.

    `pace` is the average change a step between the first and the last of `points`; `least` and `most` are the smallest and
    the largest change of one step among them. `needed` would arrive on time, while there still is time; `ratio` is how many
    times the pace seen that is. `arrives` is the first semester at which it holds at this pace, `leaves` the first at which
    it no longer does; `projected` is the value at the semester of the target, never above the whole nor below nothing, and
    nothing once that semester lies behind. `left_out` is how many
    values were not alike.
    """

    outlook: Outlook
    aim: Aim
    points: tuple[Point, ...]
    left_out: int
    step: int
    is_percent: bool
    pace: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    needed: Decimal | None = None
    ratio: Decimal | None = None
    arrives: int | None = None
    leaves: int | None = None
    projected: Decimal | None = None

    @property
    def first(self) -> Point:
        return self.points[0]

    @property
    def last(self) -> Point:
        return self.points[-1]

    @property
    def steps(self) -> int:
        """How many steps lie between the first value and the last."""
        return (self.last[0] - self.first[0]) // self.step


def feasibility(
    points: Sequence[Point],
    aim: Aim,
    *,
    here: int | None = None,
    step: int = 1,
    is_percent: bool = False,
    left_out: int = 0,
) -> Feasibility:
    """Judge whether the aim can be reached from values that are alike, in the order of their semesters.

    `here` is the semester that it is seen from, where that is later than the last value.

    `step` is 1 where semester is set against semester, 2 where year against year: then the ordinals are those of the years'
    second semesters, and the aim's is brought to that of its year.
    """
    if step == 2 and aim.by is not None:
        aim = replace(aim, by=aim.by | 1)
    if is_percent and aim.low is not None and aim.low > HUNDRED:
        return Feasibility(Outlook.BEYOND, aim, tuple(points), left_out, step, is_percent)
    if len(points) < FEWEST:
        return Feasibility(Outlook.TOO_FEW, aim, tuple(points), left_out, step, is_percent)
    return _Line(tuple(points), aim, step, is_percent, left_out, here or points[-1][0]).seen()


@dataclass(frozen=True, slots=True)
class _Line:
    """The straight line from the first value through the last, in fractions: a third of a step must not become a whole one."""

    points: tuple[Point, ...]
    aim: Aim
    step: int
    is_percent: bool
    left_out: int
    here: int

    @property
    def value(self) -> Decimal:
        return self.points[-1][1]

    @property
    def pace(self) -> Fraction:
        return self.change(self.points[0], self.points[-1])

    def change(self, before: Point, after: Point) -> Fraction:
        """The average change of one step between two values."""
        return (Fraction(after[1]) - Fraction(before[1])) * self.step / (after[0] - before[0])

    def seen(self) -> Feasibility:
        changes = [self.change(before, after) for before, after in pairwise(self.points)]
        needed = self.needed()
        return Feasibility(
            outlook=self.outlook(),
            aim=self.aim,
            points=self.points,
            left_out=self.left_out,
            step=self.step,
            is_percent=self.is_percent,
            pace=decimal(self.pace),
            least=decimal(min(changes)),
            most=decimal(max(changes)),
            needed=None if needed is None else decimal(needed),
            ratio=decimal(needed / self.pace) if needed is not None and needed * self.pace > 0 else None,
            arrives=self.arrives(),
            leaves=self.leaves(),
            projected=self.projected(),
        )

    def outlook(self) -> Outlook:
        by = self.aim.by
        if self.aim.holds(self.value):
            leaves = self.leaves()
            return Outlook.REACHED if leaves is None or (by is not None and leaves > by) else Outlook.LEAVING
        if by is not None and (self.has_gone or self.steps_ahead() <= 0):
            return Outlook.PASSED
        if self.pace == 0:
            return Outlook.STANDING_STILL
        arrives = self.arrives()
        if arrives is None:
            return Outlook.MOVING_AWAY
        return Outlook.ON_TIME if by is None or arrives <= by else Outlook.LATE

    @property
    def has_gone(self) -> bool:
        """Whether the semester of the aim lies behind the one that it is seen from, whatever was reported since."""
        return self.aim.by is not None and self.aim.by < self.here

    def steps_ahead(self) -> int:
        """From the last value to the semester of the aim."""
        return 0 if self.aim.by is None else (self.aim.by - self.points[-1][0]) // self.step

    def distance(self) -> Fraction:
        """From the last value to the nearer bound; nothing inside."""
        return Fraction(self.aim.edge(self.value)) - Fraction(self.value)

    def needed(self) -> Fraction | None:
        ahead = self.steps_ahead()
        return self.distance() / ahead if ahead > 0 and not self.has_gone and not self.aim.holds(self.value) else None

    def arrives(self) -> int | None:
        """The first semester at which the line has come to the bound."""
        distance = self.distance()
        return self.at(ceil(distance / self.pace)) if distance * self.pace > 0 else None

    def leaves(self) -> int | None:
        """The first semester at which the line is past the bound that it moves towards."""
        bound = self.aim.high if self.pace > 0 else self.aim.low
        if not self.aim.holds(self.value) or self.pace == 0 or bound is None or self.is_outermost(bound):
            return None
        return self.at(floor((Fraction(bound) - Fraction(self.value)) / self.pace) + 1)

    def is_outermost(self, bound: Decimal) -> bool:
        """Whether nothing can lie past the bound: a part is never more than its whole, nor what is counted below nothing."""
        if self.pace > 0:
            return self.is_percent and bound >= HUNDRED
        return self.is_never_below_zero and bound <= 0

    @property
    def is_never_below_zero(self) -> bool:
        return all(value >= 0 for _, value in self.points)

    def projected(self) -> Decimal | None:
        ahead = self.steps_ahead()
        if ahead <= 0 or self.has_gone:
            return None
        value = decimal(Fraction(self.value) + self.pace * ahead)
        value = min(value, HUNDRED) if self.is_percent else value
        return max(value, ZERO) if self.is_never_below_zero else value

    def at(self, steps: int) -> int:
        return self.points[-1][0] + steps * self.step


def decimal(exact: Fraction) -> Decimal:
    with localcontext(prec=DIGITS):
        return Decimal(exact.numerator) / Decimal(exact.denominator)
