"""What stands twice in one list: the same title on the same day, or the same number. Either may be right, and then is explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.canonical import digest
from documents.formatting import plain_date
from documents.speaking import language
from measurements.answer.findings import Finding
from measurements.answer.folding import fold
from measurements.models import RegisterEntry, RegisterItem

TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Entered:
    """What tells a row of a list from the others, typed or stored. A row that was never saved has no `item`."""

    register: str
    title: str
    dated_on: dt.date | None
    number: str = ""
    item: int | None = None

    @property
    def marks(self) -> Iterator[tuple[str, ...]]:
        """What no other row of the list should share. An empty title or a number without letters or figures marks nothing."""
        if fold(self.title) and self.dated_on is not None:
            yield (self.register, "title", fold(self.title), self.dated_on.isoformat())
        if fold(self.number):
            yield (self.register, "number", fold(self.number))


def twins_in(rows: Iterable[Entered]) -> Iterator[Finding]:
    """One warning for each row after the first that says the same, found again by what it says: rows have no lasting place."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        shared = [mark for mark in row.marks if mark in seen]
        if shared:
            mark = shared[0]
            seen[mark] += 1
            found_by = digest([*mark, seen[mark]])[:16]
            yield Finding(TWICE, _sentence(row, mark), other=found_by, item=row.item)
        for mark in row.marks:
            seen.setdefault(mark, 1)


def _sentence(row: Entered, mark: tuple[str, ...]) -> str:
    if mark[1] == "number" or row.dated_on is None:
        return _("“%(item)s” has a number that another one of this list has too: %(number)s.") % {
            "item": row.title,
            "number": row.number,
        }
    words = {"item": row.title, "date": plain_date(row.dated_on, language())}
    return _("“%(item)s”, %(date)s, is in this list more than once.") % words


def entered(entry: RegisterEntry) -> Entered:
    """A stored row: as it was handed over, or as it is in a draft."""
    kept, item = entry.frozen, entry.item
    if kept is None or entry.measurement.is_editable:
        return entered_item(item)
    day = dt.date.fromisoformat(kept["dated_on"])
    return Entered(item.register.code, kept["title"], day, kept.get("number", ""), item.pk)


def entered_item(item: RegisterItem) -> Entered:
    return Entered(item.register.code, item.title, item.dated_on, item.number, item.pk)
