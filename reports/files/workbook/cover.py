"""The first sheet: which report this is, under which act, what state its figures are in, and what it found."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.edition.blocks import Document
from reports.edition.composing import layout_of, text_of
from reports.edition.kind import coverage_of
from reports.edition.marking import verified_at
from reports.edition.reading import Snapshot
from reports.edition.summary import standing_row, standing_table
from reports.edition.texts.shape import BULLET
from reports.files.workbook import corrected
from reports.files.workbook.sheets import Cell, Page, Part, share


def cover(s: Snapshot, document: Document) -> Page:
    parts = [
        Part(_("The report"), list(facts(s, document))),
        Part(_("Correction of another edition"), list(corrected.facts(s))),
        Part(_("What was received"), list(coverage(s))),
        Part(_("Indicators by state"), list(tally(s))),
        Part(_("What was found"), [("", each) for each in findings(s)]),
    ]
    return Page(_("Summary"), document.title, [part for part in parts if part.lines], document.warnings)


def facts(s: Snapshot, document: Document) -> Iterator[tuple[str, Cell]]:
    yield _("Plan"), document.subtitle
    yield from document.facts
    is_issued = s["edition"]["number"] is not None
    yield (
        pgettext("edition", "State"),
        _("Issued; whether it was replaced or withdrawn since is said where it is verified")
        if is_issued
        else _("Draft, not issued"),
    )
    if is_issued and s.sha256:
        yield _("SHA-256 of the snapshot"), s.sha256
        if address := verified_at(s):
            yield _("To be verified at"), address


def coverage(s: Snapshot) -> Iterator[tuple[str, Cell]]:
    said = coverage_of(s)
    names = (
        ("expected", pgettext("reports", "Expected")),
        ("submitted", pgettext("reports", "Received")),
        ("on_time", _("On time")),
        ("validated", pgettext("reports", "Validated")),
    )
    yield from ((label, said[name]) for name, label in names)
    yield _("Without data"), said["submitted"] - said["with_data"]
    if said["expected"]:
        yield _("Completeness (%)"), share(said["submitted"], said["expected"])
        yield _("Timeliness (%)"), share(said["on_time"], said["expected"])


def tally(s: Snapshot) -> Iterator[tuple[str, Cell]]:
    """Counted as the table of the summary counts them: the whole plan, never averaged."""
    titles = [column.title for column in standing_table(s).columns][1:]
    cells = standing_row(s, "", None, s["tallies"]["plan"])[1:]
    yield from (
        (title, int(cell.text.replace("\u00a0", "").replace(",", "")))
        for title, cell in zip(titles, cells, strict=True)
    )


def findings(s: Snapshot) -> Iterator[str]:
    """The text of the summary, a line a sentence of its list."""
    row = next((each for each in layout_of(s) if each["key"] == "summary"), None)
    if row is None or not row["is_on"]:
        return
    for line in text_of(s, row).splitlines():
        if line.strip():
            yield line.removeprefix(BULLET)
