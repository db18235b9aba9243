"""How the figures of an indicator were obtained the last time that they were accepted: the recipe for the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.formatting import plain_date
from measurements.content import Origin
from measurements.figure_words import language
from measurements.models import Measurement
from measurements.models.measurement import MeasurementQuerySet
from measurements.workflow import Task


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
        OriginLine(_("Where the figure comes from"), origin.source_system),
        OriginLine(_("Counted until"), cut_off),
        OriginLine(_("Post to ask about it"), origin.contact_post),
    ]
    return [line for line in lines if line.text]


def accepted_before(task: Task) -> MeasurementQuerySet:
    """The accepted answers of the semesters before, latest first."""
    accepted = Measurement.objects.validated().filter(
        institution=task.institution, period__plan=task.period.plan_id, period__ordinal__lt=task.period.ordinal
    )
    return accepted.order_by("-period__ordinal")


def last_accepted(task: Task) -> Measurement | None:
    return accepted_before(task).filter(indicator=task.indicator).select_related("period").first()


def latest_of_each(measurements: Iterable[Measurement]) -> dict[int, Measurement]:
    """The first of each indicator, by its id, of answers that come latest first."""
    latest: dict[int, Measurement] = {}
    for measurement in measurements:
        latest.setdefault(measurement.indicator_id, measurement)
    return latest
