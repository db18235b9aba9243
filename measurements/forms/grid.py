"""The boxes of a count, a proportion or a change: one box for a cell, two for a proportion's numerator and denominator."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import NumberField
from measurements.answer.content import CellContent, CellKey
from measurements.answer.grid import Cell, Grid
from measurements.checks.box_rules import PART, pair_problem
from measurements.checks.checks import Cells


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
        self.open_cells: frozenset[CellKey] | None = None  # None: all of them
        for cell in grid.cells:
            self._add_boxes(cell, stored, decimals)
        if grid.cells:
            self.fields["blanks_are_zero"] = forms.BooleanField(
                required=False, label=_("The boxes that I left empty are 0"), initial=False
            )

    def _add_boxes(self, cell: Cell, stored: Cells, decimals: int) -> None:
        """One box; for a proportion two, which are whole numbers whatever the percentage's decimals."""
        before = stored.get(cell.key)
        if not cell.has_denominator:
            self.fields[field_name(cell.key)] = NumberField(
                decimals=decimals, label=cell.label, initial=before.value if before else None
            )
            return
        whole = self.grid.denominator.label if self.grid.denominator else ""
        self.fields[field_name(cell.key)] = NumberField(
            label=f"{cell.label} · {cell.component.label}", initial=before.value if before else None
        )
        self.fields[field_name(cell.key, whole=True)] = NumberField(
            label=f"{cell.label} · {whole}", initial=before.denominator if before else None
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
        problem = pair_problem(self.cleaned_data.get(part), self.cleaned_data.get(whole))
        if problem is not None:
            self.add_error(part if problem[0] == PART else whole, problem[1])

    def values(self) -> dict[CellKey, CellContent]:
        """The cells that hold a number; of a form with errors, those that can be read."""
        found: dict[CellKey, CellContent] = {}
        for cell in self.grid.cells:
            value = self._number_in(field_name(cell.key))
            whole = self._number_in(field_name(cell.key, whole=True)) if cell.has_denominator else None
            if value is not None and (whole is not None or not cell.has_denominator):
                found[cell.key] = CellContent(value, whole)
        return found

    def is_shut(self, key: CellKey) -> bool:
        """Whether the box is only shown: the Committee opened others."""
        return self.open_cells is not None and key not in self.open_cells

    def _number_in(self, name: str) -> Decimal | None:
        value = self.cleaned_data.get(name) if self.is_valid() or self.is_bound else self.fields[name].initial
        return value if isinstance(value, Decimal) else None
