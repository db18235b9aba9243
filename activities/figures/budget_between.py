"""The same institutions in two years: an amount is compared only where it is whole in both. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from activities.figures.budget import Amount, YearBudget


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """One amount of the same institutions in two years: those that reported it of every item in both."""

    name: str
    institutions: tuple[str, ...]
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """In per cent; None where nothing compares or it was zero before."""
        if self.before is None or self.after is None or not self.before:
            return None
        return (self.after - self.before) / self.before * 100


def like_for_like(name: str, before: YearBudget, after: YearBudget) -> LikeForLike:
    old, new = _complete(name, before), _complete(name, after)
    same = tuple(code for code in new if code in old)
    if not same:
        return LikeForLike(name, (), None, None)
    return LikeForLike(
        name, same, sum((old[code] for code in same), Decimal(0)), sum((new[code] for code in same), Decimal(0))
    )


def _complete(name: str, budget: YearBudget) -> dict[str, Decimal]:
    """By institution, where every item reports the amount."""
    found = {}
    for line in budget.with_item:
        amount: Amount = getattr(line.amounts, name)
        if amount.is_complete and amount.sum is not None:
            found[line.code] = amount.sum
    return found
