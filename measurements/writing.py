"""Making the rows behind a measurement say what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from indicators.models import IndicatorRevision
from measurements.content import CellContent, CellKey, Content, ItemContent
from measurements.entries import derived_values, has_denominator
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
from measurements.reasons import NOTHING_IN_FORCE


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
        measurement.answer, measurement.reason = Answer.NOT_APPLICABLE, NOTHING_IN_FORCE


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
