"""What answers are held against, read for many at once: the semester before, and the indicators that they must agree with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch

from indicators.models import IndicatorRevision
from measurements.definitions import hang_definitions
from measurements.models import Measurement
from measurements.models.measurement import MeasurementQuerySet
from measurements.plausibility import Beside, Observed, observed, questions_of
from measurements.reading import AS_SENT, with_values
from measurements.unit_parts import sums_among

Place = tuple[int, int, int]
"""An indicator, an institution and the ordinal of a semester."""


def beside(measurement: Measurement) -> Beside:
    """Of one answer, saved or not."""
    return besides([measurement])[0]


def besides(measurements: Sequence[Measurement]) -> list[Beside]:
    """In the same order and in a fixed number of queries. Of an answer only its place and its definition are read."""
    before, others, units = _before(measurements), _others(measurements), sums_among(measurements)
    return [
        Beside(before.get(_place(m, earlier=1)), others.get((m.institution_id, m.period_id), {}), sums)
        for m, sums in zip(measurements, units, strict=True)
    ]


def _place(measurement: Measurement, earlier: int = 0) -> Place:
    return (measurement.indicator_id, measurement.institution_id, measurement.period.ordinal - earlier)


def _before(measurements: Sequence[Measurement]) -> dict[Place, Observed]:
    """What had been sent for the semester before and is not being corrected. Mostly the definition is still the same one."""
    wanted = {_place(m, earlier=1) for m in measurements}
    if not wanted:
        return {}
    indicators, institutions, ordinals = (set(part) for part in zip(*wanted, strict=True))
    found = Measurement.objects.filter(
        indicator__in=indicators, institution__in=institutions, period__ordinal__in=ordinals, status__in=AS_SENT
    )
    sent = list(found.select_related("indicator", "period").prefetch_related(with_values()))
    hang_definitions(sent, measurements)
    return {_place(m): observed(m) for m in sent if _place(m) in wanted}


def _others(measurements: Iterable[Measurement]) -> dict[tuple[int, int], dict[str, Observed]]:
    """By institution and semester, what it answers to the indicators that somebody here is compared with, drafts included."""
    read = list(measurements)
    codes = {question.other for m in read for question in questions_of(m.revision) if question.other}
    if not codes:
        return {}
    found = Measurement.objects.filter(
        indicator__code__in=codes,
        indicator__plan__in={m.indicator.plan_id for m in read},
        institution__in={m.institution_id for m in read},
        period__in={m.period_id for m in read},
    )
    others: dict[tuple[int, int], dict[str, Observed]] = {}
    for other in _with_figures(found):
        others.setdefault((other.institution_id, other.period_id), {})[other.indicator.code] = observed(other)
    return others


def _with_figures(measurements: MeasurementQuerySet) -> MeasurementQuerySet:
    """Only what the rules read: values, and which component stands for what."""
    definitions = IndicatorRevision.objects.select_related("headline_category__dimension")
    return measurements.select_related("indicator", "period").prefetch_related(
        with_values(),
        Prefetch("revision", definitions.prefetch_related("components__rule")),
    )
