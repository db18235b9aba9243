"""What the institution answered in the semester before, in words that keep zero, no data, not reported and not applicable apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.models import Commitment, ReportingPeriod
from measurements.answer.content import CellKey
from measurements.answer.figure_words import plain
from measurements.checks.checks import Cells, cells_of
from measurements.models import Answer, Measurement
from measurements.workflow.steps import Task


@dataclass(frozen=True, slots=True)
class Previous:
    """The answer of the semester before, once it was sent: a draft that never left says nothing. `is_due`: it was owed."""

    period: ReportingPeriod | None = None
    measurement: Measurement | None = None
    is_due: bool = False

    def cells(self) -> Cells:
        return cells_of(self.measurement)

    @property
    def note(self) -> str:
        """Why there is no figure to compare with; empty when there is one, or when none was owed."""
        if self.measurement is None:
            return _("not reported") if self.is_due else ""
        if self.measurement.answer == Answer.NOT_AVAILABLE:
            return _("not available")
        return _("not applicable") if self.measurement.answer == Answer.NOT_APPLICABLE else ""

    def under(self, key: CellKey) -> tuple[str, str]:
        """The words under a cell's boxes: its value before, and its denominator before. The note stands once, above them."""
        if self.measurement is None or self.note:
            return "", ""
        stored = self.cells().get(key)
        return in_words(stored.value if stored else None), in_words(stored.denominator if stored else None)


def in_words(value: Decimal | None) -> str:
    """`before 21`; a box that was left empty says so."""
    if value is None:
        return _("before: left empty")
    return _("before %(value)s") % {"value": plain(value)}


def previous_of(task: Task) -> Previous:
    """The semester just before the task's, whatever was or was not reported in it."""
    before = ReportingPeriod.objects.filter(plan=task.period.plan_id, ordinal=task.period.ordinal - 1).first()
    if before is None:
        return Previous()
    measurement = (
        Measurement.objects.received()
        .filter(indicator=task.indicator, institution=task.institution, period=before)
        .select_related("period", "revision__headline_category__dimension")
        .with_values()
        .first()
    )
    if measurement is not None:
        return Previous(before, measurement)
    owed = Commitment.objects.in_force(before).filter(indicator=task.indicator, institution=task.institution)
    return Previous(before, is_due=owed.exists())


def first_sent(task: Task) -> Measurement | None:
    """The first figure that the institution sent in the plan, where it is earlier than the semester before."""
    return (
        Measurement.objects.received()
        .filter(indicator=task.indicator, institution=task.institution, answer=Answer.REPORTED)
        .filter(period__plan=task.period.plan_id, period__ordinal__lt=task.period.ordinal)
        .select_related("period")
        .with_values()
        .order_by("period__ordinal")
        .exclude(period__ordinal=task.period.ordinal - 1)
        .first()
    )
