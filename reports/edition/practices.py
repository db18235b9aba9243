"""Good practice, lessons and difficulties: what institutions wrote beside the figures that were validated, in their own language.

An answer that is a text is the answer of its indicator, and stands with it; it is not repeated here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reports.edition.blocks import Block, Heading, Terms
from reports.edition.reading import Row, Snapshot
from reports.edition.sorting import HEADINGS, KEY, UNSORTED, Sorting, heading_of, sorting_in

NARRATIVE = "NARRATIVE"


def validated(s: Snapshot) -> list[Row]:
    """The validated answers beside which a text could stand: as many as the figures say, where none is itself a text."""
    rows = s.content.get("answers", [])
    return [row for row in rows if row["status"] == "validated" and row["kind"] != NARRATIVE and counts_as_report(row)]


def counts_as_report(row: Row) -> bool:
    """What was confirmed as not applicable is expected no longer; if it has a text, that is shown all the same."""
    return row["answer"] != "not_applicable" or bool(row["narrative"])


def narrated(s: Snapshot) -> list[Row]:
    return [row for row in validated(s) if row["narrative"]]


def sorting_of(s: Snapshot) -> Sorting:
    """How who prepared the report sorted the texts."""
    rows = next((row.get("sorting", ()) for row in s.content.get("layout", ()) if row["key"] == KEY), ())
    return sorting_in(rows)


def by_heading(s: Snapshot) -> dict[str, list[Row]]:
    """The texts under each heading, in its order; under the empty one those that nobody sorted."""
    found: dict[str, list[Row]] = {name: [] for name in (*HEADINGS, "")}
    sorting = sorting_of(s)
    for row in narrated(s):
        found[heading_of(row, sorting)].append(row)
    return found


def practices(s: Snapshot) -> list[Block]:
    """Under each heading that has texts; by indicator alone while nobody sorted any."""
    found = by_heading(s)
    if not any(found[name] for name in HEADINGS):
        return list(told_of(s, found[""], level=2))
    return [
        block
        for name, rows in found.items()
        if rows
        for block in (Heading(2, str(HEADINGS.get(name, UNSORTED))), *told_of(s, rows, level=3))
    ]


def told_of(s: Snapshot, rows: list[Row], *, level: int) -> Iterator[Block]:
    """Texts by indicator, in the plan's order."""
    in_order = {code: place for place, code in enumerate(s.indicators)}
    ordered = sorted(rows, key=lambda row: in_order.get(row["indicator"], len(in_order)))
    for code, found in groupby(ordered, key=lambda row: str(row["indicator"])):
        told = list(found)
        yield Heading(level, heading(s, code))
        yield Terms(tuple((teller(s, row), s.written(row["narrative"], row["language"] or "")) for row in told))


def heading(s: Snapshot, code: str) -> str:
    """An indicator that was retired within a range has its code alone."""
    return f"{code} · {s.indicator_name(code)}" if code in s.indicators else code


def teller(s: Snapshot, row: Row) -> str:
    """Whose text it is, and of which semester where it is not the last one of the report."""
    name = s.institution(row["institution"])
    return name if row["period"] == s["period"]["code"] else f"{name}, {s.period_label(row['period'])}"
