"""An activity as it reads now against the line of it that a meeting adopted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from activities.content import ActivityContent, Difference, content_of, differences, read_back
from activities.models import Activity
from activities.progress import days_moved

DAYS = ("starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class Against:
    """What became of an activity since the plan of the year was adopted.

    `days`: how far its last day was moved, `start_days` its first, in calendar days; negative: brought forward. Both are 0 of an
    activity that was added later, which has nothing to be moved from. `differences` says all that reads otherwise, the days too.
    """

    is_added: bool = False
    is_cancelled: bool = False
    start_days: int = 0
    days: int = 0
    differences: tuple[Difference, ...] = ()

    @property
    def is_moved(self) -> bool:
        return bool(self.days or self.start_days)

    @property
    def is_altered(self) -> bool:
        """Something else than its days reads otherwise."""
        return any(each.field not in DAYS for each in self.differences)

    @property
    def is_same(self) -> bool:
        return not (self.is_added or self.is_cancelled or self.is_moved or self.is_altered)


def against_adopted(now: ActivityContent, adopted: ActivityContent | None, *, is_cancelled: bool = False) -> Against:
    """`adopted`: its line of the plan that was frozen; None of an activity that was added later."""
    if adopted is None:
        return Against(is_added=True, is_cancelled=is_cancelled)
    return Against(
        is_cancelled=is_cancelled,
        start_days=days_moved(adopted.starts_on, now.starts_on),
        days=days_moved(adopted.ends_on, now.ends_on),
        differences=differences(adopted, now),
    )


def against_of(activity: Activity) -> Against:
    """In no query where `ActivityQuerySet.whole` read it."""
    line = next(iter(activity.adopted_lines.all()), None)
    adopted = None if line is None else read_back(line.content)
    return against_adopted(content_of(activity), adopted, is_cancelled=activity.cancelled_at is not None)


@dataclass(frozen=True, slots=True)
class Changed:
    """How many activities of a frozen plan read otherwise than it. One that was moved and altered counts in both."""

    added: int = 0
    moved: int = 0
    altered: int = 0
    cancelled: int = 0
    same: int = 0


def changed_since(found: Iterable[Against]) -> Changed:
    every = list(found)
    return Changed(
        added=sum(each.is_added for each in every),
        moved=sum(each.is_moved for each in every),
        altered=sum(each.is_altered for each in every),
        cancelled=sum(each.is_cancelled for each in every),
        same=sum(each.is_same for each in every),
    )
