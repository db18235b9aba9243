"""What an answer says, read whole: from its rows while they are what was sent, else from the event that kept what was sent."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from indicators.models import IndicatorRevision
from measurements.answer.content import CellContent, CellKey, ConcernKey, Origin
from measurements.answer.entries import counted_for, entries_of, with_entries
from measurements.models import Answer, Evidence, MeasuredValue, Measurement, MeasurementEvent, RegisterEntry, Status
from measurements.models.measurement import MeasurementQuerySet

AS_SENT = (Status.SUBMITTED, Status.VALIDATED)
"""While it stands here, nobody can have changed the rows since they were sent."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of a list as it was handed over, or as it is now in a draft. Stage, tags and ticks are codes.

    `stages` are the dates of all the stages that it had reached; of what was sent before they were kept there are none.
    """

    id: int | None
    title: str
    number: str
    counterpart: str
    dated_on: dt.date
    quantity: int
    women: int | None
    men: int | None
    stage: str | None
    tags: tuple[str, ...]
    ticks: tuple[str, ...]
    counted: Mapping[str, int]
    stages: Mapping[str, dt.date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """The content of one answer at one moment, whatever it is read from."""

    revision: IndicatorRevision
    period: str
    answer: str
    reason: str
    narrative: str
    values: Mapping[CellKey, CellContent]
    items: tuple[Listed, ...]
    origin: Origin = field(default_factory=Origin)
    explanations: Mapping[ConcernKey, str] = field(default_factory=dict)

    @property
    def is_reported(self) -> bool:
        return self.answer == Answer.REPORTED


def with_values() -> Prefetch[str]:
    """The values of many answers, each with its component and its cell, in one query."""
    return Prefetch("values", MeasuredValue.objects.select_related("component", "combination"))


def whole(measurements: MeasurementQuerySet) -> MeasurementQuerySet:
    """Measurements with all that showing and checking them needs, in a fixed number of queries."""
    return as_shown(measurements).prefetch_related(
        with_entries(), Prefetch("revision", IndicatorRevision.objects.with_definition())
    )


def as_shown(measurements: MeasurementQuerySet) -> MeasurementQuerySet:
    """The same without the lists' items and the definitions: enough for what was sent, whose entries are frozen."""
    return measurements.select_related(
        "indicator__pillar", "institution", "period", "submitted_by", "validated_by", "prepared_by"
    ).prefetch_related(
        with_values(),
        "explanations",
        Prefetch("evidence", Evidence.objects.held().with_files()),
    )


def previous_of(measurements: Iterable[Measurement]) -> dict[int, Measurement]:
    """What the same institution had sent for the same indicator a semester before, by the id of the later measurement."""
    wanted = {(m.indicator_id, m.institution_id, m.period.ordinal - 1): m.pk for m in measurements}
    if not wanted:
        return {}
    indicators, institutions, ordinals = (set(part) for part in zip(*wanted, strict=True))
    found = whole(
        Measurement.objects.filter(
            indicator__in=indicators, institution__in=institutions, period__ordinal__in=ordinals, status__in=AS_SENT
        )
    )
    by_key = {(m.indicator_id, m.institution_id, m.period.ordinal): m for m in found}
    return {wanted[key]: m for key, m in by_key.items() if key in wanted}


def said(measurement: Measurement) -> Said:
    """What the rows say now."""
    values = {
        (v.component.code, v.combination.key): CellContent(v.value, v.denominator) for v in measurement.values.all()
    }
    items = tuple(_listed(measurement, entry) for entry in entries_of(measurement))
    return Said(
        revision=measurement.revision,
        period=measurement.period.code,
        answer=measurement.answer,
        reason=measurement.reason,
        narrative=measurement.narrative,
        values=values,
        items=items,
        origin=Origin(measurement.source_system, measurement.cut_off_on, measurement.contact_post),
        explanations={explanation.key: explanation.text for explanation in measurement.explanations.all()},
    )


def said_in(event: MeasurementEvent, revision: IndicatorRevision) -> Said:
    """What the answer said when the event happened."""
    kept: dict[str, Any] = json.loads(event.snapshot)
    values = {(v["component"], v["cell"]): CellContent(Decimal(v["value"]), _decimal(v)) for v in kept["values"]}
    items = tuple(_kept_item(None, item) for item in kept["items"] if item is not None)
    return Said(
        revision=revision,
        period=kept["period"],
        answer=kept["answer"],
        reason=kept["reason"],
        narrative=kept["narrative"],
        values=values,
        items=items,
        origin=_kept_origin(kept.get("origin", {})),
        explanations={(e["rule"], e["component"], e["cell"]): e["text"] for e in kept.get("explanations", ())},
    )


def last_sending(measurement: Measurement) -> MeasurementEvent | None:
    events = measurement.events.filter(to_status=Status.SUBMITTED)
    return events.order_by("sequence").last()


def as_sent(measurement: Measurement) -> Said:
    """What the Committee may read: what was last sent, never what the institution is writing since."""
    if measurement.status in AS_SENT:
        return said(measurement)
    sending = last_sending(measurement)
    return said(measurement) if sending is None else said_in(sending, measurement.revision)


def _listed(measurement: Measurement, entry: RegisterEntry) -> Listed:
    if entry.frozen is not None and not measurement.is_editable:
        return _kept_item(entry.item_id, entry.frozen)
    item = entry.item
    latest = item.stage_reached(by=measurement.period.ends_on)
    return Listed(
        id=entry.item_id,
        title=item.title,
        number=item.number,
        counterpart=item.counterpart,
        dated_on=item.dated_on,
        quantity=item.quantity,
        women=item.women,
        men=item.men,
        stage=latest.stage.code if latest else None,
        tags=tuple(sorted(tag.category.key for tag in item.tags.all())),
        ticks=tuple(sorted(tick.component.code for tick in entry.ticks.all())),
        counted=counted_for(measurement, entry),
        stages={reached.stage.code: reached.reached_on for reached in item.stages.all()},
    )


def _kept_item(item_id: int | None, kept: Mapping[str, Any]) -> Listed:
    return Listed(
        id=item_id,
        title=kept["title"],
        number=kept.get("number", ""),
        counterpart=kept.get("counterpart", ""),
        dated_on=dt.date.fromisoformat(kept["dated_on"]),
        quantity=kept["quantity"],
        women=kept["women"],
        men=kept["men"],
        stage=kept["stage"],
        tags=tuple(kept["tags"]),
        ticks=tuple(kept.get("ticks", ())),
        counted=kept["counted"],
        stages={code: dt.date.fromisoformat(day) for code, day in kept.get("stages", {}).items()},
    )


def _kept_origin(kept: Mapping[str, Any]) -> Origin:
    """Events written before the product kept it have none."""
    day = kept.get("cut_off_on")
    return Origin(
        kept.get("source_system", ""), dt.date.fromisoformat(day) if day else None, kept.get("contact_post", "")
    )


def _decimal(value: Mapping[str, Any]) -> Decimal | None:
    return None if value["denominator"] is None else Decimal(value["denominator"])
