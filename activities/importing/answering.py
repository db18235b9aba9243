"""What a budget file would do to the draft of a statement: every row of its programmes is answered. Nothing is saved here.

A row matches a declared item by both codes. Rows of other programmes are counted and nothing more. Nothing is summed: the same item in
two rows is a problem of both.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from activities.budgeting.draft import AMOUNTS, ItemDraft, StatementDraft
from activities.budgeting.item_rules import problems_of_draft
from activities.importing.codes import key_of
from activities.importing.columns import Choice, Grid
from activities.importing.fields import labels
from activities.importing.rows import BudgetRow, Key, RowProblem, read_rows


class Fate(StrEnum):
    """What becomes of a row."""

    CHANGES = "changes"
    EQUAL = "equal"
    UNDECLARED = "undeclared"
    """Its programme is one that was asked for, its item is not declared: it enters where the person ticks it."""
    NO_ITEM = "no_item"
    """It names no item: the total of a programme, for example."""
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class AmountChange:
    """One amount as it is and as it would be; None is not reported."""

    label: str
    before: Decimal | None
    after: Decimal | None

    @property
    def is_change(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Answer:
    """One row, what becomes of it, and the item as it would be. `tick` names it where it can be ticked."""

    fate: Fate
    row: BudgetRow
    item: ItemDraft | None = None
    amounts: tuple[AmountChange, ...] = ()
    problems: tuple[RowProblem, ...] = ()

    @property
    def tick(self) -> str:
        return "|".join(self.row.key)


@dataclass(frozen=True, slots=True)
class DryRun:
    """`untouched` are declared items that no row speaks of: they stay as they are. `columns` are the amounts that the file has."""

    answers: tuple[Answer, ...]
    others: int
    without_code: int
    untouched: tuple[ItemDraft, ...]
    columns: tuple[str, ...]

    def of(self, *fates: Fate) -> list[Answer]:
        return [each for each in self.answers if each.fate in fates]

    def items(self, declared: Sequence[ItemDraft], ticked: Collection[str]) -> tuple[ItemDraft, ...]:
        """All items as they would be: those declared in their order, with the file's amounts; then those that were ticked."""
        new = {each.row.key: each.item for each in self.of(Fate.CHANGES) if each.item is not None}
        added = [each.item for each in self.of(Fate.UNDECLARED) if each.item is not None and each.tick in ticked]
        return (*(new.get(key_of_item(item), item) for item in declared), *added)

    def digest(self, *stored: object) -> str:
        """Changes with what was shown, and with what is stored."""
        said = [(each.fate, each.row.number, each.item) for each in self.answers]
        return hashlib.sha256(repr((said, self.others, self.without_code, stored)).encode()).hexdigest()


def key_of_item(item: ItemDraft) -> Key:
    return key_of(item.programme_code), key_of(item.item_code)


def try_out(
    declared: Sequence[ItemDraft], grid: Grid, choice: Choice, programmes: Collection[str], *, today: dt.date
) -> DryRun | None:
    """`programmes` are codes asked for beside those declared. None where the sheet has not the columns that were chosen."""
    wanted = {key_of(item.programme_code) for item in declared} | {key_of(code) for code in programmes}
    read = read_rows(grid, choice, wanted)
    if read is None:
        return None
    answers = tuple(_Desk(declared, read.rows, today).answers())
    spoken_of = {each.row.key for each in answers}
    untouched = tuple(item for item in declared if key_of_item(item) not in spoken_of)
    columns = tuple(labels()[field] for field in AMOUNTS if choice.columns.get(field))
    return DryRun(answers, read.others, read.without_code, untouched, columns)


class _Desk:
    """The rows and the declared items side by side."""

    def __init__(self, declared: Sequence[ItemDraft], rows: Sequence[BudgetRow], today: dt.date) -> None:
        self.rows, self.today = rows, today
        self.declared: Mapping[Key, ItemDraft] = {key_of_item(item): item for item in declared}
        self.times = Counter(key_of_item(item) for item in declared)
        self.numbers: dict[Key, list[int]] = defaultdict(list)
        for row in rows:
            if row.item_code:
                self.numbers[row.key].append(row.number)

    def answers(self) -> Iterator[Answer]:
        for row in self.rows:
            yield self._answer(row) if row.item_code else Answer(Fate.NO_ITEM, row)

    def _answer(self, row: BudgetRow) -> Answer:
        before = self.declared.get(row.key)
        blank = ItemDraft(row.programme_code, row.item_code, row.programme_name, row.label)
        item = replace(before or blank, **row.amounts)  # type: ignore[arg-type]
        problems = [*self._of_place(row), *row.problems]
        if not problems:
            problems += self._of_rules(item)
        amounts = tuple(
            AmountChange(labels()[field], getattr(before, field) if before else None, value)
            for field, value in row.amounts.items()
        )
        if problems:
            return Answer(Fate.PROBLEM, row, None, amounts, tuple(problems))
        if before is None:
            return Answer(Fate.UNDECLARED, row, item, amounts)
        return Answer(Fate.EQUAL if item == before else Fate.CHANGES, row, item, amounts)

    def _of_place(self, row: BudgetRow) -> Iterator[RowProblem]:
        numbers = self.numbers[row.key]
        if len(numbers) > 1:
            rows = ", ".join(str(number) for number in numbers)
            text = _("Rows %(rows)s have the same codes. Nothing is summed: leave one of them, with its whole amounts.")
            yield RowProblem("", "", text % {"rows": rows})
        if self.times[row.key] > 1:
            text = _(
                "This item is declared for more than one activity: write the amounts of each on the statement's page."
            )
            yield RowProblem("", "", text)

    def _of_rules(self, item: ItemDraft) -> Iterator[RowProblem]:
        """What an item may not say, by the rules that the page asks too."""
        links = {"activities": {item.activity}, "pillars": {item.pillar}}
        for problem in problems_of_draft(StatementDraft(items=(item,)), today=self.today, **links):
            field = problem.field.rsplit("-", 1)[-1]
            yield RowProblem(labels().get(field, ""), "", problem.text)
