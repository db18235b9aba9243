"""Which stage was reached and which option was chosen, as the marks that are stored: 1 or 0 for each, in their order.

A place counts from 1; 0 says that no stage is reached yet. None says that nothing was answered, which is neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

YES, NO = Decimal(1), Decimal(0)


def furthest(marks: Iterable[Decimal | None]) -> int | None:
    """Return the place of the last stage reached. A later stage implies those before it.

    Raises ValueError where an earlier one is missing, where only some are answered, or where a mark is neither 1 nor 0.
    """
    said = list(marks)
    if all(mark is None for mark in said):
        return None
    place = sum(mark == YES for mark in said)
    if said != reached(place, len(said)):
        raise ValueError("A stage that is reached implies those before it.")
    return place


def chosen(marks: Iterable[Decimal | None]) -> int | None:
    """Return the place of the one option. Raises ValueError for none, for several, and for what is neither 1 nor 0."""
    said = list(marks)
    if all(mark is None for mark in said):
        return None
    place = said.index(YES) + 1 if YES in said else 0
    if not place or said != only(place, len(said)):
        raise ValueError("Exactly one option of a scale is chosen.")
    return place


def reached(place: int, stages: int) -> list[Decimal]:
    """The marks of stages of which the first `place` are reached."""
    return [YES if stage <= place else NO for stage in range(1, stages + 1)]


def only(place: int, options: int) -> list[Decimal]:
    """The marks of options of which the one at `place` is chosen."""
    return [YES if option == place else NO for option in range(1, options + 1)]
