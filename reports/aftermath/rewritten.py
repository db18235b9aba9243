"""Sections that differ between two contents because people wrote or arranged them differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from reports.edition.layout import TITLES
from reports.snapshot.bilingual import said

Row = dict[str, Any]


def rewritten(old: Row, new: Row) -> Iterator[Row]:
    """One change for each section whose own text is another, whose texts are sorted otherwise, or that is printed now and was not, or
    the other way round; and one for all of them where they stand in another order.

    Sentences that the data give are left out: what changed in the data is told figure by figure. An edition issued before reports
    had a layout says nothing of it.
    """
    for was, row in rewritten_sections(old, new):
        if was["is_on"] != row["is_on"]:
            yield change(said(TITLES[row["key"]]), said(lambda: _("Section")), printed(was), printed(row))
            continue
        if was["edited"] != row["edited"]:
            yield another(said(TITLES[row["key"]]), said(lambda: _("Text of the section")))
        if sorting(was) != sorting(row):
            yield another(said(TITLES[row["key"]]), said(lambda: _("How the texts of institutions are sorted")))
    if is_rearranged(old, new):
        yield another(said(lambda: _("The whole report")), said(lambda: _("Order of the sections")))


def another(where: Row, what: Row) -> Row:
    return change(where, what, said(lambda: _("as it was issued")), said(lambda: _("another since")))


def is_rearranged(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the sections that both print stand in another order."""
    before, after = ([row["key"] for row in each.get("layout", ()) if row["is_on"]] for each in (old, new))
    return [key for key in before if key in after] != [key for key in after if key in before]


def rewritten_sections(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[Row, Row]]:
    """Each section that people wrote or laid out otherwise: as it was, and as it is."""
    before = {row["key"]: row for row in old.get("layout", ())}
    for row in new.get("layout", ()):
        was = before.get(row["key"])
        if was is not None and made_by_people(was) != made_by_people(row):
            yield was, row


def made_by_people(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["is_on"], row["edited"], sorting(row)


def sorting(row: Mapping[str, Any]) -> list[Row]:
    """How the texts of institutions were put under headings in the section; nothing while nobody did."""
    return list(row.get("sorting", ()))


def printed(row: Row) -> Row:
    return said(lambda: _("printed") if row["is_on"] else _("left out"))


def change(where: Row, what: Row, before: Row, after: Row) -> Row:
    """In the shape of every change of a correction (reports/aftermath/corrections.py)."""
    nowhere = dict.fromkeys(("indicator", "series", "institution", "category"), "")
    return nowhere | {"is_band": False, "where": where, "what": what, "before": before, "after": after}
