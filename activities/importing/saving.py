"""Saving what a dry run showed: through the verb of statements, and the file goes in the same transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import transaction

from activities.budgeting.draft import draft_of
from activities.budgeting.writing import save_statement
from activities.importing.answering import DryRun, Fate
from activities.importing.keeping import forget
from activities.models import BudgetStatement
from institutions.models import User


@dataclass(frozen=True, slots=True)
class Saved:
    changed: int
    added: int


def save(
    statement: BudgetStatement,
    dry_run: DryRun,
    ticked: Collection[str],
    *,
    cut_off_on: dt.date | None,
    source_document: str,
    by: User,
    at: dt.datetime,
) -> Saved:
    """The statement in the version that the dry run was made from. Raises `Refused`: then nothing was saved and the file is still there."""
    draft = draft_of(statement)
    items = dry_run.items(draft.items, ticked)
    has_item = True if items else draft.has_item
    new = replace(
        draft,
        items=items,
        has_item=has_item,
        reason="" if has_item else draft.reason,
        cut_off_on=cut_off_on,
        source_document=source_document,
    )
    with transaction.atomic():
        save_statement(statement, new, version=statement.version, by=by, at=at)
        forget(statement, by)
    return Saved(len(dry_run.of(Fate.CHANGES)), len(items) - len(draft.items))
