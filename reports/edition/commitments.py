"""Progress of institutional commitments: who was expected to report what, and what arrived. It is not a ranking."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.edition.blocks import Block, Bullets, Cell, Column, Heading, Table, Text, words
from reports.edition.reading import Row, Snapshot

NAMED = (("submitted", "returned"), ("draft", "not_started"), ("not_applicable",))


def commitments(s: Snapshot) -> list[Block]:
    blocks: list[Block] = []
    if s["record"]["rows"]:
        blocks += [
            Text(
                _(
                    "Institutions stand in the order of the plan. Each is compared with what it committed itself to, not with the others."
                )
            ),
            table(s),
        ]
    else:
        blocks.append(Text(_("No institution is committed to report in this semester.")))
    unassigned = s["record"]["unassigned"]
    if unassigned:
        blocks += [
            Heading(2, _("Indicators that the Committee has to assign")),
            Bullets(tuple(f"{code} · {s.indicator_name(code)}" for code in unassigned)),
        ]
    return blocks


def table(s: Snapshot) -> Table:
    return Table(
        _("What each institution committed itself to report, by indicator"),
        (
            Column(_("Institution"), weight=3),
            Column(pgettext("reports", "Expected"), is_number=True),
            Column(pgettext("reports", "Received"), is_number=True),
            Column(pgettext("reports", "Validated"), is_number=True),
            Column(_("Sent, not validated"), weight=5),
            Column(_("Did not arrive"), weight=5),
            Column(_("Not applicable"), weight=2),
        ),
        tuple(line(s, row) for row in s["record"]["rows"]),
        note=_("“Sent, not validated” includes what the Committee returned with an observation and is not solved yet."),
    )


def line(s: Snapshot, row: Row) -> tuple[Cell, ...]:
    counts = [s.number(row["coverage"][name]) for name in ("expected", "submitted", "validated")]
    return words(s.short(row["institution"]), *counts, *(codes_in(s, row, states) for states in NAMED))


def codes_in(s: Snapshot, row: Row, states: tuple[str, ...]) -> str:
    """Codes of the indicators in those states, in the plan's order."""
    cells = row["cells"]
    return ", ".join(code for code in s.indicators if code in cells and cells[code]["state"] in states) or "–"
