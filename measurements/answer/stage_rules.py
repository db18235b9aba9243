"""When an item's stages may be said to be reached: the same rules at every door, and at none may a date move what was counted.

What counted as a flow in an answer that was handed over must still count there: else it would count once more in another semester,
or in none. A stage that lasts and a stock count anew in every semester, so their dates may be corrected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from documents.formatting import plain_date
from documents.speaking import language
from indicators.models import IndicatorRevision, Stage
from measurements.answer import counting
from measurements.answer.entries import rules_of
from measurements.models import Measurement, RegisterEntry, RegisterItem, Status

EARLIEST = dt.date(1950, 1, 1)
"""No norm of the plan is older; a year typed with two digits is."""

Dates = Mapping[Stage, dt.date]


@dataclass(frozen=True, slots=True)
class StageProblem:
    """What is wrong with the date of a stage, or with leaving that stage out."""

    stage: Stage
    text: str


def problems_of_stages(dates: Dates, stored: RegisterItem | None, *, today: dt.date) -> Iterator[StageProblem]:
    """Everything that speaks against these dates, of a new item or of a stored one that is to have them from now on."""
    yield from _impossible(dates, today)
    yield from _out_of_order(dates)
    before = {reached.stage: reached.reached_on for reached in stored.stages.all()} if stored else {}
    if stored is not None and dict(dates) != before:
        yield from _no_longer_counted(dates, before, stored)


def _impossible(dates: Dates, today: dt.date) -> Iterator[StageProblem]:
    for stage, day in dates.items():
        if day > today:
            yield StageProblem(stage, _("This day has not come yet: write when the stage was reached."))
        elif day < EARLIEST:
            yield StageProblem(stage, _("Write the year with four digits: no date is before 1950."))


def _out_of_order(dates: Dates) -> Iterator[StageProblem]:
    """Stages are reached in their order: a later one is never dated before an earlier one."""
    ordered = sorted(dates.items(), key=lambda reached: reached[0].order)
    for place, (stage, day) in enumerate(ordered):
        latest = max(ordered[:place], key=lambda reached: reached[1], default=None)
        if latest is not None and day < latest[1]:
            words = {"stage": latest[0].name, "date": plain_date(latest[1], language())}
            yield StageProblem(stage, _("It cannot be earlier than “%(stage)s”, %(date)s.") % words)


def _no_longer_counted(dates: Dates, before: Dates, item: RegisterItem) -> Iterator[StageProblem]:
    for entry in _sent_entries(item):
        for rule in _flows(entry):
            if _counts_with(rule, entry.measurement, item, dates):
                continue
            words = {"period": entry.measurement.period.code, "code": entry.measurement.indicator.code}
            text = _(
                "It already counted in %(period)s (%(code)s): enter another one, or ask for that answer to be reopened."
            )
            yield StageProblem(_moved(rule, dates, before), text % words)
            return


def _sent_entries(item: RegisterItem) -> Iterator[RegisterEntry]:
    """The entries of the item in answers that stand as they were handed over or sent."""
    standing = (Status.PREPARED, Status.SUBMITTED, Status.VALIDATED)
    sent = RegisterEntry.objects.filter(item=item, frozen__isnull=False, measurement__status__in=standing)
    whole = sent.select_related("measurement__period", "measurement__indicator").prefetch_related(
        Prefetch("measurement__revision", IndicatorRevision.objects.with_definition())
    )
    yield from whole.order_by("measurement__period__ordinal", "measurement__indicator__order")


def _flows(entry: RegisterEntry) -> Iterator[counting.Rule]:
    """The rules by which the entry was counted on reaching a stage, each without the stages that count anew anyway."""
    kept = entry.frozen or {}
    for rule in rules_of(entry.measurement.revision):
        once = replace(rule, stages=rule.stages - rule.lasting)
        is_flow = rule.when is counting.When.REACHED and rule.component in kept.get("counted", {})
        if is_flow and once.stages and _was_counted(once, entry, kept):
            yield once


def _was_counted(rule: counting.Rule, entry: RegisterEntry, kept: Mapping[str, Any]) -> bool:
    stages = {stage.code: stage for stage in entry.item.register.stages.all()}
    if "stages" in kept:
        dates = {stages[code]: dt.date.fromisoformat(day) for code, day in kept["stages"].items() if code in stages}
        return _counts_with(rule, entry.measurement, entry.item, dates)
    reached = stages.get(kept.get("stage") or "")  # sent before the dates of stages were kept
    return reached is not None and any(stages[code].order <= reached.order for code in rule.stages if code in stages)


def _counts_with(rule: counting.Rule, measurement: Measurement, item: RegisterItem, dates: Dates) -> bool:
    reached = tuple(counting.StageReached(stage.code, stage.order, day) for stage, day in dates.items())
    as_dated = counting.Item(rule.register, item.quantity, reached)
    period = measurement.period
    return counting.counts(replace(rule, only=None), as_dated, period.starts_on, period.ends_on)


def _moved(rule: counting.Rule, dates: Dates, before: Dates) -> Stage:
    """The counted stage whose date is another one now, or is gone: the furthest that is left speaks for one that is gone."""
    changed = [stage for stage, day in dates.items() if before.get(stage) != day]
    counted = [stage for stage in changed if stage.code in rule.stages]
    return next(iter(counted or changed), None) or max(dates, key=lambda stage: stage.order)
