"""What an indicator should reach next, in words beside an answer: all institutions together, and the one that answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.formatting import percent, period_label
from documents.speaking import language
from indicators.models import IndicatorRevision, Target
from measurements.answer.figure_words import plain
from measurements.workflow.steps import Task


@dataclass(frozen=True, slots=True)
class NextTargets:
    """`of_all` may hold for each institution alone (`is_shared`). No target is the plan's normal state."""

    of_all: list[str]
    own: list[str]
    is_shared: bool


def next_targets(task: Task, revision: IndicatorRevision) -> NextTargets:
    """The next point of each series' trajectory. The targets of other institutions are theirs."""
    ahead = Target.objects.filter(series__revision=revision, period__ordinal__gte=task.period.ordinal)
    points = list(ahead.select_related("period", "series").order_by("-period__ordinal"))
    return NextTargets(
        of_all=_nearest((each for each in points if each.institution_id is None), revision),
        own=_nearest((each for each in points if each.institution_id == task.institution.pk), revision),
        is_shared=revision.institution_targets == IndicatorRevision.InstitutionTargets.SHARED,
    )


def _nearest(points: Iterable[Target], revision: IndicatorRevision) -> list[str]:
    """`points` from the last to the first: what is said of a series last is its nearest."""
    nearest: dict[int, str] = {}
    for point in points:
        label = period_label(point.period.code, language())
        words = {"value": _amount(point, revision), "scope": point.get_scope_display(), "period": label}
        text = _("%(value)s (%(scope)s) in %(period)s") % words
        nearest[point.series_id] = f"{point.series.label}: {text}" if point.series.label else text
    return list(nearest.values())


def _amount(point: Target, revision: IndicatorRevision) -> str:
    if point.denominator is not None:
        return _("%(part)s of %(whole)s") % {"part": plain(point.value), "whole": plain(point.denominator)}
    return percent(point.value, language(), None) if revision.is_percent else plain(point.value)
