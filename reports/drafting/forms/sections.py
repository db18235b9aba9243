"""A tick and a number beside each section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from documents.forms.versioned import VersionedForm
from reports.drafting.arranging import Choice
from reports.drafting.sections import Row

HIGHEST = 99


@dataclass(frozen=True, slots=True)
class Line:
    """A section with its boxes; `is_on` is None where nobody turns it off."""

    row: Row
    place: BoundField
    is_on: BoundField | None


class SectionsForm(VersionedForm):
    def __init__(self, rows: Sequence[Row], version: int, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"version": version} | initial_of(rows))
        self.rows = rows
        told = _("Write a whole number from 1 to %(highest)s, or leave the box empty.") % {"highest": HIGHEST}
        for row in rows:
            attrs = {
                "class": "short",
                "inputmode": "numeric",
                "aria-label": _("Order of “%(title)s”") % {"title": row.title},
            }
            self.fields[f"place_{row.key}"] = forms.IntegerField(
                label=row.title,
                required=False,
                min_value=1,
                max_value=HIGHEST,
                widget=forms.NumberInput(attrs=attrs),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), told),
            )
            if not row.is_always:
                tick = forms.CheckboxInput(attrs={"aria-label": _("Print “%(title)s”") % {"title": row.title}})
                self.fields[f"is_on_{row.key}"] = forms.BooleanField(label=row.title, required=False, widget=tick)

    @property
    def choices(self) -> dict[str, Choice]:
        said = self.cleaned_data
        return {
            row.key: Choice(row.is_always or said[f"is_on_{row.key}"], said[f"place_{row.key}"]) for row in self.rows
        }

    @property
    def lines(self) -> list[Line]:
        return [
            Line(row, self[f"place_{row.key}"], None if row.is_always else self[f"is_on_{row.key}"])
            for row in self.rows
        ]

    @property
    def sections(self) -> list[Line]:
        return [line for line in self.lines if not line.row.is_annex]

    @property
    def annexes(self) -> list[Line]:
        return [line for line in self.lines if line.row.is_annex]


def initial_of(rows: Sequence[Row]) -> dict[str, Any]:
    places = {f"place_{row.key}": row.place for row in rows}
    return places | {f"is_on_{row.key}": row.section.is_on for row in rows}
