"""The lists as the page shows them: each row with what it counts for, and where else it counts."""

from __future__ import annotations

from dataclasses import dataclass

from documents.formatting import joined, plain_date
from measurements.figure_words import language
from measurements.forms.entry import EntryForm
from measurements.forms.item import ItemForm
from measurements.forms.items import ListForm
from measurements.models import Measurement, RegisterEntry, RegisterItem
from measurements.presentation import ItemLine, tag_names, values_of
from measurements.reading import said


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A stored item: its form, its line in words, the other indicators that it counts for."""

    form: ItemForm
    line: ItemLine | None
    elsewhere: str


@dataclass(frozen=True, slots=True)
class EntryList:
    """The list of one register. `count` is how many rows the browser sends back, `error` what is wrong with it as a whole."""

    code: str
    name: str
    saved: tuple[SavedRow, ...]
    new: tuple[ItemForm, ...]
    count: int
    error: str


@dataclass(frozen=True, slots=True)
class OtherItem:
    """An item that may count here too, as a box to tick."""

    value: int
    title: str
    note: str
    is_ticked: bool


def entry_lists(form: EntryForm) -> list[EntryList]:
    lines = _lines(form.measurement)
    elsewhere = _elsewhere(form.measurement)
    return [_list(each, lines, elsewhere) for each in form.lists]


def _list(form: ListForm, lines: dict[int, ItemLine], elsewhere: dict[int, list[str]]) -> EntryList:
    saved = tuple(
        SavedRow(row, lines.get(row.entry.item_id), joined(elsewhere.get(row.entry.item_id, []), language()))
        for row in form.rows
        if row.entry is not None
    )
    new = tuple(row for row in form.rows if row.entry is None)
    return EntryList(form.spec.register.code, form.spec.register.name, saved, new, len(form.rows), form.error)


def _lines(measurement: Measurement | None) -> dict[int, ItemLine]:
    if measurement is None:
        return {}
    now = said(measurement)
    lines = values_of(now, tags=tag_names()).items
    return {item.id: line for item, line in zip(now.items, lines, strict=False) if item.id is not None}


def _elsewhere(measurement: Measurement | None) -> dict[int, list[str]]:
    """Codes of the other indicators of the semester under which each item is entered."""
    if measurement is None:
        return {}
    items = measurement.entries.values("item")
    others = RegisterEntry.objects.filter(item__in=items, measurement__period=measurement.period_id)
    found: dict[int, list[str]] = {}
    for item, code in (
        others.exclude(measurement=measurement)
        .order_by("measurement__indicator__order")
        .values_list("item", "measurement__indicator__code")
    ):
        found.setdefault(item, []).append(code)
    return found


def other_rows(form: EntryForm) -> list[OtherItem]:
    """The items of other indicators and semesters, with where each was entered."""
    ticked = {str(value) for value in (form.others["also"].value() or ())}
    return [OtherItem(item.pk, item.title, _note(item), str(item.pk) in ticked) for item in form.others.others.values()]


def _note(item: RegisterItem) -> str:
    latest = item.stage_reached()
    stage = [latest.stage.name] if latest else []
    places = sorted({f"{e.measurement.indicator.code} ({e.measurement.period.code})" for e in item.entries.all()})
    words = [item.register.name, *stage, plain_date(item.dated_on, language()), *places]
    return " · ".join(words)
