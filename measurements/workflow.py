"""The only code that changes where a measurement stands.

    draft → prepared → submitted → validated;  submitted → returned → prepared;  prepared → handed or taken back to where it was.

Each verb checks who acts, whether the semester is open and which version was read, changes the rows and appends one event to
the plan's chain, all in one transaction. Every door (form, spreadsheet, API, command, admin) goes through here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils.translation import gettext as _

from indicators.models import Commitment, Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Appointment, Institution, User
from measurements import chain, joining, permissions, receipt_mail, receiving, return_mail, serving
from measurements.checks import Finding, evidence_problems, problems_of
from measurements.content import Content
from measurements.deadlines import Deadlines
from measurements.entries import freeze_entries, renew_frozen, with_entries
from measurements.explaining import drop_idle, lacking_in
from measurements.models import Answer, Measurement, Receipt, Status
from measurements.window import refusal_of
from measurements.writing import ItemChangedMeanwhile, ItemRefused, Written, derive, write

NEW = 0
"""The version of an answer that nobody has saved yet."""


class Refused(Exception):
    """The change was not made; the message says why, in the reader's language."""


class NotAllowed(Refused):
    """The person holds no post that lets them do this."""


class Stale(Refused):
    """Somebody else changed it since it was read. Nothing was changed."""


class StaleItem(Stale):
    """Somebody else changed an item of the list, perhaps under another indicator. Nothing was changed."""


class NotOpen(Refused):
    """The institution may not write about it now: the semester has not opened, or its deadline has passed."""


class WrongState(Refused):
    """The measurement does not stand where this step starts."""


class NotReady(Refused):
    """Problems that must be solved first, those of one answer where it is one."""

    def __init__(self, problems: Sequence[Finding], measurement: Measurement | None = None) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = tuple(problems)
        self.measurement = measurement


@dataclass(frozen=True, slots=True)
class Task:
    """What an institution owes: one indicator for one semester. Who has read the definition already brings it along."""

    indicator: Indicator
    institution: Institution
    period: ReportingPeriod
    definition: IndicatorRevision | None = field(default=None, compare=False)


def save_draft(task: Task, content: Content, *, version: int, by: User, at: dt.datetime) -> Measurement:
    """Store what the reporter wrote. `version` is the one that was read (`NEW` for none)."""
    post = require_post(permissions.reporting_post(by, task.institution))
    with transaction.atomic():
        chain.lock(task.period.plan_id)
        period = open_period(task.period, task.institution, [task.indicator], at)
        measurement = _claim(task, period, version)
        measurement.updated_by, measurement.updated_at = by, at
        written = _write(measurement, content)
        measurement.save()
        drop_idle(measurement)
        if version == NEW:
            chain.append(measurement, from_status="", post=post, at=at)
        _spread(measurement, written, post, at)
    return measurement


def _spread(measurement: Measurement, written: Written, post: Appointment, at: dt.datetime) -> None:
    """What was said of the items beyond this answer: other institutions' that are the same, other indicators that they serve."""
    try:
        joining.apply(written, by=post.user)
    except joining.CannotJoin as refusal:
        raise Refused(str(refusal)) from refusal
    for indicator, wish in serving.wishes_of(measurement, written):
        try:
            _enter_under(Task(indicator, measurement.institution, measurement.period), wish, post, at)
        except serving.CannotServe as refusal:
            raise Refused(str(refusal)) from refusal
        except Refused as refusal:
            raise Refused(f"{indicator.code}: {refusal}") from refusal


def _enter_under(task: Task, wish: serving.Wish, post: Appointment, at: dt.datetime) -> None:
    """The other indicator has a deadline of its own, which may have passed while this one was given more time."""
    period = open_period(task.period, task.institution, [task.indicator], at)
    stored = Measurement.objects.filter(indicator=task.indicator, institution=task.institution, period=task.period)
    version = next(iter(stored.values_list("version", flat=True)), NEW)
    other = _claim(task, period, version)
    other.updated_by, other.updated_at = post.user, at
    if version == NEW:
        other.save()
    serving.grant(other, wish)
    other.save()
    drop_idle(other)
    if version == NEW:
        chain.append(other, from_status="", post=post, at=at)


def _write(measurement: Measurement, content: Content) -> Written:
    try:
        return write(measurement, content)
    except ItemRefused as refused:
        raise Refused(str(refused)) from refused
    except ItemChangedMeanwhile as changed:
        raise StaleItem(
            _("Somebody changed an item of this list while you were working on it. Nothing was changed.")
        ) from changed


def _claim(task: Task, period: ReportingPeriod, version: int) -> Measurement:
    """The measurement, taken for change in the version that was read; a new one when nobody has begun it."""
    existing = Measurement.objects.filter(indicator=task.indicator, institution=task.institution, period=period).first()
    if existing is None:
        if version != NEW:
            raise Stale(_("This answer no longer exists."))
        _require_commitment(task)
        revision = IndicatorRevision.objects.in_force(period).get(indicator=task.indicator)
        whole = _defined(task, revision.pk)
        return Measurement(indicator=task.indicator, institution=task.institution, period=period, revision=whole)
    existing.revision = _defined(task, existing.revision_id)
    _take(existing, version, (Status.DRAFT, Status.RETURNED))
    return existing


def _defined(task: Task, revision_id: int) -> IndicatorRevision:
    """The definition with all its parts: the task's own when it is that one."""
    if task.definition is not None and task.definition.pk == revision_id:
        return task.definition
    return IndicatorRevision.objects.with_definition().get(pk=revision_id)


def _require_commitment(task: Task) -> None:
    committed = Commitment.objects.in_force(task.period).filter(indicator=task.indicator, institution=task.institution)
    if not committed.exists():
        raise NotAllowed(_("Your institution is not committed to report this indicator."))


def prepare(measurement: Measurement, *, version: int, by: User, at: dt.datetime) -> Measurement:
    """The reporter hands a complete answer over for approval (visto bueno). Its items are frozen as they are now."""
    post = require_post(permissions.reporting_post(by, measurement.institution))
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        open_period(measurement.period, measurement.institution, [measurement.indicator], at)
        before = _take(measurement, version, (Status.DRAFT, Status.RETURNED))
        prefetch_related_objects([measurement], with_entries())
        derive(measurement)
        measurement.save(update_fields=["answer", "reason"])  # the warnings are read from what is stored
        drop_idle(measurement)
        problems = [*problems_of(measurement), *lacking_in([measurement])]
        if problems:
            raise NotReady(problems, measurement)
        freeze_entries(measurement)
        measurement.prepared_by, measurement.prepared_at = by, at
        return _arrive(measurement, before, Status.PREPARED, post=post, at=at)


def hand_back(measurement: Measurement, *, version: int, by: User, at: dt.datetime, comment: str) -> Measurement:
    """The approver gives an answer back to the reporter with a comment; it stands again where it was before."""
    post = require_post(permissions.approving_post(by, measurement.institution))
    text = _require_comment(comment)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        open_period(measurement.period, measurement.institution, [measurement.indicator], at)
        before = _take(measurement, version, (Status.PREPARED,))
        measurement.prepared_by = measurement.prepared_at = None
        to = measurement.status_before_handing_over
        return _arrive(measurement, before, to, post=post, at=at, comment=text)


def take_back(measurement: Measurement, *, version: int, by: User, at: dt.datetime) -> Measurement:
    """The reporter takes back what was handed over and nobody sent yet; it stands again where it was before."""
    post = require_post(permissions.reporting_post(by, measurement.institution))
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        open_period(measurement.period, measurement.institution, [measurement.indicator], at)
        before = _take(measurement, version, (Status.PREPARED,))
        measurement.prepared_by = measurement.prepared_at = None
        return _arrive(measurement, before, measurement.status_before_handing_over, post=post, at=at)


def submit(
    chosen: Iterable[tuple[Measurement, int]], *, by: User, at: dt.datetime, is_announced: bool = True
) -> Receipt:
    """The approver sends answers of one institution and semester; all or none. Sending the same again gives the same receipt.

    The receipt goes out by mail once everything is stored; `is_announced=False` is for a history that is told afterwards.
    """
    pairs = sorted(chosen, key=lambda pair: pair[0].indicator.order)
    if not pairs:
        raise NotReady([Finding("empty", _("Choose at least one indicator."))])
    first = pairs[0][0]
    if any((m.institution_id, m.period_id) != (first.institution_id, first.period_id) for m, _version in pairs):
        raise NotAllowed(_("A receipt is of one institution and one semester."))
    post = require_post(permissions.approving_post(by, first.institution))
    with transaction.atomic():
        chain.lock(first.period.plan_id)
        sent_before = receiving.receipt_of(pairs)
        if sent_before is not None:
            return sent_before
        period = open_period(first.period, first.institution, [m.indicator for m, _version in pairs], at)
        taken = [(measurement, _take(measurement, version, (Status.PREPARED,))) for measurement, version in pairs]
        _require_whole([measurement for measurement, _before in taken])
        for measurement, before in taken:
            renew_frozen(measurement)
            measurement.first_submitted_at = measurement.first_submitted_at or at
            measurement.submitted_by, measurement.submitted_at = by, at
            _arrive(measurement, before, Status.SUBMITTED, post=post, at=at)
        receipt = receiving.write_receipt([m for m, _version in pairs], period, post=post, at=at)
        if is_announced:
            receipt_mail.announce(receipt)
        return receipt


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
    post = _require_reviewer(measurement, by)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        before = _take(measurement, version, (Status.SUBMITTED,))
        if measurement.submitted_by_id == by.pk:
            raise NotAllowed(_("Nobody validates what they sent."))
        _require_only_reporter(measurement)
        measurement.validated_by, measurement.validated_at = by, at
        return _arrive(measurement, before, Status.VALIDATED, post=post, at=at, comment=comment.strip())


def _require_only_reporter(measurement: Measurement) -> None:
    """Of an indicator that one institution reports for all, a second figure of a semester would count everything twice."""
    is_single = measurement.revision.across == IndicatorRevision.Across.SINGLE_REPORTER
    if not is_single or measurement.answer != Answer.REPORTED:
        return
    others = Measurement.objects.validated().filter(indicator=measurement.indicator_id, answer=Answer.REPORTED)
    if others.for_period(measurement.period).exists():
        text = _(
            "Another institution already reports this indicator for all in this semester;"
            " a second report would count it twice."
        )
        raise NotReady([Finding("only_reporter", text)])


def return_to_institution(
    measurement: Measurement, *, version: int, by: User, at: dt.datetime, comment: str, is_announced: bool = True
) -> Measurement:
    """The reviewer observes an answer: it goes back to the institution with what must be corrected, and a mail says so."""
    post = _require_reviewer(measurement, by)
    text = _require_comment(comment)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        open_period(measurement.period, measurement.institution, [measurement.indicator], at)
        before = _take(measurement, version, (Status.SUBMITTED,))
        measurement.prepared_by = measurement.prepared_at = None
        returned = _arrive(measurement, before, Status.RETURNED, post=post, at=at, comment=text)
        if is_announced:
            return_mail.announce(returned)
        return returned


def _take(measurement: Measurement, version: int, expected: Sequence[Status]) -> str:
    """Claim the version that was read, in one statement, and reload the row; return the status that it had."""
    claimed = Measurement.objects.filter(pk=measurement.pk, version=version, status__in=expected).update(
        version=F("version") + 1
    )
    _reload(measurement)
    if not claimed and measurement.version != version:
        raise Stale(_("Somebody changed this answer while you were working on it. Nothing was changed."))
    if not claimed:
        raise WrongState(
            _("This answer is «%(status)s»: the step is no longer possible.")
            % {"status": measurement.get_status_display()}
        )
    return measurement.status


def _reload(measurement: Measurement) -> None:
    """Read the row anew. Whose answer it is and by which definition never changes: what was read of these stays."""
    read = measurement._state.fields_cache
    known = {name: read[name] for name in ("indicator", "institution", "period", "revision") if name in read}
    measurement.refresh_from_db()
    for name, row in known.items():
        setattr(measurement, name, row)


def _arrive(
    measurement: Measurement, before: str, to: Status, *, post: Appointment, at: dt.datetime, comment: str = ""
) -> Measurement:
    measurement.status = to
    measurement.updated_at, measurement.updated_by = at, post.user
    measurement.save()
    chain.append(measurement, from_status=before, post=post, at=at, comment=comment)
    return measurement


def open_period(
    period: ReportingPeriod, institution: Institution, indicators: Sequence[Indicator], at: dt.datetime
) -> ReportingPeriod:
    """The period as it stands inside this transaction, refused unless the institution may write about all of these now."""
    current = ReportingPeriod.objects.get(pk=period.pk)
    deadlines = Deadlines.read([current], [institution.pk])
    for indicator in indicators:
        refusal = refusal_of(current, deadlines.of(current, institution.pk, indicator.pk), institution, at=at)
        if refusal:
            raise NotOpen(refusal if len(indicators) == 1 else f"{indicator.code}: {refusal}")
    return current


def require_post(post: Appointment | None) -> Appointment:
    """The post by which somebody acts; without one they may not."""
    if post is None:
        raise NotAllowed(_("None of your posts lets you do this."))
    return post


def _require_reviewer(measurement: Measurement, by: User) -> Appointment:
    return require_post(permissions.reviewing_post(by, measurement.institution))


def _require_comment(comment: str) -> str:
    text = comment.strip()
    if not text:
        raise NotReady([Finding("comment", _("Write what must be corrected."))])
    return text
