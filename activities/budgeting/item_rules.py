"""What is wrong with the items of a draft, each answered beside its row: the database would refuse them without saying where.

A problem's `field` is the box, as the form names it (`items-0-committed`); `about` says the row and its code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from activities.budgeting.differences import key_of
from activities.budgeting.draft import AMOUNTS, ItemDraft, StatementDraft
from activities.models import GREATEST_AMOUNT
from activities.refusals import Problem

DECIMALS = 2
MOST_ITEMS = 500
LONGEST = {"programme_code": 20, "programme_name": 200, "item_code": 60, "label": 200}


def problems_of_draft(
    draft: StatementDraft, *, activities: Collection[str], pillars: Collection[str], today: dt.date
) -> list[Problem]:
    """All that keeps a draft from being kept. What is only missing is no problem yet: a draft may be unfinished."""
    found = []
    if draft.cut_off_on is not None and draft.cut_off_on > today:
        found.append(
            Problem("cut_off_on", _("The cut-off date has not come yet: write the day up to which the amounts go."))
        )
    if len(draft.source_document) > 200:
        found.append(Problem("source_document", _too_long(200)))
    if len(draft.items) > MOST_ITEMS:
        found.append(Problem("items", _("At most %(most)d items fit into a statement.") % {"most": MOST_ITEMS}))
        return found
    for index, item in enumerate(draft.items):
        for field, text in (
            *_of_texts(item),
            *_of_amounts(item),
            *_of_link(item, activities, pillars),
            *_of_place(item, draft.items[:index]),
        ):
            found.append(Problem(f"items-{index}-{field}", text, row_name(index, item)))
    return found


def row_name(index: int, item: ItemDraft) -> str:
    """How a row is called in what is said about it."""
    return (
        _("Row %(number)d %(code)s") % {"number": index + 1, "code": item.item_code}
        if item.item_code
        else (_("Row %(number)d") % {"number": index + 1})
    )


def _of_texts(item: ItemDraft) -> Iterator[tuple[str, str]]:
    if not item.programme_code:
        yield "programme_code", _("Write the code of the budget programme.")
    if not item.item_code:
        yield "item_code", _("Write the code of the budget item.")
    for name, most in LONGEST.items():
        if len(getattr(item, name)) > most:
            yield name, _too_long(most)


def _too_long(most: int) -> str:
    return _("Write at most %(most)d characters.") % {"most": most}


def _of_amounts(item: ItemDraft) -> Iterator[tuple[str, str]]:
    wrong = False
    for name in AMOUNTS:
        refusal = _refusal_of(getattr(item, name))
        if refusal:
            wrong = True
            yield name, refusal
    if not wrong:
        yield from _of_order(item)


def _refusal_of(amount: Decimal | None) -> str:
    """Why it is no amount of soles and cents; empty where it is one, or where none was reported."""
    if amount is None:
        return ""
    if not amount.is_finite() or amount < 0:
        return _("An amount is a number from zero up.")
    if amount >= GREATEST_AMOUNT:
        return _("This is more than any budget: look at its digits.")
    if amount != round(amount, DECIMALS):
        return _("Write soles and cents: at most two decimals.")
    return ""


def _of_order(item: ItemDraft) -> Iterator[tuple[str, str]]:
    """The law of the budget system, between the amounts that were reported."""
    modified, committed, executed = item.modified, item.committed, item.executed
    if committed is not None and modified is not None and committed > modified:
        yield "committed", _("What is committed cannot be more than the modified budget (PIM).")
    if executed is None:
        return
    if committed is not None and executed > committed:
        yield "executed", _("What is executed cannot be more than what is committed.")
    elif modified is not None and executed > modified:
        yield "executed", _("What is executed cannot be more than the modified budget (PIM).")


def _of_link(item: ItemDraft, activities: Collection[str], pillars: Collection[str]) -> Iterator[tuple[str, str]]:
    if item.activity and item.pillar:
        yield "pillar", _("An activity already says its pillar: choose one of the two.")
    if item.activity and item.activity not in activities:
        text = _("“%(code)s” is no activity of your institution in this year.")
        yield "activity", text % {"code": item.activity}
    if item.pillar and item.pillar not in pillars:
        yield "pillar", _("“%(code)s” is no pillar of the plan.") % {"code": item.pillar}


def _of_place(item: ItemDraft, earlier: Sequence[ItemDraft]) -> Iterator[tuple[str, str]]:
    """The same item once for each activity, and once for none."""
    if not item.item_code:
        return
    for index, other in enumerate(earlier):
        if key_of(other) == key_of(item):
            yield "item_code", _("This is the item of row %(number)d again: write each once.") % {"number": index + 1}
            return
