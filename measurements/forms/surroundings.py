"""Reading what stands around a list: which other indicators of the institution its items may serve, and do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from indicators.models import Commitment, IndicatorRevision
from measurements.answer.entries import has_denominator
from measurements.answer.list_spec import ListSpec, lists_of
from measurements.deadlines.deadlines import Deadlines
from measurements.forms.item_around import Around, Other
from measurements.joining.joining import alike_to
from measurements.models import Answer, Measurement, RegisterEntry
from measurements.workflow.steps import Task


def surroundings_of(
    task: Task, specs: Sequence[ListSpec], entries: Sequence[RegisterEntry], *, is_needed: bool, at: dt.datetime
) -> dict[int, Around]:
    """What stands around each list, by its register, in a fixed number of queries. An answer that is only shown needs none of it."""
    if not specs or not is_needed:
        return {}
    registers = [spec.register.pk for spec in specs]
    others = list(_others(task, registers, at))
    served = _served(task, entries)
    alike = alike_to([entry.item for entry in entries], task.institution)
    return {spec.register.pk: Around(tuple(o for o in others if _may_serve(spec, o)), served, alike) for spec in specs}


def _may_serve(spec: ListSpec, other: Other) -> bool:
    return other.spec.register == spec.register and spec.can_serve(other.spec)


def _others(task: Task, registers: Iterable[int], at: dt.datetime) -> Iterable[Other]:
    """Other indicators that count such items as they are: one that asks conditions of each has its own list to answer."""
    owed = Commitment.objects.in_force(task.period).filter(institution=task.institution).values("indicator")
    revisions = IndicatorRevision.objects.in_force(task.period).filter(indicator__in=owed)
    sharing = revisions.filter(components__rule__register__in=registers).exclude(indicator=task.indicator).distinct()
    answers = {
        measurement.indicator_id: measurement
        for measurement in Measurement.objects.filter(institution=task.institution, period=task.period).select_related(
            "revision"
        )
    }
    deadlines = Deadlines.read([task.period], [task.institution.pk])
    for revision in sharing.with_definition():
        if has_denominator(revision):
            continue
        deadline = deadlines.of(task.period, task.institution.pk, revision.indicator_id)
        is_open = deadline.without_opening.is_open(at) and _takes_items(answers.get(revision.indicator_id))
        for spec in lists_of(revision):
            yield Other(revision.indicator.code, revision.name, spec, is_open)


def _takes_items(measurement: Measurement | None) -> bool:
    if measurement is None:
        return True
    return measurement.is_editable and measurement.answer == Answer.REPORTED


def _served(task: Task, entries: Sequence[RegisterEntry]) -> dict[int, frozenset[str]]:
    """Codes of the other indicators of the semester under which each item is entered."""
    rows = (
        RegisterEntry.objects.filter(
            item__in=[entry.item_id for entry in entries],
            measurement__period=task.period,
            measurement__institution=task.institution,
        )
        .exclude(measurement__indicator=task.indicator)
        .values_list("item", "measurement__indicator__code")
    )
    found: dict[int, set[str]] = {}
    for item, code in rows:
        found.setdefault(item, set()).add(code)
    return {item: frozenset(codes) for item, codes in found.items()}
