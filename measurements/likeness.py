"""How alike the items of two institutions are told: by number, by title on the same day, by being joined already. Pure.

What others told is folded and ordered once; an item is then compared only with what shares its number, a day or its group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from heapq import nlargest

from measurements.folding import fold

ALIKE = 0.6
"""How like two titles of the same day must be: the same event told by two offices, not two events of one day."""
JOINED, SAME_NUMBER = 2.0, 1.5
MOST_COMPARED = 40
"""Titles of one day that are read letter by letter, those with most words in common first; few of them are offered."""


@dataclass(frozen=True, slots=True)
class Told:
    """An item as somebody told it. `group` is what it is joined with; only items of one register can be the same."""

    key: int
    register: int
    group: int
    title: str
    number: str
    days: frozenset[str]
    words: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, key: int, *, register: int, group: int, title: str, number: str, days: Iterable[str]) -> Told:
        """With the words as they are compared."""
        folded = fold(title)
        return cls(key, register, group, folded, fold(number), frozenset(days), frozenset(folded.split()))


class Known:
    """What others told, found by whatever an item may share with it."""

    def __init__(self, told: Iterable[Told]) -> None:
        self.by_mark: dict[Hashable, list[Told]] = defaultdict(list)
        for each in told:
            for mark in _marks(each):
                self.by_mark[mark].append(each)

    def alike(self, mine: Told) -> Mapping[int, float]:
        """By key, how alike: nothing of what is not. The same number says most, then the title on the same day."""
        found = _by_title(mine, {each.key: each for day in mine.days for each in self._with("day", mine, day)}.values())
        if mine.number:
            found |= {each.key: SAME_NUMBER for each in self._with("number", mine, mine.number)}
        return found | {each.key: JOINED for each in self._with("group", mine, mine.group)}

    def _with(self, kind: str, mine: Told, value: Hashable) -> Iterable[Told]:
        return self.by_mark.get((kind, mine.register, value), ())


def _marks(told: Told) -> Iterable[Hashable]:
    yield "group", told.register, told.group
    if told.number:
        yield "number", told.register, told.number
    for day in told.days:
        yield "day", told.register, day


def _by_title(mine: Told, others: Iterable[Told]) -> dict[int, float]:
    nearest = nlargest(MOST_COMPARED, others, key=lambda each: (_in_common(mine, each), -each.key))
    matcher = SequenceMatcher(None, b=mine.title)
    found = {}
    for each in nearest:
        matcher.set_seq1(each.title)
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
            found[each.key] = matcher.ratio()
    return found


def _in_common(mine: Told, other: Told) -> float:
    """The share of their words that both have, so that a long title does not win by its length."""
    return 2 * len(mine.words & other.words) / (len(mine.words) + len(other.words) or 1)
