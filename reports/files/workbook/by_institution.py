"""What each institution said: a row an indicator, series and institution."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.edition.by_institution import situation_word
from reports.edition.reading import Row, Snapshot
from reports.edition.words import own_of
from reports.files.workbook.figures import unit
from reports.files.workbook.sheets import Cell, Grid, figure, numbers, text
from reports.wording import figures as wording
from reports.wording.answers import own_text


def by_institution(s: Snapshot) -> Grid:
    columns = [
        *map(text, (_("Code"), _("Series"), _("Institution"), _("Name of the institution"), _("Situation"), _("Answer"), _("Unit"))),
        *numbers(_("Value"), _("Numerator"), _("Denominator")),
    ]  # fmt: skip
    rows = [
        list(row_of(s, row, series, said))
        for row in s["indicators"]
        for series in row["figures"]["series"]
        for said in series["by_institution"]
    ]
    return Grid(_("By institution"), "instituciones", columns, rows, frozen=3)


def row_of(s: Snapshot, row: Row, series: Row, said: Row) -> Iterator[Cell]:
    code, words = said["institution"], own_of(said)
    yield from (row["code"], s.series_label(row["code"], series["code"]), s.short(code), s.institution(code))
    is_reported = said["situation"] == "reported"
    yield str(wording.SITUATIONS["reported"]) if is_reported else situation_word(said["situation"])
    yield own_text(words) if words else ""
    yield unit(s, row)
    yield figure(said["value"], is_percent=row["definition"]["is_percent"])
    yield figure(said["numerator"], is_percent=False)
    yield figure(said["denominator"], is_percent=False)
