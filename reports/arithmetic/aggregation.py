"""One figure from many institutions: sums and proportions that always say from how many they are made.

An institution may have reported a value (zero among them), have no data, be outside the indicator, or have said nothing: four
different things. What was not reported is neither zero nor estimated; percentages are made from summed parts, never averaged.

Source of the rules: docs/methodology.md, "Across institutions".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from reports.arithmetic.percent import exact_percent, printed

SMALL_DENOMINATOR = 20
"""Below it a percentage moves by more than five points with one person, and is flagged."""


class Answer(StrEnum):
    """What an institution answered, in the words of its measurement; None stands for no answer at all."""

    REPORTED = "reported"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"


class Outcome(StrEnum):
    """What can be said of a figure across institutions."""

    COMPUTED = "computed"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSIGNED = "not_assigned"  # no institution is committed yet: the Committee has to assign the indicator


@dataclass(frozen=True, slots=True)
class Observation:
    """What one institution says about one figure of one period. A "not applicable" here is one that a reviewer confirmed."""

    institution: str
    answer: str | None
    value: Decimal | None = None
    denominator: Decimal | None = None
    measurement: int | None = None
    """The measurement that says so, where there is one: the leaf of every figure made of it."""
    is_rebased: bool = False
    """Whether the value was multiplied to be comparable with a later definition: a part may then pass its whole."""

    def __post_init__(self) -> None:
        has_figure = self.value is not None or self.denominator is not None
        if has_figure and self.answer != Answer.REPORTED:
            raise ValueError(f"{self.institution} has a value without having reported it.")

    @property
    def is_applicable(self) -> bool:
        return self.answer != Answer.NOT_APPLICABLE

    @property
    def has_value(self) -> bool:
        return self.value is not None

    @property
    def has_both_parts(self) -> bool:
        return self.value is not None and self.denominator is not None


class ReachCounts(TypedDict):
    """The counts that make up a reach."""

    reported: int
    expected: int
    not_available: int
    not_applicable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """From how many of how many: `reported` is the k and `expected` the n of "k de n"."""

    reported: int = 0
    expected: int = 0
    not_available: int = 0
    not_applicable: int = 0

    @property
    def is_partial(self) -> bool:
        return 0 < self.reported < self.expected

    @property
    def missing(self) -> int:
        """Expected and silent: neither a value nor the statement that there is none."""
        return self.expected - self.reported - self.not_available

    @property
    def outcome_without_value(self) -> Outcome:
        if self.expected:
            return Outcome.NOT_REPORTED
        return Outcome.NOT_APPLICABLE if self.not_applicable else Outcome.NOT_ASSIGNED


@dataclass(frozen=True, slots=True, kw_only=True)
class Total(Reach):
    """A sum, in the figure's unit; None when nobody reported, which is not zero."""

    value: Decimal | None = None

    @property
    def state(self) -> Outcome:
        return self.outcome_without_value if self.value is None else Outcome.COMPUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Reach):
    """A proportion: the sums of both parts over the institutions that gave both."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def exact_percent(self) -> Decimal | None:
        """The unrounded percentage, to be judged and compared."""
        if self.numerator is None or not self.denominator:
            return None
        return exact_percent(self.numerator, self.denominator)

    @property
    def percent(self) -> Decimal | None:
        """The percentage as it is printed; of a denominator of zero there is none."""
        exact = self.exact_percent
        return None if exact is None else printed(exact)

    @property
    def is_small(self) -> bool:
        return is_of_few(self.denominator)

    @property
    def state(self) -> Outcome:
        if self.denominator is None:
            return self.outcome_without_value
        return Outcome.COMPUTED if self.denominator else Outcome.NOT_APPLICABLE


def is_of_few(whole: Decimal | None) -> bool:
    """Whether a percentage of so many moves by more than five points with one of them; of nobody there is none."""
    return whole is not None and 0 < whole < SMALL_DENOMINATOR


def total(observations: Iterable[Observation]) -> Total:
    """Add what was reported."""
    everyone = once_each(observations)
    values = [each.value for each in everyone if each.value is not None]
    return Total(value=added(values), **reach_of(everyone, len(values)))


def proportion(observations: Iterable[Observation]) -> Share:
    """Add numerators and denominators of those who gave both. Raises ValueError for a part greater than its whole."""
    everyone = once_each(observations)
    pairs = [_pair(each) for each in everyone if each.has_both_parts]
    return Share(
        numerator=added(part for part, _ in pairs),
        denominator=added(whole for _, whole in pairs),
        **reach_of(everyone, len(pairs)),
    )


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of what is there; of nothing there is no sum, and it is not zero."""
    present = [value for value in values if value is not None]
    return sum(present, Decimal(0)) if present else None


def distinct(figure: Total, joined: Decimal | int) -> Total:
    """Take away items counted more than once: `joined` is how many the reviewer joined to another one.

    Raises ValueError when more would be taken away than was counted.
    """
    if figure.value is None:
        return figure
    if not 0 <= joined <= figure.value:
        raise ValueError("Items joined lie between none and all of those counted.")
    return replace(figure, value=figure.value - joined)


def once_each(observations: Iterable[Observation]) -> list[Observation]:
    """The observations as a list. Raises ValueError when an institution speaks twice."""
    everyone = list(observations)
    if len({each.institution for each in everyone}) < len(everyone):
        raise ValueError("An institution has one observation of a figure in a period.")
    return everyone


def reach_of(everyone: Sequence[Observation], gave: int) -> ReachCounts:
    """From how many of how many, where `gave` is how many gave what the figure is made of."""
    answers = [each.answer for each in everyone]
    not_applicable = answers.count(Answer.NOT_APPLICABLE)
    return {
        "reported": gave,
        "expected": len(everyone) - not_applicable,
        "not_available": answers.count(Answer.NOT_AVAILABLE),
        "not_applicable": not_applicable,
    }


def _pair(observation: Observation) -> tuple[Decimal, Decimal]:
    part, whole = observation.value or Decimal(0), observation.denominator or Decimal(0)
    if part > whole and not observation.is_rebased:
        raise ValueError(f"{observation.institution} reports a part greater than its whole.")
    return part, whole
