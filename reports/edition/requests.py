"""Information required, received and outstanding: the requests of the period by institution, and those that are open by number.

Nothing in editions that were issued before it was kept. What was written in a request is not in a report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.formatting import short_date
from reports.edition.blocks import Block, Cell, Column, Note, Table, Text, words
from reports.edition.kind import own_of
from reports.edition.reading import Row, Snapshot
from reports.scorecard.counts import median_days


@dataclass(frozen=True, slots=True)
class Counted:
    """Some requests in numbers. `required` leaves out what was withdrawn; `median` is of the days to the first answers."""

    required: int
    in_time: int
    late: int
    outstanding: int
    expired: int
    withdrawn: int
    is_open: int
    overdue: int
    median: Decimal | None


def counted(rows: Sequence[Row]) -> Counted:
    standing = [row["standing"] for row in rows]
    days = [row["days"] for row in rows if row["standing"] in ("in_time", "late")]
    return Counted(
        required=len(rows) - standing.count("withdrawn"),
        in_time=standing.count("in_time"),
        late=standing.count("late"),
        outstanding=standing.count("outstanding"),
        expired=standing.count("expired"),
        withdrawn=standing.count("withdrawn"),
        is_open=sum(row["is_open"] for row in rows),
        overdue=sum(row["is_overdue"] for row in rows),
        median=median_days(days),
    )


def requests(s: Snapshot) -> list[Block]:
    said = s.content.get("requests")
    if said is None:
        return []
    rows = said["rows"]
    blocks: list[Block] = [by_institution(s, rows), Note(rule())] if rows else []
    is_open = [row for row in rows if row["is_open"]]
    if is_open:
        blocks.append(listed(s, is_open))
    if said["earlier"]:
        text = _("Open at the cut-off about earlier semesters: %(numbers)s.")
        blocks.append(Text(text % {"numbers": s.joined(said["earlier"])}))
    return blocks


def rule() -> str:
    return _(
        "A first answer is in time by the day that stood when it came; one that was required again stays answered and is open once "
        "more. Days run, in Lima, from the request to its first answer. What was withdrawn is not among those required."
    )


def by_institution(s: Snapshot, rows: Sequence[Row]) -> Table:
    """Those to which a request was made, in the order of the plan."""
    asked = {row["institution"] for row in rows}
    lines = [
        (s.short(code), [row for row in rows if row["institution"] == code]) for code in s.institutions if code in asked
    ]
    is_own = own_of(s) is not None
    return Table(
        _("Information requests to the institution") if is_own else _("Information requests by institution"),
        (
            Column(_("Institution"), weight=5),
            Column(pgettext("requests", "Required"), is_number=True, weight=3),
            Column(pgettext("requests", "In time"), is_number=True, weight=4),
            Column(pgettext("requests", "Late"), is_number=True, weight=4),
            Column(pgettext("requests", "No answer"), is_number=True, weight=4),
            Column(pgettext("requests", "Closed"), is_number=True, weight=4),
            Column(pgettext("requests", "Withdrawn"), is_number=True, weight=4),
            Column(pgettext("requests", "Days"), is_number=True, weight=4),
        ),
        (
            *(line(s, name, counted(own)) for name, own in lines),
            *([] if is_own else [line(s, _("Total"), counted(rows))]),
        ),
        is_total=not is_own,
        note=_(
            "In time and late: the first answer. Closed: without an answer. Days: the median of those to the first answer; a dash "
            "where there is none to measure."
        ),
    )


def line(s: Snapshot, name: str, found: Counted) -> tuple[Cell, ...]:
    counts = (found.required, found.in_time, found.late, found.outstanding, found.expired, found.withdrawn)
    return words(name, *(s.number(each) for each in counts), "–" if found.median is None else s.number(found.median))


def listed(s: Snapshot, rows: Sequence[Row]) -> Table:
    return Table(
        _("Requests that were open at the cut-off"),
        (
            Column(_("Number"), weight=3),
            Column(_("Institution"), weight=3),
            Column(_("What is required"), weight=4),
            Column(pgettext("requests", "About"), weight=4),
            Column(_("Last day to answer"), weight=4),
        ),
        tuple(
            words(
                row["number"],
                s.short(row["institution"]),
                s.text(row["kind"]["words"]),
                about(s, row),
                last_day(s, row),
            )
            for row in rows
        ),
    )


def about(s: Snapshot, row: Row) -> str:
    period = s.period_label(row["period"]) if row["period"] else ""
    return " · ".join(filter(None, (row["indicator"], row["activity"], period))) or "–"


def last_day(s: Snapshot, row: Row) -> str:
    day = short_date(dt.date.fromisoformat(row["due_on"]), s.language)
    return _("%(day)s (past)") % {"day": day} if row["is_overdue"] else day
