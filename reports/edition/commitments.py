"""Progress of institutional commitments: who was expected to report what, and what arrived. It is not a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext

from reports.edition.blocks import Block, Bullets, Cell, Column, Heading, Table, Text, words
from reports.edition.kind import of_the_last, own_of
from reports.edition.own import record_blocks
from reports.edition.reading import Row, Snapshot


@dataclass(frozen=True, slots=True)
class Group:
    """A column of codes. One that is not always there appears when some institution has any."""

    title: Promise
    states: tuple[str, ...]
    is_always: bool = True


GROUPS = (
    Group(lazy("Sent, not validated"), ("submitted", "returned")),
    Group(lazy("Did not arrive"), ("draft", "not_started")),
    Group(lazy("Not applicable"), ("not_applicable",), is_always=False),
)


def commitments(s: Snapshot) -> list[Block]:
    own = own_of(s)
    if own is not None:
        return [*record_blocks(s, own), *([*of_the_last(s), table(s)] if s["record"]["rows"] else [])]
    blocks: list[Block] = []
    if s["record"]["rows"]:
        blocks += [Text(order()), *of_the_last(s), table(s)]
    elif not s.is_told:
        blocks.append(Text(_("No institution is committed to report in this semester.")))
    unassigned = s["record"]["unassigned"]
    if unassigned:
        blocks += [
            Heading(2, _("Indicators that the Committee has to assign")),
            Bullets(tuple(f"{code} · {s.indicator_name(code)}" for code in unassigned)),
        ]
    return blocks


def order() -> str:
    return _(
        "Institutions are listed in the order of the plan. Each is compared with what it committed itself to, not with the others."
    )


def table(s: Snapshot) -> Table:
    rows = s["record"]["rows"]
    groups = [group for group in GROUPS if group.is_always or any(codes_in(s, row, group) for row in rows)]
    return Table(
        _("What each institution committed itself to report, by indicator")
        if own_of(s) is None
        else _("What the institution committed itself to report, by indicator"),
        (
            Column(_("Institution"), weight=3),
            Column(pgettext("reports", "Expected"), is_number=True),
            Column(pgettext("reports", "Received"), is_number=True),
            Column(pgettext("reports", "Validated"), is_number=True),
            *(Column(str(group.title), weight=4) for group in groups),
        ),
        tuple(line(s, row, groups) for row in rows),
        note=_(
            "“Sent, not validated” includes what the Committee returned with an observation that has not been resolved yet."
        ),
    )


def line(s: Snapshot, row: Row, groups: Sequence[Group]) -> tuple[Cell, ...]:
    counts = [s.number(row["coverage"][name]) for name in ("expected", "submitted", "validated")]
    return words(s.short(row["institution"]), *counts, *(codes_in(s, row, group) or "–" for group in groups))


def codes_in(s: Snapshot, row: Row, group: Group) -> str:
    """Codes of the indicators in the group's states, by area and in the plan's order: "PREV 1.1.1, 2.3.1; REC 1.2.1"."""
    by_area: dict[str, list[str]] = {}
    for code in s.indicators:
        if code in row["cells"] and row["cells"][code]["state"] in group.states:
            area, _hyphen, number = code.partition("-")
            by_area.setdefault(area, []).append(number)
    return "; ".join(f"{area}\u00a0{', '.join(numbers)}" for area, numbers in by_area.items())
