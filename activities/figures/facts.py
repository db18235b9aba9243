"""One activity as a figure sees it on a day. Pure: what is read of it stands here, nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from activities.progress import Known, Standing, days_moved


@dataclass(frozen=True, slots=True)
class Part:
    """What activities are put together by: an institution, a pillar, an action. `order` is that of the plan or of the list."""

    code: str
    name: str
    order: int = 0


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """`known` is what the last note that was sent says; `is_told` whether the last semester that ended is spoken for, None where it
    need not be. `adopted` are the days as a meeting adopted them; None of an activity that was added later, or not adopted yet.
    """

    code: str
    title: str
    language: str
    institution: Part
    pillar: Part
    action: Part
    starts_on: dt.date
    ends_on: dt.date
    standing: Standing
    responsible_post: str = ""
    expected_product: str = ""
    indicators: tuple[str, ...] = ()
    general_objectives: tuple[str, ...] = ()
    adopted: tuple[dt.date, dt.date] | None = None
    is_frozen: bool = True
    known: Known | None = None
    is_told: bool | None = None
    key: str = ""
    label: str = ""
    sentence: str = ""

    @property
    def is_cancelled(self) -> bool:
        return self.standing is Standing.CANCELLED

    @property
    def is_added(self) -> bool:
        """It came into the frozen plan by a change."""
        return self.is_frozen and self.adopted is None

    @property
    def was(self) -> tuple[dt.date, dt.date] | None:
        """The days that were adopted, where they are others than now."""
        return self.adopted if self.adopted not in (None, (self.starts_on, self.ends_on)) else None

    @property
    def days_moved(self) -> int | None:
        """By how many days its last day was moved since the adoption. None: it was not adopted."""
        return None if self.adopted is None else days_moved(self.adopted[1], self.ends_on)


def told_of(
    starts_on: dt.date,
    *,
    last_day: dt.date | None,
    noted: int | None,
    semester: int,
    is_done: bool,
    is_cancelled: bool,
) -> bool | None:
    """Whether a semester that ended on `last_day` is spoken for: by a note of it or of a later one (`noted` is the ordinal of the last
    one that was sent), or because the activity is done. None where nothing need be said: it was cancelled, or begins later, or no
    semester of its year has ended (`last_day` is None).
    """
    if last_day is None or is_cancelled or starts_on > last_day:
        return None
    return is_done or (noted is not None and noted >= semester)
