"""What follows from the boxes while they are typed: the figure of the indicator, the change of a level, the control total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from documents import speaking
from documents.formatting import period_label
from indicators.models import IndicatorRevision
from measurements.answer import figure_words
from measurements.answer.content import CellContent, CellKey
from measurements.answer.figures import Figure, add_up, added_components, is_headline_cell
from measurements.background.own_series import is_cell_in_series
from measurements.background.previous import Previous, first_sent
from measurements.checks.checks import cells_of
from measurements.forms.entry import EntryForm
from measurements.forms.entry_tables import EntryTable

Cells = dict[CellKey, CellContent]


@dataclass(frozen=True, slots=True)
class Headline:
    """The figure of the indicator by its definition. `note` says why it is not the sum of all boxes, or why there is none."""

    figures: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Level:
    """A level against another moment: now, then, the difference, the change in percent (none from zero)."""

    since: str
    now: str
    before: str
    difference: str
    percent: str


def live_parts(form: EntryForm, tables: Sequence[EntryTable], previous: Previous) -> dict[str, Any]:
    """Everything that a change of a box may change, and the ids of the places where it stands."""
    parts: dict[str, Any] = {
        "headline": headline_of(form),
        "levels": levels_of(form, previous),
        "control": control_of(form),
    }
    return parts | {"live": ",".join(f"#{place}" for place in _places(tables))}


def _places(tables: Sequence[EntryTable]) -> Iterable[str]:
    """The ids of what is told again: the sums, the warnings below each row and below all, the figures that follow."""
    for table in tables:
        yield from (each.id for each in table.sums)
        yield from (f"w-{line.id}" for line in table.lines)
    yield from ("warnings", "live")


def headline_of(form: EntryForm) -> Headline | None:
    """Nothing where the boxes add up to the figure anyway, and before anything is typed."""
    revision, cells = form.revision, form.grid.values()
    if revision.is_itemised or not form.grid.grid.cells:
        return None
    if revision.headline == IndicatorRevision.Headline.NONE:
        note = _("This indicator has no single figure: each of these is read by itself.")
        return Headline(tuple(_series_figures(revision, cells)), note)
    if not _is_narrower(revision):
        return None
    components = {component.code: component for component in revision.components.all()}
    counted = (cell for (code, key), cell in cells.items() if is_headline_cell(revision, components[code], key))
    words = figure_words.main(add_up(counted))
    name = f"{revision.unit[:1].upper()}{revision.unit[1:]}" or _("Figure")
    return Headline(((name, words or "–"),), _note_of(revision))


def _is_narrower(revision: IndicatorRevision) -> bool:
    """Whether the figure is not simply the sum of the boxes of the only table."""
    return revision.headline_category is not None or len(revision.value_components) > 1


def _note_of(revision: IndicatorRevision) -> str:
    counted = [component.label for component in revision.components.all() if component.in_headline]
    if revision.headline_category is not None:
        counted = [f"{label} ({revision.headline_category.name})" for label in counted]
    return _("It counts: %(parts)s.") % {"parts": "; ".join(counted)}


def _series_figures(revision: IndicatorRevision, cells: Cells) -> Iterable[tuple[str, str]]:
    components = {component.code: component for component in revision.components.all()}
    for series in revision.series.all():
        inside = [c for (code, key), c in cells.items() if is_cell_in_series(revision, series, components[code], key)]
        figure = add_up(inside)
        yield series.label, figure_words.in_full(figure) if figure.value is not None else "–"


def levels_of(form: EntryForm, previous: Previous) -> list[Level]:
    """The level of a CHANGE beside the institution's own: the semester before, and the first that it sent in the plan.

    The baseline and the targets are the sector's, so no institution's level is told against them.
    """
    if form.revision.kind != IndicatorRevision.Kind.CHANGE:
        return []
    now = add_up(form.grid.values().values())
    levels = []
    before = add_up(previous.cells().values())
    if previous.period is not None and before.value is not None:
        levels.append(_level(period_label(previous.period.code, speaking.language()), now, before))
    first = first_sent(form.task)
    started = add_up(cells_of(first).values())
    if first is not None and started.value is not None:
        period = period_label(first.period.code, speaking.language())
        levels.append(_level(_("Your first level (%(period)s)") % {"period": period}, now, started))
    return levels


def _level(since: str, now: Figure, before: Figure) -> Level:
    percent = figure_words.relative_change(now, before)
    if now.value is not None and before.value == 0:
        percent = _("none from zero")
    words = (figure_words.main(now), figure_words.main(before), figure_words.change(now, before), percent)
    return Level(since, *(word or "–" for word in words))


def control_of(form: EntryForm) -> dict[str, object] | None:
    """Whether the boxes add up to the total of the official letter, once it was written."""
    stated = _stated(form)
    added = added_components(form.revision)
    total = add_up(cell for (code, _key), cell in form.grid.values().items() if code in added)
    if stated is None or total.value is None:
        return None
    if total.value == stated:
        return {"agrees": True, "text": _("It agrees with the sum: %(sum)s") % {"sum": figure_words.plain(total.value)}}
    text = _("The boxes add up to %(sum)s: %(gap)s")
    gap = total.value - stated
    words = _("%(count)s too many") if gap > 0 else _("%(count)s too few")
    return {
        "agrees": False,
        "text": text % {"sum": figure_words.plain(total.value), "gap": words % {"count": figure_words.plain(abs(gap))}},
    }


def _stated(form: EntryForm) -> Decimal | None:
    if "control_total" not in form.answer.fields:
        return None
    if not form.answer.is_bound:
        initial: Decimal | None = form.answer.initial.get("control_total")
        return initial
    form.answer.is_valid()
    return form.answer.cleaned_data.get("control_total")
