"""Texts are listed, one institution after another: nothing is added, counted or judged but how many there are.

Source of the rules: the kinds of indicators of the data model, "listed".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.arithmetic.aggregation import Observation, Reach, once_each, reach_of


@dataclass(frozen=True, slots=True)
class Told:
    """What one institution wrote, in its own words."""

    institution: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Reach):
    """The texts in the order of the institutions. An answer without a text counts as none."""

    texts: tuple[Told, ...] = ()


def listed(observations: Iterable[Observation], texts: Mapping[str, str]) -> Listed:
    """List what was reported; `texts` holds each institution's. One that did not report has no text, whatever was written."""
    everyone = once_each(observations)

    def text_of(each: Observation) -> str:
        return texts.get(each.institution, "").strip() if each.answer == "reported" else ""

    told = tuple(Told(each.institution, text) for each in everyone if (text := text_of(each)))
    return Listed(texts=told, **reach_of(everyone, sum(bool(text_of(each)) for each in everyone)))
