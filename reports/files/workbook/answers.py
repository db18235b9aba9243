"""What stands behind the figures: each answer that was sent, and the documents that prove what was validated.

Editions from before answers were kept have none of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from measurements.models import Answer
from reports.edition.annexes import cell_word
from reports.edition.practices import narrated, sorting_of
from reports.edition.reading import Row, Snapshot
from reports.edition.sorting import HEADINGS, UNSORTED, TextPlace, heading_of
from reports.files.workbook.sheets import Cell, Column, Grid, day, text, yes_no

SPOKEN = {"es": "español", "en": "English"}
"""Languages by their own names."""


def answers(s: Snapshot) -> Grid | None:
    found = s.content.get("answers") or []
    if not found:
        return None
    rows = [list(answer_row(s, each)) for each in found]
    before = (_("Code"), _("Semester"), _("Institution"), pgettext("answer", "Report"), _("Answer"), _("Reason"))
    columns = [
        *map(text, (*before, _("Text"), _("Language"), _("Validated by"))),
        Column(_("Validated on"), "day"),
        text(_("Receipt")),
    ]
    if sorting_of(s):
        columns.append(text(_("Sorted as")))
        told = {TextPlace.of(each) for each in narrated(s)}
        for row, each in zip(rows, found, strict=True):
            row.append(sorted_as(s, each) if TextPlace.of(each) in told else "")
    return Grid(_("Answers"), "respuestas", columns, rows, frozen=3)


def sorted_as(s: Snapshot, each: Row) -> str:
    """Under which heading its text stands in the section on practices."""
    return str(HEADINGS.get(heading_of(each, sorting_of(s)), UNSORTED))


def answer_row(s: Snapshot, each: Row) -> Iterator[Cell]:
    """Of what is not validated only where it stands."""
    yield from (each["indicator"], semester(s, each), institution(s, each))
    yield cell_word(each["status"])
    yield str(Answer(each["answer"]).label) if each.get("answer") else ""
    said = each.get("narrative") or ""
    yield from (each.get("reason") or "", said, SPOKEN.get(each.get("language") or "", "") if said else "")
    by = each.get("validated_by")
    yield f"{s.text(by['post'])}, {s.text(by['institution'])}" if by else ""
    yield day(each.get("validated_on"))
    yield each.get("receipt") or ""


def evidence(s: Snapshot) -> Grid | None:
    """The documents by name and digest; of a confidential one the digest alone. The file itself is never in a report."""
    rows = [list(evidence_row(s, each)) for each in s.content.get("evidence") or []]
    if not rows:
        return None
    headings = (
        _("Code"), _("Semester"), _("Institution"), _("Document"), _("Number"), _("Item"), _("Kind"), _("Confidential"), "SHA-256",
    )  # fmt: skip
    return Grid(_("Supporting documents"), "sustentos", [text(each) for each in headings], rows, frozen=3)


def evidence_row(s: Snapshot, each: Row) -> Iterator[Cell]:
    yield from (each["indicator"], semester(s, each), institution(s, each))
    yield from (each["name"], each.get("number") or "", each.get("item") or "")
    kind = each.get("kind")
    yield s.text(kind["words"]) if isinstance(kind, dict) else kind or ""
    yield yes_no(bool(each.get("is_confidential")))
    yield each["sha256"]


def semester(s: Snapshot, each: Row) -> str:
    return s.period_label(each.get("period") or s["period"]["code"])


def institution(s: Snapshot, each: Row) -> str:
    code = each["institution"]
    return s.short(code) if code in s.institutions else str(code)
