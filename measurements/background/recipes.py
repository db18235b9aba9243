"""How the figures of an indicator were obtained the last time that they were accepted: the recipe for the next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.formatting import plain_date
from documents.speaking import language, written
from indicators.models import ReportingPeriod
from institutions.models import Institution
from measurements.answer.content import Origin
from measurements.answer.reading import whole
from measurements.models import Measurement
from measurements.models.measurement import MeasurementQuerySet
from measurements.workflow.steps import Task


@dataclass(frozen=True, slots=True)
class OriginLine:
    label: str
    text: str


def origin_of(measurement: Measurement) -> Origin:
    return Origin(measurement.source_system, measurement.cut_off_on, measurement.contact_post)


def origin_lines(origin: Origin) -> list[OriginLine]:
    """What is known of it, in words; nothing of what was left empty."""
    cut_off = plain_date(origin.cut_off_on, language()) if origin.cut_off_on else ""
    lines = [
        OriginLine(_("Where the figure comes from"), written(origin.source_system)),
        OriginLine(_("Counted until"), cut_off),
        OriginLine(_("Post to ask about it"), written(origin.contact_post)),
    ]
    return [line for line in lines if line.text]


def accepted_before(institution: Institution, period: ReportingPeriod) -> MeasurementQuerySet:
    """The institution's accepted answers of the semesters before, latest first."""
    accepted = Measurement.objects.validated().filter(
        institution=institution, period__plan=period.plan_id, period__ordinal__lt=period.ordinal
    )
    return accepted.order_by("-period__ordinal")


def last_accepted(task: Task) -> Measurement | None:
    accepted = accepted_before(task.institution, task.period)
    return accepted.filter(indicator=task.indicator).select_related("period").first()


def last_accepted_of_each(institution: Institution, period: ReportingPeriod) -> dict[int, Measurement]:
    """The last accepted answer of each indicator, by the indicator's id, in a fixed number of queries."""
    latest: dict[int, int] = {}
    for pk, indicator in accepted_before(institution, period).values_list("pk", "indicator"):
        latest.setdefault(indicator, pk)
    found = whole(Measurement.objects.filter(pk__in=latest.values()))
    return {measurement.indicator_id: measurement for measurement in found}
