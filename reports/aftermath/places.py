"""Where a fact of a report stands and what it says: what two contents of the same report are compared by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

Row = Mapping[str, Any]


class What(StrEnum):
    """What a fact is about."""

    VALUE = "value"
    PARTS = "parts"
    REACH = "reach"
    STATE = "state"
    TARGET = "target"
    WORDS = "words"
    DEFINITION = "definition"
    SITUATION = "situation"
    COVERAGE = "coverage"
    ACTIVITIES = "activities"
    BUDGET = "budget"
    EARLIER = "earlier"
    SET_TARGET = "set_target"
    BASELINE = "baseline"
    GOAL = "goal"
    THRESHOLD = "threshold"
    CELLS = "cells"
    TEXT = "text"


class Place(NamedTuple):
    """Where a fact stands. Empty parts: of all indicators, of all institutions, of no category.

    `over`: another semester than the report's last one, or several (`2025-I/2025-II`), in a report that has them.
    """

    what: What
    indicator: str = ""
    series: str = ""
    institution: str = ""
    category: str = ""
    name: str = ""
    over: str = ""


class Fact(NamedTuple):
    """`text` is a number as it was frozen, a code, or a digest. `is_percent` where the number is a percentage."""

    text: str | None
    is_percent: bool = False


def count(found: object) -> Fact:
    """A number that was counted; None where it was not."""
    return Fact(None if found is None else str(found))


def pair(part: str | None, whole: str | None) -> Fact:
    """A part and its whole, told together: "26/205"."""
    return Fact(None if part is None and whole is None else f"{part or '–'}/{whole or '–'}")
