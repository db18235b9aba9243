"""How like an item is to what other institutions sent: each title is folded once, and only what can be like is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from measurements.answer.folding import fold
from measurements.models import RegisterEntry, RegisterItem

JOINED, SAME_NUMBER, ALIKE = 2.0, 1.5, 0.6
"""What is joined stays in sight, the same number says most, then how like two titles of the same day are: the same event told
by two offices, not two events of one day."""
MOST_COMPARED = 40
"""Titles that are compared letter by letter for each item: those that share most words with it."""

Key = tuple[int, object]
"""A register, and what is looked up in it."""


class SentElsewhere:
    """What others sent, found by its group, its number and its days."""

    def __init__(self, entries: Iterable[RegisterEntry]) -> None:
        self.by_head: dict[Key, list[RegisterEntry]] = defaultdict(list)
        self.by_number: dict[Key, list[RegisterEntry]] = defaultdict(list)
        self.by_day: dict[Key, list[RegisterEntry]] = defaultdict(list)
        self.titles: dict[int, str] = {}
        self.words: dict[int, frozenset[str]] = {}
        for entry in entries:
            self._keep(entry)

    def _keep(self, entry: RegisterEntry) -> None:
        item, kept = entry.item, entry.frozen or {}
        title = self.titles[entry.pk] = fold(kept["title"])
        self.words[entry.pk] = frozenset(title.split())
        self.by_head[item.register_id, item.same_as_id or item.pk].append(entry)
        number = fold(kept.get("number", ""))
        if number:
            self.by_number[item.register_id, number].append(entry)
        for day in {kept["dated_on"], *kept.get("stages", {}).values()}:
            self.by_day[item.register_id, day].append(entry)

    def like(self, mine: RegisterItem) -> Iterator[tuple[float, RegisterEntry]]:
        """Each of them that may be the same as the item as it is now, the likeliest way last."""
        days = {mine.dated_on.isoformat()} | {reached.reached_on.isoformat() for reached in mine.stages.all()}
        return self._like(mine, mine.title, mine.number, days)

    def like_sent(self, entry: RegisterEntry) -> Iterator[tuple[float, RegisterEntry]]:
        """The same of an item as it was sent, whatever its institution writes in it since."""
        kept = entry.frozen or {}
        days = {kept["dated_on"], *kept.get("stages", {}).values()}
        return self._like(entry.item, kept["title"], kept.get("number", ""), days)

    def _like(
        self, item: RegisterItem, title: str, number: str, days: set[str]
    ) -> Iterator[tuple[float, RegisterEntry]]:
        register = item.register_id
        near = {entry.pk: entry for day in sorted(days) for entry in self.by_day.get((register, day), ())}
        yield from self._of_like_title(fold(title), list(near.values()))
        for entry in self.by_number.get((register, fold(number)), ()):
            yield SAME_NUMBER, entry
        for entry in self.by_head.get((register, item.same_as_id or item.pk), ()):
            yield JOINED, entry

    def _of_like_title(self, title: str, near: list[RegisterEntry]) -> Iterator[tuple[float, RegisterEntry]]:
        words, matcher = frozenset(title.split()), SequenceMatcher(None)
        matcher.set_seq2(title)
        by_words = sorted(near, key=lambda entry: -len(words & self.words[entry.pk]))
        for entry in by_words[:MOST_COMPARED]:
            matcher.set_seq1(self.titles[entry.pk])
            if matcher.quick_ratio() >= ALIKE and (likeness := matcher.ratio()) >= ALIKE:
                yield likeness, entry
