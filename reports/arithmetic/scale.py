"""One option of an ordered scale for each institution: how many chose each, and the one in the middle.

Options have an order and no distance, so there is no average. With an even number of answers the middle may lie between two
options: then both are said.

Source of the rules: the kinds of indicators of the data model, "distribution, median".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.arithmetic.aggregation import Observation, Reach, once_each, reach_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution(Reach):
    """`counts` is how many institutions chose each option, in order. `lower` and `upper` are the places, from 1, between which
    the middle lies: the same one unless an even number of answers falls on two. None where nobody reported.
    """

    counts: tuple[int, ...] = ()
    lower: int | None = None
    upper: int | None = None


def distribution(observations: Iterable[Observation], options: int) -> Distribution:
    """Count the answers; the value of an observation is the place of its option. Raises ValueError for one that there is not."""
    everyone = once_each(observations)
    places = sorted(place_of(each, options) for each in everyone if each.value is not None)
    return Distribution(
        counts=tuple(places.count(option) for option in range(1, options + 1)),
        lower=places[(len(places) - 1) // 2] if places else None,
        upper=places[len(places) // 2] if places else None,
        **reach_of(everyone, sum(each.has_value for each in everyone)),
    )


def place_of(observation: Observation, options: int) -> int:
    place = int(observation.value or 0)
    if place != observation.value or not 1 <= place <= options:
        raise ValueError(f"{observation.institution} chose an option that there is not.")
    return place
