"""The rows of a list as the person left them, matched to the stored items by the item's own number, never by their place.

Only “No” in “Counts here” takes an item off the list: a row that is missing says nothing. A row copied with its number is a
new item, as on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import quoted
from documents.sheets.places import place_name
from documents.sheets.reading import FilledSheet, Raw
from documents.sheets.said import NotUnderstood
from documents.speaking import language
from measurements.answer.content import ItemContent
from measurements.answer.list_spec import ListSpec
from measurements.answer.stage_rules import problems_of_stages
from measurements.checks.box_limits import MOST_ROWS
from measurements.checks.stored import as_content
from measurements.exchange.cases import Case
from measurements.exchange.changes import Change, Effect, change_of, error_of, in_words
from measurements.exchange.filled import read
from measurements.exchange.filled_item import Row, codes_in, content_of_row, reached_in, title_of
from measurements.exchange.known import Known
from measurements.exchange.list_sheet import COUNTS_HERE, ID, stage_key
from measurements.exchange.paper import Ask, Column, Kind, ListPaper, Paper, canonical_text
from measurements.exchange.stamp import Base, item_key
from measurements.models import RegisterItem


@dataclass
class Items:
    """What the list says now, what differs, and the items that the person changed."""

    contents: list[ItemContent] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    equal: int = 0


class ListReader:
    """Reads one list's sheet against the items as they are stored."""

    def __init__(self, case: Case, spec: ListSpec, paper: Paper, sheet: FilledSheet | None, base: Base) -> None:
        self.case, self.spec, self.paper, self.base = case, spec, paper, base
        self.sheet = sheet or FilledSheet({})
        self.listing: ListPaper = paper.listing  # type: ignore[assignment]
        self.columns = self.listing.columns
        self.items = {item.pk: item for item in case.items_of(spec)}
        self.stored = {row.id: row.values for row in self.listing.rows}
        self.known = Known(self.items.values())

    def read(self) -> Items:
        found, seen = Items(), set[int]()
        for row in self._rows(seen):
            self._take(row, found)
        missing = [e.item for pk, e in self.case.entries.items() if pk in self.items and pk not in seen]
        found.contents += [self._as_stored(item) for item in missing]
        found.equal += len(missing)
        if len(found.contents) > MOST_ROWS:
            found.changes.append(self._too_many(len(found.contents)))
        return found

    def _too_many(self, count: int) -> Change:
        """The page could not show a longer list; nothing of it is dropped in silence."""
        text = _(
            "At most %(most)d rows fit in one list, and this one has %(count)d."
            " Put those that are alike in one row with their quantity."
        )
        words = text % {"most": MOST_ROWS, "count": count}
        place = place_name(self.listing.first_row, 2)
        return error_of(self.paper.name, place, "list", Ask(Kind.TEXT, self.paper.title), "", words)

    def _rows(self, seen: set[int]) -> Iterator[Row]:
        """The rows that say something, from the first to the last of the sheet."""
        by_row: dict[int, dict[int, Raw]] = {}
        for (row, column), said in self.sheet.cells.items():
            if row >= self.listing.first_row and column < len(self.columns):
                by_row.setdefault(row, {})[column] = said
        for number in sorted(by_row):
            raw = {column.key: by_row[number].get(place) for place, column in enumerate(self.columns)}
            item_id = _item_id(raw[ID])
            if item_id is not None and item_id not in seen and item_id not in self.items:
                yield from self._gone(number, item_id, raw)
                continue
            item = self.items.get(item_id) if item_id is not None and item_id not in seen else None
            if item is not None:
                seen.add(item.pk)
            if item is not None or any(value is not None for key, value in raw.items() if key not in (ID, COUNTS_HERE)):
                stored = self.stored[item.pk] if item else {}
                yield Row(number, item, item is not None and item.pk in self.case.entries, stored, raw)

    def _gone(self, number: int, item_id: int, raw: Mapping[str, Raw | None]) -> Iterator[Row]:
        """An item that somebody removed since the download: left alone, unless the person changed it."""
        row = Row(number, None, False, {}, raw)
        for column in self.columns:
            self._read_box(row, column, self.base.get((self.paper.name, item_key(item_id, column.key)), ""))
        if row.touched - {ID}:
            text = _(
                "Somebody took this item off since you downloaded the template. Write it in an empty row, or erase the row."
            )
            row.changes = [self._error(row, "title", text)]
            row.values[COUNTS_HERE] = False
            yield row

    def _take(self, row: Row, found: Items) -> None:
        if not row.changes:
            for column in self.columns:
                key = item_key(row.item.pk, column.key) if row.item else ""
                self._read_box(row, column, self.base.get((self.paper.name, key), "") if row.item else "")
            self._check(row)
        known = self.known.same_as(row, self.spec) if row.item is None and not row.has_errors else None
        if known is not None:
            found.changes.append(self._already(row, known))
            return
        if not row.has_errors and row.counts:
            found.contents.append(content_of_row(row, self.spec))
        if row.item is None and not row.has_errors:
            found.changes.append(self._added(row))
        else:
            found.changes += row.changes
        found.equal += int(row.is_listed and not row.changes)

    def _read_box(self, row: Row, column: Column, base: str) -> None:
        if column.key == ID:
            return
        raw, before = row.raw[column.key], row.stored.get(column.key)
        place = self._place(row, column.key)
        try:
            value = read(raw, column.ask, is_uncomputed=place in self.sheet.uncomputed, is_new=row.item is None)
        except NotUnderstood as problem:
            text = _erased() if raw is None and column.key == "title" else str(problem)
            row.values[column.key] = before
            row.changes.append(self._error(row, column.key, text))
            return
        if value is None and column.key == "quantity" and row.item is not None:
            value = Decimal(1)
        is_touched = canonical_text(value) != base
        row.values[column.key] = value if is_touched or row.item is None else before
        if is_touched:
            row.touched.add(column.key)
        if row.item is not None and is_touched and canonical_text(value) != canonical_text(before):
            labelled = replace(column.ask, label=f"{title_of(row)} · {column.ask.label}")
            change = change_of(self.paper.name, place, f"{row.number}#{column.key}", labelled, before, value, base)
            row.changes.append(change)

    def _check(self, row: Row) -> None:
        """The rules that several boxes of a row share."""
        is_changed = row.item is None or bool(row.changes)
        if row.has_errors or not is_changed:
            return
        if not row.counts:
            self._check_uncounted(row)
            return
        if not row.values.get("title"):
            row.changes.append(self._error(row, "title", _("Write the title of the item.")))
        self._check_stages(row)
        self._check_tags(row)

    def _check_uncounted(self, row: Row) -> None:
        """What is not in the list is not saved: a change in it would be lost in silence."""
        apart = {change.key.partition("#")[2] for change in row.changes} - {COUNTS_HERE}
        if row.item is None or apart:
            text = _(
                "It says “No” in “Counts here”: write “Yes” so that the row is saved, or undo what you wrote in it."
            )
            row.changes.append(self._error(row, COUNTS_HERE, text))

    def _check_stages(self, row: Row) -> None:
        reached = reached_in(row, self.spec)
        if not reached:
            text = _("Write the date of at least one stage.")
            row.changes.append(self._error(row, stage_key(self.spec.stages[0]), text))
        for problem in problems_of_stages(dict(reached), row.item, today=timezone.localdate()):
            row.changes.append(self._error(row, stage_key(problem.stage), problem.text))

    def _check_tags(self, row: Row) -> None:
        for tag in self.spec.tags:
            key = f"tag|{tag.dimension.code}"
            chosen, held = row.values.get(key) or (), row.stored.get(key) or ()
            if not chosen and tag.is_required and len(tag.choices) == 1:
                row.values[key] = (tag.choices[0].code,)
            elif not chosen and tag.is_required:
                row.changes.append(self._error(row, key, _("Choose one of the list.")))
            elif len(codes_in(chosen)) > 1 and not tag.is_multiple and len(codes_in(held)) < 2:
                row.changes.append(self._error(row, key, _("Choose only one.")))

    def _as_stored(self, item: RegisterItem) -> ItemContent:
        entry = self.case.entries[item.pk]
        return as_content(item, tuple(tick.component for tick in entry.ticks.all()))

    def _added(self, row: Row) -> Change:
        """A new item is one change, told by what it says."""
        asks = {column.key: column.ask for column in self.columns}
        said = [
            f"{asks[key].label}: {in_words(value, asks[key])}"
            for key, value in row.values.items()
            if key not in ("title", COUNTS_HERE) and canonical_text(value)
        ]
        texts = canonical_text(tuple(f"{key}={canonical_text(value)}" for key, value in row.values.items()))
        return Change(
            self.paper.name, self._place(row, "title"), title_of(row), Effect.NEW, "", " · ".join(said),
            key=f"{row.number}#", said=("", texts),
        )  # fmt: skip

    def _already(self, row: Row, item: RegisterItem) -> Change:
        """A new row that says what is stored: it is told, and not added again."""
        text = _("It is already in your list. To change it, download the template again and write in its own row.")
        if item.pk not in self.case.entries:
            text = _(
                "Your institution has it already under another indicator. To count it here too, download the template again"
                " and write “Yes” in its own row."
            )
        return Change(
            self.paper.name, self._place(row, "title"), title_of(row), Effect.KNOWN, quoted(item.title, language()), title_of(row),
            problem=text, key=f"{row.number}#", said=(str(item.pk), ""),
        )  # fmt: skip

    def _error(self, row: Row, key: str, problem: str) -> Change:
        ask = next(column.ask for column in self.columns if column.key == key)
        labelled = replace(ask, label=f"{title_of(row)} · {ask.label}")
        return error_of(
            self.paper.name, self._place(row, key), f"{row.number}#{key}", labelled, row.raw.get(key), problem
        )

    def _place(self, row: Row, key: str) -> str:
        return place_name(row.number, self.listing.column_of(key))


def _item_id(raw: Raw | None) -> int | None:
    if isinstance(raw, Decimal) and raw == int(raw) and 0 < raw < 10**18:
        return int(raw)
    return None


def _erased() -> str:
    return _("The title was erased. To take an item off the list, leave the row and write “No” in “Counts here”.")
