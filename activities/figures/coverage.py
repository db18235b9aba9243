"""Which actions of the plan are served by activities of a year, and by whose: gaps first. Pure over what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from activities.figures.facts import ActivityFacts, Part
from activities.figures.tally import Tally, grouped


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action of the plan as its text orders it."""

    part: Part
    pillar: Part
    text: str


@dataclass(frozen=True, slots=True)
class ActionCoverage:
    """What serves one action in a year. It is served by activities that were not cancelled."""

    action: PlannedAction
    activities: tuple[ActivityFacts, ...]
    tally: Tally

    @property
    def is_gap(self) -> bool:
        return self.tally.kept == 0

    @property
    def institutions(self) -> tuple[Part, ...]:
        """Whose activities serve it, each once, in the order of institutions."""
        found = {each.institution for each in self.activities if not each.is_cancelled}
        return tuple(sorted(found, key=lambda part: (part.order, part.code)))


@dataclass(frozen=True, slots=True)
class Coverage:
    """All actions of the plan: those that nothing serves first, each part in the order of the plan."""

    actions: tuple[ActionCoverage, ...]

    @property
    def gaps(self) -> tuple[ActionCoverage, ...]:
        return tuple(each for each in self.actions if each.is_gap)

    @property
    def served(self) -> int:
        return len(self.actions) - len(self.gaps)


def coverage_of(actions: Iterable[PlannedAction], activities: Sequence[ActivityFacts]) -> Coverage:
    """An activity of an action that is not among them is left out: it is of another plan."""
    found = {group.part.code: group for group in grouped(activities, lambda each: each.action)}
    rows = [
        ActionCoverage(action, group.activities, group.tally)
        if (group := found.get(action.part.code))
        else ActionCoverage(action, (), Tally())
        for action in actions
    ]
    rows.sort(key=lambda row: (not row.is_gap, row.action.part.order))
    return Coverage(tuple(rows))
