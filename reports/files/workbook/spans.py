"""The sheets of a report over several semesters: each series over all of them, and the coverage of each. None in any other report.

The value of each semester stands in the sheet of the semesters.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.edition.kind import from_to, span_label, span_of
from reports.edition.reading import Row, Snapshot, change_of, figure_of
from reports.edition.remarks import compares_few
from reports.edition.span import made_of
from reports.files.workbook.coverage import counts
from reports.files.workbook.figures import figure_cells, reach_cells, reach_columns
from reports.files.workbook.sheets import Cell, Grid, figure, numbers, percent, text, yes_no
from reports.wording import figures as wording


def over_all(s: Snapshot) -> Grid | None:
    """A row a series, also of indicators that were followed in part of the semesters."""
    span = span_of(s)
    if span is None:
        return None
    columns = [
        *map(text, (_("Code"), _("Indicator"), _("Series"), _("Semesters"), _("Followed from"), _("Followed until"), _("Made of"),
                    _("Situation"), _("Answer"))),
        *numbers(_("Value"), _("Numerator"), _("Denominator")),
        *reach_columns(_("Answers with a value"), _("Answers expected")),
        *map(text, (_("Compared with"), _("Comparison"))),
        *numbers(_("Before, comparable"), _("Now, comparable"), pgettext("noun", "Change"), _("Change in %"),
                 _("Institutions compared"), _("Institutions in either"), _("Of the others, before"), _("Of the others, now")),
        text(_("The change compares fewer than 20")),
    ]  # fmt: skip
    rows = [list(series_row(s, span, row, series)) for row in span["indicators"] for series in row["series"]]
    return Grid(_("All the semesters"), "conjunto", columns, rows, frozen=2)


def series_row(s: Snapshot, span: Row, row: Row, series: Row) -> Iterator[Cell]:
    yield from (row["code"], s.text(row["name"]).rstrip(". "), s.text(series["label"]), span_label(s, span))
    yield from (s.period_label(row["since"]), s.period_label(row["until"]))
    said = figure_of(series["figure"]) if series["figure"] else None
    yield made_of(s, span, row, said)
    if said is None:
        yield from (str(wording.NOTHING["not_reported"]), "", None, None, None, *[None] * 6, "", "")
    else:
        yield from chain(figure_cells(series["figure"]), reach_cells(said))
    yield from change_cells(s, span, series["change"], is_percent=row["is_percent"])
    is_computed = series["change"] is not None and series["change"]["state"] == "computed"
    yield yes_no(compares_few(series)) if is_computed and span["before"] else ""


def change_cells(s: Snapshot, span: Row, frozen: Row | None, *, is_percent: bool) -> Iterator[Cell]:
    change = change_of(frozen)
    if frozen is None or change is None or not span["before"]:
        yield from ("", "", *[None] * 8)
        return
    yield from_to(s, span["before"]["first"], span["before"]["last"])
    yield wording.move_text(change) or wording.difference_text(change)
    yield from (figure(frozen[name], is_percent=is_percent) for name in ("before", "after", "difference"))
    yield percent(frozen["percent"])
    yield from (change.comparable, change.of) if change.state == "computed" else (None, None)
    yield from (figure(frozen[name], is_percent=is_percent) for name in ("added_before", "added_after"))


def coverage_by_semester(s: Snapshot) -> Grid | None:
    """A row an institution and semester, and the sum of all: shares are of the sums."""
    span = span_of(s)
    if span is None:
        return None
    columns = [
        *map(text, (_("Institution"), _("Semester"))),
        *numbers(pgettext("reports", "Expected"), pgettext("reports", "Received"), _("On time"),
                 pgettext("reports", "Validated"), _("Without data"), _("Completeness (%)"), _("Timeliness (%)")),
    ]  # fmt: skip
    periods = [s.period_label(each["code"]) for each in span["periods"]]
    rows = [
        [s.short(each["institution"]), period, *counts(semester)]
        for each in span["coverage"]["institutions"]
        for period, semester in zip(periods, each["semesters"], strict=True)
    ]
    total = [_("Total"), span_label(s, span), *counts(span["coverage"]["total"])]
    return Grid(_("Coverage by semester"), "cobertura_semestres", columns, rows, frozen=2, total=total)
