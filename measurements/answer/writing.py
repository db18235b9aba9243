"""Making the rows behind a measurement say what somebody wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F
from django.utils import timezone

from documents.formatting import quoted
from documents.speaking import language
from indicators.models import IndicatorRevision, Stage
from measurements.answer import evidence, kinds
from measurements.answer.content import CellContent, CellKey, Content, ItemContent
from measurements.answer.entries import derived_values, has_denominator
from measurements.answer.reasons import NOTHING_IN_FORCE
from measurements.answer.stage_rules import problems_of_stages
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

ITEM_FIELDS = ("title", "number", "counterpart", "quantity", "women", "men", "dated_on")


class ItemChangedMeanwhile(Exception):
    """Somebody else, perhaps under another indicator, changed or removed an item since it was read."""


class ItemRefused(Exception):
    """What was said of an item cannot be; the message says why, in the reader's language."""


Written = list[tuple[RegisterItem, ItemContent]]
"""Each item of the list as it now is, beside what was said of it."""


def write(measurement: Measurement, content: Content, *, keeps_list: bool = False) -> Written:
    """Make the rows behind a measurement say what the content says. The caller holds the transaction and saves the measurement.

    The moment of writing is the measurement's `updated_at`: no stage is reached on a later day. `keeps_list` leaves a list and
    what follows from it as they were sent, whatever became of the items since; documents alone may be added to these.
    """
    keeps_list = keeps_list and measurement.revision.is_itemised
    reported = content.answer == Answer.REPORTED
    if not keeps_list:
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
    if keeps_list:
        _change_documents_of_items(measurement, content.items)
        return []
    if measurement.revision.is_itemised:
        written = _write_items(measurement, content.items if reported else ())
        derive(measurement)
        return written
    values = content.values if reported else {}
    kinds.require_lawful(measurement.revision, values)
    write_values(measurement, values)
    return []


def _write_explanations(measurement: Measurement, content: Content) -> None:
    """What was explained stays until it is rewritten, or emptied; a door that does not ask for explanations loses none."""
    stored = {explanation.key: explanation.text for explanation in measurement.explanations.all()}
    told = stored | dict(content.explanations)
    if told == stored:
        return
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
    write_values(measurement, values)
    if reported and not values and has_denominator(measurement.revision) and _is_said(measurement):
        measurement.answer, measurement.reason = Answer.NOT_APPLICABLE, NOTHING_IN_FORCE


def _is_said(measurement: Measurement) -> bool:
    """The list was filled, or declared empty: silence is not an answer."""
    return measurement.has_no_items or measurement.entries.exists()


def write_values(measurement: Measurement, values: Mapping[CellKey, CellContent]) -> None:
    """Make the values be these; where they are already, nothing is written."""
    rows = measurement.values.select_related("component", "combination")
    stored = {(v.component.code, v.combination.key): CellContent(v.value, v.denominator) for v in rows}
    if stored == dict(values):
        return
    measurement.values.all().delete()
    MeasuredValue.objects.bulk_create(
        MeasuredValue(measurement=measurement, **row) for row in rows_of(measurement.revision, values)
    )


def rows_of(revision: IndicatorRevision, values: Mapping[CellKey, CellContent]) -> list[dict[str, Any]]:
    """What the rows of these cells hold, whosever they are."""
    components = {component.code: component for component in revision.components.all()}
    combinations = combinations_of(revision, {key for _code, key in values})
    return [
        {
            "component": components[code],
            "combination": combinations[key],
            "value": cell.value,
            "denominator": cell.denominator,
        }
        for (code, key), cell in sorted(values.items())
    ]


def combinations_of(revision: IndicatorRevision, keys: Iterable[str]) -> dict[str, CategoryCombination]:
    """The rows of these cells, made where they are new."""
    wanted = set(keys)
    found = {c.key: c for c in CategoryCombination.objects.filter(key__in=wanted)}
    categories = {c.key: c for dimension in revision.dimensions for c in dimension.categories.all()}
    for key in wanted - found.keys():
        found[key] = CategoryCombination.of(categories[part] for part in key.split("|") if part)
    return found


def _write_items(measurement: Measurement, items: Iterable[ItemContent]) -> Written:
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
    return written


def _change_documents_of_items(measurement: Measurement, contents: Iterable[ItemContent]) -> None:
    wanted = {content.id: content.evidence for content in contents if not content.evidence.is_empty}
    for item in RegisterItem.objects.filter(pk__in=[pk for pk in wanted if pk], entries__measurement=measurement):
        evidence.change(item, wanted[item.pk], by=measurement.updated_by, at=measurement.updated_at)


def _drop(measurement: Measurement, items: Collection[int]) -> None:
    """Take items off the list. One that no indicator uses any more was a slip of the pen, not history, unless it has evidence.

    While parts are open nothing is a slip: the list is put back as it was sent when nobody sends it again.
    """
    if not items:
        return
    RegisterEntry.objects.filter(measurement=measurement, item__in=items).delete()
    if not measurement.openings.filter(ended_at__isnull=True).exists():
        unused = RegisterItem.objects.filter(pk__in=items, entries__isnull=True, duplicates__isnull=True)
        unused.filter(evidence__isnull=True, decisions__isnull=True, decisions_of_others__isnull=True).delete()


def _written(measurement: Measurement, contents: Sequence[ItemContent]) -> Written:
    """Each item as it now is, beside what was said of it. Only what is new or was changed is written."""
    known = RegisterItem.objects.filter(institution=measurement.institution).prefetch_related("stages__stage", "tags")
    stored = known.in_bulk([content.id for content in contents if content.id is not None])
    made = iter(_create_items(measurement, [content for content in contents if content.id is None]))
    return [
        (next(made) if content.id is None else _write_item(measurement, content, stored), content)
        for content in contents
    ]


def _write_item(measurement: Measurement, content: ItemContent, stored: Mapping[int, RegisterItem]) -> RegisterItem:
    if content.id is None or content.id not in stored:
        raise ItemChangedMeanwhile
    item = stored[content.id]
    if content.is_changed and not says(item, content):
        _change_item(measurement, item, content)
    return item


def says(item: RegisterItem, content: ItemContent) -> bool:
    """Whether the item stands already as the content has it."""
    reached = {stage.stage: stage.reached_on for stage in item.stages.all()}
    return (
        all(getattr(item, name) == getattr(content, name) for name in ITEM_FIELDS)
        and reached == stages_after(item, content)
        and {tag.category_id for tag in item.tags.all()} == {category.pk for category in content.tags}
    )


def stages_after(item: RegisterItem | None, content: ItemContent) -> dict[Stage, dt.date]:
    """The stages that the item has reached once the content is written, with their dates.

    Later ones than the one now declared were chosen by mistake. Earlier ones stay as stored where the content leaves them.
    """
    stored = item.stages.all() if item is not None and content.earlier is None else ()
    kept = {reached.stage: reached.reached_on for reached in stored if reached.stage.order < content.stage.order}
    return kept | content.stages


def _require_lawful_stages(measurement: Measurement, item: RegisterItem | None, content: ItemContent) -> None:
    today = timezone.localtime(measurement.updated_at).date()
    for problem in problems_of_stages(stages_after(item, content), item, today=today):
        raise ItemRefused(f"{quoted(content.title, language())} · {problem.stage.name}: {problem.text}")


def _create_items(measurement: Measurement, contents: Sequence[ItemContent]) -> list[RegisterItem]:
    """New items, all at once: a list that was pasted or uploaded can hold hundreds."""
    items = [_new_item(measurement, content) for content in contents]
    RegisterItem.objects.bulk_create(items)
    pairs = list(zip(items, contents, strict=True))
    RegisterStage.objects.bulk_create(
        RegisterStage(item=item, stage=stage, reached_on=day)
        for item, content in pairs
        for stage, day in content.stages.items()
    )
    RegisterTag.objects.bulk_create(
        RegisterTag(item=item, category=category) for item, content in pairs for category in dict.fromkeys(content.tags)
    )
    return items


def _new_item(measurement: Measurement, content: ItemContent) -> RegisterItem:
    _require_lawful_stages(measurement, None, content)
    item = RegisterItem(institution=measurement.institution, register=content.register)
    _fill(item, content)
    return item


def _change_item(measurement: Measurement, item: RegisterItem, content: ItemContent) -> None:
    """Claim the version that was read, in one statement, then write."""
    dates = stages_after(item, content)
    _require_lawful_stages(measurement, item, content)
    read = RegisterItem.objects.filter(pk=item.pk)
    if content.version is not None:
        read = read.filter(version=content.version)
    if not read.update(version=F("version") + 1):
        raise ItemChangedMeanwhile
    _fill(item, content)
    item.save(update_fields=ITEM_FIELDS)
    item.stages.all().delete()
    _write_stages(item, dates)
    _change_tags(item, content)


def _write_stages(item: RegisterItem, dates: Mapping[Stage, dt.date]) -> None:
    RegisterStage.objects.bulk_create(
        RegisterStage(item=item, stage=stage, reached_on=day) for stage, day in dates.items()
    )


def _fill(item: RegisterItem, content: ItemContent) -> None:
    for name in ITEM_FIELDS:
        setattr(item, name, getattr(content, name))
    # The constraints stand in the database: asking it beforehand would cost a query an item.
    item.full_clean(exclude=["institution", "register", "same_as"], validate_constraints=False)


def _change_tags(item: RegisterItem, content: ItemContent) -> None:
    wanted = {category.pk for category in content.tags}
    carried = {tag.category_id for tag in item.tags.all()}
    item.tags.filter(category__in=carried - wanted).delete()
    RegisterTag.objects.bulk_create(RegisterTag(item=item, category_id=pk) for pk in sorted(wanted - carried))
