"""What budgets add up to. Pure arithmetic: amounts and None in, small frozen results out.

Four nothings stay apart. Zero is an amount. An amount of None was not reported (not available) and is in no sum. An institution without
a statement has reported nothing (missing). One whose answer is that there is no item has no amounts at all (not applicable). Every sum
says over how many items it goes, and no sum is made where nothing was reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Answer(StrEnum):
    """Whether the annual budget includes an item: the rule of section 09."""

    YES = "yes"
    NO = "no"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True)
class ItemAmounts:
    """The amounts of one item; None was not reported. `pillar`: its code, of its activity's action or its own; empty for none."""

    initial: Decimal | None = None
    modified: Decimal | None = None
    committed: Decimal | None = None
    executed: Decimal | None = None
    pillar: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum over `reported_items` of `items`. `sum` is None where no item reported it: then nothing can be added."""

    sum: Decimal | None
    reported_items: int
    items: int

    @property
    def is_complete(self) -> bool:
        """Every item reported it, and there is one."""
        return self.reported_items == self.items > 0


@dataclass(frozen=True, slots=True)
class ExecutionRate:
    """Accrued over modified budget (devengado / PIM), over the `items` of `of_items` that report both. Between 0 and 1."""

    numerator: Decimal
    denominator: Decimal
    items: int
    of_items: int

    @property
    def value(self) -> Decimal | None:
        """None where no item reports both, and where the modified budget is zero: nothing can be executed of nothing."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def percent(self) -> Decimal | None:
        return None if self.value is None else self.value * 100


@dataclass(frozen=True, slots=True)
class Amounts:
    """The four amounts of some items and their execution rate."""

    initial: Amount
    modified: Amount
    committed: Amount
    executed: Amount
    rate: ExecutionRate

    @property
    def items(self) -> int:
        return self.initial.items


def amounts_of(items: Sequence[ItemAmounts]) -> Amounts:
    return Amounts(
        initial=amount_of([item.initial for item in items]),
        modified=amount_of([item.modified for item in items]),
        committed=amount_of([item.committed for item in items]),
        executed=amount_of([item.executed for item in items]),
        rate=rate_of(items),
    )


def amount_of(values: Sequence[Decimal | None]) -> Amount:
    reported = [value for value in values if value is not None]
    return Amount(sum(reported, Decimal(0)) if reported else None, len(reported), len(values))


def rate_of(items: Sequence[ItemAmounts]) -> ExecutionRate:
    both = [(each.executed, each.modified) for each in items if each.executed is not None and each.modified is not None]
    return ExecutionRate(
        sum((executed for executed, _modified in both), Decimal(0)),
        sum((modified for _executed, modified in both), Decimal(0)),
        len(both),
        len(items),
    )


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What one institution states of a year. `number` is that of its statement; None where nothing was sent.

    `is_included`: the rule of section 09 binds it that year; an institution may also state more than it must. `of_validated`: only what
    was validated was read, so that of one that did not report something may have been sent and wait.
    """

    code: str
    name: str
    answer: Answer
    is_validated: bool = False
    number: int | None = None
    reason: str = ""
    cut_off_on: dt.date | None = None
    source: str = ""
    items: tuple[ItemAmounts, ...] = ()
    is_included: bool = True
    of_validated: bool = False

    @property
    def amounts(self) -> Amounts:
        return amounts_of(self.items)


@dataclass(frozen=True, slots=True)
class PillarAmounts:
    """The amounts of one pillar, and how many institutions attribute an item to it. An empty `code`: attributed to no pillar."""

    code: str
    amounts: Amounts
    institutions: int


@dataclass(frozen=True, slots=True)
class YearBudget:
    """The budgets of a year, one line an institution. `is_fallback`: who is included had to be taken from who takes part.
    `of_validated`: as that of its lines.
    """

    year: int
    lines: tuple[BudgetLine, ...]
    is_fallback: bool = False
    of_validated: bool = False

    @property
    def included(self) -> tuple[BudgetLine, ...]:
        return tuple(line for line in self.lines if line.is_included)

    def count(self, answer: Answer) -> int:
        """Of those that the rule binds."""
        return sum(line.answer == answer for line in self.included)

    @property
    def with_item(self) -> tuple[BudgetLine, ...]:
        """Whose amounts can be added: those that state an item."""
        return tuple(line for line in self.lines if line.answer == Answer.YES)

    @property
    def amounts(self) -> Amounts:
        """Of the institutions that state an item, and of no other: `with_item` says over how many."""
        return amounts_of([item for line in self.with_item for item in line.items])

    def pillars(self, codes: Iterable[str]) -> tuple[PillarAmounts, ...]:
        """In the order of `codes`, and what is attributed to no pillar after them."""
        return tuple(self._pillar(code) for code in (*codes, ""))

    def _pillar(self, code: str) -> PillarAmounts:
        by_line = [[item for item in line.items if item.pillar == code] for line in self.with_item]
        items = [item for each in by_line for item in each]
        return PillarAmounts(code, amounts_of(items), sum(bool(each) for each in by_line))
