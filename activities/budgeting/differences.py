"""How the items of a statement differ from those of the one before it, amount by amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from activities.budgeting.draft import AMOUNTS, ItemDraft


@dataclass(frozen=True, slots=True)
class AmountChange:
    """One amount (`name`) now and before; None is not reported. `has_before`: there is a statement before that names the item."""

    name: str
    now: Decimal | None
    before: Decimal | None = None
    has_before: bool = False

    @property
    def has_changed(self) -> bool:
        return self.has_before and self.now != self.before


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item with its four amounts. `is_new`: the statement before does not name it, though there is one."""

    item: ItemDraft
    amounts: tuple[AmountChange, ...]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The items as they stand, and those of the statement before that are named no more."""

    items: tuple[ItemChange, ...]
    gone: tuple[ItemDraft, ...] = ()


def compared(now: Sequence[ItemDraft], before: Sequence[ItemDraft] | None) -> Compared:
    """`before` is None where there is no statement before."""
    known = {key_of(item): item for item in before or ()}
    return Compared(
        tuple(_change(item, known.get(key_of(item)), is_first=before is None) for item in now),
        tuple(item for key, item in known.items() if key not in {key_of(each) for each in now}),
    )


def key_of(item: ItemDraft) -> tuple[str, str, str]:
    """What makes two rows the same item: its codes and its activity."""
    return item.programme_code, item.item_code, item.activity


def _change(item: ItemDraft, earlier: ItemDraft | None, *, is_first: bool) -> ItemChange:
    amounts = tuple(
        AmountChange(name, getattr(item, name), getattr(earlier, name) if earlier else None, earlier is not None)
        for name in AMOUNTS
    )
    return ItemChange(item, amounts, is_new=earlier is None and not is_first)
