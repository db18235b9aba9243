"""What a corrected edition corrects: a row a fact that is another. Which edition, and why, stands on the first sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.edition.corrections import line
from reports.edition.reading import Row, Snapshot
from reports.files.workbook.sheets import Cell, Grid, Percent, text, yes_no

NUMBER = re.compile(r"(?P<sign>\u2212?)(?P<digits>\d{1,3}(?:,\d{3})*(?:\.\d+)?)(?P<percent>%?)")
"""One number as it is printed in English."""


def corrections(s: Snapshot) -> Grid | None:
    """None in an edition that corrects none, and in one of which no fact is another."""
    rows = [list(change_row(s, each)) for each in (s.content.get("corrections") or {"changes": []})["changes"]]
    if not rows:
        return None
    headings = (
        _("Where"),
        _("What"),
        _("Before"),
        _("Now"),
        _("Another state of progress"),
        _("Indicator"),
        _("Institution"),
    )
    return Grid(_("Corrections"), "correcciones", [text(each) for each in headings], rows)


def change_row(s: Snapshot, change: Row) -> Iterator[Cell]:
    where, what, before, after = line(s, change)
    yield from (where, what)
    yield from (number_in(change["before"], before), number_in(change["after"], after))
    yield yes_no(bool(change.get("is_band")))
    owner = change.get("institution") or ""
    yield from (change["indicator"], s.short(owner) if owner in s.institutions else owner)


def number_in(printed: Row | str | None, words: str) -> Cell:
    """What a change keeps is words, since most is no number; one that is a number is written as one, with the places that it has."""
    found = NUMBER.fullmatch(printed["en"]) if isinstance(printed, dict) else None
    if found is None:
        return words
    value = Decimal(found["digits"].replace(",", "")) * (-1 if found["sign"] else 1)
    return Percent(value) if found["percent"] else value


def facts(s: Snapshot) -> Iterator[tuple[str, Cell]]:
    """For the first sheet."""
    said = s.content.get("corrections")
    if said:
        yield _("Edition that is corrected"), said["code"]
        yield _("Why it is corrected"), said["reason"]
        yield _("Facts that are another"), len(said["changes"])
        yield _("SHA-256 of the edition that is corrected"), said["sha256"]
