"""Steps of one change: from the role that was read to the role that is wanted. Pure, but for the words of the models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.models import Commitment, CommitmentChange

Pair = tuple[str, str]
"""An indicator's code and an institution's."""
Roles = Mapping[Pair, str]
NONE = ""
"""The role of an institution that is not committed."""
CHOICES = frozenset({NONE, *Commitment.Role.values})


@dataclass(frozen=True, slots=True)
class Step:
    """One commitment: what it was when it was decided on, and what it is to be; never the same."""

    pair: Pair
    before: str
    after: str

    @property
    def what(self) -> CommitmentChange.What:
        if not self.before:
            return CommitmentChange.What.BEGUN
        return CommitmentChange.What.ROLE if self.after else CommitmentChange.What.ENDED

    @property
    def needs_reason(self) -> bool:
        """What takes away or moves a duty says why; a first assignment need not."""
        return self.what != CommitmentChange.What.BEGUN


@dataclass(frozen=True, slots=True)
class Changes:
    """How many commitments began, ended and changed their role; `steps` are those that were taken."""

    begun: int = 0
    ended: int = 0
    roles: int = 0
    steps: tuple[Step, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, steps: Iterable[Step]) -> Changes:
        taken = tuple(steps)
        whats = [step.what for step in taken]
        begun, ended, role = CommitmentChange.What
        return cls(whats.count(begun), whats.count(ended), whats.count(role), taken)


def steps_between(read: Roles, wanted: Roles) -> list[Step]:
    """What to do so that the pairs of `wanted` are as wanted; a pair that it does not name stays as it is."""
    differing = (Step(pair, read.get(pair, NONE), role) for pair, role in sorted(wanted.items()))
    return [step for step in differing if step.before != step.after]


def in_order(steps: Iterable[Step]) -> list[Step]:
    """What gives up a place comes before what takes it: endings, then who leads no more, then the rest, leads last."""
    return sorted(steps, key=lambda step: (_turn(step), step.pair))


def _turn(step: Step) -> int:
    if step.after == NONE:
        return 0
    if step.after == Commitment.Role.LEAD:
        return 3
    return 1 if step.before else 2
