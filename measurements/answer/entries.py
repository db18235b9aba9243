"""The items entered under a measurement, what each counts for, and the values that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import models

from indicators.models import Component, IndicatorRevision
from measurements.answer import counting
from measurements.answer.content import CellContent, CellKey
from measurements.answer.evidence import recorded
from measurements.models import (
    EntryTick,
    Evidence,
    Measurement,
    RegisterEntry,
    RegisterItem,
    RegisterStage,
    RegisterTag,
)


def with_entries() -> models.Prefetch[str, models.QuerySet[RegisterEntry], str]:
    """The entries of many measurements with all that counting and showing them needs, in a fixed number of queries."""
    return models.Prefetch("entries", _whole(RegisterEntry.objects.all()))


def entries_of(measurement: Measurement) -> models.QuerySet[RegisterEntry]:
    """The entries of a measurement, whole; those that `with_entries` brought along cost nothing more."""
    if "entries" in getattr(measurement, "_prefetched_objects_cache", {}):
        return measurement.entries.all()
    return _whole(measurement.entries.all())


def _whole(entries: models.QuerySet[RegisterEntry]) -> models.QuerySet[RegisterEntry]:
    return entries.select_related("item__register").prefetch_related(
        "item__register__tags",
        models.Prefetch("item__stages", RegisterStage.objects.select_related("stage")),
        models.Prefetch("item__tags", RegisterTag.objects.select_related("category__dimension")),
        models.Prefetch("ticks", EntryTick.objects.select_related("component")),
        models.Prefetch("item__evidence", Evidence.objects.held().with_files()),
    )


def rules_of(revision: IndicatorRevision) -> tuple[counting.Rule, ...]:
    return tuple(
        counting.Rule(
            component=component.code,
            register=rule.register.code,
            stages=frozenset(stage.code for stage in rule.stages.all()),
            when=counting.When(rule.when),
            only=rule.only.key if rule.only else None,
            lasting=frozenset(stage.code for stage in rule.stages.all() if stage.is_lasting),
        )
        for component in revision.components.all()
        if (rule := component.counting_rule) is not None
    )


def as_counted(entry: RegisterEntry) -> counting.Item:
    """An entry as the pure counting rules read it."""
    return item_as_counted(entry.item, frozenset(tick.component.code for tick in entry.ticks.all()))


def item_as_counted(item: RegisterItem, ticks: frozenset[str] = frozenset()) -> counting.Item:
    """An item before it is entered anywhere."""
    return counting.Item(
        register=item.register.code,
        quantity=item.quantity,
        stages=tuple(counting.StageReached(s.stage.code, s.stage.order, s.reached_on) for s in item.stages.all()),
        tags=frozenset(tag.category.key for tag in item.tags.all()),
        ticks=ticks,
    )


def counted_for(measurement: Measurement, entry: RegisterEntry) -> dict[str, int]:
    """What one entry adds to each component."""
    item, period = as_counted(entry), measurement.period
    counted = counting.counted_by(rules_of(measurement.revision), item, period.starts_on, period.ends_on)
    return met_by(measurement.revision, item, counted)


def met_by(revision: IndicatorRevision, item: counting.Item, counted: dict[str, int]) -> dict[str, int]:
    """What was counted by rule and, of an item that is, the numerators of a proportion by the conditions that it meets."""
    if not counted:
        return {}
    numerators = [c for c in revision.components.all() if c.role == Component.Role.NUMERATOR]
    conditions = {c.code for c in numerators if not c.needs_all}
    met = {c.code for c in numerators if (conditions <= item.ticks if c.needs_all else c.code in item.ticks)}
    return counted | dict.fromkeys(met, item.quantity)


def asks_control_total(revision: IndicatorRevision) -> bool:
    """Whether the boxes add up to the total of an official letter: those of a list, a share, a level or words do not."""
    adds_up = revision.kind in (IndicatorRevision.Kind.COUNT, IndicatorRevision.Kind.REGISTER)
    return adds_up and not has_denominator(revision) and not revision.is_itemised


def has_denominator(revision: IndicatorRevision) -> bool:
    return any(component.role == Component.Role.DENOMINATOR for component in revision.components.all())


def derived_values(measurement: Measurement) -> dict[CellKey, CellContent]:
    """The values that follow from a list of items. Where the list is empty and not declared so, there is no value."""
    counted = [counted_for(measurement, entry) for entry in entries_of(measurement)]
    if not counted and not measurement.has_no_items:
        return {}
    return amounts_of(measurement.revision, counted)


def amounts_of(revision: IndicatorRevision, counted: Sequence[Mapping[str, int]]) -> dict[CellKey, CellContent]:
    """The figure of each component; of a proportion without anything to count it in, none."""
    components = revision.components.all()
    totals = {c.code: Decimal(sum(one.get(c.code, 0) for one in counted)) for c in components}
    denominator = next((c.code for c in components if c.role == Component.Role.DENOMINATOR), None)
    if denominator is None:
        return {(code, ""): CellContent(total) for code, total in totals.items()}
    if not totals[denominator]:
        return {}
    return {
        (code, ""): CellContent(total, totals[denominator]) for code, total in totals.items() if code != denominator
    }


def freeze_entries(measurement: Measurement) -> None:
    """Write into each entry what it stands for now, so that a later change of the item moves no figure."""
    entries = list(entries_of(measurement))
    for entry in entries:
        item = entry.item
        stage = as_counted(entry).stage_at(measurement.period.ends_on)
        entry.frozen = {
            "title": item.title,
            "number": item.number,
            "counterpart": item.counterpart,
            "dated_on": item.dated_on.isoformat(),
            "quantity": item.quantity,
            "women": item.women,
            "men": item.men,
            "stage": stage.code if stage else None,
            "stages": {reached.stage.code: reached.reached_on.isoformat() for reached in item.stages.all()},
            "same_as": _same_as(item),
            "tags": sorted(tag.category.key for tag in item.tags.all()),
            "ticks": sorted(tick.component.code for tick in entry.ticks.all()),
            "counted": counted_for(measurement, entry),
            "evidence": recorded(item.evidence.all()),
        }
    _keep(entries)


def renew_frozen(measurement: Measurement) -> None:
    """Renew what each entry keeps of its documents and of whose item it is: another answer may have changed that since.

    What the figure follows from stays as it was handed over.
    """
    evidence = models.Prefetch("item__evidence", Evidence.objects.held().with_files())
    changed = []
    for entry in measurement.entries.select_related("item__same_as__institution").prefetch_related(evidence):
        now = {"evidence": recorded(entry.item.evidence.all()), "same_as": _same_as(entry.item)}
        if entry.frozen is not None and any(entry.frozen.get(name) != value for name, value in now.items()):
            entry.frozen |= now
            changed.append(entry)
    _keep(changed)


def _same_as(item: RegisterItem) -> str | None:
    """The institution that heads the group of the item."""
    return item.same_as.institution.code if item.same_as else None


def _keep(entries: Sequence[RegisterEntry]) -> None:
    """Store what they are frozen as, however long the list."""
    if entries:
        RegisterEntry.objects.bulk_update(entries, ["frozen"], batch_size=100)
