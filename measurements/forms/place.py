"""One choice in the place of boxes: how far it came among the stages, or the option of a scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from indicators.models import IndicatorRevision
from measurements.answer import kinds
from measurements.answer.content import CellContent, CellKey
from measurements.answer.grid import Grid, grid_of
from measurements.background.previous import Previous
from measurements.checks.checks import Cells
from measurements.forms.grid import GridForm

NO_BOXES = Grid((), None)


class PlaceForm(GridForm):
    """Reads the place and says the marks that are stored of it. Nothing chosen is no answer, never stage 0."""

    def __init__(self, data: Any = None, *, revision: IndicatorRevision, stored: Cells, **options: Any) -> None:
        super().__init__(data, grid=NO_BOXES, stored={}, decimals=0, **options)
        self.revision = revision
        place = kinds.place_of(revision, stored)
        self.fields["place"] = forms.ChoiceField(
            label=kinds.question(revision),
            help_text=_help(revision),
            choices=_choices(revision),
            widget=forms.RadioSelect,
            required=False,
            initial="" if place is None else str(place),
        )

    def values(self) -> dict[CellKey, CellContent]:
        return kinds.marks_of(self.revision, self.place)

    @property
    def place(self) -> int | None:
        chosen = self.cleaned_data.get("place") if self.is_valid() or self.is_bound else self.fields["place"].initial
        return int(chosen) if chosen else None


def _choices(revision: IndicatorRevision) -> list[tuple[str, str]]:
    named = [(str(place), c.label) for place, c in enumerate(kinds.offered(revision), start=1)]
    if revision.kind == kinds.Kind.SCALE:
        return named
    return [("0", _("No stage reached yet")), *((place, f"{place}. {label}") for place, label in named)]


def _help(revision: IndicatorRevision) -> str:
    if revision.kind == kinds.Kind.SCALE:
        return _("Choose the one option that holds at the end of the semester.")
    return _("Choose the furthest stage reached by the end of the semester: the ones before it count as reached.")


@dataclass(frozen=True, slots=True)
class PlacePart:
    """The choice as the page shows it: what was said the semester before, whether it is observed, and whether it is shut."""

    field: BoundField
    now: str
    before: str
    is_observed: bool
    is_shut: bool


def place_part(form: GridForm, previous: Previous, *, is_observed: bool) -> PlacePart | None:
    """None where the answer is not a place."""
    if not isinstance(form, PlaceForm):
        return None
    earlier = previous.measurement
    before = kinds.statement(earlier.revision, previous.cells()) if earlier is not None and not previous.note else ""
    words = kinds.place_words(form.revision, form.place)
    is_shut = form.open_cells is not None and not form.open_cells
    return PlacePart(form["place"], words, before, is_observed, is_shut)


def answer_form(data: Any, *, revision: IndicatorRevision, stored: Cells) -> GridForm:
    """The boxes that a definition asks for, or the choice."""
    if kinds.is_placed(revision):
        return PlaceForm(data, revision=revision, stored=stored, auto_id="id_%s")
    return GridForm(data, grid=grid_of(revision), stored=stored, decimals=revision.decimals, auto_id="id_%s")
