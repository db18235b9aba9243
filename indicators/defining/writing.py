"""A document written as the rows of a new definition."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from indicators.defining.document import DefinitionDocument, Part, TargetPoint, Track, Words
from indicators.defining.known import Known
from indicators.defining.reading import AS_STORED, TRANSLATED
from indicators.models import (
    Baseline,
    Component,
    CountingRule,
    IndicatorRevision,
    RevisionDimension,
    RevisionTag,
    Series,
    Target,
)


@dataclass(frozen=True, slots=True)
class Act:
    """What approves the targets that are new."""

    reference: str
    approved_on: dt.date


def write(
    revision: IndicatorRevision,
    document: DefinitionDocument,
    known: Known,
    act: Act,
    *,
    old: frozenset[tuple[str, TargetPoint]],
) -> IndicatorRevision:
    """Save the revision, given with its number, semester and act, with everything that the document says.

    A target among `old` (with its series) was approved before and keeps its act; every other is of this one.
    """
    for name in TRANSLATED:
        set_words(revision, name, getattr(document, name))
    for name in AS_STORED:
        setattr(revision, name, getattr(document, name))
    revision.headline_category = known.categories[document.headline_category] if document.headline_category else None
    revision.save(force_insert=True)
    components = {
        part.code: _write_part(revision, part, order, known) for order, part in enumerate(document.components, start=1)
    }
    for order, code in enumerate(document.dimensions, start=1):
        RevisionDimension.objects.create(revision=revision, dimension=known.dimensions[code], order=order)
    for tag in document.tags:
        RevisionTag.objects.create(
            revision=revision, dimension=known.dimensions[tag.dimension], is_multiple=tag.is_multiple
        )
    for order, track in enumerate(document.series, start=1):
        series = _write_track(revision, track, order, components, known)
        _write_goals(series, track, known, act, old)
    return revision


def copy_plausibility(before: IndicatorRevision, after: IndicatorRevision) -> None:
    """Ask about odd figures as under the definition before, wherever the components that a rule names are still there."""
    components = {each.code: each for each in after.components.all()}
    for rule in before.plausibility_rules.select_related("part", "whole"):
        named = [each.code for each in (rule.part, rule.whole) if each is not None]
        if not set(named) <= components.keys():
            continue
        rule.part, rule.whole = (components[each.code] if each else None for each in (rule.part, rule.whole))
        rule.pk, rule.revision = None, after
        rule._state.adding = True
        rule.save(force_insert=True)


def set_words(row: Any, name: str, words: Words) -> None:
    """Give a row a translated text in both languages."""
    setattr(row, f"{name}_es", words.es)
    setattr(row, f"{name}_en", words.en)


def _write_part(revision: IndicatorRevision, part: Part, order: int, known: Known) -> Component:
    component = Component(
        revision=revision,
        code=part.code,
        order=order,
        role=part.role,
        in_headline=part.in_headline,
        is_disaggregated=part.is_disaggregated,
        needs_all=part.needs_all,
    )
    set_words(component, "label", part.label)
    component.save(force_insert=True)
    if part.rule is not None:
        rule = CountingRule.objects.create(
            component=component,
            register=known.registers[part.rule.register],
            only=known.categories[part.rule.only] if part.rule.only else None,
            when=part.rule.when,
        )
        rule.stages.set([known.stages[part.rule.register, code] for code in part.rule.stages])
    return component


def _write_track(
    revision: IndicatorRevision, track: Track, order: int, components: dict[str, Component], known: Known
) -> Series:
    series = Series(
        revision=revision,
        code=track.code,
        order=order,
        component=components[track.component] if track.component else None,
    )
    set_words(series, "label", track.label)
    series.save(force_insert=True)
    series.categories.set([known.categories[key] for key in track.only])
    return series


def _write_goals(series: Series, track: Track, known: Known, act: Act, old: frozenset[tuple[str, TargetPoint]]) -> None:
    Baseline.objects.bulk_create(
        Baseline(
            series=series,
            institution=known.institutions[each.institution] if each.institution else None,
            period=known.periods[each.period],
            value=each.value,
            denominator=each.denominator,
            source=each.source,
        )
        for each in track.baselines
    )
    Target.objects.bulk_create(
        Target(
            series=series,
            institution=known.institutions[each.institution] if each.institution else None,
            period=known.periods[each.period],
            scope=each.scope,
            value=each.value,
            denominator=each.denominator,
            source=each.source,
            is_interpolated=each.is_interpolated,
            act_reference=each.act_reference if (track.code, each) in old else act.reference,
            approved_on=(each.approved_on if (track.code, each) in old else None) or act.approved_on,
        )
        for each in track.targets
    )
