"""The plan as its text orders it, with the definition in force of each indicator and who reports it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db.models import Prefetch, QuerySet

from indicators.models import ActionPlan, Commitment, Indicator, IndicatorRevision, Pillar, ReportingPeriod
from institutions.models import Institution


@dataclass(frozen=True, slots=True)
class Duty:
    """An institution reports an indicator since a semester: of commitments that run on into each other, the first one's."""

    institution: Institution
    since: ReportingPeriod


def duties_of(commitments: Iterable[Commitment], period: ReportingPeriod) -> list[Duty]:
    """Who reports in a semester or from a later one on; of an institution in force already, no later start beside it.

    The commitments come by institution and start.
    """
    duties = []
    for institution, group in groupby(commitments, key=attrgetter("institution")):
        runs = [run for run in unbroken(group) if not has_ended(run[-1], period)]
        duties += [Duty(institution, run[0].from_period) for run in runs[:1]]
    return duties


def unbroken(commitments: Iterable[Commitment]) -> list[list[Commitment]]:
    """Commitments of one institution, those that follow each other without a semester between them together."""
    runs: list[list[Commitment]] = []
    for each in commitments:
        until = runs[-1][-1].until_period if runs else None
        if until is not None and each.from_period.ordinal <= until.ordinal + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def has_ended(commitment: Commitment, period: ReportingPeriod) -> bool:
    return commitment.until_period is not None and commitment.until_period.ordinal < period.ordinal


def running_period(plan: ActionPlan, *, on: dt.date) -> ReportingPeriod | None:
    """The semester of a day; before the first and after the last, the nearest one."""
    begun = plan.periods.filter(starts_on__lte=on).order_by("-ordinal").first()
    return begun or plan.periods.order_by("ordinal").first()


def pillars_of(plan: ActionPlan, period: ReportingPeriod) -> QuerySet[Pillar]:
    """Pillars → objectives → actions → indicators, in seven queries whatever the plan's size.

    Each indicator has `definitions` (the revision in force in the period, in a list of at most one) and `commitments_made`
    (all of its commitments, of which `duties_of` makes who reports it).
    """
    made = Commitment.objects.select_related("institution", "from_period", "until_period").order_by(
        "institution__order", "institution__code", "from_period__ordinal"
    )
    indicators = Indicator.objects.prefetch_related(
        Prefetch(
            "revisions",
            queryset=IndicatorRevision.objects.in_force(period).select_related("effective_from"),
            to_attr="definitions",
        ),
        Prefetch("commitments", queryset=made, to_attr="commitments_made"),
    )
    return Pillar.objects.filter(plan=plan).prefetch_related(
        Prefetch("objectives__actions__indicators", queryset=indicators)
    )
