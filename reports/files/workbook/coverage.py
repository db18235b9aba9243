"""Who had to report and what arrived: the matrix with its counts, and a row a commitment."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators.models import Commitment
from reports.edition.annexes import cell_word
from reports.edition.reading import Row, Snapshot
from reports.files.workbook.sheets import Cell, Grid, numbers, share, text, yes_no


def coverage(s: Snapshot) -> Grid:
    codes = [row["code"] for row in s["indicators"]]
    columns = [
        text(_("Institution")),
        *numbers(pgettext("reports", "Expected"), pgettext("reports", "Received"), _("On time"),
                 pgettext("reports", "Validated"), _("Without data"), _("Completeness (%)"), _("Timeliness (%)")),
        *map(text, codes),
    ]  # fmt: skip
    rows = [[s.short(row["institution"]), *counts(row["coverage"]), *states(row, codes)] for row in s["record"]["rows"]]
    total = [_("Total"), *counts(s["record"]["coverage"]), *[""] * len(codes)]
    return Grid(_("Coverage"), "cobertura", columns, rows, total=total)


def counts(coverage: Row) -> Iterator[Cell]:
    yield from (coverage[name] for name in ("expected", "submitted", "on_time", "validated"))
    yield coverage["submitted"] - coverage["with_data"]
    yield share(coverage["submitted"], coverage["expected"])
    yield share(coverage["on_time"], coverage["expected"])


def states(row: Row, codes: list[str]) -> Iterator[Cell]:
    """Where each report stood at the cut-off; nothing where the institution is not committed."""
    for code in codes:
        said = row["cells"].get(code)
        yield state_word(said) if said else _("Not expected")


def state_word(said: Row) -> str:
    word = cell_word(said["state"])
    return _("%(state)s (late)") % {"state": word} if said["is_late"] else word


def commitments(s: Snapshot) -> Grid | None:
    rows = [list(commitment_row(s, each)) for each in s["commitments"]]
    if not rows:
        return None
    headings = (
        _("Code"), _("Institution"), _("Name of the institution"), _("Role"), _("From"), _("Until"),
        pgettext("answer", "Report"), _("Late"), _("Without data"),
    )  # fmt: skip
    return Grid(_("Commitments"), "compromisos", [text(each) for each in headings], rows, frozen=2)


def commitment_row(s: Snapshot, each: Row) -> Iterator[Cell]:
    code = each["institution"]
    yield from (each["indicator"], s.short(code), s.institution(code), role_word(each["role"]))
    yield s.period_label(each["from"])
    yield s.period_label(each["until"]) if each["until"] else ""
    said = next(
        (row["cells"].get(each["indicator"]) for row in s["record"]["rows"] if row["institution"] == code), None
    )
    if said is None:
        yield from ("", "", "")
        return
    yield cell_word(said["state"])
    yield yes_no(said["is_late"])
    yield yes_no(said["has_no_data"])


def role_word(role: str) -> str:
    return str(Commitment.Role(role).label)
