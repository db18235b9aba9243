"""What answers are held against, read for many at once: the semester before, and the indicators that they must agree with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch

from indicators.models import IndicatorRevision
from measurements.answer.definitions import hang_definitions
from measurements.answer.reading import AS_SENT, with_values
from measurements.checks.plausibility import Beside, Observed, observed, questions_of
from measurements.checks.twins import Entered, entered
from measurements.contributions.parts import sums_among
from measurements.models import Measurement, RegisterEntry
from measurements.models.measurement import MeasurementQuerySet

Place = tuple[int, int, int]
"""An indicator, an institution and the ordinal of a semester."""


def beside(measurement: Measurement) -> Beside:
    """Of one answer, saved or not."""
    return besides([measurement])[0]


def besides(measurements: Sequence[Measurement]) -> list[Beside]:
    """In the same order and in a fixed number of queries. Of an answer only its place and its definition are read."""
    before, others, units = _before(measurements), _others(measurements), sums_among(measurements)
    listed = _listed(measurements)
    return [
        Beside(
            before.get(_place(m, earlier=1)),
            others.get((m.institution_id, m.period_id), {}),
            sums,
            tuple(listed.get(m.pk, ())),
        )
        for m, sums in zip(measurements, units, strict=True)
    ]


def _listed(measurements: Iterable[Measurement]) -> dict[int, list[Entered]]:
    """The rows of the lists, by their answer, in the order in which they were entered."""
    answers = [m.pk for m in measurements if m.pk is not None and m.revision.is_itemised]
    found: dict[int, list[Entered]] = {}
    if answers:
        rows = RegisterEntry.objects.filter(measurement__in=answers).select_related("measurement", "item__register")
        for row in rows.order_by("pk"):
            found.setdefault(row.measurement_id, []).append(entered(row))
    return found


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
    sent = list(found.select_related("period").prefetch_related(with_values()))
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
