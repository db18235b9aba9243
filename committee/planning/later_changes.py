"""What became of a frozen plan of a year: what was added, moved, altered or cancelled since the meeting adopted it."""

from __future__ import annotations

from dataclasses import dataclass

from activities.models import Activity, PlanningRound
from activities.planning.against import Changed, against_of, changed_since
from activities.planning.against_words import words_of


@dataclass(frozen=True, slots=True)
class LaterChange:
    """One activity that reads otherwise than it was adopted, and how, in words."""

    activity: Activity
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaterChanges:
    numbers: Changed
    adopted: int
    rows: tuple[LaterChange, ...]


def later_changes(round_: PlanningRound) -> LaterChanges:
    """Of a frozen round, in a fixed number of queries."""
    read = [(each, against_of(each)) for each in planned_of(round_)]
    rows = tuple(LaterChange(each, tuple(words_of(each, against))) for each, against in read if not against.is_same)
    return LaterChanges(changed_since(found for _each, found in read), sum(not f.is_added for _e, f in read), rows)


def planned_of(round_: PlanningRound) -> list[Activity]:
    """All that is of the frozen plan, what was cancelled too."""
    planned = Activity.objects.planned().filter(year_plan__round=round_).whole()
    return list(planned.order_by("institution__order", "institution__code", "ordinal"))
