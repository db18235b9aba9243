"""Answers in words across institutions: which stage, which option, which texts. Read from the same `Reading` as every number.

Nothing here has a language: names are kept in both, so that a page and an issued report say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from indicators.models import Component, IndicatorRevision
from measurements.answer import places
from reports.arithmetic.aggregation import Answer, Observation, Reach
from reports.arithmetic.milestones import completion, milestones
from reports.arithmetic.narratives import listed
from reports.arithmetic.scale import distribution
from reports.figures.reading import Reading

if TYPE_CHECKING:
    from reports.figures.observing import Track

Kind, Across, Role = IndicatorRevision.Kind, IndicatorRevision.Across, Component.Role
ROLES: Mapping[str, str] = {Kind.MILESTONE: Role.STAGE, Kind.SCALE: Role.OPTION}
IN_WORDS = (Kind.MILESTONE, Kind.SCALE, Kind.NARRATIVE)


@dataclass(frozen=True, slots=True)
class Named:
    """A stage or an option by its name in both languages."""

    code: str
    es: str
    en: str

    @property
    def label(self) -> str:
        return self.en if (get_language() or "es").startswith("en") else self.es


@dataclass(frozen=True, slots=True)
class Step:
    """A stage with how many institutions reached it, or an option with how many chose it."""

    named: Named
    count: int


@dataclass(frozen=True, slots=True)
class InWords:
    """What answers in words amount to. `lower` and `upper` are places among the steps, from 1: the stage that holds of them
    together (0: none reached yet) or the middle of a scale, which may lie between two; None where nothing is said together.
    """

    kind: str
    across: str
    steps: tuple[Step, ...] = ()
    lower: int | None = None
    upper: int | None = None
    texts: int = 0

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> InWords:
        """Read back from what `asdict` made of it."""
        steps = tuple(Step(Named(**each["named"]), each["count"]) for each in row["steps"])
        return cls(**{**row, "steps": steps})


@dataclass(frozen=True, slots=True)
class Own:
    """What one institution says: its stage (0: none yet) or option as a place of `of`, or its text, in its own words."""

    place: int | None
    of: int
    named: Named | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The answers of a semester. The value of an observation is a place; `texts` are by institution."""

    observations: Mapping[str, Observation]
    offered: Sequence[Component]
    texts: Mapping[str, str]


def spoken(reading: Reading, track: Track, ordinal: int) -> Spoken:
    """What each institution that was expected, or answered, says in words in that semester. Only validated answers speak."""
    answers = reading.answers.get((track.indicator, ordinal), {})
    validated = {code: each for code, each in answers.items() if each.is_validated}
    offered = offered_at(reading, track, ordinal)
    given = places_of(reading, track, ordinal, offered)
    concerned = reading.expected(track.indicator, ordinal) | validated.keys()
    observations: dict[str, Observation] = {}
    for code in (each for each in reading.institutions if each in concerned):
        said = validated.get(code)
        if said is None:
            observations[code] = Observation(code, None)
            continue
        place = given.get(code) if said.answer == Answer.REPORTED else None
        value = None if place is None else Decimal(place)
        observations[code] = Observation(code, said.answer, value, measurement=said.measurement)
    return Spoken(observations, offered, {code: each.text for code, each in validated.items()})


def offered_at(reading: Reading, track: Track, ordinal: int) -> Sequence[Component]:
    """The stages or options of the definition in force then; none where it was of another kind."""
    begun = [
        each
        for each in reading.all_revisions.values()
        if each.indicator_id == track.indicator and each.effective_from.ordinal <= ordinal
    ]
    latest = max(begun, key=lambda each: each.effective_from.ordinal, default=None)
    if latest is None or latest.kind != track.kind:
        return ()
    return [each for each in reading.components[latest.pk] if each.role == ROLES.get(track.kind)]


def places_of(reading: Reading, track: Track, ordinal: int, offered: Sequence[Component]) -> dict[str, int | None]:
    """The place of each institution, from the marks that it sent; marks of another definition are no place."""
    marks: dict[str, dict[str, Decimal | None]] = {}
    for row in reading.sums.get((track.indicator, ordinal), ()):
        if row.series == track.series:
            marks.setdefault(row.institution, {})[row.component] = row.whole
    place = places.furthest if track.kind == Kind.MILESTONE else places.chosen
    found: dict[str, int | None] = {}
    for code, given in marks.items():
        try:
            found[code] = place(given.get(each.code) for each in offered)
        except ValueError:
            found[code] = None
    return found


def completed(reading: Reading, track: Track, ordinal: int) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """For the share of institutions that completed the last stage: each counts once, as 1 or 0 of 1."""
    said = spoken(reading, track, ordinal)
    counted = {code: completion(each, len(said.offered)) for code, each in said.observations.items()}
    return {code: (each.value, each.denominator) for code, each in counted.items() if each.has_both_parts}


def together(reading: Reading, track: Track, ordinal: int) -> tuple[InWords, Reach, tuple[int, ...]]:
    """What the institutions amount to, from how many of how many, and the measurements that it is made of."""
    said = spoken(reading, track, ordinal)
    everyone = said.observations.values()
    words, reach = _put_together(track, said)
    made_of = [
        each for each in everyone if each.has_value or (track.kind == Kind.NARRATIVE and each.answer == "reported")
    ]
    return words, reach, tuple(sorted(each.measurement for each in made_of if each.measurement is not None))


def _put_together(track: Track, said: Spoken) -> tuple[InWords, Reach]:
    everyone = said.observations.values()
    if track.kind == Kind.NARRATIVE:
        texts = listed(everyone, said.texts)
        return InWords(track.kind, track.across, texts=len(texts.texts)), texts
    if track.kind == Kind.SCALE:
        answers = distribution(everyone, len(said.offered))
        steps = steps_of(said.offered, answers.counts)
        return InWords(track.kind, track.across, steps, answers.lower, answers.upper), answers
    stages = milestones(everyone, len(said.offered), track.across)
    return InWords(track.kind, track.across, steps_of(said.offered, stages.reached), stages.stage, stages.stage), stages


def steps_of(offered: Sequence[Component], counts: Sequence[int]) -> tuple[Step, ...]:
    return tuple(Step(named(component), count) for component, count in zip(offered, counts, strict=True))


def named(component: Component) -> Named:
    """A name that exists in one language only stands for both."""
    spanish, english = (str(getattr(component, f"label_{language}", None) or "") for language in ("es", "en"))
    return Named(component.code, spanish or english or component.code, english or spanish or component.code)


def own_words(reading: Reading, track: Track, ordinal: int, code: str) -> Own | None:
    """What one institution says in words; None where it did not report."""
    said = spoken(reading, track, ordinal)
    each = said.observations.get(code)
    if each is None or each.answer != Answer.REPORTED:
        return None
    if track.kind == Kind.NARRATIVE:
        text = said.texts.get(code, "").strip()
        return Own(None, 0, None, text) if text else None
    if each.value is None:
        return None
    place = int(each.value)
    return Own(place, len(said.offered), named(said.offered[place - 1]) if place else None)
