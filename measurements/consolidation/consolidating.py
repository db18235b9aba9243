"""How an institution takes the figures of its units into its own answer.

    (nothing) → asked → given;  given → asked again when the unit takes it back;  asked → (nothing) when it is withdrawn.

A part is never a measurement and is committed to nothing: it adds up in the draft of the institution that asked, and moves
only while that draft can. Every verb asks who acts, whether the window of the institution that asked is open and which version
was read; all but keeping leave a step that is never changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import IndicatorRevision
from institutions import permissions
from institutions.models import Institution, User
from measurements.answer.content import Content
from measurements.answer.findings import Finding
from measurements.answer.grid import grid_of
from measurements.answer.kinds import is_in_words
from measurements.answer.writing import rows_of
from measurements.chain import chain
from measurements.consolidation.asking import (
    askable,
    asked_for,
    can_be_consolidated,
    definition_of,
    is_owed,
    parent_answer,
    sums_for,
)
from measurements.contributions.record import record_step
from measurements.contributions.sums import UnitSums
from measurements.deadlines.deadlines import deadline_for
from measurements.deadlines.window import refusal_of
from measurements.models import Answer, ContributedValue, Contribution, ContributionEvent, Measurement
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NotAllowed, NotOpen, NotReady, Stale, Task, WrongState, require_post

ASKED, GIVEN = Contribution.Status.ASKED, Contribution.Status.GIVEN


def ask(
    task: Task,
    units: Iterable[Institution],
    *,
    wanted_by: dt.date | None = None,
    note: str = "",
    by: User,
    at: dt.datetime,
) -> list[Contribution]:
    """Ask units of the institution for their part. Who was asked already stays as it is; only the new ones come back."""
    post = require_post(permissions.reporting_post(by, task.institution))
    with transaction.atomic():
        _require_open(task, at)
        revision = definition_of(task)
        if is_in_words(revision):
            raise NotReady([Finding("units", _("Answers in words do not add up; units are not asked."))])
        if not can_be_consolidated(revision):
            raise NotReady([Finding("units", _("The items of a list are entered one by one; units are not asked."))])
        known = set(asked_for(task).values_list("unit", flat=True))
        new = [unit for unit in units if unit.pk not in known]
        if not {unit.pk for unit in new} <= {unit.pk for unit in askable(task)}:
            raise NotAllowed(_("Only your own units can be asked, and only those that do not report it themselves."))
        terms = {"asked_by": by, "asked_at": at, "wanted_by": wanted_by, "note": note.strip()}
        asked = [_ask(task, unit, terms) for unit in new]
        for contribution in asked:
            record_step(contribution, ContributionEvent.Act.ASKED, post=post, at=at)
    return asked


def _ask(task: Task, unit: Institution, terms: Mapping[str, Any]) -> Contribution:
    about = {"indicator": task.indicator, "institution": task.institution, "period": task.period}
    return Contribution.objects.create(unit=unit, **about, **terms)


def withdraw(contribution: Contribution, *, version: int, by: User, at: dt.datetime) -> None:
    """The institution no longer wants that part. What the unit had typed and not given goes with it; what it gave once is kept."""
    post = require_post(permissions.reporting_post(by, contribution.institution))
    with transaction.atomic():
        _require_open(task_of(contribution), at)
        _take(contribution, version, ASKED)
        record_step(contribution, ContributionEvent.Act.WITHDRAWN, post=post, at=at)
        contribution.delete()


def keep(contribution: Contribution, content: Content, *, version: int, by: User, at: dt.datetime) -> Contribution:
    """The unit stores what it has so far; the institution that asked does not see it yet."""
    require_post(permissions.reporting_post(by, contribution.unit))
    with transaction.atomic():
        _require_open(task_of(contribution), at)
        _take(contribution, version, ASKED)
        return _write(contribution, content, by=by, at=at)


def give(contribution: Contribution, content: Content, *, version: int, by: User, at: dt.datetime) -> Contribution:
    """The unit hands its part to the institution that asked. A figure has all its boxes; a zero was typed."""
    post = require_post(permissions.reporting_post(by, contribution.unit))
    with transaction.atomic():
        _require_open(task_of(contribution), at)
        _take(contribution, version, ASKED)
        _require_whole(task_of(contribution), content)
        contribution.status, contribution.given_by, contribution.given_at = GIVEN, by, at
        given = _write(contribution, content, by=by, at=at)
        record_step(given, ContributionEvent.Act.GIVEN, post=post, at=at)
    return given


def take_back(contribution: Contribution, *, version: int, by: User, at: dt.datetime) -> Contribution:
    """The unit takes its part back to correct it; until it gives it again it is missing in the sum."""
    post = require_post(permissions.reporting_post(by, contribution.unit))
    with transaction.atomic():
        _require_open(task_of(contribution), at)
        _take(contribution, version, GIVEN)
        contribution.status, contribution.given_by, contribution.given_at = ASKED, None, None
        contribution.updated_by, contribution.updated_at = by, at
        contribution.save()
        record_step(contribution, ContributionEvent.Act.TAKEN_BACK, post=post, at=at)
    return contribution


def gather(task: Task, content: Content, *, version: int, by: User, at: dt.datetime) -> tuple[Measurement, UnitSums]:
    """Save the draft with the units' sums in its cells. Cells that no unit filled stay as the content has them."""
    with transaction.atomic():
        chain.lock(task.period.plan_id)
        sums = sums_for(task)
        if not sums.cells:
            raise NotReady([Finding("units", _("No unit has given a figure yet."))])
        return workflow.save_draft(task, with_sums(content, sums), version=version, by=by, at=at), sums


def with_sums(content: Content, sums: UnitSums) -> Content:
    """The content with the sums in place of what it said."""
    return replace(content, answer=Answer.REPORTED, reason="", values={**content.values, **sums.cells})


def task_of(contribution: Contribution) -> Task:
    """The answer of which the contribution is a part."""
    return Task(contribution.indicator, contribution.institution, contribution.period)


def _require_open(task: Task, at: dt.datetime) -> None:
    """Refuse unless the window of the institution is open and its answer can still be changed. Takes the plan's lock."""
    chain.lock(task.period.plan_id)
    period = workflow.open_period(task.period, task.institution, [task.indicator], at)
    shut = refusal_of(
        period, deadline_for(period, task.institution, task.indicator).without_opening, task.institution, at=at
    )
    if shut:  # what was opened of the answer does not open the units' parts
        raise NotOpen(shut)
    answer = parent_answer(task)
    if answer is None and not is_owed(task):
        raise NotAllowed(_("Your institution is not committed to report this indicator."))
    if answer is not None and not answer.is_editable:
        text = _("The answer of %(institution)s is “%(status)s”: its units' parts no longer change.")
        words = {"institution": task.institution.short_name, "status": answer.get_status_display()}
        raise WrongState(text % words)


def _take(contribution: Contribution, version: int, expected: str) -> None:
    """Claim the version that was read, in one statement, and read the row anew."""
    claimed = Contribution.objects.filter(pk=contribution.pk, version=version, status=expected).update(
        version=F("version") + 1
    )
    now = Contribution.objects.filter(pk=contribution.pk).first()
    if now is None:
        raise Stale(_("The institution withdrew what it had asked for. Nothing was changed."))
    if not claimed and now.version != version:
        raise Stale(_("Somebody changed this part while you were working on it. Nothing was changed."))
    if not claimed:
        raise WrongState(
            _("This part is “%(status)s”: the step is no longer possible.") % {"status": now.get_status_display()}
        )
    contribution.refresh_from_db(fields=[f.attname for f in Contribution._meta.concrete_fields if not f.is_relation])


def _require_whole(task: Task, content: Content) -> None:
    if content.answer != Answer.REPORTED:
        return
    cells = grid_of(definition_of(task)).cells
    missing = [cell for cell in cells if not cell.is_optional and cell.key not in content.values]
    if missing:
        text = ngettext(
            "%(count)d box is empty. If there was none, type 0.",
            "%(count)d boxes are empty. If there was none, type 0.",
            len(missing),
        )
        raise NotReady([Finding("cells", text % {"count": len(missing)}, missing[0].key)])


def _write(contribution: Contribution, content: Content, *, by: User, at: dt.datetime) -> Contribution:
    reported = content.answer == Answer.REPORTED
    contribution.answer, contribution.reason = content.answer, "" if reported else content.reason
    contribution.updated_by, contribution.updated_at = by, at
    contribution.save()
    _write_values(contribution, definition_of(task_of(contribution)), content if reported else Content())
    return contribution


def _write_values(contribution: Contribution, revision: IndicatorRevision, content: Content) -> None:
    contribution.values.all().delete()
    ContributedValue.objects.bulk_create(
        ContributedValue(contribution=contribution, **row) for row in rows_of(revision, content.values)
    )
