"""Who must report what, from which semester on. A commitment starts with an open or a later semester, never in the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from indicators.models import ActionPlan, Commitment, Indicator, IndicatorRevision, ReportingPeriod
from indicators.models.commitment import CommitmentQuerySet
from institutions.models import Institution

Pair = tuple[str, str]
"""An indicator's code and an institution's."""


class Refused(Exception):
    """The change was not made; the message says why."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many commitments began and ended."""

    begun: int
    ended: int


def choosable_periods(plan: ActionPlan, *, at: dt.datetime) -> list[ReportingPeriod]:
    """Semesters from which a commitment may start or end: those that have not closed."""
    return list(plan.periods.filter(closes_at__gt=at).order_by("ordinal"))


def committed_pairs(period: ReportingPeriod) -> set[Pair]:
    return set(Commitment.objects.in_force(period).values_list("indicator__code", "institution__code"))


def change(
    period: ReportingPeriod,
    *,
    begin: Iterable[Pair],
    end: Iterable[Pair],
    at: dt.datetime,
    reported: Callable[[], set[Pair]],
) -> Changes:
    """Begin and end commitments with a semester, all or none.

    `reported` gives the pairs that hold an answer from that semester on, read under the plan's lock: those cannot be ended.
    """
    begun, ended = sorted(set(begin)), sorted(set(end))
    with transaction.atomic():
        ActionPlan.objects.select_for_update().get(pk=period.plan_id)
        if ReportingPeriod.objects.get(pk=period.pk).is_closed(at):
            raise Refused(_("%(period)s has closed: a commitment never starts in the past.") % {"period": period.code})
        answered = reported() if ended else set()
        for pair in ended:
            _end(pair, period, answered)
        for pair in begun:
            _begin(pair, period)
    return Changes(len(begun), len(ended))


def _begin(pair: Pair, period: ReportingPeriod) -> None:
    indicator, institution = _found(pair, period.plan_id)
    if not institution.is_participating:
        raise Refused(_("%(institution)s does not take part in the plan.") % {"institution": institution.short_name})
    open_ones = _from_on(period).filter(indicator=indicator)
    own = open_ones.filter(institution=institution).order_by("from_period__ordinal").first()
    if own is not None:
        _bring_forward(own, period)
        return
    revision = IndicatorRevision.objects.in_force(period).filter(indicator=indicator).first()
    if revision and revision.across == IndicatorRevision.Across.SINGLE_REPORTER and open_ones.exists():
        other = open_ones.select_related("institution")[0].institution.short_name
        raise Refused(
            _("%(indicator)s has a single reporter, %(other)s: end that commitment before beginning another.")
            % {"indicator": indicator.code, "other": other}
        )
    Commitment.objects.create(indicator=indicator, institution=institution, from_period=period)


def _bring_forward(commitment: Commitment, period: ReportingPeriod) -> None:
    """A commitment that was to begin later begins with this semester."""
    if commitment.from_period.ordinal > period.ordinal:
        commitment.from_period = period
        commitment.save()


def _end(pair: Pair, period: ReportingPeriod, reported: set[Pair]) -> None:
    if pair in reported:
        raise Refused(
            _("%(institution)s has already answered %(indicator)s: the commitment cannot end with this semester.")
            % {"institution": pair[1], "indicator": pair[0]}
        )
    indicator, institution = _found(pair, period.plan_id)
    before = ReportingPeriod.objects.filter(plan=period.plan_id, ordinal__lt=period.ordinal).order_by("ordinal").last()
    for commitment in _from_on(period).filter(indicator=indicator, institution=institution):
        if before is None or commitment.from_period.ordinal >= period.ordinal:
            commitment.delete()
        else:
            commitment.until_period = before
            commitment.save()


def _from_on(period: ReportingPeriod) -> CommitmentQuerySet:
    """Commitments that oblige in that semester or in a later one."""
    return Commitment.objects.select_related("from_period").filter(
        Q(until_period__isnull=True) | Q(until_period__ordinal__gte=period.ordinal), indicator__plan=period.plan_id
    )


def _found(pair: Pair, plan_id: int) -> tuple[Indicator, Institution]:
    indicator = Indicator.objects.filter(plan=plan_id, code=pair[0]).first()
    institution = Institution.objects.filter(code=pair[1]).first()
    if indicator is None or institution is None:
        raise Refused(_("There is no such indicator or institution: %(pair)s.") % {"pair": " · ".join(pair)})
    return indicator, institution
