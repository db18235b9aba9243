"""What somebody wrote into a budget statement, on a page or in a file, before it is checked and kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from activities.models import BudgetItem, BudgetStatement
from documents.inspection import Inspected
from documents.models import StoredFile

AMOUNTS = ("initial", "modified", "committed", "executed")
"""The four amounts of an item, in the order of the budget's year."""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One budget item by its codes. `activity` and `pillar` are codes too, one of them at most; an amount of None is not reported."""

    programme_code: str
    item_code: str
    programme_name: str = ""
    label: str = ""
    initial: Decimal | None = None
    modified: Decimal | None = None
    committed: Decimal | None = None
    executed: Decimal | None = None
    activity: str = ""
    pillar: str = ""


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A whole statement. `source_file` is the one that is kept already, a new one, or none."""

    has_item: bool | None = None
    reason: str = ""
    cut_off_on: dt.date | None = None
    source_document: str = ""
    source_file: StoredFile | Inspected | None = None
    items: tuple[ItemDraft, ...] = ()
    language: str = "es"


def draft_of(statement: BudgetStatement) -> StatementDraft:
    """What a statement says now."""
    return StatementDraft(
        has_item=statement.has_item,
        reason=statement.reason,
        cut_off_on=statement.cut_off_on,
        source_document=statement.source_document,
        source_file=statement.source_file,
        items=tuple(item_draft(item) for item in sorted(statement.items.all(), key=lambda item: item.ordinal)),
        language=statement.language,
    )


def item_draft(item: BudgetItem) -> ItemDraft:
    return ItemDraft(
        programme_code=item.programme_code,
        item_code=item.item_code,
        programme_name=item.programme_name,
        label=item.label,
        initial=item.initial,
        modified=item.modified,
        committed=item.committed,
        executed=item.executed,
        activity=item.activity.code if item.activity else "",
        pillar=item.pillar.code if item.pillar else "",
    )
