"""What changed since an edition was issued, as a table to take away."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from documents.formatting import instant
from documents.taking_away import Column, DataTable
from reports.aftermath.difference_words import lines_of
from reports.aftermath.drift import Drift
from reports.edition.reading import Snapshot


def drift_table(drift: Drift, language: str, *, at: dt.datetime) -> DataTable:
    edition = drift.edition
    columns = [
        Column(_("Where")),
        Column(_("What")),
        Column(_("As issued")),
        Column(_("Today")),
        Column(_("Changes a state"), meaning=_("Yes: the state of progress changes.")),
    ]
    lines = lines_of(drift.found, Snapshot(edition.content, language))
    rows = [[each.where, each.what, each.before, each.after, _("Yes") if each.is_band else _("No")] for each in lines]
    notes = [
        (_("Report"), edition.code),
        (_("SHA-256 of the snapshot"), edition.sha256),
        (_("Issued on"), instant(edition.issued_at, language)),
        (_("Compared on"), instant(at, language)),
    ]
    return DataTable(
        f"{edition.code}-cambios", _("What changed since %(code)s") % {"code": edition.code}, columns, rows, notes
    )
