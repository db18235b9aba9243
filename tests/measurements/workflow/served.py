"""An item that is ticked for a second indicator which counts it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from indicators.models import CountingRule, IndicatorRevision, Register, ReportingPeriod, Stage
from measurements.answer.content import Content, ItemContent
from measurements.models import Measurement, RegisterEntry, RegisterItem
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW, Task
from tests.cast import Cast
from tests.factories import make_plan, make_register
from tests.measurements.worlds.entering import NOW, owe

FIRST, SECOND = "PREV-2.3.1", "PREV-2.3.2"


@pytest.fixture
def second(cast: Cast, period: ReportingPeriod, events: IndicatorRevision) -> IndicatorRevision:
    """Another indicator that the Army owes, which counts the same events."""
    found = owe(cast, period, make_register(make_plan(), SECOND, register=Register.objects.get()))
    CountingRule.objects.get(component__revision=found).stages.set(Stage.objects.filter(code="held"))
    return found


def save(cast: Cast, period: ReportingPeriod, events: IndicatorRevision, *, ticked: bool) -> Measurement:
    """Save a seminar under the first indicator, ticked as told for the second."""
    register = Register.objects.get()
    stored = Measurement.objects.filter(indicator=events.indicator).first()
    item = ItemContent(
        register=register,
        title="Seminario",
        stage=register.stages.get(code="held"),
        dated_on=dt.date(2026, 3, 2),
        id=RegisterItem.objects.values_list("pk", flat=True).first(),
        serves={SECOND: ticked},
    )
    task = Task(events.indicator, cast.army, period)
    version = stored.version if stored else NEW
    return workflow.save_draft(task, Content(items=(item,)), version=version, by=cast.reporter, at=NOW)


def listed(code: str) -> list[str]:
    entries = RegisterEntry.objects.filter(measurement__indicator__code=code)
    return list(entries.values_list("item__title", flat=True))


def content(*, ticked: bool, **more: Any) -> Content:
    """The seminar, new or stored, ticked as told for the second indicator."""
    register = Register.objects.get()
    item = ItemContent(
        register=register,
        title="Seminario",
        stage=register.stages.get(code="held"),
        dated_on=dt.date(2026, 3, 2),
        id=RegisterItem.objects.filter(institution__code="EP").values_list("pk", flat=True).first(),
        serves={SECOND: ticked},
    )
    return Content(items=(replace(item, **more),))
