"""From boxes and rows to the content of one answer, by the rules that the page's form obeys too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.sheets.reading import FilledBook
from measurements.answer.content import CellContent, CellKey, ConcernKey, Content, ItemContent, Origin
from measurements.answer.grid import grid_of
from measurements.checks.box_rules import PART, cut_off_problem, pair_problem
from measurements.exchange.book import CaseSheets
from measurements.exchange.cases import Case
from measurements.exchange.changes import CaseChanges, Effect, Fate
from measurements.exchange.filled import Boxes, boxes_of, text_in
from measurements.exchange.filled_list import Items, ListReader
from measurements.exchange.grid_sheet import value_key
from measurements.exchange.paper import Value
from measurements.exchange.stamp import Base
from measurements.models import Answer


def said_in(sheets: CaseSheets, book: FilledBook, base: Base) -> CaseChanges:
    """What the sheets of one indicator say, and how that differs. Without a difference there is nothing to save."""
    case = sheets.case
    sheet = book.sheets.get(sheets.answer.name)
    boxes = boxes_of(sheets.answer, sheet, base) if sheet else _as_stored(sheets)
    lists = [
        ListReader(case, spec, paper, book.sheets.get(paper.name), base).read()
        for spec, paper in zip(case.specs, sheets.lists, strict=True)
    ]
    in_lists = [change for found in lists for change in found.changes]
    if boxes.changes or any(change.effect is not Effect.KNOWN for change in in_lists):
        _check(case, boxes, lists)
    changes = (*boxes.in_order(), *in_lists)
    equal = boxes.equal + sum(found.equal for found in lists)
    if all(change.effect is Effect.KNOWN for change in changes):
        return CaseChanges(case.code, case.revision.name, Fate.EQUAL, changes, equal + len(changes), case=case)
    if any(change.effect is Effect.ERROR for change in changes):
        return CaseChanges(case.code, case.revision.name, Fate.IN_ERROR, changes, equal, case=case)
    content = content_from(case, boxes.values, [item for found in lists for item in found.contents])
    return CaseChanges(case.code, case.revision.name, Fate.SAVED, changes, equal, case=case, content=content)


def _as_stored(sheets: CaseSheets) -> Boxes:
    """A sheet that was deleted changes nothing."""
    return Boxes(sheets.answer, {box.key: box.value for box in sheets.answer.boxes})


def _check(case: Case, boxes: Boxes, lists: list[Items]) -> None:
    """The rules that several boxes share, for an indicator in which something changed."""
    wrong = {change.key for change in boxes.changes if change.effect is Effect.ERROR}
    late = cut_off_problem(_day(boxes.values, "cut_off"), today=timezone.localdate())
    if late and "cut_off" not in wrong:
        boxes.refuse("cut_off", late)
    if boxes.values["answer"] != Answer.REPORTED:
        has_values = any(value is not None for key, value in boxes.values.items() if key[:2] in ("v|", "d|"))
        if (has_values or any(found.contents for found in lists)) and "answer" not in wrong:
            boxes.refuse("answer", _("You also filled in figures. Erase them, or choose “Reported”."))
        if not text_in(boxes.values, "reason") and "reason" not in wrong:
            boxes.refuse("reason", _("Say why the indicator cannot be reported."))
        return
    for cell in grid_of(case.revision).cells:
        part, whole = value_key(cell), value_key(cell, whole=True)
        if cell.has_denominator and not {part, whole} & wrong:
            problem = pair_problem(_number(boxes.values, part), _number(boxes.values, whole))
            if problem is not None:
                boxes.refuse(part if problem[0] == PART else whole, problem[1])


def content_from(case: Case, values: Mapping[str, Value], items: list[ItemContent]) -> Content:
    answer = text_in(values, "answer")
    is_reported = answer == Answer.REPORTED
    narrative = text_in(values, "narrative")
    return Content(
        answer=answer,
        reason="" if is_reported else text_in(values, "reason"),
        narrative=narrative,
        narrative_language=_narrative_language(case, narrative),
        control_total=_number(values, "control") if is_reported else None,
        has_no_items=bool(values.get("none")) and is_reported,
        values=_cells(case, values) if is_reported else {},
        items=tuple(items) if is_reported else (),
        origin=Origin(text_in(values, "source"), _day(values, "cut_off"), text_in(values, "post")),
        explanations=_explanations(values),
    )


def _cells(case: Case, values: Mapping[str, Value]) -> dict[CellKey, CellContent]:
    """The cells that hold a number. A box that was left empty holds none: it never becomes zero."""
    found: dict[CellKey, CellContent] = {}
    for cell in grid_of(case.revision).cells:
        value = _number(values, value_key(cell))
        whole = _number(values, value_key(cell, whole=True)) if cell.has_denominator else None
        if value is not None:
            found[cell.key] = CellContent(value, whole)
    return found


def _explanations(values: Mapping[str, Value]) -> dict[ConcernKey, str]:
    """Those that the sheet asked for, an emptied one too; the others stay as they are stored."""
    said: dict[ConcernKey, str] = {}
    for key in values:
        if key.startswith("why|"):
            rule, component, cell = key.removeprefix("why|").split("~")
            said[(rule, component, cell)] = text_in(values, key)
    return said


def _narrative_language(case: Case, text: str) -> str:
    """The language in which the text was last written."""
    if text and text == case.content.narrative:
        return case.content.narrative_language
    return (get_language() or "es")[:2]


def _number(values: Mapping[str, Value], key: str) -> Decimal | None:
    value = values.get(key)
    return value if isinstance(value, Decimal) else None


def _day(values: Mapping[str, Value], key: str) -> dt.date | None:
    value = values.get(key)
    return value if isinstance(value, dt.date) else None
