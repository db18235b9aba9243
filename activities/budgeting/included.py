"""Which institutions the rule of section 09 binds in a year: those included in the implementation of the plan.

An institution is included in a year in which a commitment of it is in force in any semester, or in which it was asked for its plan of
the year. Where a year knows neither, those that take part in the plan are; the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from activities.models import PlanningRound, YearPlan
from indicators.models import ActionPlan, Commitment, IndicatorRevision
from institutions.models import Institution


@dataclass(frozen=True, slots=True)
class Included:
    """`is_fallback`: the year knows no commitment and no planning, so those that take part in the plan stand for them."""

    institutions: tuple[Institution, ...]
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The semesters in which an institution is committed to an indicator, by ordinal (year × 2, plus 1 in the second)."""

    institution_id: int
    first: int
    last: int | None

    def touches(self, year: int) -> bool:
        return self.first <= year * 2 + 1 and (self.last is None or self.last >= year * 2)


def institutions_included(plan: ActionPlan, year: int) -> Included:
    return included_by_year(plan, (year,))[year]


def included_by_year(plan: ActionPlan, years: Iterable[int]) -> dict[int, Included]:
    """Of several years, in four queries however many."""
    asked_for = tuple(years)
    all_of_them = list(Institution.objects.exclude(kind=Institution.Kind.UNIT))
    spans, asked = _spans(plan), _asked(plan)
    found = {}
    for year in asked_for:
        ids = {span.institution_id for span in spans if span.touches(year)} | asked.get(year, set())
        chosen = tuple(each for each in all_of_them if each.pk in ids)
        fallback = tuple(each for each in all_of_them if each.is_participating)
        found[year] = Included(chosen) if chosen else Included(fallback, is_fallback=True)
    return found


def _spans(plan: ActionPlan) -> list[Span]:
    """Nothing is owed of an indicator from the semester on in which it was retired."""
    retired = dict(
        IndicatorRevision.objects.filter(
            indicator__plan=plan, change_class=IndicatorRevision.ChangeClass.RETIRED
        ).values_list("indicator", "effective_from__ordinal")
    )
    rows = Commitment.objects.filter(indicator__plan=plan).values_list(
        "institution", "indicator", "from_period__ordinal", "until_period__ordinal"
    )
    spans = []
    for institution, indicator, first, until in rows:
        ends = [last for last in (until, retired[indicator] - 1 if indicator in retired else None) if last is not None]
        last = min(ends, default=None)
        if last is None or last >= first:
            spans.append(Span(institution, first, last))
    return spans


def _asked(plan: ActionPlan) -> dict[int, set[int]]:
    rows = YearPlan.objects.asked().filter(round__plan=plan).exclude(round__state=PlanningRound.State.CANCELLED)
    found: dict[int, set[int]] = {}
    for institution, year in rows.values_list("institution", "round__year"):
        found.setdefault(year, set()).add(institution)
    return found
