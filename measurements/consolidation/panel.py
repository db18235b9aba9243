"""The units on the page of their institution's answer: who gave, who is missing and whom to remind, and the sum to use."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from indicators.models import IndicatorRevision
from measurements.consolidation.asking import askable, asked_for, can_be_consolidated
from measurements.contributions.table import UnitTable, unit_table
from measurements.workflow.steps import Task


@dataclass(frozen=True, slots=True)
class UnitPanel:
    """`can_ask`: some unit was not asked yet."""

    table: UnitTable
    url: str
    can_ask: bool

    @property
    def can_gather(self) -> bool:
        return bool(self.table.sums.cells)


def unit_panel(task: Task, revision: IndicatorRevision) -> UnitPanel | None:
    """None for an institution without units, and for a list, whose items are entered one by one."""
    if not can_be_consolidated(revision):
        return None
    asked, left = list(asked_for(task).with_values()), askable(task)
    if not asked and not left:
        return None
    table = unit_table(revision, asked)
    url = reverse("units", args=[task.period.code, task.institution.code, task.indicator.code])
    return UnitPanel(table, url, bool(left))
