"""Which items of a register a component counts. Pure: no Django, no database.

A flow counts an item in the semester in which it first reached a counted stage, so an article prepared in one semester and
disseminated in the next counts once; a stage that lasts (a running programme) counts in every semester in which it lasted.
A stock counts the items that are in a counted stage at the semester's end, and "ever" those that reached one by then. Each
stage counts from its own date, and the furthest one reached says where the item stands. Source: docs/methodology.md, registers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class When(StrEnum):
    REACHED = "reached"
    AT_END = "at_end"
    EVER = "ever"


@dataclass(frozen=True, slots=True)
class StageReached:
    code: str
    order: int
    reached_on: dt.date


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it counts: how many alike it stands for, its stages with dates, its tags (`mission=minusca`), its ticks."""

    register: str
    quantity: int
    stages: tuple[StageReached, ...]
    tags: frozenset[str] = frozenset()
    ticks: frozenset[str] = frozenset()

    def stage_at(self, day: dt.date) -> StageReached | None:
        reached = [stage for stage in self.stages if stage.reached_on <= day]
        return max(reached, key=lambda stage: stage.order, default=None)


@dataclass(frozen=True, slots=True)
class Rule:
    """What one component counts."""

    component: str
    register: str
    stages: frozenset[str]
    when: When
    only: str | None = None
    lasting: frozenset[str] = field(default=frozenset())


def counts(rule: Rule, item: Item, starts_on: dt.date, ends_on: dt.date) -> bool:
    """Whether the item counts for the rule in the semester from `starts_on` to `ends_on`, both included."""
    if item.register != rule.register or (rule.only is not None and rule.only not in item.tags):
        return False
    if rule.when is When.AT_END:
        stage = item.stage_at(ends_on)
        return stage is not None and stage.code in rule.stages
    counted = [stage for stage in item.stages if stage.code in rule.stages and stage.reached_on <= ends_on]
    if rule.when is When.EVER:
        return bool(counted)
    first = min(counted, key=lambda stage: (stage.reached_on, stage.order), default=None)
    if first is not None and first.reached_on >= starts_on:
        return True
    return any(_lasted(rule, item, stage, starts_on) for stage in counted)


def _lasted(rule: Rule, item: Item, stage: StageReached, starts_on: dt.date) -> bool:
    if stage.code not in rule.lasting:
        return False
    after = [other.reached_on for other in item.stages if other.order > stage.order]
    return not after or min(after) >= starts_on


def counted_by(rules: Iterable[Rule], item: Item, starts_on: dt.date, ends_on: dt.date) -> dict[str, int]:
    """What one item adds to each component: its quantity where it counts; components it does not count for are absent."""
    return {rule.component: item.quantity for rule in rules if counts(rule, item, starts_on, ends_on)}


def add_up(rules: Iterable[Rule], counted: Iterable[Mapping[str, int]]) -> dict[str, Decimal]:
    """The figure of each component; zero where no item counts, because the list itself was reported."""
    totals = {rule.component: 0 for rule in rules}
    for one in counted:
        for component, quantity in one.items():
            totals[component] += quantity
    return {component: Decimal(total) for component, total in totals.items()}
