"""What a filled template would do: one indicator after the other, held against what is stored now. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.canonical import digest
from documents.sheets.reading import FilledBook, FilledSheet
from institutions.spreadsheet_safety import unescape_text
from measurements.exchange.book import CaseSheets, sheets_of
from measurements.exchange.cases import Desk
from measurements.exchange.changes import CaseChanges, Effect, Fate
from measurements.exchange.contents import said_in
from measurements.exchange.opened_boxes import only_opened
from measurements.exchange.paper import Paper, anchors_digest
from measurements.exchange.shared_items import in_agreement
from measurements.exchange.stamp import Base, CaseStamp, NotOurs, Stamp, base_in, stamp_in


@dataclass(frozen=True, slots=True)
class Comparison:
    """All indicators of the file. `digest` binds what was shown to what is saved, in any language."""

    cases: tuple[CaseChanges, ...]
    file: str

    def of(self, *fates: Fate) -> list[CaseChanges]:
        return [case for case in self.cases if case.fate in fates]

    def count(self, effect: Effect) -> int:
        """What is new or changes in the indicators that can be saved, what is wrong in the others."""
        fate = Fate.IN_ERROR if effect is Effect.ERROR else Fate.SAVED
        return sum(case.count(effect) for case in self.of(fate))

    @property
    def equal(self) -> int:
        return sum(case.equal for case in self.cases)

    @property
    def saved(self) -> int:
        """How many values “save” writes."""
        return sum(case.saved for case in self.cases)

    @property
    def is_unchanged(self) -> bool:
        return all(case.fate is Fate.EQUAL for case in self.cases)

    @property
    def digest(self) -> str:
        shown = [
            [
                c.code,
                c.fate,
                c.case.version if c.case else 0,
                [[g.sheet, g.place, g.key, g.effect, *g.said] for g in c.changes],
            ]
            for c in self.cases
        ]
        return digest([self.file, shown])


def compare(desk: Desk, book: FilledBook, file: str) -> Comparison:
    """Hold the file against what is stored. Raises `NotOurs` for a file of somebody else or with moved rows."""
    stamp = stamp_in(book)
    _require_ours(desk, stamp)
    base = base_in(book)
    found = [_compared(desk, each, book, base) for each in stamp.cases]
    return Comparison(tuple(in_agreement(found)), file)


def _require_ours(desk: Desk, stamp: Stamp) -> None:
    if stamp.plan != desk.period.plan.code or stamp.period != desk.period.code:
        text = _("This template is of %(theirs)s and this page is of %(ours)s. Upload it on the page of its semester.")
        raise NotOurs(text % {"theirs": stamp.period, "ours": desk.period.code})
    if stamp.institution != desk.institution.code:
        text = _("This template is of another institution (%(theirs)s). Download the template of %(ours)s.")
        raise NotOurs(text % {"theirs": stamp.institution, "ours": desk.institution.name})


def _compared(desk: Desk, stamp: CaseStamp, book: FilledBook, base: Base) -> CaseChanges:
    case = desk.case(stamp.indicator)
    if case is None:
        text = _("Your institution no longer reports it. Nothing of it is saved.")
        return CaseChanges(stamp.indicator, "", Fate.REDEFINED, note=text)
    try:
        sheets = sheets_of(case, names=[sheet.name for sheet in stamp.sheets], concerns=stamp.concerns)
    except ValueError:  # another number of lists
        return _redefined(stamp, case.revision.name)
    structures = [paper.structure for paper in sheets.papers]
    if case.revision.number != stamp.revision or structures != [sheet.structure for sheet in stamp.sheets]:
        return _redefined(stamp, case.revision.name)
    for paper, sheet in zip(sheets.papers, stamp.sheets, strict=True):
        _require_unmoved(paper, sheet.anchors, book.sheets.get(paper.name))
    return _with_fate(sheets, said_in(sheets, book, base))


def _redefined(stamp: CaseStamp, name: str) -> CaseChanges:
    text = _(
        "Its definition changed since you downloaded the template. Download it again for this indicator; the others are not affected."
    )
    return CaseChanges(stamp.indicator, name, Fate.REDEFINED, note=text)


def _require_unmoved(paper: Paper, anchors: str, sheet: FilledSheet | None) -> None:
    """The printed words stand where they stood. A sheet that was deleted says nothing, and nothing of it changes."""
    if sheet is None:
        return
    texts = [_printed(sheet, words.row, words.column) for words in paper.anchors]
    if anchors_digest(texts) != anchors:
        text = _(
            "Rows, columns or headings of the sheet “%(sheet)s” were changed."
            " Download your template again and copy only your values into it."
        )
        raise NotOurs(text % {"sheet": paper.name})


def _printed(sheet: FilledSheet, row: int, column: int) -> str:
    said = sheet.at(row, column)
    if isinstance(said, Decimal):
        return format(said, "f")
    return unescape_text(str(said)) if said is not None else ""


def _with_fate(sheets: CaseSheets, found: CaseChanges) -> CaseChanges:
    """What happens to the indicator: locked ones are left alone, one with an error is left out, the others are saved."""
    case = sheets.case
    if found.fate is Fate.EQUAL:
        return found
    if case.lock:
        return CaseChanges(found.code, found.name, Fate.LOCKED, found.changes, found.equal, case.lock, case)
    return only_opened(frozenset(paper.name for paper in sheets.lists), found)
