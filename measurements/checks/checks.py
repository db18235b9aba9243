"""What is wrong, what is odd and what is in order in an answer. A problem blocks handing over, a warning until it is explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from documents.formatting import number
from measurements.answer.entries import entries_of, has_denominator
from measurements.answer.figures import added_components
from measurements.answer.findings import Finding as Finding  # what every check tells
from measurements.answer.grid import grid_of
from measurements.answer.kinds import is_in_words, is_narrative, is_placed, place_of
from measurements.checks.attached import has_evidence
from measurements.checks.explaining import warnings_of
from measurements.checks.one_list import left_out
from measurements.checks.plausibility import Beside, answered_by, observed
from measurements.checks.plausibility_words import in_order
from measurements.checks.stored import answer_said
from measurements.models import Answer, MeasuredValue, Measurement, RegisterEntry

Cells = dict[tuple[str, str], MeasuredValue]


@dataclass(frozen=True, slots=True)
class Checks:
    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    passed: tuple[Finding, ...]

    @property
    def total(self) -> int:
        return len(self.problems) + len(self.warnings) + len(self.passed)

    def warning_cells(self) -> set[tuple[str, str]]:
        return {cell for warning in self.warnings for cell in warning.flagged}


def check(measurement: Measurement, held: Beside) -> Checks:
    """Check an answer by itself, against the semester before and against the indicators that it must agree with."""
    problems, warnings = tuple(_problems(measurement)), warnings_of(measurement, held)
    raised = {finding.rule for finding in (*problems, *warnings)}
    passed = (*_passed(measurement, raised), *_plausible(measurement, held, warnings))
    return Checks(problems, warnings, passed)


def problems_of(measurement: Measurement) -> tuple[Finding, ...]:
    return tuple(_problems(measurement))


def cells_of(measurement: Measurement | None) -> Cells:
    if measurement is None:
        return {}
    values = measurement.values.all()
    if "values" not in getattr(measurement, "_prefetched_objects_cache", {}):
        values = values.select_related("component", "combination")
    return {(value.component.code, value.combination.key): value for value in values}


def _problems(measurement: Measurement) -> Iterator[Finding]:
    explains = answer_said(measurement) == Answer.REPORTED  # without a figure, the reason says it all
    if explains and not measurement.narrative.strip():
        if is_narrative(measurement.revision):
            yield Finding("narrative", _("Write the text: it is the answer."))
        elif measurement.revision.is_narrative_required:
            yield Finding("narrative", _("Write what explains this result."))
    if measurement.answer != Answer.REPORTED:
        if answer_said(measurement) == Answer.REPORTED:  # it follows from a list that it does not apply
            yield from (Finding("items", text) for text in left_out(measurement))
        return
    yield from evidence_problems(measurement)
    if measurement.revision.is_itemised:
        yield from _item_problems(measurement)
    elif is_in_words(measurement.revision):
        yield from _place_problems(measurement)
    else:
        yield from _grid_problems(measurement)


def evidence_problems(measurement: Measurement) -> Iterator[Finding]:
    """A figure for which the definition asks a document, and none is held now."""
    is_asked = measurement.answer == Answer.REPORTED and measurement.revision.is_evidence_required
    if is_asked and not has_evidence(measurement):
        yield Finding("evidence", _("Attach at least one supporting document."))


def _place_problems(measurement: Measurement) -> Iterator[Finding]:
    """No stage and no option was chosen. That none is reached yet is a choice."""
    if is_placed(measurement.revision) and place_of(measurement.revision, cells_of(measurement)) is None:
        yield Finding("place", _("Choose one of the answers."))


def _grid_problems(measurement: Measurement) -> Iterator[Finding]:
    cells, stored = grid_of(measurement.revision).cells, cells_of(measurement)
    missing = [cell for cell in cells if not cell.is_optional and cell.key not in stored]
    if missing:
        text = ngettext(
            "%(count)d box is empty. If there was none, type 0.",
            "%(count)d boxes are empty. If there was none, type 0.",
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
            yield Finding("tags", _("“%(item)s” needs: %(tags)s.") % words, item=entry.item_id, tags=dimensions)
    yield from (Finding("items", text) for text in left_out(measurement))


def _title_and_tags(measurement: Measurement, entry: RegisterEntry) -> tuple[str, set[str]]:
    """What the item is called and the dimensions in which it is tagged, as it was handed over or as it is in a draft."""
    if entry.frozen is not None and not measurement.is_editable:
        return entry.frozen["title"], {key.partition("=")[0] for key in entry.frozen["tags"]}
    return entry.item.title, {tag.category.dimension.code for tag in entry.item.tags.all()}


def _asks(register: object, dimension_id: int) -> bool:
    return any(dimension.pk == dimension_id for dimension in register.tags.all())  # type: ignore[attr-defined]


def _passed(measurement: Measurement, raised: set[str]) -> Iterator[Finding]:
    """What was looked at and found in order, so that a reviewer sees both sides."""
    if measurement.answer != Answer.REPORTED:
        return
    itemised, in_words = measurement.revision.is_itemised, is_in_words(measurement.revision)
    sentences = {
        "cells": (not itemised and not in_words, ""),
        "place": (is_placed(measurement.revision), _("One of the answers is chosen.")),
        "control_total": (
            measurement.control_total is not None,
            _("The sum agrees with the total of the official letter."),
        ),
        "items": (itemised and not has_denominator(measurement.revision), _("The figure follows from the list.")),
        "tags": (itemised and bool(measurement.revision.revision_tags.all()), _("Every item has its tags.")),
        "narrative": (
            measurement.revision.is_narrative_required or is_narrative(measurement.revision),
            _("The narrative is written."),
        ),
    }
    for rule, (applies, text) in sentences.items():
        if applies and rule not in raised:
            yield Finding(rule, text or _filled(measurement))


def _filled(measurement: Measurement) -> str:
    """No box is missing; those that may stay empty, such as sex not recorded, are counted apart."""
    stored = cells_of(measurement)
    empty = sum(cell.key not in stored for cell in grid_of(measurement.revision).cells)
    if not empty:
        return _("All boxes are filled.")
    text = ngettext(
        "All required boxes are filled; %(count)d optional box is empty.",
        "All required boxes are filled; %(count)d optional boxes are empty.",
        empty,
    )
    return text % {"count": empty}


def _plausible(measurement: Measurement, held: Beside, warnings: Sequence[Finding]) -> Iterator[Finding]:
    """The plausibility rules that had something to look at and found nothing odd."""
    raised = {(warning.rule, warning.other) for warning in warnings}
    for question in answered_by(observed(measurement), held):
        if (question.rule, question.other) not in raised:
            yield Finding(question.rule, in_order(question), other=question.other)


def _n(value: Decimal) -> str:
    return number(value, (get_language() or "es")[:2])
