"""What a corrected edition says of the one that it corrects: in short on its cover, and in an annex every fact that is another."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.spoken import plain
from reports.edition.blocks import Block, Callout, Cell, Column, Digest, Table, Terms, Text
from reports.edition.reading import Row, Snapshot

SHORT_REASON = 300
"""Letters of the reason that a cover has room for; the annex has all of it."""


def correction(s: Snapshot) -> Callout | None:
    """Which edition is corrected, how many facts are others, and why, in short: for whoever reads the first page alone."""
    said = s.content.get("corrections")
    if not said:
        return None
    reason = shorten(plain(said["reason"]), SHORT_REASON, placeholder=" …")
    return Callout(s.written(reason, said["reason_language"]), headline(s, said["code"], len(said["changes"])), "risk")


def headline(s: Snapshot, code: str, count: int) -> str:
    if not count:
        return _("It corrects %(code)s: no figure changes") % {"code": code}
    return ngettext(
        "It corrects %(code)s: %(count)s fact changes",
        "It corrects %(code)s: %(count)s facts change",
        count,
    ) % {"code": code, "count": s.number(count)}


def corrections(s: Snapshot) -> list[Block]:
    """Nothing in an edition that corrects none."""
    said = s.content.get("corrections")
    if not said:
        return []
    changes = said["changes"]
    blocks: list[Block] = [
        Text(counted(s, said["code"], len(changes))),
        Terms(((_("Why it is corrected"), s.written(said["reason"], said["reason_language"])),)),
    ]
    if changes:
        blocks.append(table(s, changes))
    return [
        *blocks,
        Digest(_("SHA-256 of the edition that is corrected (%(code)s)") % {"code": said["code"]}, said["sha256"]),
    ]


def counted(s: Snapshot, code: str, count: int) -> str:
    if not count:
        return _("This edition corrects %(code)s. No figure of it changed.") % {"code": code}
    return ngettext(
        "This edition corrects %(code)s. %(count)s fact changed; it stands below with what stood before.",
        "This edition corrects %(code)s. %(count)s facts changed; they stand below with what stood before.",
        count,
    ) % {"code": code, "count": s.number(count)}


def table(s: Snapshot, changes: list[Row]) -> Table:
    return Table(
        _("What changed"),
        (
            Column(_("Where"), weight=6),
            Column(_("What"), weight=4),
            Column(_("Before"), weight=3),
            Column(_("Now"), weight=3),
        ),
        tuple(tuple(Cell(text) for text in line(s, each)) for each in changes),
    )


def line(s: Snapshot, change: Row) -> tuple[str, ...]:
    where = words_of(s, change.get("where")) or place(s, change)
    return (where, *(words_of(s, change[name]) or "–" for name in ("what", "before", "after")))


def words_of(s: Snapshot, value: Any) -> str:
    """Words in both languages, or one text for both; of what was not there nothing."""
    if isinstance(value, Mapping):
        return s.text(value)
    return "" if value is None else str(value)


def place(s: Snapshot, change: Row) -> str:
    """ "PART-1.2.1 · Contingents · EP": the figure, and the institution and category where it is not of all."""
    code, institution = change["indicator"], change.get("institution")
    series = s.series_label(code, change["series"]) if code in s.indicators and change.get("series") else ""
    name = s.short(institution) if institution else ""
    return " · ".join(part for part in (code, series, name, change.get("category")) if part)
