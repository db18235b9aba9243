"""The list of the plan's indicators, as a page and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from reports.board.asking import ListFilters, list_filters, order_options, state_options
from reports.board.tables import list_table
from reports.board.views import offered
from reports.every_page.asking import chosen_period, current_plan_and_periods, reader_of_figures
from reports.every_page.freshness import fresh, freshness
from reports.figures.listing import Listed, arranged, listing, narrowed
from reports.figures.names import name_period
from reports.figures.strategy import with_strategy
from reports.tables.taking_away import taken_away

Groups = list[tuple[str, str, list[Listed]]]
"""A pillar's code and name (empty for one table of all), and its rows."""


@fresh
@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """The plan's indicators: value, value before, change, state; in the order and of the kind that the address asks for."""
    reader_of_figures(request)
    plan, periods = current_plan_and_periods(request)
    period = chosen_period(request, periods)
    if plan is None or period is None:
        return render(request, "reports/dashboard_empty.html", {"plan": plan})
    now, filters = timezone.now(), list_filters(request.GET)
    every = listing(plan, period, now, periods=periods)
    rows = asked_rows(every, filters)
    context = {
        "freshness": freshness(request),
        "groups": groups_of(rows, filters),
        "shown": len({row.figures.indicator.code for row in rows}),
        "total": len({row.figures.indicator.code for row in every}),
        "with_target": len({row.figures.indicator.code for row in every if row.figures.has_target}),
        "period": name_period(period, now),
        "periods": offered(periods, period),
        "before": next((each.code for each in periods if each.ordinal == period.ordinal - 1), ""),
        "pillars": pillars_of(every),
        "filters": filters,
        "states": state_options(filters.state),
        "orders": order_options(filters.order),
        "query": request.GET.urlencode(),
        "strategies": with_strategy(plan.pk),
    }
    return render(request, "reports/indicator_list.html", context)


@require_safe
def indicator_list_data(request: HttpRequest, kind: str) -> HttpResponse:
    """The same rows in the same order as a file."""
    reader_of_figures(request)
    plan, periods = current_plan_and_periods(request)
    period = chosen_period(request, periods)
    if kind not in KINDS or plan is None or period is None:
        raise Http404(_("There is no semester yet."))
    now = timezone.now()
    rows = asked_rows(listing(plan, period, now, periods=periods), list_filters(request.GET))
    return taken_away(list_table(name_period(period, now), rows), kind)


def asked_rows(every: Sequence[Listed], filters: ListFilters) -> tuple[Listed, ...]:
    """Rows as the address asks for them; a pillar that the plan does not have is not found."""
    if filters.pillar and filters.pillar not in {code for code, _name in pillars_of(every)}:
        raise Http404(_("This plan has no such pillar."))
    return arranged(narrowed(every, pillar=filters.pillar, state=filters.state), filters.order)


def pillars_of(rows: Sequence[Listed]) -> list[tuple[str, str]]:
    """Codes and names, in the plan's order."""
    return list(dict.fromkeys((row.figures.indicator.pillar_code, row.figures.indicator.pillar_name) for row in rows))


def groups_of(rows: Sequence[Listed], filters: ListFilters) -> Groups:
    """By pillar in the plan's order; in any other order all in one."""
    if not rows:
        return []
    if filters.order != "code":
        return [("", "", list(rows))]
    grouped = groupby(rows, lambda row: (row.figures.indicator.pillar_code, row.figures.indicator.pillar_name))
    return [(code, name, list(members)) for (code, name), members in grouped]
