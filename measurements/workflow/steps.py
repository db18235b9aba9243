"""The only code that changes where a measurement stands.

    draft → prepared → submitted → validated;  submitted → returned → prepared;  prepared → handed or taken back to where it was;
    validated → returned and returned → as it stood before (observing.py, whose verbs are offered here with the others).

Each verb checks who acts, whether the semester is open and which version was read, changes the rows and appends one event to
the plan's chain, all in one transaction. Every door (form, spreadsheet, API, command, admin) goes through here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from documents.handed_in import NoRoom
from institutions import permissions
from institutions.models import Appointment, User
from measurements.answer.content import Content
from measurements.answer.entries import freeze_entries, renew_frozen, with_entries
from measurements.answer.kinds import Unlawful
from measurements.answer.refusals import NotAllowed, NotOpen, NotReady, Refused, Stale, StaleItem, WrongState
from measurements.answer.writing import ItemChangedMeanwhile, ItemRefused, Written, derive, write
from measurements.chain import chain
from measurements.chain.arriving import arrive, require_comment, require_post, require_reviewer
from measurements.checks.checks import Finding, evidence_problems, problems_of
from measurements.checks.explaining import drop_idle, lacking_in
from measurements.deadlines.claiming import NEW, Task, claim, open_period, take
from measurements.models import Measurement, Receipt, Status
from measurements.receipts import mail as receipt_mail
from measurements.receipts import receiving
from measurements.workflow.observing import reopen, reopen_parts, return_to_institution, take_back_return
from measurements.workflow.only_reporter import require_only_reporter
from measurements.workflow.opened import opened_of, require_only_opened
from measurements.workflow.spreading import spread

__all__ = [
    "NEW",
    "NotAllowed",
    "NotOpen",
    "NotReady",
    "Refused",
    "Stale",
    "StaleItem",
    "Task",
    "WrongState",
    "hand_back",
    "open_period",
    "prepare",
    "reopen",
    "reopen_parts",
    "require_post",
    "return_to_institution",
    "save_draft",
    "submit",
    "take_back_return",
    "validate",
]


def save_draft(task: Task, content: Content, *, version: int, by: User, at: dt.datetime) -> Measurement:
    """Store what the reporter wrote. `version` is the one that was read (`NEW` for none)."""
    post = require_post(permissions.reporting_post(by, task.institution))
    with transaction.atomic():
        chain.lock(task.period.plan_id)
        period = open_period(task.period, task.institution, [task.indicator], at)
        measurement = claim(task, period, version)
        opened = opened_of(measurement, at=at)
        if opened is not None:
            require_only_opened(measurement, content, opened)
        measurement.updated_by, measurement.updated_at = by, at
        written = _write(measurement, content, keeps_list=opened is not None and not opened.has_items)
        measurement.save()
        if opened is None or opened.has_figures:
            drop_idle(measurement)
        if version == NEW:
            chain.append(measurement, from_status="", post=post, at=at)
        spread(measurement, written, post, at)
    return measurement


def _write(measurement: Measurement, content: Content, *, keeps_list: bool) -> Written:
    try:
        return write(measurement, content, keeps_list=keeps_list)
    except (ItemRefused, NoRoom, Unlawful) as refused:
        raise Refused(str(refused)) from refused
    except ItemChangedMeanwhile as changed:
        raise StaleItem(
            _("Somebody changed an item of this list while you were working on it. Nothing was changed.")
        ) from changed


def prepare(measurement: Measurement, *, version: int, by: User, at: dt.datetime) -> Measurement:
    """The reporter hands a complete answer over for approval (visto bueno). Its items are frozen as they are now."""
    post = require_post(permissions.reporting_post(by, measurement.institution))
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        open_period(measurement.period, measurement.institution, [measurement.indicator], at)
        before = take(measurement, version, (Status.DRAFT, Status.RETURNED))
        prefetch_related_objects([measurement], with_entries())
        opened = opened_of(measurement, at=at)
        if opened is None or opened.has_figures:
            _bring_up_to_date(measurement)
        problems = [*problems_of(measurement), *lacking_in([measurement])]
        if problems:
            raise NotReady(problems, measurement)
        if opened is None or opened.has_items:
            freeze_entries(measurement)
        measurement.prepared_by, measurement.prepared_at = by, at
        return arrive(measurement, before, Status.PREPARED, post=post, at=at)


def _bring_up_to_date(measurement: Measurement) -> None:
    """Its figure with its list, its explanations with its warnings. A list that was not opened stays as it was sent."""
    derive(measurement)
    measurement.save(update_fields=["answer", "reason"])  # the warnings are read from what is stored
    drop_idle(measurement)


def hand_back(measurement: Measurement, *, version: int, by: User, at: dt.datetime, comment: str) -> Measurement:
    """The approver gives an answer back to the reporter with a comment; it stands again where it was before."""
    post = require_post(permissions.approving_post(by, measurement.institution))
    text = require_comment(comment)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        open_period(measurement.period, measurement.institution, [measurement.indicator], at)
        before = take(measurement, version, (Status.PREPARED,))
        measurement.prepared_by = measurement.prepared_at = None
        to = measurement.status_before_handing_over
        return arrive(measurement, before, to, post=post, at=at, comment=text)


def take_back(measurement: Measurement, *, version: int, by: User, at: dt.datetime) -> Measurement:
    """The reporter takes back what was handed over and nobody sent yet; it stands again where it was before."""
    post = require_post(permissions.reporting_post(by, measurement.institution))
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        open_period(measurement.period, measurement.institution, [measurement.indicator], at)
        before = take(measurement, version, (Status.PREPARED,))
        measurement.prepared_by = measurement.prepared_at = None
        return arrive(measurement, before, measurement.status_before_handing_over, post=post, at=at)


def submit(
    chosen: Iterable[tuple[Measurement, int]], *, by: User, at: dt.datetime, is_announced: bool = True
) -> Receipt:
    """The approver sends answers of one institution and semester; all or none. Sending the same again gives the same receipt.

    The institution is told of the receipt; `is_announced=False` is for a history that is told afterwards.
    """
    pairs = sorted(chosen, key=lambda pair: pair[0].indicator.order)
    first = _first_of([measurement for measurement, _version in pairs])
    post = require_post(permissions.approving_post(by, first.institution))
    with transaction.atomic():
        chain.lock(first.period.plan_id)
        sent_before = receiving.receipt_of(pairs)
        if sent_before is not None:
            return sent_before
        period = open_period(first.period, first.institution, [m.indicator for m, _version in pairs], at)
        taken = [(measurement, take(measurement, version, (Status.PREPARED,))) for measurement, version in pairs]
        _require_whole([measurement for measurement, _before in taken])
        for measurement, before in taken:
            _send(measurement, before, post=post, at=at)
        receipt = receiving.write_receipt([m for m, _version in pairs], period, post=post, at=at)
        if is_announced:
            receipt_mail.announce(receipt)
        return receipt


def _first_of(measurements: Sequence[Measurement]) -> Measurement:
    """The first of those that go on one receipt, which is of one institution and one semester."""
    if not measurements:
        raise NotReady([Finding("empty", _("Choose at least one indicator."))])
    first = measurements[0]
    if any((m.institution_id, m.period_id) != (first.institution_id, first.period_id) for m in measurements):
        raise NotAllowed(_("A receipt is of one institution and one semester."))
    return first


def _send(measurement: Measurement, before: str, *, post: Appointment, at: dt.datetime) -> None:
    renew_frozen(measurement)
    measurement.first_submitted_at = measurement.first_submitted_at or at
    measurement.submitted_by, measurement.submitted_at = post.user, at
    arrive(measurement, before, Status.SUBMITTED, post=post, at=at)


def _require_whole(measurements: Sequence[Measurement]) -> None:
    """What another answer may have changed since this one was handed over: documents of an item of both, or a warning."""
    for measurement in measurements:
        lacking_evidence = list(evidence_problems(measurement))
        if lacking_evidence:
            raise NotReady(lacking_evidence, measurement)
    problems = lacking_in(measurements)
    if problems:
        raise NotReady(problems)


def validate(measurement: Measurement, *, version: int, by: User, at: dt.datetime, comment: str = "") -> Measurement:
    """The reviewer accepts an answer, with a word to the institution or without; from now on it counts in every figure."""
    post = require_reviewer(measurement, by)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        before = take(measurement, version, (Status.SUBMITTED,))
        if measurement.submitted_by_id == by.pk:
            raise NotAllowed(_("Nobody validates what they sent."))
        require_only_reporter(measurement)
        measurement.validated_by, measurement.validated_at = by, at
        return arrive(measurement, before, Status.VALIDATED, post=post, at=at, comment=comment.strip())
