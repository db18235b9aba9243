"""Charts as files: the drawing of a page with its title, unit, source and date, since it travels alone."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.models import ActionPlan
from reports import figures
from reports.board.views import ROWS_SHOWN
from reports.board.wording import changes_finding, gaps_finding, targets_sentence, track_finding
from reports.charts import board as charting_board
from reports.charts.drawing import line_chart
from reports.charts.files import KINDS, chart_file
from reports.charts.indicator import breakdown_chart, breakdown_keys, institution_charts, line_keys
from reports.charts.sheets import Source, chart_sheet, own_scale
from reports.charts.women import women_chart
from reports.every_page.asking import (
    chosen_period,
    current_plan_and_periods,
    find_indicator,
    history_of,
    person,
    reader_of_figures,
)
from reports.permissions import may_see_dashboard
from reports.wording.breakdown import whole_note


@require_safe
def dashboard_chart(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """A chart of the dashboard: recibidos, matriz, fichas, brechas, cambios."""
    if not may_see_dashboard(person(request)):
        raise PermissionDenied
    draw = BOARD.get(name)
    plan, periods = current_plan_and_periods(request)
    period = chosen_period(request, periods)
    if draw is None or kind not in KINDS or plan is None or period is None:
        raise Http404(_("There is no such chart."))
    board = figures.dashboard(plan, period, timezone.now(), periods=periods)
    return chart_file(draw(board, source_of(request, plan, period.code)), f"tablero-{name}-{period.code}", kind)


@require_safe
def indicator_chart(request: HttpRequest, code: str, name: str, kind: str) -> HttpResponse:
    """A chart of an indicator's page: evolucion, por-institucion, mujeres, desagregacion-<dimension>."""
    reader = reader_of_figures(request)
    found, periods = find_indicator(request, code)
    period = chosen_period(request, periods)
    history = history_of(reader, found, period, request.GET.get("serie") or None)
    source = source_of(request, found.plan, history.period.code)
    svg = indicator_svg(history, name, source)
    if svg is None or kind not in KINDS:
        raise Http404(_("There is no such chart."))
    return chart_file(svg, f"{found.code}-{name}-{history.period.code}", kind)


def source_of(request: HttpRequest, plan: ActionPlan, period: str) -> Source:
    return Source(plan, period, timezone.now(), request.build_absolute_uri(reverse("methodology")))


def indicator_svg(history: figures.IndicatorHistory, name: str, source: Source) -> str | None:
    """The chart of that name for a file; None of one that this indicator, or this reader, does not have."""
    over, unit = named(history), unit_of(history)
    if name == "evolucion":
        line = line_chart(history)
        return chart_sheet(over, line, source, unit=unit, keys=line_keys(line))
    if name == "por-institucion" and history.institutions:
        scale = _("All charts have the same scale. A dashed mark is a semester without a value.")
        return chart_sheet(over, institution_charts(history), source, unit=unit, notes=[scale])
    if name == "mujeres" and history.women and history.women.seen:
        women = women_chart(history.women)
        return chart_sheet(over, women, source, unit=_("Percentage of women"), keys=line_keys(women))
    for breakdown in history.breakdowns:
        if name == f"desagregacion-{breakdown.dimension}":
            over += " · " + _("By %(dimension)s") % {"dimension": breakdown.label.lower()}
            notes, keys = list(filter(None, [whole_note(breakdown)])), breakdown_keys(breakdown)
            return chart_sheet(over, breakdown_chart(breakdown), source, unit=unit, keys=keys, notes=notes)
    return None


def named(history: figures.IndicatorHistory) -> str:
    indicator, label = history.figures.indicator, history.series.label
    return f"{indicator.code} {indicator.name}" + (f" · {label}" if label else "")


def unit_of(history: figures.IndicatorHistory) -> str:
    return _("Percentage") if history.series.figure.is_percent else history.figures.indicator.unit


def matrix_svg(board: figures.Dashboard, source: Source) -> str:
    return chart_sheet(_("Who has reported?"), charting_board.status_matrix(board.matrix), source)


def received_svg(board: figures.Dashboard, source: Source) -> str:
    return chart_sheet(_("Who has reported?"), charting_board.received_chart(board.matrix), source)


def tiles_svg(board: figures.Dashboard, source: Source) -> str:
    finding = track_finding(board.tally) if board.with_target else targets_sentence(board)
    return chart_sheet(_("What is on track?"), charting_board.tile_chart(board, finding), source)


def gaps_svg(board: figures.Dashboard, source: Source) -> str:
    """As many rows as the page shows; the note says of how many."""
    chart = charting_board.gap_rows(board.gaps, gaps_finding(board), most=ROWS_SHOWN)
    return chart_sheet(
        _("Where are the gaps?"), chart, source, notes=[*charting_board.shown_note(board.gaps, ROWS_SHOWN), own_scale()]
    )


def changes_svg(board: figures.Dashboard, source: Source) -> str:
    """Of the plan's first semester, that nothing came before it."""
    before = board.previous.code if board.previous else board.period.code
    chart = charting_board.change_rows(
        board.changes, changes_finding(board), before, board.period.code, most=ROWS_SHOWN
    )
    notes = [*charting_board.shown_note(board.changes, ROWS_SHOWN), own_scale()]
    return chart_sheet(_("What changed?"), chart, source, notes=notes)


BOARD: dict[str, Callable[[figures.Dashboard, Source], str]] = {
    "recibidos": received_svg,
    "matriz": matrix_svg,
    "fichas": tiles_svg,
    "brechas": gaps_svg,
    "cambios": changes_svg,
}
"""Names of the dashboard's charts, as they stand in addresses."""
