"""Charts of a pillar's page and of the comparison of two semesters, as files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents import formatting
from documents.charts import kit
from reports.charts import pages as charting_pages
from reports.charts.files import KINDS, chart_file
from reports.charts.sheets import Source, chart_sheet, own_scale
from reports.comparing import views as comparison_views
from reports.figures.pillar import PillarPage
from reports.pillar import views as pillar_views
from reports.wording.figures import language

PILLAR: dict[str, Callable[[PillarPage], kit.Chart]] = {
    "fichas": charting_pages.pillar_tiles,
    "series": charting_pages.pillar_series,
}
"""Names of a pillar's charts, as they stand in addresses."""


@require_safe
def pillar_chart(request: HttpRequest, code: str, name: str, kind: str) -> HttpResponse:
    """A chart of a pillar's page: fichas, series. Totals only, so everybody with a post finds the same."""
    page, periods = pillar_views.asked(request, code)
    if name not in PILLAR or kind not in KINDS:
        raise Http404(_("There is no such chart."))
    period = next(each for each in periods if each.code == page.period.code)
    source = Source(period.plan, page.period.code, timezone.now(), method_of(request))
    return chart_file(
        chart_sheet(page.name, PILLAR[name](page), source, notes=[own_scale()] if name == "series" else []),
        f"{code}-{name}-{period.code}",
        kind,
    )


@require_safe
def comparison_chart(request: HttpRequest, kind: str) -> HttpResponse:
    """Every series that can be compared between the two semesters."""
    plan, periods, asked = comparison_views.read_request(request)
    found = comparison_views.compared(plan, periods, asked) if plan else None
    if plan is None or found is None or kind not in KINDS:
        raise Http404(asked.problem or _("There is no such chart."))
    codes = found.earlier.code, found.later.code
    source = Source(plan, codes[1], found.at, method_of(request))
    over = _("%(earlier)s and %(later)s compared") % {
        "earlier": formatting.period_label(codes[0], language()),
        "later": formatting.period_label(codes[1], language()),
    }
    svg = chart_sheet(over, charting_pages.comparison_changes(found), source, notes=[own_scale()])
    return chart_file(svg, f"comparacion-{codes[0]}-{codes[1]}", kind)


def method_of(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("methodology"))
