"""How many activities stand how, altogether and by institution, pillar or action. Pure arithmetic over facts; nothing is stored.

Cancelled activities are counted beside the others, never among them. A share is of those that were not cancelled, and is never said
without its coverage: of how many of those that had to be spoken for something was said (docs/methodology.md, "Activities").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from activities.figures.facts import ActivityFacts, Part
from activities.progress import Standing


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of activities. `noted`: with a note that was sent; `validated`: of those, whose last note was validated.

    `expected`: for how many something had to be said of the last semester that ended; `told`: for how many it was.
    """

    planned: int = 0
    running: int = 0
    done: int = 0
    delayed: int = 0
    unreported: int = 0
    cancelled: int = 0
    noted: int = 0
    validated: int = 0
    expected: int = 0
    told: int = 0
    added: int = 0
    moved: int = 0

    @classmethod
    def of(cls, activities: Iterable[ActivityFacts]) -> Self:
        found = list(activities)
        stands = [each.standing for each in found]
        kept = [each for each in found if not each.is_cancelled]
        return cls(
            **{standing.value: stands.count(standing) for standing in Standing},
            noted=sum(each.known is not None for each in kept),
            validated=sum(each.known is not None and each.known.is_validated for each in kept),
            expected=sum(each.is_told is not None for each in kept),
            told=sum(each.is_told is True for each in kept),
            added=sum(each.is_added for each in found),
            moved=sum(each.was is not None for each in found),
        )

    def standing(self, standing: Standing) -> int:
        return int(getattr(self, standing.value))

    @property
    def kept(self) -> int:
        """All but the cancelled."""
        return self.planned + self.running + self.done + self.delayed + self.unreported

    @property
    def total(self) -> int:
        return self.kept + self.cancelled

    @property
    def share_done(self) -> Decimal | None:
        """In every hundred that were not cancelled; None where there are none."""
        return Decimal(self.done * 100) / self.kept if self.kept else None


@dataclass(frozen=True, slots=True)
class Group:
    """The activities of one institution, pillar or action, and their counts."""

    part: Part
    activities: tuple[ActivityFacts, ...]
    tally: Tally


def grouped(
    activities: Iterable[ActivityFacts], part_of: Callable[[ActivityFacts], Part], among: Iterable[Part] = ()
) -> tuple[Group, ...]:
    """In the order of the parts; those of `among` also where they have no activity. Activities keep their order."""
    found: dict[Part, list[ActivityFacts]] = {part: [] for part in among}
    for each in activities:
        found.setdefault(part_of(each), []).append(each)
    ordered = sorted(found, key=lambda part: (part.order, part.code))
    return tuple(Group(part, tuple(found[part]), Tally.of(found[part])) for part in ordered)


def by_institution(activities: Iterable[ActivityFacts]) -> tuple[Group, ...]:
    return grouped(activities, lambda each: each.institution)


def by_pillar(activities: Iterable[ActivityFacts]) -> tuple[Group, ...]:
    return grouped(activities, lambda each: each.pillar)


@dataclass(frozen=True, slots=True)
class BetweenYears:
    """Two years of the same institutions: those with a frozen plan in both. `left_out` have one in only one of them."""

    before: Tally
    after: Tally
    institutions: tuple[str, ...]
    left_out: tuple[str, ...]


def between_years(
    before: Sequence[ActivityFacts],
    after: Sequence[ActivityFacts],
    *,
    planned_before: frozenset[str],
    planned_after: frozenset[str],
) -> BetweenYears:
    """`planned_…` are the codes of the institutions whose plan of that year is frozen, also where it holds no activity."""
    both = planned_before & planned_after
    return BetweenYears(
        Tally.of(each for each in before if each.institution.code in both),
        Tally.of(each for each in after if each.institution.code in both),
        tuple(sorted(both)),
        tuple(sorted(planned_before ^ planned_after)),
    )
