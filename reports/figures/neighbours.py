"""The indicators before and after one in the plan's order, for those who read them one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import Indicator, IndicatorRevision


@dataclass(frozen=True, slots=True)
class Neighbour:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    before: Neighbour | None
    after: Neighbour | None


def neighbours_of(indicator: Indicator) -> Neighbours:
    """In two queries. Only indicators with a definition; a name is that of the newest one."""
    codes = list(
        Indicator.objects.filter(plan=indicator.plan_id, revisions__components__isnull=False)
        .order_by("pillar__order", "order")
        .values_list("code", flat=True)
        .distinct()
    )
    place = codes.index(indicator.code)
    before = codes[place - 1] if place else None
    after = codes[place + 1] if place + 1 < len(codes) else None
    revisions = IndicatorRevision.objects.filter(indicator__plan=indicator.plan_id, indicator__code__in=[before, after])
    names = {each.indicator.code: each.name for each in revisions.select_related("indicator").order_by("number")}
    return Neighbours(named(before, names), named(after, names))


def named(code: str | None, names: dict[str, str]) -> Neighbour | None:
    return None if code is None else Neighbour(code, names[code])
