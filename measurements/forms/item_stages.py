"""The dates of an item's stages as boxes: the furthest stage with its date in the row, the earlier ones at hand below it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from documents.forms.days import DayField
from indicators.models import Stage
from measurements.answer.list_spec import ListSpec
from measurements.models import RegisterEntry


def box_of(stage: Stage) -> str:
    return f"on_{stage.code}"


def earlier_stages(spec: ListSpec, entry: RegisterEntry | None) -> tuple[Stage, ...]:
    """The stages that have a box of their own: all that another one may follow, but the one that the row shows."""
    latest = entry.item.stage_reached() if entry is not None else None
    return tuple(stage for stage in spec.stages[:-1] if latest is None or stage.pk != latest.stage_id)


def earlier_fields(spec: ListSpec, entry: RegisterEntry | None) -> dict[str, DayField]:
    stages = earlier_stages(spec, entry)
    return {box_of(stage): DayField(required=False, label=stage.name) for stage in stages}


def dates_said(
    spec: ListSpec, entry: RegisterEntry | None, said: Mapping[str, Any], stage: Stage
) -> dict[Stage, dt.date]:
    """Every stage that the row says was reached. The one that it showed before has no box: it becomes an earlier one."""
    stored = {reached.stage: reached.reached_on for reached in entry.item.stages.all()} if entry is not None else {}
    boxed = earlier_stages(spec, entry)
    dates: dict[Stage, dt.date] = {}
    for each in spec.stages:
        day = said.get(box_of(each)) if each in boxed else stored.get(each)
        if each.order < stage.order and day is not None:
            dates[each] = day
    return dates | {stage: said["dated_on"]}


def contradictions(
    spec: ListSpec, entry: RegisterEntry | None, said: Mapping[str, Any], shown: Mapping[str, Any], stage: Stage
) -> dict[str, str]:
    """Boxes that say something else than the row: another date for its stage, or a date typed for a later one."""
    found: dict[str, str] = {}
    for each in earlier_stages(spec, entry):
        day = said.get(box_of(each))
        if day is None or each.order < stage.order:
            continue
        if each == stage and day != said["dated_on"]:
            found[box_of(each)] = _("This is the stage chosen above, with another date: leave one of the two.")
        elif each.order > stage.order and day != shown.get(box_of(each)):
            found[box_of(each)] = _("This stage comes after the one chosen above: choose it there, or leave it empty.")
    return found
