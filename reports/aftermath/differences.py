"""What two contents of one report say differently, fact by fact. Nothing is computed again: both are compared as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.aftermath.facts import facts_of
from reports.aftermath.places import Fact, Place, Row, What

NOTHING = Fact(None)
FIGURES = frozenset({What.VALUE, What.PARTS, What.WORDS, What.EARLIER, What.CELLS})


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact before and after. A fact that one content does not have is None there, never zero."""

    place: Place
    before: Fact
    after: Fact

    @property
    def is_figure(self) -> bool:
        return self.place.what in FIGURES

    @property
    def is_band(self) -> bool:
        """Whether the state of progress of an indicator changed."""
        return self.place.what == What.STATE


def differences(old: Row, new: Row) -> tuple[Difference, ...]:
    """In the order of the report; what only the old content has comes last. What one of both never kept is not compared."""
    shared = old.keys() & new.keys()
    before, after = (
        facts_of({name: each for name, each in content.items() if name in shared}) for content in (old, new)
    )
    places = [*after, *(place for place in before if place not in after)]
    pairs = (
        (place, before.get(place, NOTHING), after.get(place, NOTHING))
        for place in places
        if place.what != What.EARLIER or (place in before and place in after)  # a longer past is no other figure
    )
    return told_once([Difference(*each) for each in pairs if each[1].text != each[2].text])


def told_once(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Leaves out the cells of an answer that is listed as a whole already."""
    whole = {where(each.place) for each in found if each.place.what not in (What.CELLS, What.TEXT)}
    return tuple(each for each in found if each.place.what != What.CELLS or where(each.place) not in whole)


def where(place: Place) -> tuple[str, str, str]:
    return place.indicator, place.institution, place.over


@dataclass(frozen=True, slots=True)
class Counted:
    """How much changed: `figures` are values, parts and answers in words; `bands` are states of progress."""

    figures: int
    bands: int
    others: int

    @property
    def total(self) -> int:
        return self.figures + self.bands + self.others


def counted(found: Sequence[Difference]) -> Counted:
    figures, bands = sum(each.is_figure for each in found), sum(each.is_band for each in found)
    return Counted(figures, bands, len(found) - figures - bands)
