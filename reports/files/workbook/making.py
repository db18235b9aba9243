"""The workbook of a report, sheet by sheet, in the order in which people read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import override

from reports.edition.composing import compose
from reports.edition.reading import Snapshot
from reports.files.workbook import (
    answers,
    asked,
    breakdown,
    by_institution,
    consulted,
    corrected,
    cover,
    coverage,
    definitions,
    doing,
    figures,
    notes,
    reviewed,
    spans,
)
from reports.files.workbook.sheets import Grid, Sheet
from reports.files.workbook.writing import written

Content = dict[str, Any]


def report_workbook(content: Content, language: str, sha256: str) -> bytes:
    """The XLSX of a report in one language. The same snapshot gives the same bytes."""
    is_preview = content["edition"]["number"] is None
    document = compose(content, language, sha256=sha256, is_preview=is_preview)
    with override(language):
        s = Snapshot(content, language, sha256)
        grids = [grid for grid in grids_of(s) if grid is not None]
        sheets: list[Sheet] = [cover.cover(s, document), *grids, notes.notes(s, document, grids)]
        edition = content["edition"]
        at = dt.datetime.fromisoformat(edition["issued_at"] or edition["cut_off"])
        return written(sheets, document, code=str(edition["code"] or ""), at=at)


def grids_of(s: Snapshot) -> Iterator[Grid | None]:
    """None: the snapshot has nothing of the sort; the notes say so."""
    yield figures.by_series(s)
    yield spans.over_all(s)
    yield by_institution.by_institution(s)
    yield breakdown.by_category(s)
    yield figures.components(s)
    yield breakdown.cells(s)
    yield figures.history(s)
    yield definitions.goals(s)
    yield definitions.strategy(s)
    yield definitions.definitions(s)
    yield coverage.coverage(s)
    yield spans.coverage_by_semester(s)
    yield coverage.commitments(s)
    yield answers.answers(s)
    yield answers.evidence(s)
    yield doing.activities(s)
    yield doing.budget(s)
    yield doing.budget_by_area(s)
    yield asked.requests(s)
    yield reviewed.reviews(s)
    yield asked.agreements(s)
    yield consulted.consultation(s)
    yield consulted.remarks(s)
    yield consulted.called_off(s)
    yield corrected.corrections(s)
