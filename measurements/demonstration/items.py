"""An item of a register as the demonstration tells its life: when it reached which stage, and which indicators it serves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from indicators.models import ReportingPeriod

ItemKey = tuple[str, str]
"""A register's code and an item's title."""

ENDINGS = {"repealed", "ended", "rotated_out", "finished"}


@dataclass(frozen=True, slots=True)
class Step:
    stage: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Item:
    """`title` is unique within an institution's register. `ticks` are the conditions met, by indicator."""

    register: str
    title: str
    serves: frozenset[str]
    steps: tuple[Step, ...]
    tags: tuple[str, ...] = ()
    counterpart: str = ""
    women: int | None = None
    men: int | None = None
    lasts: bool = False
    ticks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> ItemKey:
        return (self.register, self.title)

    def is_listed(self, period: ReportingPeriod) -> bool:
        """Whether an institution enters it for a semester: something happened to it then, or it still stood."""
        if self.lasts:
            ended = next((step.on for step in self.steps if step.stage in ENDINGS), None)
            return self.steps[0].on <= period.ends_on and (ended is None or ended >= period.starts_on)
        return any(period.starts_on <= step.on <= period.ends_on for step in self.steps)

    def by(self, day: dt.date) -> Item:
        """The item as it was known on a day: later stages had not been reached."""
        return replace(self, steps=tuple(step for step in self.steps if step.on <= day))

    def step(self, turn: int) -> Step:
        """The stage reached at that turn; the latest one when there are fewer."""
        return self.steps[min(turn, len(self.steps) - 1)]


def listed_for(items: Iterable[Item], indicator: str, period: ReportingPeriod) -> list[Item]:
    listed = (item for item in items if indicator in item.serves and item.is_listed(period))
    return [item.by(period.ends_on) for item in listed]
