"""Ordered stages across institutions: how far each came, and what can be said of all of them together.

A stage is a place from 1 to the number of stages; 0 says that none is reached yet, which is an answer. What was not reported is
no stage at all: it makes the statement partial, never a 0.

Source of the rules: docs/methodology.md, "Across institutions", and the kinds of indicators of the data model.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from reports.arithmetic.aggregation import Observation, Reach, once_each, reach_of


class Across(StrEnum):
    """What is said of the institutions together."""

    SHARE = "share"  # which part of them completed the last stage
    ALL = "all"  # the stage that all reached
    ANY = "any"  # the furthest stage that any reached
    MINIMUM = "minimum"  # how many reached each stage, and the least advanced
    SINGLE_REPORTER = "single_reporter"  # one institution reports for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones(Reach):
    """`reached` is how many institutions came to each stage, in their order. `stage` is what holds of them together: a place
    from 1 up, 0 where none was reached, None where nobody reported or where a share is asked instead.
    """

    reached: tuple[int, ...] = ()
    stage: int | None = None


def milestones(observations: Iterable[Observation], stages: int, across: str) -> Milestones:
    """Put together how far each institution came; the value of an observation is its furthest stage.

    Raises ValueError for a place that is no stage.
    """
    everyone = once_each(observations)
    places = [place_of(each, stages) for each in everyone if each.value is not None]
    return Milestones(
        reached=tuple(sum(place >= stage for place in places) for stage in range(1, stages + 1)),
        stage=together(places, Across(across)),
        **reach_of(everyone, sum(each.has_value for each in everyone)),
    )


def together(places: list[int], across: Across) -> int | None:
    """The stage that holds of all who reported: the least one, or the furthest where any of them is enough."""
    if not places or across is Across.SHARE:
        return None
    return max(places) if across is Across.ANY else min(places)


def completion(observation: Observation, stages: int) -> Observation:
    """Whether the last stage was completed, as a proportion of one institution: 1 or 0 of 1. Who reported none stays as it is.

    The proportion of all of them is the share that completed it: each counts once, whatever its size.
    """
    if observation.value is None:
        return observation
    is_complete = place_of(observation, stages) == stages
    return replace(observation, value=Decimal(is_complete), denominator=Decimal(1))


def place_of(observation: Observation, stages: int) -> int:
    place = int(observation.value or 0)
    if place != observation.value or not 0 <= place <= stages:
        raise ValueError(f"{observation.institution} reports a stage that there is not.")
    return place
