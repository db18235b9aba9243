"""A table of figures to take away, with the notes that hold for every one of them."""

from __future__ import annotations

from django.http import HttpResponse

from documents.taking_away import DataTable, answer_with
from reports.tables.notes import notes_of_every_table


def taken_away(table: DataTable, kind: str) -> HttpResponse:
    """Answer with the table as a file. `kind` is one of KINDS, which the address already decided."""
    return answer_with(table, kind, tuple(notes_of_every_table()))
