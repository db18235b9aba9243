"""One item on the sheets of several indicators: what they say of it together, and where they contradict one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from indicators.models import Category
from measurements.content import ItemContent
from measurements.exchange.changes import CaseChanges, Change, Effect, Fate
from measurements.models import RegisterItem

Tags = Mapping[int, frozenset[Category]]
"""By dimension."""


@dataclass
class Said:
    """What the sheets so far say of one item: its own boxes, and the tags of each dimension in which they change it."""

    stored: Tags
    own: ItemContent | None = None
    tags: dict[int, frozenset[Category]] = field(default_factory=dict)

    def contradicts(self, item: ItemContent) -> bool:
        if self.own is not None and self.own != _own(item):
            return True
        return any(self.tags.get(dimension, chosen) != chosen for dimension, chosen in self._changed(item))

    def add(self, item: ItemContent) -> None:
        self.own = _own(item)
        self.tags |= dict(self._changed(item))

    def _changed(self, item: ItemContent) -> Iterator[tuple[int, frozenset[Category]]]:
        """Each list shows only some tags: what it leaves as stored, it does not speak of."""
        chosen = _by_dimension(item.tags)
        for dimension in {**self.stored, **chosen}:
            now = chosen.get(dimension, frozenset())
            if now != self.stored.get(dimension, frozenset()):
                yield dimension, now

    @property
    def all_tags(self) -> tuple[Category, ...]:
        found = {**self.stored, **self.tags}
        return tuple(sorted((each for chosen in found.values() for each in chosen), key=lambda category: category.pk))


def said_together(found: Sequence[CaseChanges]) -> list[CaseChanges]:
    """The cases with one content for each item. Where two sheets change it in two ways, that is an error of the second."""
    said = {pk: Said(tags) for pk, tags in _stored_tags(_changed_items(found)).items()}
    checked = []
    for each in found:
        items = [item for item in _changed_in(each) if item.id in said]
        twice = next((item for item in items if said[_id(item)].contradicts(item)), None)
        if twice is not None:
            each = _refused(each, twice)
        else:
            for item in items:
                said[_id(item)].add(item)
        checked.append(each)
    return [_with_all_tags(each, said) for each in checked]


def _changed_in(each: CaseChanges) -> list[ItemContent]:
    if each.content is None or each.fate is not Fate.SAVED:
        return []
    return [item for item in each.content.items if item.id is not None and item.is_changed]


def _changed_items(found: Iterable[CaseChanges]) -> set[int]:
    return {_id(item) for each in found for item in _changed_in(each)}


def _id(item: ItemContent) -> int:
    return item.id or 0


def _stored_tags(items: set[int]) -> dict[int, Tags]:
    read = RegisterItem.objects.filter(pk__in=items).prefetch_related("tags__category")
    return {item.pk: _by_dimension(tag.category for tag in item.tags.all()) for item in read}


def _by_dimension(tags: Iterable[Category]) -> dict[int, frozenset[Category]]:
    found: dict[int, set[Category]] = {}
    for category in tags:
        found.setdefault(category.dimension_id, set()).add(category)
    return {dimension: frozenset(chosen) for dimension, chosen in found.items()}


def _own(item: ItemContent) -> ItemContent:
    """What is the item's own on every sheet: ticks are each indicator's."""
    return replace(item, ticks=(), tags=())


def _with_all_tags(each: CaseChanges, said: Mapping[int, Said]) -> CaseChanges:
    """Whichever sheet is saved first writes the item as all say it, so that the next finds it as it has it."""
    if each.content is None or each.fate is not Fate.SAVED:
        return each
    items = tuple(
        replace(item, tags=said[_id(item)].all_tags) if item.is_changed and item.id in said else item
        for item in each.content.items
    )
    return replace(each, content=replace(each.content, items=items))


def _refused(each: CaseChanges, item: ItemContent) -> CaseChanges:
    text = _("«%(item)s» is changed in another way on the sheet of another indicator. Make both say the same.")
    first = each.changes[0]
    problem = text % {"item": item.title}
    told = Change(first.sheet, first.place, each.name, Effect.ERROR, problem=problem, key="items")
    return CaseChanges(each.code, each.name, Fate.IN_ERROR, (*each.changes, told), each.equal, case=each.case)
