"""What an institution writes in one answer, apart from who wrote it and where it stands: the same from every door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.models import Category, Component, Register, Stage
from measurements.answer.evidence_change import EvidenceChange
from measurements.models import Answer

CellKey = tuple[str, str]
"""A component's code and the key of a combination of categories."""


@dataclass(frozen=True, slots=True)
class CellContent:
    value: Decimal
    denominator: Decimal | None = None


ConcernKey = tuple[str, str, str]
"""What an explanation answers: the rule that asked, then the component and the cell, empty when it asked of the whole."""


@dataclass(frozen=True, slots=True)
class Origin:
    """How the figure was obtained: the source, the day until which it counts, and the post to ask about it."""

    source_system: str = ""
    cut_off_on: dt.date | None = None
    contact_post: str = ""


APART = 0
"""Of `ItemContent.same_as`: no other institution reported it."""


@dataclass(frozen=True, slots=True)
class ItemContent:
    """An item as entered: a new one has no id. `stage` is the furthest, reached on `dated_on`; ticks are components it meets.

    `earlier` are the dates of the stages before it that are known, all of them; None leaves those that are stored.

    `serves` ticks the item for other indicators of the semester, by their codes (True), or takes it off there (False).

    `same_as` is another institution's item that reports the same thing; `APART` undoes it; None says nothing of it.

    `version` is the one that was read; None for who wrote without reading. An item that was not changed is entered in the
    list as it stands, whatever others wrote in it meanwhile.
    """

    register: Register
    title: str
    stage: Stage
    dated_on: dt.date
    id: int | None = None
    version: int | None = None
    is_changed: bool = True
    number: str = ""
    counterpart: str = ""
    quantity: int = 1
    women: int | None = None
    men: int | None = None
    tags: tuple[Category, ...] = ()
    ticks: tuple[Component, ...] = ()
    earlier: tuple[tuple[Stage, dt.date], ...] | None = None
    serves: Mapping[str, bool] = field(default_factory=dict)
    same_as: int | None = None
    evidence: EvidenceChange = field(default_factory=EvidenceChange)

    @property
    def stages(self) -> dict[Stage, dt.date]:
        """Every stage that it says was reached, with its date, in their order."""
        known = {stage: day for stage, day in self.earlier or () if stage.order < self.stage.order}
        return dict(sorted((known | {self.stage: self.dated_on}).items(), key=lambda reached: reached[0].order))


@dataclass(frozen=True, slots=True)
class Content:
    answer: str = Answer.REPORTED
    reason: str = ""
    narrative: str = ""
    narrative_language: str = "es"
    control_total: Decimal | None = None
    has_no_items: bool = False
    values: Mapping[CellKey, CellContent] = field(default_factory=dict)
    items: tuple[ItemContent, ...] = ()
    origin: Origin = field(default_factory=Origin)
    explanations: Mapping[ConcernKey, str] = field(default_factory=dict)
    evidence: EvidenceChange = field(default_factory=EvidenceChange)
