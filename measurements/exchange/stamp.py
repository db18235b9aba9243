"""Whose template it is and by which definitions: a signed text on a hidden sheet, beside what every box held when it went out.

What the boxes held tells later what the person filled in, whatever others saved on the web meanwhile. Only who the template
is for is signed: a wrong base can only hurt its own file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from documents.sheets.reading import FilledBook, FilledSheet
from institutions.spreadsheet_safety import unescape_text
from measurements.answer.content import ConcernKey
from measurements.exchange.book import CaseSheets
from measurements.exchange.list_sheet import ID
from measurements.exchange.paper import Paper, anchors_digest, canonical_text

SHEET = "_1325"
MARK = "seguimiento-1325"
TEMPLATE = 1
"""The version of the template itself: an older one is refused with the advice to download it again."""
FIRST_BASE_ROW = 3
CHUNK = 30_000
"""A cell holds 32,767 characters."""
Base = Mapping[tuple[str, str], str]
"""What the boxes held: by sheet and key."""


class NotOurs(Exception):
    """The file is no template of ours, or not as it went out; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SheetStamp:
    """One sheet as it went out: its name, what it asks and where, its printed words."""

    name: str
    structure: str
    anchors: str


@dataclass(frozen=True, slots=True)
class CaseStamp:
    indicator: str
    revision: int
    sheets: tuple[SheetStamp, ...]
    concerns: tuple[ConcernKey, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    plan: str
    period: str
    institution: str
    cases: tuple[CaseStamp, ...]


def stamp_of(sheets: Sequence[CaseSheets]) -> Stamp:
    first = sheets[0].case.task
    cases = tuple(
        CaseStamp(
            each.case.code, each.case.revision.number, tuple(_sheet(p) for p in each.papers), tuple(each.case.concerns)
        )
        for each in sheets
    )
    return Stamp(first.period.plan.code, first.period.code, first.institution.code, cases)


def _sheet(paper: Paper) -> SheetStamp:
    return SheetStamp(paper.name, paper.structure, anchors_digest([words.text for words in paper.anchors]))


def written(stamp: Stamp) -> list[str]:
    """The stamp as signed text, in pieces that fit a cell."""
    cases = [
        [c.indicator, c.revision, [[s.name, s.structure, s.anchors] for s in c.sheets], [list(k) for k in c.concerns]]
        for c in stamp.cases
    ]
    text = _signer().sign(json.dumps([stamp.plan, stamp.period, stamp.institution, cases], separators=(",", ":")))
    return [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]


def base_rows(sheets: Sequence[CaseSheets]) -> Iterator[tuple[str, str, str]]:
    """Sheet, key and text of every box that holds something. A list's boxes are known by the item, not by the row."""
    for paper in (paper for each in sheets for paper in each.papers):
        for box in paper.boxes:
            if text := canonical_text(box.value):
                yield paper.name, box.key, text
        for row in paper.listing.rows if paper.listing else ():
            for key, value in row.values.items():
                if key != ID and (text := canonical_text(value)):
                    yield paper.name, item_key(row.id, key), text


def item_key(item: int, column: str) -> str:
    return f"{item}#{column}"


def stamp_in(book: FilledBook) -> Stamp:
    """The stamp of a file that came back. Raises `NotOurs`."""
    sheet = book.sheets.get(SHEET)
    if sheet is None or sheet.at(0, 0) != MARK:
        raise NotOurs(
            _("This file is not a template of this page. Download your template, fill it in and upload that file.")
        )
    if sheet.at(0, 1) != TEMPLATE:
        raise NotOurs(
            _("This template is of an earlier version of the product. Download it again and copy only your values.")
        )
    text = "".join(str(piece) for column in range(50) if (piece := sheet.at(1, column)) is not None)
    try:
        plan, period, institution, cases = json.loads(_signer().unsign(text))
    except (signing.BadSignature, ValueError) as broken:
        raise NotOurs(_tampered()) from broken
    return Stamp(plan, period, institution, tuple(_case(each) for each in cases))


def _case(read: Sequence[Any]) -> CaseStamp:
    indicator, revision, sheets, concerns = read
    return CaseStamp(
        indicator,
        revision,
        tuple(SheetStamp(*sheet) for sheet in sheets),
        tuple((rule, component, cell) for rule, component, cell in concerns),
    )


def base_in(book: FilledBook) -> dict[tuple[str, str], str]:
    sheet = book.sheets[SHEET]
    rows = {row for row, _column in sheet.cells if row >= FIRST_BASE_ROW}
    return {(_said(sheet, row, 0), _said(sheet, row, 1)): _said(sheet, row, 2) for row in rows}


def _said(sheet: FilledSheet, row: int, column: int) -> str:
    value = sheet.at(row, column)
    return "" if value is None else unescape_text(str(value))


def _tampered() -> str:
    return _("The hidden sheet of this file was changed. Download your template again and copy only your values.")


def _signer() -> signing.Signer:
    return signing.Signer(salt="measurements.exchange.stamp")
