"""Taking an answer for change: what is owed, whether it may be written about now, and in the version that was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.speaking import language
from indicators.models import Commitment, Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.answer.refusals import NotAllowed, NotOpen, Stale, WrongState
from measurements.deadlines.deadlines import Deadlines
from measurements.deadlines.window import refusal_of
from measurements.models import Measurement, Status

NEW = 0
"""The version of an answer that nobody has saved yet."""


@dataclass(frozen=True, slots=True)
class Task:
    """What an institution owes: one indicator for one semester. Who has read the definition already brings it along."""

    indicator: Indicator
    institution: Institution
    period: ReportingPeriod
    definition: IndicatorRevision | None = field(default=None, compare=False)


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
    if retirement := retirement_of(current, indicators):
        raise NotOpen(retirement)
    return current


def retirement_of(period: ReportingPeriod, indicators: Sequence[Indicator]) -> str:
    """Why nothing is asked of one of these any more, though an answer to it was begun before; empty while all are followed."""
    ended = IndicatorRevision.objects.filter(
        indicator__in=indicators,
        change_class=IndicatorRevision.ChangeClass.RETIRED,
        effective_from__ordinal__lte=period.ordinal,
    )
    gone = ended.values_list("indicator__code", "effective_from__code").first()
    if gone is None:
        return ""
    code, since = gone
    text = _("The Committee retired %(code)s from %(period)s on: nothing more is asked about it.")
    return text % {"code": code, "period": period_label(since, language())}


def claim(task: Task, period: ReportingPeriod, version: int) -> Measurement:
    """The measurement, taken for change in the version that was read; a new one when nobody has begun it."""
    existing = Measurement.objects.filter(indicator=task.indicator, institution=task.institution, period=period).first()
    if existing is None:
        if version != NEW:
            raise Stale(_("This answer no longer exists."))
        _require_commitment(task)
        in_force = IndicatorRevision.objects.in_force(period).values_list("pk", flat=True)
        whole = _defined(task, in_force.get(indicator=task.indicator))
        return Measurement(indicator=task.indicator, institution=task.institution, period=period, revision=whole)
    existing.indicator, existing.institution, existing.period = task.indicator, task.institution, period
    existing.revision = _defined(task, existing.revision_id)
    take(existing, version, (Status.DRAFT, Status.RETURNED))
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


def take(measurement: Measurement, version: int, expected: Sequence[Status]) -> str:
    """Claim the version that was read, in one statement, and reload the row; return the status that it had."""
    claimed = Measurement.objects.filter(pk=measurement.pk, version=version, status__in=expected).update(
        version=F("version") + 1
    )
    _reload(measurement)
    if not claimed and measurement.version != version:
        raise Stale(_("Somebody changed this answer while you were working on it. Nothing was changed."))
    if not claimed:
        raise WrongState(
            _("This answer is “%(status)s”: the step is no longer possible.")
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
