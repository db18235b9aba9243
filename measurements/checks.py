"""What is wrong, what is odd and what is in order in an answer. A problem blocks handing over, never saving; a warning never blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from documents.formatting import number
from measurements.entries import entries_of, has_denominator
from measurements.figures import added_components
from measurements.grid import Cell, grid_of
from measurements.models import Answer, MeasuredValue, Measurement, RegisterEntry
from measurements.one_list import left_out
from measurements.stored import answer_said

LARGE_CHANGE_RATIO = Decimal("0.5")
LARGE_CHANGE_UNITS = 10

Cells = dict[tuple[str, str], MeasuredValue]


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of a check. `cell` names the component and combination that it speaks of, when it is one.

    `item` is the item of a list that it speaks of, and `tags` the dimensions that this one lacks.
    """

    rule: str
    text: str
    cell: tuple[str, str] | None = None
    item: int | None = None
    tags: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    passed: tuple[Finding, ...]

    @property
    def total(self) -> int:
        return len(self.problems) + len(self.warnings) + len(self.passed)

    def warning_cells(self) -> set[tuple[str, str]]:
        return {warning.cell for warning in self.warnings if warning.cell}


def check(measurement: Measurement, previous: Measurement | None) -> Checks:
    """Check an answer by itself and against the semester before."""
    problems = tuple(_problems(measurement))
    warnings = tuple(_warnings(measurement, previous))
    return Checks(problems, warnings, tuple(_passed(measurement, previous, {f.rule for f in (*problems, *warnings)})))


def problems_of(measurement: Measurement) -> tuple[Finding, ...]:
    return tuple(_problems(measurement))


def warnings_of(measurement: Measurement, previous: Measurement | None) -> tuple[Finding, ...]:
    return tuple(_warnings(measurement, previous))


def cells_of(measurement: Measurement | None) -> Cells:
    if measurement is None:
        return {}
    values = measurement.values.all()
    if "values" not in getattr(measurement, "_prefetched_objects_cache", {}):
        values = values.select_related("component", "combination")
    return {(value.component.code, value.combination.key): value for value in values}


def _problems(measurement: Measurement) -> Iterator[Finding]:
    if measurement.revision.is_narrative_required and not measurement.narrative.strip():
        yield Finding("narrative", _("Write what explains this result."))
    if measurement.answer != Answer.REPORTED:
        if answer_said(measurement) == Answer.REPORTED:  # it follows from a list that it does not apply
            yield from (Finding("items", text) for text in left_out(measurement))
        return
    if measurement.revision.is_itemised:
        yield from _item_problems(measurement)
    else:
        yield from _grid_problems(measurement)


def _grid_problems(measurement: Measurement) -> Iterator[Finding]:
    cells, stored = grid_of(measurement.revision).cells, cells_of(measurement)
    missing = [cell for cell in cells if not cell.is_optional and cell.key not in stored]
    if missing:
        text = ngettext(
            "%(count)d box is empty. If there was nobody, type 0.",
            "%(count)d boxes are empty. If there was nobody, type 0.",
            len(missing),
        )
        yield Finding("cells", text % {"count": len(missing)}, missing[0].key)
    if measurement.control_total is not None and stored and not missing:
        added = added_components(measurement.revision)
        total = sum((value.value for (code, _key), value in stored.items() if code in added), Decimal(0))
        if total != measurement.control_total:
            text = _("The boxes add up to %(sum)s and your official letter says %(total)s.")
            yield Finding("control_total", text % {"sum": _n(total), "total": _n(measurement.control_total)})


def _item_problems(measurement: Measurement) -> Iterator[Finding]:
    entries = list(entries_of(measurement))
    if not entries and not measurement.has_no_items:
        yield Finding("items", _("Add the items, or tick that there was none."))
    if entries and measurement.has_no_items:
        yield Finding("items", _("You ticked that there was none, but the list has items."))
    required = [tag.dimension for tag in measurement.revision.revision_tags.all()]
    for entry in entries:
        title, tagged = _title_and_tags(measurement, entry)
        lacking = [d for d in required if d.code not in tagged and _asks(entry.item.register, d.pk)]
        if lacking:
            words = {"item": title, "tags": ", ".join(dimension.name for dimension in lacking).lower()}
            dimensions = tuple(dimension.pk for dimension in lacking)
            yield Finding("tags", _("«%(item)s» needs: %(tags)s.") % words, None, entry.item_id, dimensions)
    yield from (Finding("items", text) for text in left_out(measurement))


def _title_and_tags(measurement: Measurement, entry: RegisterEntry) -> tuple[str, set[str]]:
    """What the item is called and the dimensions in which it is tagged, as it was handed over or as it is in a draft."""
    if entry.frozen is not None and not measurement.is_editable:
        return entry.frozen["title"], {key.partition("=")[0] for key in entry.frozen["tags"]}
    return entry.item.title, {tag.category.dimension.code for tag in entry.item.tags.all()}


def _asks(register: object, dimension_id: int) -> bool:
    return any(dimension.pk == dimension_id for dimension in register.tags.all())  # type: ignore[attr-defined]


def _warnings(measurement: Measurement, previous: Measurement | None) -> Iterator[Finding]:
    if measurement.answer != Answer.REPORTED or previous is None or previous.answer != Answer.REPORTED:
        return
    now, before = cells_of(measurement), cells_of(previous)
    for key, value in now.items():
        if key in before:
            yield from _cell_warnings(measurement, key, before[key].value, value.value)
    total = sum((v.value for v in now.values()), Decimal(0))
    same = now.keys() == before.keys() and all(_amounts(now[key]) == _amounts(before[key]) for key in now)
    if total and same and len(now) > 1 and not measurement.revision.is_itemised:  # the same list counts the same
        yield Finding("identical", _("All values are the same as in the previous semester."))


def _amounts(value: MeasuredValue) -> tuple[Decimal, Decimal | None]:
    return value.value, value.denominator


def _cell_warnings(measurement: Measurement, key: tuple[str, str], before: Decimal, now: Decimal) -> Iterator[Finding]:
    label = cell_label(measurement, key)
    values = {"cell": label, "before": _n(before), "now": _n(now)}
    if before and not now:
        yield Finding("zero", _("%(cell)s: %(before)s in the previous semester, 0 in this one.") % values, key)
    elif abs(now - before) > LARGE_CHANGE_UNITS and abs(now - before) > before * LARGE_CHANGE_RATIO:
        yield Finding("large_change", _("%(cell)s: from %(before)s to %(now)s.") % values, key)


def cell_label(measurement: Measurement, key: tuple[str, str]) -> str:
    cell: Cell | None = grid_of(measurement.revision).cell(*key)
    if cell is not None:
        return cell.label
    return next((c.label for c in measurement.revision.components.all() if c.code == key[0]), key[0])


def _passed(measurement: Measurement, previous: Measurement | None, raised: set[str]) -> Iterator[Finding]:
    """What was looked at and found in order, so that a reviewer sees both sides."""
    if measurement.answer != Answer.REPORTED:
        return
    itemised = measurement.revision.is_itemised
    sentences = {
        "cells": (not itemised, _("All boxes are filled.")),
        "control_total": (
            measurement.control_total is not None,
            _("The sum agrees with the total of the official letter."),
        ),
        "items": (itemised and not has_denominator(measurement.revision), _("The figure follows from the list.")),
        "tags": (itemised and bool(measurement.revision.revision_tags.all()), _("Every item has its tags.")),
        "large_change": (previous is not None, _("No large change against the previous semester.")),
        "zero": (previous is not None, _("No value fell to zero.")),
        "narrative": (measurement.revision.is_narrative_required, _("The narrative is written.")),
    }
    for rule, (applies, text) in sentences.items():
        if applies and rule not in raised:
            yield Finding(rule, text)


def _n(value: Decimal) -> str:
    return number(value, (get_language() or "es")[:2])
