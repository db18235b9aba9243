"""What the page of budgets shows, in words: one row an institution, a pillar, a year, of the same figures as the table to take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from activities.figures.budget import Amounts, Answer, BudgetLine, YearBudget
from activities.figures.budget_between import like_for_like
from activities.figures.budget_words import MARKS, SHORT, Told, amount_told, answer_said, like_said, rate_told, state_of
from documents.charts.look import Look, Tone
from documents.charts.stacked import Count, StackedBar, draw

TONES = {Answer.YES: Tone.GOOD, Answer.NO: Tone.OFF, Answer.NOT_REPORTED: Tone.NEUTRAL}


@dataclass(frozen=True, slots=True)
class AmountsRow:
    """The amounts of a row, in the order of the columns."""

    amounts: tuple[Told, ...]
    rate: Told


@dataclass(frozen=True, slots=True)
class InstitutionRow(AmountsRow):
    """`number` leads to the statement; None where nothing was sent."""

    code: str
    name: str
    key: str
    label: str
    reason: str
    items: int | None
    cut_off_on: dt.date | None
    source: str
    state_key: str
    state: str
    number: int | None
    is_included: bool


@dataclass(frozen=True, slots=True)
class NamedRow(AmountsRow):
    name: str
    items: int
    institutions: int


@dataclass(frozen=True, slots=True)
class YearRow(AmountsRow):
    """`change`: of the modified budget since the year before, for the same institutions."""

    year: int
    counts: tuple[int, ...]
    institutions: int
    change: Told | None


def cells_of(amounts: Amounts, answer: Answer = Answer.YES) -> tuple[tuple[Told, ...], Told]:
    four = (amounts.initial, amounts.modified, amounts.committed, amounts.executed)
    told = tuple(
        replace(amount_told(each, answer), label=str(label)) for each, label in zip(four, SHORT.values(), strict=True)
    )
    return told, rate_told(amounts.rate, answer)


def institution_row(line: BudgetLine) -> InstitutionRow:
    amounts, rate = cells_of(line.amounts, line.answer)
    state_key, state = state_of(line)
    return InstitutionRow(
        amounts=amounts,
        rate=rate,
        code=line.code,
        name=line.name,
        key=MARKS[line.answer],
        label=answer_said(line.answer, of_validated=line.of_validated),
        reason=line.reason,
        items=len(line.items) if line.answer == Answer.YES else None,
        cut_off_on=line.cut_off_on,
        source=line.source,
        state_key=state_key,
        state=state,
        number=line.number,
        is_included=line.is_included,
    )


def pillar_rows(budget: YearBudget, pillars: Sequence[tuple[str, str]]) -> list[NamedRow]:
    names = dict(pillars) | {"": _("Attributed to no pillar")}
    rows = []
    for each in budget.pillars([code for code, _name in pillars]):
        amounts, rate = cells_of(each.amounts)
        rows.append(NamedRow(amounts, rate, names[each.code], each.amounts.items, each.institutions))
    return rows


def year_rows(budgets: Sequence[YearBudget]) -> list[YearRow]:
    """The latest first. Years of which nobody stated anything are left out: there is nothing to read in them."""
    rows = []
    for before, each in zip((None, *budgets), budgets, strict=False):
        if not any(line.number for line in each.lines):
            continue
        amounts, rate = cells_of(each.amounts)
        change = like_said(like_for_like("modified", before, each)) if before else None
        counts = tuple(each.count(answer) for answer in Answer)
        rows.append(YearRow(amounts, rate, each.year, counts, len(each.with_item), change))
    return rows[::-1]


def compliance_bar(budget: YearBudget, said: str) -> str:
    """One bar of all that the rule binds, by answer; empty where it binds nobody."""
    words = {answer: answer_said(answer, of_validated=budget.of_validated) for answer in Answer}
    counts = [Count(budget.count(answer), TONES[answer], words[answer], MARKS[answer]) for answer in Answer]
    return draw(StackedBar(said, counts, is_numbered=True), Look.PAGE, "compliance") if budget.included else ""
