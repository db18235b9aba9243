"""One indicator beside the yearly goals of the United Nations' strategy: the page, its table and its charts as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.charts import sheet
from documents.taking_away import KINDS
from indicators.models import ReportingPeriod
from reports.charts import files as chart_files
from reports.charts.views import source_of
from reports.every_page.asking import begun, chosen_period, find_indicator, reader_of_figures
from reports.every_page.freshness import fresh, freshness
from reports.figures.strategy import NoStrategyError, Strategy, strategy_of
from reports.strategy import charting as strategy_charting
from reports.strategy.table import strategy_table
from reports.tables import taking_away


@fresh
@require_safe
def un_strategy(request: HttpRequest, code: str) -> HttpResponse:
    """Each series against its own goals; totals only, so everybody with a post reads the same page."""
    strategy, periods = asked(request, code)
    chosen = next(each for each in periods if each.code == strategy.period.code)
    context = {"strategy": strategy, "periods": begun(periods, chosen), "freshness": freshness(request)}
    return render(request, "reports/un_strategy.html", context)


@require_safe
def un_strategy_data(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    strategy, _periods = asked(request, code)
    return taking_away.taken_away(strategy_table(strategy), kind)


@require_safe
def un_strategy_chart(request: HttpRequest, code: str, series: str, kind: str) -> HttpResponse:
    if kind not in chart_files.KINDS:
        raise Http404
    strategy, periods = asked(request, code)
    line = next((each for each in strategy.lines if each.code == series), None)
    if line is None:
        raise Http404(_("This indicator has no such series."))
    source = source_of(request, periods[0].plan, strategy.period.code)
    drawn = sheet.draw(strategy_charting.sheet_of(strategy, line, source), "goals")
    return chart_files.chart_file(drawn, f"{code}-{series}-{strategy.period.code}", kind)


def asked(request: HttpRequest, code: str) -> tuple[Strategy, list[ReportingPeriod]]:
    reader_of_figures(request)
    found, periods = find_indicator(request, code)
    period = chosen_period(request, periods)
    if period is None:
        raise Http404(_("There is no semester yet."))
    try:
        return strategy_of(found, period, timezone.now()), periods
    except NoStrategyError as none:
        raise Http404(_("No goals of another strategy stand beside this indicator.")) from none
