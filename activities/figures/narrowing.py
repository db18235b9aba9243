"""Which activities somebody asks for, and in which order. Pure; the address spells it (activities/views/asking.py)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from activities.figures.facts import ActivityFacts
from activities.progress import Standing

ADDED, MOVED, AS_ADOPTED = "added", "moved", "as_adopted"
STARTS, ENDS, STANDS = "starts", "ends", "stands"
NEWS_FIRST = (
    Standing.DELAYED,
    Standing.UNREPORTED,
    Standing.RUNNING,
    Standing.PLANNED,
    Standing.DONE,
    Standing.CANCELLED,
)
"""In the order in which they ask for attention."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Each may be empty: all of them. Months are 1 to 12, of the year that is looked at. `order` empty: by institution and number."""

    institution: str = ""
    pillar: str = ""
    action: str = ""
    indicator: str = ""
    standing: Standing | None = None
    begins: int = 0
    ends: int = 0
    change: str = ""
    text: str = ""
    order: str = ""

    @property
    def is_narrow(self) -> bool:
        return any(
            (self.institution, self.pillar, self.action, self.standing, self.text, self.is_narrow_beyond_the_first)
        )

    @property
    def is_narrow_beyond_the_first(self) -> bool:
        """Whether something is asked that the first line of the form does not show."""
        return any((self.action, self.indicator, self.begins, self.ends, self.change))

    def takes(self, each: ActivityFacts) -> bool:
        return (
            self.institution in ("", each.institution.code)
            and self.pillar in ("", each.pillar.code)
            and self.action in ("", each.action.code)
            and (not self.indicator or self.indicator in each.indicators)
            and self.standing in (None, each.standing)
            and self.begins in (0, each.starts_on.month)
            and (not self.ends or (each.ends_on.month == self.ends and each.ends_on.year == each.starts_on.year))
            and self._takes_change(each)
            and all(word in _searched(each) for word in folded(self.text).split())
        )

    def _takes_change(self, each: ActivityFacts) -> bool:
        is_it = {
            ADDED: each.is_added,
            MOVED: each.was is not None,
            AS_ADOPTED: each.adopted is not None and not each.was,
        }
        return is_it.get(self.change, True)


ORDERS: dict[str, Callable[[ActivityFacts], Any]] = {
    STARTS: lambda each: (each.starts_on, each.ends_on),
    ENDS: lambda each: (each.ends_on, each.starts_on),
    STANDS: lambda each: NEWS_FIRST.index(each.standing),
}


def narrowed(activities: Iterable[ActivityFacts], wanted: Wanted) -> tuple[ActivityFacts, ...]:
    """Those asked for, in the order asked for; alike ones stay in the order they come in."""
    found = [each for each in activities if wanted.takes(each)]
    if wanted.order:
        found.sort(key=ORDERS[wanted.order])
    return tuple(found)


def folded(text: str) -> str:
    """Without capitals and accents, as people type what they look for."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _searched(each: ActivityFacts) -> str:
    return folded(f"{each.code} {each.title} {each.expected_product} {each.responsible_post}")
