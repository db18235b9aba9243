"""The matrix of commitments: the Committee's agreements, each with who is responsible, until when, and where it stood at the cut-off."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee.models import Agreement
from documents.formatting import short_date
from reports.edition.blocks import Block, Cell, Column, Heading, Table, Text
from reports.edition.kind import own_of
from reports.edition.reading import Row, Snapshot

STANDINGS = {
    "done": Agreement.State.DONE.label,
    "said_done": gettext_lazy("Said to be done, not confirmed yet"),
    "open": Agreement.State.OPEN.label,
    "overdue": gettext_lazy("Past its last day"),
    "dropped": Agreement.State.DROPPED.label,
}
"""What the pages of an agreement call so, the report calls so too."""


def matrix(s: Snapshot) -> list[Block]:
    """Nothing in editions that were issued before it was kept."""
    rows = s.content.get("agreements")
    if rows is None:
        return []
    is_own = own_of(s) is not None
    heading = Heading(
        2,
        _("Agreements of the Committee that the institution is responsible for")
        if is_own
        else _("Matrix of commitments: the agreements of the Committee"),
    )
    if not rows and is_own:
        return [heading, Text(none_in_charge())]
    if not rows:
        text = _(
            "No agreement was to be done at the cut-off, and none was closed since the period of this report began."
        )
        return [heading, Text(text)]
    return [heading, table(s, rows)]


def none_in_charge() -> str:
    """Of one institution alone: what others are responsible for is not in its report."""
    return _(
        "No agreement of the Committee that the institution is responsible for was to be done at the cut-off, and none was closed since "
        "the period of this report began."
    )


def table(s: Snapshot, rows: list[Row]) -> Table:
    return Table(
        _("Agreements in force at the cut-off, and those closed since the period of this report began"),
        (
            Column(_("Agreement"), weight=8),
            Column(_("Responsible"), weight=3),
            Column(_("Last day"), weight=3),
            Column(_("State"), weight=4),
        ),
        tuple(line(s, row) for row in rows),
        note=_("Each begins with its meeting and its number, and the indicator that it is about where it names one."),
    )


def line(s: Snapshot, row: Row) -> tuple[Cell, ...]:
    number = f"{row['meeting']}, {s.number(row['ordinal'])}" + (f", {row['indicator']}" if row["indicator"] else "")
    return (
        Cell(f"{number}: {s.written(row['text'], row['language'])}"),
        Cell(s.short(row["institution"])),
        Cell(short_date(dt.date.fromisoformat(row["due_on"]), s.language)),
        Cell(str(STANDINGS[row["standing"]])),
    )
