"""A drafted definition put among those in force, in memory alone: the engine then says what it will say once it is adopted.

Nothing is written, so nothing must be taken back: the rows are never saved, and their negative ids stand for no other row. A
reading holds everything that a figure is made of, so that replacing its definitions replaces the figures (tests hold the preview
against the same reading after adopting).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from indicators.defining.document import DefinitionDocument, Track, Words
from indicators.models import Component, Indicator, IndicatorRevision, ReportingPeriod, Series
from reports.figures.definitions import in_force, successive
from reports.figures.drafting import drafted_goals
from reports.figures.goals import Goals
from reports.figures.reading import Reading

UNSAVED = -1
"""The id of the imagined revision, and of the first of its parts."""
WORDS = ("name", "definition", "note", "unit", "means_of_verification")
KEPT = (
    "kind",
    "accumulation",
    "across",
    "direction",
    "headline",
    "decimals",
    "is_narrative_required",
    "is_evidence_required",
    "progress_method",
    "trajectory",
    "institution_targets",
    "tolerance",
    "range_low",
    "range_high",
)


@dataclass(frozen=True, slots=True)
class Change:
    """How a definition would come into force."""

    effective_from: ReportingPeriod
    adopted_on: dt.date
    change_class: str
    comparability: str
    rebase_factor: Decimal | None


@dataclass(frozen=True, slots=True)
class Imagined:
    """A definition as unsaved rows, as the engine takes them."""

    revision: IndicatorRevision
    components: tuple[Component, ...]
    series: tuple[Series, ...]
    goals: Mapping[int, Goals]


def imagine(
    document: DefinitionDocument, change: Change, indicator: Indicator | None, periods: Mapping[str, ReportingPeriod]
) -> Imagined:
    """`indicator` is None of one that has no identity yet: it has no past, and only its path can be asked for."""
    words = {name: text for field in WORDS for name, text in in_both(field, getattr(document, field)).items()}
    revision = IndicatorRevision(
        pk=UNSAVED,
        indicator=indicator,
        effective_from=change.effective_from,
        adopted_on=change.adopted_on,
        change_class=change.change_class,
        comparability=change.comparability,
        rebase_factor=change.rebase_factor,
        headline_category_id=UNSAVED if document.headline_category else None,
        **words,
        **{field: getattr(document, field) for field in KEPT},
    )
    components = components_of(document, revision)
    by_code = {each.code: each for each in components}
    series = tuple(
        Series(
            pk=UNSAVED - place,
            revision=revision,
            code=track.code,
            order=place + 1,
            component=by_code.get(track.component),
            **in_both("label", track.label),
        )
        for place, track in enumerate(document.series)
    )
    goals = {
        row.pk: goals_of(track, periods, change.adopted_on) for row, track in zip(series, document.series, strict=True)
    }
    return Imagined(revision, components, series, goals)


def in_both(field: str, words: Words) -> dict[str, Any]:
    """A translated text as the columns of a row."""
    return {f"{field}_es": words.es, f"{field}_en": words.en}


def components_of(document: DefinitionDocument, revision: IndicatorRevision) -> tuple[Component, ...]:
    return tuple(
        Component(
            pk=UNSAVED - place,
            revision=revision,
            code=part.code,
            order=place + 1,
            role=part.role,
            in_headline=part.in_headline,
            is_disaggregated=part.is_disaggregated,
            needs_all=part.needs_all,
            **in_both("label", part.label),
        )
        for place, part in enumerate(document.components)
    )


def goals_of(track: Track, periods: Mapping[str, ReportingPeriod], on: dt.date) -> Goals:
    """What the series of all institutions together should reach, as the engine reads it from rows.

    A draft may name a semester that the plan does not have: it cannot be adopted so, and that point is left out.
    """
    kept = replace(
        track,
        baselines=tuple(each for each in track.baselines if each.period in periods),
        targets=tuple(each for each in track.targets if each.period in periods),
    )
    return drafted_goals(kept, act="", on=on)


def put_among(reading: Reading, imagined: Imagined) -> Reading:
    """The same answers, read with the imagined definition as the last one of its indicator."""
    revision = imagined.revision
    every = {**reading.all_revisions, revision.pk: revision}
    return replace(
        reading,
        all_revisions=every,
        revisions=in_force(every.values(), reading.period),
        successive=successive(every.values()),
        components={**reading.components, revision.pk: imagined.components},
        series={**reading.series, revision.pk: imagined.series},
        goals={**reading.goals, **imagined.goals},
    )


def left_out(reading: Reading, revision: IndicatorRevision | None) -> Reading:
    """The reading as it was before that definition was adopted."""
    if revision is None or revision.pk not in reading.all_revisions:
        return reading
    every = {pk: each for pk, each in reading.all_revisions.items() if pk != revision.pk}
    return replace(
        reading,
        all_revisions=every,
        revisions=in_force(every.values(), reading.period),
        successive=successive(every.values()),
    )
