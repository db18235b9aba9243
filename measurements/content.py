"""What an institution writes in one answer, apart from who wrote it and where it stands: read from anywhere, stored in one way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _

from documents.canonical import digest
from indicators.models import Category, Component, IndicatorRevision, Register, Stage
from measurements import counting
from measurements.models import (
    Answer,
    CategoryCombination,
    EntryTick,
    MeasuredValue,
    Measurement,
    RegisterEntry,
    RegisterItem,
    RegisterStage,
    RegisterTag,
)

CellKey = tuple[str, str]
"""A component's code and the key of a combination of categories."""


@dataclass(frozen=True, slots=True)
class CellContent:
    value: Decimal
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ItemContent:
    """An item as entered: a new one has no id. `stage` is the latest, reached on `dated_on`; ticks are components it meets."""

    register: Register
    title: str
    stage: Stage
    dated_on: dt.date
    id: int | None = None
    number: str = ""
    counterpart: str = ""
    quantity: int = 1
    women: int | None = None
    men: int | None = None
    tags: tuple[Category, ...] = ()
    ticks: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    answer: str = Answer.REPORTED
    reason: str = ""
    narrative: str = ""
    narrative_language: str = "es"
    control_total: Decimal | None = None
    has_no_items: bool = False
    values: Mapping[CellKey, CellContent] = field(default_factory=dict)
    items: tuple[ItemContent, ...] = ()


def write(measurement: Measurement, content: Content) -> None:
    """Make the rows behind a measurement say what the content says. The caller holds the transaction and saves the measurement."""
    reported = content.answer == Answer.REPORTED
    measurement.answer = content.answer
    measurement.reason = "" if reported else content.reason
    measurement.narrative = content.narrative
    measurement.narrative_language = content.narrative_language
    measurement.control_total = content.control_total if reported else None
    measurement.has_no_items = content.has_no_items and reported
    if measurement._state.adding:
        measurement.save()
    if measurement.revision.is_itemised:
        _write_items(measurement, content.items if reported else ())
        derive(measurement)
    else:
        _write_values(measurement, content.values if reported else {})


def derive(measurement: Measurement) -> None:
    """Bring the values of a list up to date with its items, which may have changed under another indicator since."""
    if not measurement.revision.is_itemised:
        return
    if measurement.answer == Answer.NOT_APPLICABLE and has_denominator(measurement.revision) and _is_said(measurement):
        measurement.answer, measurement.reason = Answer.REPORTED, ""  # it followed from the list: so it does again
    reported = measurement.answer == Answer.REPORTED
    values = derived_values(measurement) if reported else {}
    _write_values(measurement, values)
    if reported and not values and has_denominator(measurement.revision) and _is_said(measurement):
        # The denominator is derived from the list: with nothing in force at the semester's end there is no proportion.
        measurement.answer = Answer.NOT_APPLICABLE
        measurement.reason = _("Nothing in the list was in force at the end of the semester.")


def has_denominator(revision: IndicatorRevision) -> bool:
    return any(component.role == Component.Role.DENOMINATOR for component in revision.components.all())


def _is_said(measurement: Measurement) -> bool:
    """The list was filled, or declared empty: silence is not an answer."""
    return measurement.has_no_items or measurement.entries.exists()


def _write_values(measurement: Measurement, values: Mapping[CellKey, CellContent]) -> None:
    measurement.values.all().delete()
    components = {component.code: component for component in measurement.revision.components.all()}
    combinations = combinations_of(measurement.revision, {key for _code, key in values})
    MeasuredValue.objects.bulk_create(
        MeasuredValue(
            measurement=measurement,
            component=components[code],
            combination=combinations[key],
            value=cell.value,
            denominator=cell.denominator,
        )
        for (code, key), cell in sorted(values.items())
    )


def combinations_of(revision: IndicatorRevision, keys: Iterable[str]) -> dict[str, CategoryCombination]:
    """The rows of these cells, made where they are new."""
    wanted = set(keys)
    found = {c.key: c for c in CategoryCombination.objects.filter(key__in=wanted)}
    categories = {c.key: c for dimension in revision.dimensions for c in dimension.categories.all()}
    for key in wanted - found.keys():
        found[key] = CategoryCombination.of(categories[part] for part in key.split("|") if part)
    return found


def _write_items(measurement: Measurement, items: Iterable[ItemContent]) -> None:
    EntryTick.objects.filter(entry__measurement=measurement).delete()
    entries = {entry.item_id: entry for entry in RegisterEntry.objects.filter(measurement=measurement)}
    kept: set[int] = set()
    ticks: list[EntryTick] = []
    for content in items:
        item = _write_item(measurement, content)
        if item.pk not in entries:
            entries[item.pk] = RegisterEntry.objects.create(measurement=measurement, item=item)
        ticks += [EntryTick(entry=entries[item.pk], component=component) for component in content.ticks]
        kept.add(item.pk)
    EntryTick.objects.bulk_create(ticks)
    orphans = entries.keys() - kept
    if orphans:
        RegisterEntry.objects.filter(measurement=measurement, item__in=orphans).delete()
        # An item that no indicator uses any more was a slip of the pen, not history.
        RegisterItem.objects.filter(pk__in=orphans, entries__isnull=True, duplicates__isnull=True).delete()


def _write_item(measurement: Measurement, content: ItemContent) -> RegisterItem:
    item = RegisterItem(institution=measurement.institution, register=content.register)
    if content.id is not None:
        item = RegisterItem.objects.get(pk=content.id, institution=measurement.institution)
    for name in ("title", "number", "counterpart", "quantity", "women", "men", "dated_on"):
        setattr(item, name, getattr(content, name))
    item.full_clean(exclude=["institution", "register", "same_as"])
    item.save()
    if content.id is None:
        RegisterStage.objects.create(item=item, stage=content.stage, reached_on=content.dated_on)
        tags = dict.fromkeys(content.tags)
        RegisterTag.objects.bulk_create(RegisterTag(item=item, category=category) for category in tags)
    else:
        _change_stage_and_tags(item, content)
    return item


def _change_stage_and_tags(item: RegisterItem, content: ItemContent) -> None:
    RegisterStage.objects.update_or_create(item=item, stage=content.stage, defaults={"reached_on": content.dated_on})
    # A stage chosen by mistake and set back: later stages than the one now declared were not reached.
    item.stages.filter(stage__order__gt=content.stage.order).delete()
    wanted = {category.pk for category in content.tags}
    carried = set(item.tags.values_list("category", flat=True))
    item.tags.filter(category__in=carried - wanted).delete()
    RegisterTag.objects.bulk_create(RegisterTag(item=item, category_id=pk) for pk in sorted(wanted - carried))


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
        "item__register__tags", "item__stages__stage", "item__tags__category__dimension", "ticks__component"
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
    """What one entry adds to each component: counted ones by rule, a proportion's numerators by the conditions it meets."""
    item = as_counted(entry)
    period = measurement.period
    counted = counting.counted_by(rules_of(measurement.revision), item, period.starts_on, period.ends_on)
    if not counted:
        return {}
    numerators = [c for c in measurement.revision.components.all() if c.role == Component.Role.NUMERATOR]
    conditions = {c.code for c in numerators if not c.needs_all}
    met = {c.code for c in numerators if (conditions <= item.ticks if c.needs_all else c.code in item.ticks)}
    return counted | dict.fromkeys(met, item.quantity)


def derived_values(measurement: Measurement) -> dict[CellKey, CellContent]:
    """The values that follow from a list of items. Where the list is empty and not declared so, there is no value."""
    counted = [counted_for(measurement, entry) for entry in entries_of(measurement)]
    if not counted and not measurement.has_no_items:
        return {}
    totals = {
        c.code: Decimal(sum(one.get(c.code, 0) for one in counted)) for c in measurement.revision.components.all()
    }
    denominator = next(
        (c.code for c in measurement.revision.components.all() if c.role == Component.Role.DENOMINATOR), None
    )
    if denominator is None:
        return {(code, ""): CellContent(total) for code, total in totals.items()}
    if not totals[denominator]:
        return {}
    return {
        (code, ""): CellContent(total, totals[denominator]) for code, total in totals.items() if code != denominator
    }


def freeze_entries(measurement: Measurement) -> None:
    """Write into each entry what it stands for now, so that a later change of the item moves no figure."""
    for entry in entries_of(measurement):
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
            "tags": sorted(tag.category.key for tag in item.tags.all()),
            "ticks": sorted(tick.component.code for tick in entry.ticks.all()),
            "counted": counted_for(measurement, entry),
        }
        entry.save(update_fields=["frozen"])


def snapshot(measurement: Measurement) -> dict[str, object]:
    """All that the institution says in this answer, as the events, receipts and their digests keep it."""
    values = measurement.values.select_related("component", "combination").order_by(
        "component__code", "combination__key"
    )
    entries = RegisterEntry.objects.filter(measurement=measurement).order_by("item_id")
    return {
        "indicator": measurement.indicator.code,
        "institution": measurement.institution.code,
        "period": measurement.period.code,
        "revision": measurement.revision.number,
        "answer": measurement.answer,
        "reason": measurement.reason,
        "narrative": measurement.narrative,
        "has_no_items": measurement.has_no_items,
        "control_total": measurement.control_total,
        "values": [
            {"component": v.component.code, "cell": v.combination.key, "value": v.value, "denominator": v.denominator}
            for v in values
        ],
        "items": list(entries.values_list("frozen", flat=True)),
    }


def content_digest(measurement: Measurement) -> str:
    return digest(snapshot(measurement))
