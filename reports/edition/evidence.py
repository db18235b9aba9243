"""The annex that lists the documents which prove the validated answers: their names and digests, never the files.

The digest tells whether a file that somebody shows is the one that was handed in.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.blocks import Block, Cell, Column, Table, Text, words
from reports.edition.reading import Row, Snapshot

PART = 16
"""A digest is printed in parts of this length, so that it goes to the next line between them."""


def evidence(s: Snapshot) -> list[Block]:
    rows = s.content.get("evidence")
    if rows is None:
        return []
    if not rows:
        return [Text(_("No document goes with the validated answers of this report."))]
    return [
        Text(introduction(s, rows)),
        *(table(s, code, found) for code in s.institutions if (found := [r for r in rows if r["institution"] == code])),
    ]


def introduction(s: Snapshot, rows: list[Row]) -> str:
    files = len({row["sha256"] for row in rows})
    return ngettext(
        "%(count)s document proves the validated answers. The files themselves are not part of the report; the digest tells "
        "whether a file is the one that was handed in.",
        "%(count)s different documents prove the validated answers. The files themselves are not part of the report; the digest "
        "tells whether a file is the one that was handed in.",
        files,
    ) % {"count": s.number(files)}  # fmt: skip


def table(s: Snapshot, code: str, rows: list[Row]) -> Table:
    return Table(
        s.institution(code),
        (
            Column(_("Indicator"), weight=3),
            Column(_("Document"), weight=7),
            Column(_("Kind"), weight=3),
            Column(_("SHA-256"), weight=6),
        ),
        tuple(line(s, row) for row in rows),
    )


def line(s: Snapshot, row: Row) -> tuple[Cell, ...]:
    period = "" if row["period"] == s["period"]["code"] else f", {s.period_label(row['period'])}"
    return words(row["indicator"] + period, named(s, row), s.text(row["kind"]["words"]), in_parts(row["sha256"]))


def named(s: Snapshot, row: Row) -> str:
    """Its name, the number of the official document, and the item of the list that it proves."""
    if row["is_confidential"]:
        return _("Confidential: its name is withheld")
    item = _("proves: %(item)s") % {"item": s.written(row["item"])} if row["item"] else ""
    return " · ".join(filter(None, (s.written(row["name"]), s.written(row["number"]), item)))


def in_parts(digest: str) -> str:
    return " ".join(digest[place : place + PART] for place in range(0, len(digest), PART))
