"""What an institution writes in one answer, apart from who wrote it and where it stands: the same from every door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.models import Category, Component, Register, Stage
from measurements.models import Answer

CellKey = tuple[str, str]
"""A component's code and the key of a combination of categories."""


@dataclass(frozen=True, slots=True)
class CellContent:
    value: Decimal
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ItemContent:
    """An item as entered: a new one has no id. `stage` is the furthest, reached on `dated_on`; ticks are components it meets.

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
