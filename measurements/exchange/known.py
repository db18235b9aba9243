"""New rows of a list that say what the institution has already: the same file uploaded twice must not double the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from measurements.answer.folding import fold
from measurements.answer.list_spec import ListSpec
from measurements.exchange.filled_item import Row, reached_in, text_of
from measurements.models import RegisterItem


class Known:
    """The items of one register, by their official number and by title and day; each is looked up at once."""

    def __init__(self, items: Iterable[RegisterItem]) -> None:
        self.by_number: dict[str, RegisterItem] = {}
        self.by_day: dict[tuple[str, dt.date], RegisterItem] = {}
        for item in items:
            if fold(item.number):
                self.by_number.setdefault(fold(item.number), item)
            for reached in item.stages.all():
                self.by_day.setdefault((fold(item.title), reached.reached_on), item)

    def same_as(self, row: Row, spec: ListSpec) -> RegisterItem | None:
        """The same number, or the same title on the same day unless two numbers tell them apart."""
        number, title = fold(text_of(row, "number")), fold(text_of(row, "title"))
        if number and number in self.by_number:
            return self.by_number[number]
        reached = reached_in(row, spec)
        found = self.by_day.get((title, reached[-1][1])) if reached else None
        if found is None or (number and fold(found.number)):
            return None
        return found
