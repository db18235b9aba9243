"""Items that stand on the sheets of several indicators: all that the sheets change of one is written at once.

Each list shows only some tags of an item, and each row was read against the item as it is stored. So what each sheet changes
is put together before the first of them is saved; where two do not agree, the second is in error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from indicators.models import Category
from measurements.answer.content import Content, ItemContent
from measurements.checks.stored import as_content
from measurements.exchange.cases import Case
from measurements.exchange.changes import CaseChanges, Change, Effect, Fate

OWN = ("title", "number", "counterpart", "quantity", "women", "men")


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What one sheet changes of a stored item: its own words, its stages, and tags put on or taken off among those it offers."""

    words: Mapping[str, Any]
    stages: Mapping[str, Any]
    tags: frozenset[Category]
    offered: frozenset[Category]

    def contradicts(self, other: ItemChange) -> bool:
        if any(other.words.get(name, said) != said for name, said in self.words.items()):
            return True
        if self.stages and other.stages and self.stages != other.stages:
            return True
        both = self.offered & other.offered
        mine, theirs = _by_dimension(self.tags & both), _by_dimension(other.tags & both)
        return any(mine[dimension] != theirs[dimension] for dimension in mine.keys() & theirs.keys())


def _by_dimension(tags: frozenset[Category]) -> dict[int, set[Category]]:
    found: dict[int, set[Category]] = defaultdict(set)
    for tag in tags:
        found[tag.dimension_id].add(tag)
    return found


def in_agreement(found: Sequence[CaseChanges]) -> list[CaseChanges]:
    """Each indicator with all that the sheets change of its items, or in error where an earlier one says otherwise."""
    said: dict[int, list[ItemChange]] = defaultdict(list)
    checked = [_checked(each, said) for each in found]
    return [_with_all(each, said) for each in checked]


def _checked(each: CaseChanges, said: dict[int, list[ItemChange]]) -> CaseChanges:
    if each.fate is not Fate.SAVED or each.case is None or each.content is None:
        return each
    own = {item.id: _change_of(each.case, item) for item in each.content.items if item.id and item.is_changed}
    for item in each.content.items:
        if item.id in own and any(own[item.id].contradicts(earlier) for earlier in said[item.id]):
            return _contradicted(each, item)
    for pk, change in own.items():
        said[pk].append(change)
    return each


def _change_of(case: Case, item: ItemContent) -> ItemChange:
    stored = _stored(case, item)
    words = {name: getattr(item, name) for name in OWN if getattr(item, name) != getattr(stored, name)}
    offered = (
        c for spec in case.specs if spec.register.pk == item.register.pk for tag in spec.tags for c in tag.choices
    )
    stages = {} if item.stages == stored.stages else _stages(item)
    return ItemChange(words, stages, frozenset(item.tags) ^ frozenset(stored.tags), frozenset(offered))


def _stored(case: Case, item: ItemContent) -> ItemContent:
    """Only an item that stands in the list, or may be entered in it, has a row of its own."""
    entry = case.entries.get(item.id or 0)
    return as_content(entry.item if entry else case.candidates[item.id or 0])


def _stages(item: ItemContent) -> dict[str, Any]:
    return {"stage": item.stage, "dated_on": item.dated_on, "earlier": item.earlier}


def _contradicted(each: CaseChanges, item: ItemContent) -> CaseChanges:
    text = _("“%(item)s” is changed in another way on the sheet of another indicator. Make both say the same.")
    first = each.changes[0]
    told = Change(first.sheet, first.place, each.name, Effect.ERROR, problem=text % {"item": item.title}, key="items")
    return CaseChanges(each.code, each.name, Fate.IN_ERROR, (*each.changes, told), each.equal, case=each.case)


def _with_all(each: CaseChanges, said: Mapping[int, Sequence[ItemChange]]) -> CaseChanges:
    if each.fate is not Fate.SAVED or each.case is None or each.content is None:
        return each
    return replace(each, content=_whole(each.case, each.content, said))


def _whole(case: Case, content: Content, said: Mapping[int, Sequence[ItemChange]]) -> Content:
    items = (_item_with(case, item, said[item.id]) if item.id and item.is_changed else item for item in content.items)
    return replace(content, items=tuple(items))


def _item_with(case: Case, item: ItemContent, changes: Sequence[ItemChange]) -> ItemContent:
    for change in changes:
        item = replace(item, **change.words, **change.stages)
    changed = {tag for change in changes for tag in change.tags}
    tags = changed ^ set(_stored(case, item).tags)
    return replace(item, tags=tuple(sorted(tags, key=lambda tag: tag.pk)))
