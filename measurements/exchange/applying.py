"""Saving what a preview showed: one transaction through the workflow, so that all of it is saved or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from institutions.models import User
from measurements.checks.stored import as_content
from measurements.exchange.changes import CaseChanges, Fate
from measurements.exchange.comparing import Comparison
from measurements.models import Answer, Measurement
from measurements.workflow import steps as workflow


def save(comparison: Comparison, *, by: User, at: dt.datetime) -> list[Measurement]:
    """Save each indicator that has changes and no error, in the version that was compared. Raises `workflow.Refused`."""
    saved = comparison.of(Fate.SAVED)
    with transaction.atomic():
        versions = _enter_what_moves(saved, by=by, at=at)
        return [
            workflow.save_draft(
                each.case.task, each.content, version=versions.get(each.code, each.case.version), by=by, at=at
            )
            for each in saved
            if each.case is not None and each.content is not None
        ]


def _enter_what_moves(saved: Sequence[CaseChanges], *, by: User, at: dt.datetime) -> dict[str, int]:
    """Before any list gives up an item that another takes: one that stands in no list is removed. The versions since."""
    given_up = set().union(*(_listed(each) - _said(each) for each in saved))
    versions = {}
    for each in saved:
        taken = sorted((_said(each) - _listed(each)) & given_up)
        if taken and each.case is not None:
            case = each.case
            items = (*case.content.items, *(as_content(case.candidates[pk]) for pk in taken))
            content = replace(case.content, answer=Answer.REPORTED, reason="", has_no_items=False, items=items)
            versions[each.code] = workflow.save_draft(case.task, content, version=case.version, by=by, at=at).version
    return versions


def _listed(each: CaseChanges) -> set[int]:
    return set(each.case.entries) if each.case else set()


def _said(each: CaseChanges) -> set[int]:
    return {item.id for item in each.content.items if item.id is not None} if each.content else set()
