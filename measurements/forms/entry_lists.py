"""The lists as the page shows them: what is carried forward, each row with what it counts for, and where else it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from documents.formatting import joined, plain_date
from documents.speaking import language
from measurements.answer.presentation import ItemLine, tag_names, values_of
from measurements.answer.reading import said
from measurements.checks.box_limits import MOST_ROWS
from measurements.checks.checks import Finding
from measurements.forms.carried import CarriedForm
from measurements.forms.entry import EntryForm
from measurements.forms.item import ItemForm
from measurements.forms.items import ListForm
from measurements.forms.pasting import Pasted, columns_in_words
from measurements.models import Measurement, RegisterItem


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A stored item: its form, its line in words, the other indicators that it counts for and what it lacks for them.

    `has_boxes`: the page shows them; otherwise a button asks for them.
    """

    form: ItemForm
    line: ItemLine | None
    elsewhere: str
    lacking: tuple[str, ...]
    has_boxes: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class EntryList:
    """The list of one register. `count` is how many rows the browser sends back, `error` what is wrong with it as a whole."""

    code: str
    name: str
    carried: tuple[CarriedForm, ...]
    saved: tuple[SavedRow, ...]
    new: tuple[ItemForm, ...]
    count: int
    error: str
    columns: str
    pasted_text: str
    pasted: Pasted | None
    is_folded: bool
    most: int = MOST_ROWS


@dataclass(frozen=True, slots=True)
class OtherItem:
    """An item that may count here too, as a box to tick."""

    value: int
    title: str
    note: str
    is_ticked: bool


def entry_lists(
    form: EntryForm, problems: Iterable[Finding] = (), pasted: Mapping[str, Pasted] | None = None
) -> list[EntryList]:
    """`problems` are those that were asked for: each stands beside the tag that it speaks of, and its row is open.

    `pasted` is what became of a paste, by the register's code.
    """
    lines = _lines(form.measurement)
    asked = {problem.item: problem for problem in problems if problem.item is not None}
    told = pasted or {}
    return [_list(each, form.carried, lines, asked, told.get(each.prefix)) for each in form.lists]


def _list(
    form: ListForm,
    carried: Iterable[CarriedForm],
    lines: dict[int, ItemLine],
    asked: dict[int, Finding],
    pasted: Pasted | None,
) -> EntryList:
    register = form.spec.register
    rows = {row.entry.item_id: row for row in form.rows if row.entry is not None}
    saved = tuple(_saved(form, rows[pk], lines, asked) for pk in form.entries if pk in rows)
    new = tuple(row for row in form.rows if row.entry is None)
    mine = tuple(each for each in carried if each.carried.item.register_id == register.pk)
    return EntryList(
        code=register.code,
        name=register.name,
        carried=mine,
        saved=saved,
        new=new,
        count=form.places,
        error=form.error,
        columns=columns_in_words(form.spec),
        pasted_text=form.pasted_text,
        pasted=pasted,
        is_folded=form.is_folded,
    )


def _saved(form: ListForm, row: ItemForm, lines: dict[int, ItemLine], asked: dict[int, Finding]) -> SavedRow:
    item = row.entry.item if row.entry is not None else None
    pk = item.pk if item is not None else 0
    problem = asked.get(pk)
    if problem is not None:
        row.ask_for(set(problem.tags))
    codes = sorted(row.around.served.get(pk, ()))
    tags = [tag.category for tag in item.tags.all()] if item is not None else []
    lacking = [(o.code, o.lacks(tags)) for o in row.around.others if o.code in codes and o.is_open]
    words = tuple(f"{code}: {joined(names, language())}" for code, names in lacking if names)
    has_boxes = form.shows_boxes(row)
    is_open = bool(row.errors) or pk not in lines or pk == form.opened
    return SavedRow(row, lines.get(pk), joined(codes, language()), words, has_boxes, is_open)


def _lines(measurement: Measurement | None) -> dict[int, ItemLine]:
    if measurement is None:
        return {}
    now = said(measurement)
    lines = values_of(now, tags=tag_names()).items
    return {item.id: line for item, line in zip(now.items, lines, strict=False) if item.id is not None}


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
