"""The boxes that are open in the sheets of an answer of which only parts were opened: the others are locked, and refused one by one."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from measurements.checks.stored import answer_said
from measurements.exchange.cases import Case
from measurements.exchange.changes import CaseChanges, Change, Effect, Fate
from measurements.exchange.paper import Paper
from measurements.models import Answer
from measurements.workflow.opened import may_explain


def with_shut_boxes(case: Case, paper: Paper) -> Paper:
    """The sheet with the boxes locked that were not opened."""
    if case.opened is None:
        return paper
    return replace(paper, boxes=tuple(replace(box, is_shut=not _is_open(case, box.key)) for box in paper.boxes))


def only_opened(lists: frozenset[str], found: CaseChanges) -> CaseChanges:
    """Each change outside what was opened becomes an error that says so. `lists` are the names of the sheets of its lists."""
    case = found.case
    if case is None or case.opened is None:
        return found
    changes = tuple(_judged(case, each, is_listed=each.sheet in lists) for each in found.changes)
    if changes == found.changes:
        return found
    return replace(found, fate=Fate.IN_ERROR, changes=changes, content=None)


def _judged(case: Case, change: Change, *, is_listed: bool) -> Change:
    is_open = case.opened is not None and case.opened.has_items if is_listed else _is_open(case, change.key)
    if is_open or change.effect in (Effect.ERROR, Effect.KNOWN):
        return change
    text = _("This part was not opened: it must stay as it was sent. %(note)s")
    return replace(change, effect=Effect.ERROR, problem=text % {"note": case.note})


def _is_open(case: Case, key: str) -> bool:
    opened, measurement = case.opened, case.measurement
    if opened is None or measurement is None:
        return True
    kind, _bar, rest = key.partition("|")
    if kind in ("v", "d"):
        component, _bar, cell = rest.partition("|")
        return (component, cell) in opened.cells
    if kind == "why":
        rule, component, cell = rest.split("~")
        return may_explain(measurement, (rule, component, cell), opened)
    is_unreported = opened.has_figures and answer_said(measurement) != Answer.REPORTED
    return {
        "answer": is_unreported,
        "reason": is_unreported,
        "control": bool(opened.cells),
        "none": opened.has_items,
        "narrative": opened.has_narrative,
    }.get(kind, False)
