"""The parts that units gave for an answer, read for one answer or for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicators.models import IndicatorRevision
from measurements.answer.content import CellContent, CellKey
from measurements.answer.reading import Said
from measurements.contributions.sums import NO_UNITS, Part, UnitSums, add_units
from measurements.models import Contribution, Measurement
from measurements.models.contribution import ContributionQuerySet


def values_of_part(contribution: Contribution) -> dict[CellKey, CellContent]:
    return {
        (value.component.code, value.combination.key): CellContent(value.value, value.denominator)
        for value in contribution.values.all()
    }


def said_by(contribution: Contribution, revision: IndicatorRevision) -> Said:
    """What the unit gave, to be laid out as any answer is."""
    return Said(
        revision=revision,
        period=contribution.period.code,
        answer=contribution.answer,
        reason=contribution.reason,
        narrative="",
        values=values_of_part(contribution),
        items=(),
    )


def part_of(contribution: Contribution) -> Part:
    """What counts of it: nothing until the unit has given it."""
    name = contribution.unit.short_name
    return Part(name, contribution.answer, values_of_part(contribution)) if contribution.is_given else Part(name)


def sums_of(measurement: Measurement) -> UnitSums:
    """What units gave for an answer."""
    return sums_among([measurement])[0]


def sums_among(measurements: Sequence[Measurement]) -> list[UnitSums]:
    """The same of many answers, saved or not, in their order and in a fixed number of queries."""
    parts: dict[tuple[int, int, int], list[Part]] = {}
    for contribution in _contributions_to(measurements):
        key = (contribution.indicator_id, contribution.period_id, contribution.institution_id)
        parts.setdefault(key, []).append(part_of(contribution))
    keys = [(m.indicator_id, m.period_id, m.institution_id) for m in measurements]
    return [add_units(parts[key]) if key in parts else NO_UNITS for key in keys]


def _contributions_to(measurements: Iterable[Measurement]) -> ContributionQuerySet:
    known = [m for m in measurements if not m.revision.is_itemised]
    if not known:
        return Contribution.objects.none()
    return Contribution.objects.filter(
        indicator__in={m.indicator_id for m in known},
        period__in={m.period_id for m in known},
        institution__in={m.institution_id for m in known},
    ).with_amounts()
