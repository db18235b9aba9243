"""What is odd about figures that arrive twice a year. Pure: no Django, no database.

Each rule takes the amounts of one answer, and those it is held against, and tells its concerns: which rule, about which cell,
what it was and what it is. The same concern about many cells of one component is told once, about the component: nobody
explains a doubled semester box by box. Sources: docs/methodology.md and experience.md §3.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

CellKey = tuple[str, str]
"""A component's code and the key of a combination of categories; the key is empty for the component as a whole."""

WHOLE: CellKey = ("", "")
"""The answer as a whole."""

MOST_APART = 3
"""Of one component, so many cells are asked about one by one; more of them are one concern about the component."""


class Rule(StrEnum):
    LARGE_CHANGE = "large_change"
    ZERO_AFTER_VALUE = "zero_after_value"
    VALUE_AFTER_ABSENCE = "value_after_absence"
    IDENTICAL = "identical"
    SHARE_OUT_OF_RANGE = "share_out_of_range"
    UNEQUAL_DENOMINATORS = "unequal_denominators"
    RUNNING_TOTAL_FELL = "running_total_fell"
    PART_ABOVE_WHOLE = "part_above_whole"


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, for a proportion with its denominator."""

    value: Decimal
    denominator: Decimal | None = None

    @property
    def share(self) -> Decimal | None:
        """Numerator ÷ denominator · 100, unrounded; None without a denominator or with an empty one."""
        return self.value / self.denominator * 100 if self.denominator else None


Amounts = Mapping[CellKey, Amount]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is still usual: a change up to `relative` (a ratio) or up to `absolute`; a share from `low` to `high` percent."""

    relative: Decimal | None = None
    absolute: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to explain or correct. `before` is what it is held against; `cells` are those it speaks of, when several."""

    rule: Rule
    cell: CellKey = WHOLE
    before: Amount | None = None
    now: Amount | None = None
    cells: tuple[CellKey, ...] = ()


def is_large_change(before: Decimal, now: Decimal, bounds: Bounds) -> bool:
    """Whether a value moved further than both bounds: by more units, and by a greater part of what it was."""
    gap = abs(now - before)
    return gap > (bounds.absolute or 0) and gap > abs(before) * (bounds.relative or 0)


def moved(before: Amounts, now: Amounts, asked: Mapping[Rule, Bounds]) -> Iterator[Concern]:
    """How the cells that both have moved: what accumulates and fell, what fell to zero, what changed by much. One each."""
    for component in dict.fromkeys(code for code, _key in now):
        cells = {
            cell: _movement(before[cell], now[cell], asked) for cell in now if cell[0] == component and cell in before
        }
        for rule in (Rule.RUNNING_TOTAL_FELL, Rule.ZERO_AFTER_VALUE, Rule.LARGE_CHANGE):
            raised = [cell for cell, found in cells.items() if found is rule]
            is_everything = rule is Rule.ZERO_AFTER_VALUE and not any(now[cell].value for cell in cells)
            yield from _told(rule, raised, before, now, MOST_APART if not is_everything else 1)


def _movement(before: Amount, now: Amount, asked: Mapping[Rule, Bounds]) -> Rule | None:
    if Rule.RUNNING_TOTAL_FELL in asked and now.value < before.value:
        return Rule.RUNNING_TOTAL_FELL
    if Rule.ZERO_AFTER_VALUE in asked and before.value and not now.value:
        return Rule.ZERO_AFTER_VALUE
    bounds = asked.get(Rule.LARGE_CHANGE)
    pairs = [(before.value, now.value)]
    if before.denominator is not None and now.denominator is not None:
        pairs.append((before.denominator, now.denominator))
    is_large = bounds is not None and any(is_large_change(was, is_, bounds) for was, is_ in pairs)
    return Rule.LARGE_CHANGE if is_large else None


def _told(rule: Rule, raised: list[CellKey], before: Amounts, now: Amounts, most: int) -> Iterator[Concern]:
    """One by one up to `most`; else once, with what these cells amount to together."""
    if len(raised) <= most:
        yield from (Concern(rule, cell, before.get(cell), now[cell]) for cell in raised)
        return
    was = total(before[cell] for cell in raised if cell in before)
    yield Concern(rule, (raised[0][0], ""), was, total(now[cell] for cell in raised), tuple(raised))


def repeated(before: Amounts, now: Amounts) -> Iterator[Concern]:
    """Every value is the one of the semester before. A single value, or nothing but zeros, is no copy."""
    if len(now) > 1 and before == now and any(amount.value for amount in now.values()):
        yield Concern(Rule.IDENTICAL, WHOLE, total(before.values()), total(now.values()))


def begun(now: Amounts) -> Iterator[Concern]:
    """A value where the semester before there was nothing to count."""
    amount = total(now.values())
    if amount is not None and amount.value:
        yield Concern(Rule.VALUE_AFTER_ABSENCE, WHOLE, None, amount)


def out_of_range(now: Amounts, bounds: Bounds) -> Iterator[Concern]:
    """Shares below the lowest or above the highest that is usual."""
    raised = [cell for cell, amount in now.items() if _is_outside(amount.share, bounds)]
    for component in dict.fromkeys(code for code, _key in raised):
        mine = [cell for cell in raised if cell[0] == component]
        yield from _told(Rule.SHARE_OUT_OF_RANGE, mine, {}, now, MOST_APART)


def _is_outside(share: Decimal | None, bounds: Bounds) -> bool:
    if share is None:
        return False
    return (bounds.low is not None and share < bounds.low) or (bounds.high is not None and share > bounds.high)


def unequal_denominators(now: Amounts, other: Amounts) -> Iterator[Concern]:
    """Two answers that count parts of the same whole, and do not agree on the whole."""
    mine, theirs = denominator_of(now), denominator_of(other)
    if mine is not None and theirs is not None and mine != theirs:
        yield Concern(Rule.UNEQUAL_DENOMINATORS, WHOLE, Amount(theirs), Amount(mine))


def part_above_whole(part: Amount | None, whole: Amount | None, cell: CellKey = WHOLE) -> Iterator[Concern]:
    """What is contained cannot exceed what contains it."""
    if part is not None and whole is not None and part.value > whole.value:
        yield Concern(Rule.PART_ABOVE_WHOLE, cell, whole, part)


def denominator_of(amounts: Amounts) -> Decimal | None:
    """The denominator of an answer: its cells' together. Components that share the cells share it, so one tells it."""
    component = min((code for code, _key in amounts), default="")
    found = [a.denominator for (code, _key), a in amounts.items() if code == component and a.denominator is not None]
    return sum(found, Decimal(0)) if found else None


def total(amounts: Iterable[Amount]) -> Amount | None:
    """What amounts make together; None from none."""
    cells = list(amounts)
    if not cells:
        return None
    denominators = [amount.denominator for amount in cells if amount.denominator is not None]
    return Amount(
        sum((amount.value for amount in cells), Decimal(0)), sum(denominators, Decimal(0)) if denominators else None
    )
