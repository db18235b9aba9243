"""Making the rows behind a measurement say what somebody wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import F

from indicators.models import IndicatorRevision
from measurements import evidence
from measurements.content import CellContent, CellKey, Content, ItemContent
from measurements.entries import derived_values, has_denominator
from measurements.models import (
    Answer,
    CategoryCombination,
    EntryTick,
    Explanation,
    MeasuredValue,
    Measurement,
    RegisterEntry,
    RegisterItem,
    RegisterStage,
    RegisterTag,
)
from measurements.reasons import NOTHING_IN_FORCE

ITEM_FIELDS = ("title", "number", "counterpart", "quantity", "women", "men", "dated_on")


class ItemChangedMeanwhile(Exception):
    """Somebody else, perhaps under another indicator, changed or removed an item since it was read."""


def write(measurement: Measurement, content: Content) -> None:
    """Make the rows behind a measurement say what the content says. The caller holds the transaction and saves the measurement."""
    reported = content.answer == Answer.REPORTED
    measurement.answer = content.answer
    measurement.reason = "" if reported else content.reason
    measurement.narrative = content.narrative
    measurement.narrative_language = content.narrative_language
    measurement.control_total = content.control_total if reported else None
    measurement.has_no_items = content.has_no_items and reported
    origin = content.origin
    measurement.source_system, measurement.contact_post = origin.source_system, origin.contact_post
    measurement.cut_off_on = origin.cut_off_on
    if measurement._state.adding:
        measurement.save()
    _write_explanations(measurement, content)
    evidence.change(measurement, content.evidence, by=measurement.updated_by, at=measurement.updated_at)
    if measurement.revision.is_itemised:
        _write_items(measurement, content.items if reported else ())
        derive(measurement)
    else:
        _write_values(measurement, content.values if reported else {})


def _write_explanations(measurement: Measurement, content: Content) -> None:
    """What was explained stays until it is rewritten, or emptied; a door that does not ask for explanations loses none."""
    told = {explanation.key: explanation.text for explanation in measurement.explanations.all()} | dict(
        content.explanations
    )
    measurement.explanations.all().delete()
    Explanation.objects.bulk_create(
        Explanation(measurement=measurement, rule=rule, component=component, cell=cell, text=text)
        for (rule, component, cell), text in sorted(told.items())
        if text.strip()
    )


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
    written = _written(measurement, tuple(items))
    entries = {entry.item_id: entry for entry in RegisterEntry.objects.filter(measurement=measurement)}
    added = {item.pk: item for item, _content in written if item.pk not in entries}
    made = RegisterEntry.objects.bulk_create(RegisterEntry(measurement=measurement, item=i) for i in added.values())
    entries |= {entry.item_id: entry for entry in made}
    EntryTick.objects.bulk_create(
        EntryTick(entry=entries[item.pk], component=component)
        for item, content in written
        for component in content.ticks
    )
    for item, content in written:
        evidence.change(item, content.evidence, by=measurement.updated_by, at=measurement.updated_at)
    _drop(measurement, entries.keys() - {item.pk for item, _content in written})


def _drop(measurement: Measurement, items: Collection[int]) -> None:
    """Take items off the list. One that no indicator uses any more was a slip of the pen, not history, unless it has evidence."""
    if items:
        RegisterEntry.objects.filter(measurement=measurement, item__in=items).delete()
        unused = RegisterItem.objects.filter(pk__in=items, entries__isnull=True, duplicates__isnull=True)
        unused.filter(evidence__isnull=True).delete()


def _written(measurement: Measurement, contents: Sequence[ItemContent]) -> list[tuple[RegisterItem, ItemContent]]:
    """Each item as it now is, beside what was said of it. Only what is new or was changed is written."""
    known = RegisterItem.objects.filter(institution=measurement.institution).prefetch_related("stages__stage", "tags")
    stored = known.in_bulk([content.id for content in contents if content.id is not None])
    return [(_write_item(measurement, content, stored), content) for content in contents]


def _write_item(measurement: Measurement, content: ItemContent, stored: Mapping[int, RegisterItem]) -> RegisterItem:
    if content.id is None:
        return _create_item(measurement, content)
    if content.id not in stored:
        raise ItemChangedMeanwhile
    item = stored[content.id]
    if content.is_changed and not _says(item, content):
        _change_item(item, content)
    return item


def _says(item: RegisterItem, content: ItemContent) -> bool:
    """Whether the item stands already as the content has it."""
    latest = item.stage_reached()
    return (
        all(getattr(item, name) == getattr(content, name) for name in ITEM_FIELDS)
        and latest is not None
        and (latest.stage_id, latest.reached_on) == (content.stage.pk, content.dated_on)
        and {tag.category_id for tag in item.tags.all()} == {category.pk for category in content.tags}
    )


def _create_item(measurement: Measurement, content: ItemContent) -> RegisterItem:
    item = RegisterItem(institution=measurement.institution, register=content.register)
    _fill(item, content)
    item.save()
    RegisterStage.objects.create(item=item, stage=content.stage, reached_on=content.dated_on)
    tags = dict.fromkeys(content.tags)
    RegisterTag.objects.bulk_create(RegisterTag(item=item, category=category) for category in tags)
    return item


def _change_item(item: RegisterItem, content: ItemContent) -> None:
    """Claim the version that was read, in one statement, then write."""
    read = RegisterItem.objects.filter(pk=item.pk)
    if content.version is not None:
        read = read.filter(version=content.version)
    if not read.update(version=F("version") + 1):
        raise ItemChangedMeanwhile
    _fill(item, content)
    item.save(update_fields=ITEM_FIELDS)
    _change_stage_and_tags(item, content)


def _fill(item: RegisterItem, content: ItemContent) -> None:
    for name in ITEM_FIELDS:
        setattr(item, name, getattr(content, name))
    item.full_clean(exclude=["institution", "register", "same_as"])


def _change_stage_and_tags(item: RegisterItem, content: ItemContent) -> None:
    RegisterStage.objects.update_or_create(item=item, stage=content.stage, defaults={"reached_on": content.dated_on})
    # A stage chosen by mistake and set back: later stages than the one now declared were not reached.
    item.stages.filter(stage__order__gt=content.stage.order).delete()
    wanted = {category.pk for category in content.tags}
    carried = {tag.category_id for tag in item.tags.all()}
    item.tags.filter(category__in=carried - wanted).delete()
    RegisterTag.objects.bulk_create(RegisterTag(item=item, category_id=pk) for pk in sorted(wanted - carried))
