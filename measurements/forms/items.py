"""The lists of an answer: the rows of each register, rows for new items, and the institution's items that may count here too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from measurements.answer.content import ItemContent
from measurements.answer.list_spec import ListSpec
from measurements.checks.box_limits import MOST_ROWS
from measurements.checks.stored import as_content
from measurements.forms.item import ItemForm
from measurements.forms.item_around import Around
from measurements.models import RegisterEntry, RegisterItem

BLANK_ROWS = 2
MOST_READ = 600
"""Rows that are read of one page: those that fit, and as many again as were pasted by mistake, so that all can be shown."""
FOLDED_FROM = 20
"""A longer list shows its saved rows as lines only; the boxes of one come when it is asked for."""


class ListForm:
    """The rows of one register. A posted row is matched to its stored item by the item's own number, never by its place."""

    def __init__(
        self, data: Any, *, spec: ListSpec, entries: Sequence[RegisterEntry], around: Around | None = None
    ) -> None:
        self.spec, self.around = spec, around
        self.prefix = spec.register.code
        self.entries = {entry.item_id: entry for entry in entries if entry.item.register_id == spec.register.pk}
        self.is_posted, self.unread = data is not None, 0
        self.opened = _opened(data) if data is not None else None
        self.pasted_text = str(data.get(f"{self.prefix}-paste", "")) if data is not None else ""
        self.rows = tuple(self._posted(data) if data is not None else self._stored())

    def _row(self, place: int, entry: RegisterEntry | None = None, data: Any = None) -> ItemForm:
        return ItemForm(data, spec=self.spec, entry=entry, around=self.around, prefix=f"{self.prefix}-{place}")

    def _stored(self) -> Iterator[ItemForm]:
        rows = [*self.entries.values(), *[None] * BLANK_ROWS]
        for place, entry in enumerate(rows):
            yield self._row(place, entry)

    def _posted(self, data: Any) -> Iterator[ItemForm]:
        """Rows as typed, then the items that somebody else added meanwhile: only the remove box takes an item off the list.

        A row that came back as the page showed it says what is stored now, whoever changed it since.

        An item that somebody else took off meanwhile comes back as a new one, so what was typed is kept.
        """
        taken: set[int] = set()
        count = min(self._count(data), MOST_READ)
        self.unread = self._count(data) - count
        for place in range(count):
            prefix = f"{self.prefix}-{place}"
            if self.is_folded and f"{prefix}-id" not in data and f"{prefix}-title" not in data:
                continue
            text = str(data.get(f"{prefix}-id", ""))
            item_id = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
            entry = self.entries.get(item_id) if item_id is not None and item_id not in taken else None
            if entry is not None:
                taken.add(entry.item_id)
            row = self._row(place, entry, data)
            yield self._row(place, entry) if entry is not None and row.is_left_alone else row
        added = [entry for item_id, entry in self.entries.items() if item_id not in taken]
        added.sort(
            key=lambda entry: entry.item_id != self.opened
        )  # what shows its boxes comes first, and sends them back
        for place, entry in enumerate(added, start=count):
            yield self._row(place, entry)

    def _count(self, data: Any) -> int:
        text = str(data.get(f"{self.prefix}-rows", "0"))
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0

    @property
    def is_folded(self) -> bool:
        """Whether the saved rows show themselves as lines only."""
        return len(self.entries) > FOLDED_FROM

    def shows_boxes(self, row: ItemForm) -> bool:
        """Whether the page holds the boxes of the row, and so sends them back."""
        if row.entry is None or not self.is_folded:
            return True
        return row.is_bound or bool(row.errors) or row.entry.item_id == self.opened

    @property
    def places(self) -> int:
        """How many places the page sends back: up to the last row that shows its boxes."""
        shown = [int(str(row.prefix).rpartition("-")[2]) for row in self.rows if self.shows_boxes(row)]
        return max(shown, default=-1) + 1

    def is_valid(self) -> bool:
        """Every row is read, so that every error shows at once."""
        verdicts = [row.is_valid() for row in self.rows if row.is_bound]
        return all(verdicts) and not self.error

    @property
    def error(self) -> str:
        """What is wrong with the list as a whole: nothing that was typed is dropped in silence."""
        if self.pasted_text.strip():
            return _("You pasted a list that was not read yet: press “Read the list”, or empty the box.")
        count = sum(row.is_kept for row in self.rows) + self.unread
        if count <= MOST_ROWS or not self.is_posted:
            return ""
        text = _(
            "At most %(most)d rows fit in one list, and this one has %(count)d."
            " Put those that are alike in one row with their quantity."
        )
        return text % {"most": MOST_ROWS, "count": count}

    def contents(self) -> list[ItemContent]:
        return [row.content() for row in self.rows if row.is_kept]

    @property
    def saved(self) -> list[ItemForm]:
        return [row for row in self.rows if row.entry is not None]

    @property
    def new(self) -> list[ItemForm]:
        return [row for row in self.rows if row.entry is None]


def _opened(data: Any) -> int | None:
    """The item whose boxes were asked for."""
    name, _dash, text = str(data.get("action", "")).partition("-")
    return int(text) if name == "open" and text.isascii() and text.isdigit() and len(text) < 18 else None


class OtherItemsForm(forms.Form):
    """Items of the institution that other indicators or semesters hold already, to be counted here too; and "there was none"."""

    also = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    has_no_items = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, others: Sequence[RegisterItem], has_no_items: bool, **options: Any) -> None:
        super().__init__(data, initial={"has_no_items": has_no_items}, **options)
        self.others = {item.pk: item for item in others}
        self.fields["also"].choices = [(item.pk, item.title) for item in others]  # type: ignore[attr-defined]
        self.fields["also"].label = _("You can also count here")
        self.fields["has_no_items"].label = _("There was none this semester")

    def contents(self) -> list[ItemContent]:
        return [as_content(self.others[pk]) for pk in self.cleaned_data["also"]]
