"""One budget item as a row of boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from activities.budgeting.draft import AMOUNTS, ItemDraft
from activities.figures.budget_words import NAMES
from documents.forms.fields import NumberField

ACTIVITY, PILLAR = "actividad", "pilar"
TEXTS = ("programme_code", "programme_name", "item_code", "label")


@dataclass(frozen=True, slots=True)
class Links:
    """What an item can be attributed to: pairs of code and name."""

    activities: Sequence[tuple[str, str]]
    pillars: Sequence[tuple[str, str]]

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """One list, so that an item is of an activity or of a pillar and never of both."""
        found: list[tuple[str, Any]] = [("", _("Neither"))]
        if self.activities:
            options = [(f"{ACTIVITY}:{code}", f"{code} {name}") for code, name in self.activities]
            found.append((_("Activities of the year"), options))
        found.append((_("Pillars"), [(f"{PILLAR}:{code}", name) for code, name in self.pillars]))
        return found


class ItemForm(forms.Form):
    """The boxes of one item; a row of empty boxes is no item. An empty amount is not reported, and never zero."""

    programme_code = forms.CharField(max_length=20)
    programme_name = forms.CharField(required=False, max_length=200)
    item_code = forms.CharField(max_length=60)
    label = forms.CharField(required=False, max_length=200)
    link = forms.ChoiceField(required=False)
    initial_amount = NumberField(decimals=2, may_be_unknown=True)
    modified = NumberField(decimals=2, may_be_unknown=True)
    committed = NumberField(decimals=2, may_be_unknown=True)
    executed = NumberField(decimals=2, may_be_unknown=True)
    is_removed = forms.BooleanField(required=False)

    def __init__(self, links: Links, number: int, data: Any = None, **options: Any) -> None:
        super().__init__(data, prefix=f"items-{number}", empty_permitted=True, use_required_attribute=False, **options)
        self.earlier: ItemDraft | None = None
        self.number: int | str = number + 1
        self.fields["link"].choices = links.choices  # type: ignore[attr-defined]
        self.fields["programme_code"].error_messages["required"] = _("Write the code of the budget programme.")
        self.fields["item_code"].error_messages["required"] = _("Write the code of the budget item.")
        self.fields["link"].error_messages["invalid_choice"] = _(
            "Choose an activity of the year, a pillar, or neither."
        )

        self.fields["programme_code"].widget.attrs["class"] = "short"
        for name, label in self._labels().items():
            self.fields[name].label = label

    def _labels(self) -> dict[str, str]:
        return {
            "programme_code": _("Budget programme: code"),
            "programme_name": _("Budget programme: name"),
            "item_code": _("Budget item: code"),
            "label": _("Budget item: name"),
            "link": _("Activity or pillar that it finances"),
            "is_removed": _("Take this item out"),
        } | {boxes: str(NAMES[name]) for name, boxes in BOXES.items()}

    @staticmethod
    def filled(item: ItemDraft) -> dict[str, Any]:
        """What the boxes hold of an item that is kept."""
        link = f"{ACTIVITY}:{item.activity}" if item.activity else f"{PILLAR}:{item.pillar}" if item.pillar else ""
        said = {name: getattr(item, name) for name in TEXTS}
        return said | {"link": link} | {box: getattr(item, name) for name, box in BOXES.items()}

    @classmethod
    def posted(cls, links: Links, number: int, data: Any) -> ItemForm:
        """What was typed into a row; one that is taken out keeps its text and is asked nothing any more."""
        row = cls(links, number, data)
        if not row["is_removed"].data:
            return row
        return cls(links, number, initial={name: row[name].data for name in row.fields})

    @classmethod
    def pattern(cls, links: Links) -> ItemForm:
        """The row that static/js/rows.js copies: it puts the row's place in."""
        row = cls(links, 0)
        row.prefix, row.number = "items-__place__", "__number__"
        return row

    @property
    def row_name(self) -> str:
        """What the list of errors calls the row."""
        return _("Item %(number)s") % {"number": self.number}

    @property
    def is_left_out(self) -> bool:
        """Taken out, or nothing was typed."""
        return not self.is_bound or not any(str(self[name].data or "").strip() for name in self.fields)

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same item as another, as far as it is typed."""
        code, item, link = (str(self[name].value() or "").strip() for name in ("programme_code", "item_code", "link"))
        return code, item, link.removeprefix(f"{ACTIVITY}:") if link.startswith(f"{ACTIVITY}:") else ""

    @property
    def amounts(self) -> list[tuple[forms.BoundField, Decimal | None]]:
        """Each box with what the statement before said of the item; None where it said nothing."""
        return [(self[box], getattr(self.earlier, name) if self.earlier else None) for name, box in BOXES.items()]

    def put(self, field: str, text: str) -> None:
        box = {"activity": "link", "pillar": "link"}.get(field, BOXES.get(field, field))
        self.add_error(box if box in self.fields else None, text)

    @property
    def draft(self) -> ItemDraft:
        said = self.cleaned_data
        kind, _colon, code = said["link"].partition(":")
        return ItemDraft(
            **{name: said[name] for name in TEXTS},
            **{name: said[box] for name, box in BOXES.items()},
            activity=code if kind == ACTIVITY else "",
            pillar=code if kind == PILLAR else "",
        )


BOXES = {name: "initial_amount" if name == "initial" else name for name in AMOUNTS}
"""The box of each amount: a form has an `initial` of its own."""
