"""The boxes of a count, a proportion or a change: one box for a cell, two for a proportion's numerator and denominator."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from measurements.checks import Cells
from measurements.content import CellContent, CellKey
from measurements.figure_words import plain
from measurements.forms.fields import NumberField
from measurements.grid import Cell, Grid


def field_name(key: CellKey, *, whole: bool = False) -> str:
    """`v.people_trained.rank_category:ncos.sex:women`: the cell's own key, so that a new category shifts no value."""
    component, combination = key
    parts = ["d" if whole else "v", component, *combination.replace("=", ":").split("|")]
    return ".".join(part for part in parts if part)


class GridForm(forms.Form):
    """Reads every cell of a grid. Whatever was typed stays as it was typed."""

    def __init__(self, data: Any = None, *, grid: Grid, stored: Cells, decimals: int, **options: Any) -> None:
        super().__init__(data, **options)
        self.grid = grid
        for cell in grid.cells:
            before = stored.get(cell.key)
            # People and things are whole; only a figure that says so has decimals. A proportion's two numbers are counts.
            places = 0 if cell.has_denominator else decimals
            self.fields[field_name(cell.key)] = NumberField(
                decimals=places, label=cell.label, says=cell.label, initial=before.value if before else None
            )
            if cell.has_denominator:
                self.fields[field_name(cell.key, whole=True)] = NumberField(
                    label=cell.label, says=cell.label, initial=before.denominator if before else None
                )
        if grid.cells:
            self.fields["blanks_are_zero"] = forms.BooleanField(
                required=False, label=_("The boxes that I left empty are 0"), initial=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("blanks_are_zero"):
            self._fill_blanks()
        for cell in self.grid.cells:
            if cell.has_denominator:
                self._check_pair(cell)
        return cleaned

    def _fill_blanks(self) -> None:
        """The person says so in words: only then is an empty box a zero."""
        for name, value in self.cleaned_data.items():
            if value is None:
                self.cleaned_data[name] = Decimal(0)

    def _check_pair(self, cell: Cell) -> None:
        part, whole = field_name(cell.key), field_name(cell.key, whole=True)
        if part in self.errors or whole in self.errors:
            return
        above, below = self.cleaned_data.get(part), self.cleaned_data.get(whole)
        if above is None and below is not None:
            self.add_error(part, _("%(cell)s: write also this number, or 0.") % {"cell": cell.label})
        elif above is not None and below is None:
            self.add_error(whole, _("%(cell)s: write also out of how many.") % {"cell": cell.label})
        elif above is not None and below is not None and above > below:
            text = _("%(cell)s: the part (%(part)s) cannot be greater than the whole (%(whole)s).")
            self.add_error(part, text % {"cell": cell.label, "part": plain(above), "whole": plain(below)})

    def values(self) -> dict[CellKey, CellContent]:
        """The cells that hold a number; of a form with errors, those that can be read."""
        found: dict[CellKey, CellContent] = {}
        for cell in self.grid.cells:
            value = self._number_in(field_name(cell.key))
            whole = self._number_in(field_name(cell.key, whole=True)) if cell.has_denominator else None
            if value is not None and (whole is not None or not cell.has_denominator):
                found[cell.key] = CellContent(value, whole)
        return found

    def _number_in(self, name: str) -> Decimal | None:
        value = self.cleaned_data.get(name) if self.is_valid() or self.is_bound else self.fields[name].initial
        return value if isinstance(value, Decimal) else None
