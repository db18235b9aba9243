"""The gallery of charts, for developers: every chart of the kit with its edge cases and the code that drew it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.charts import Look, kit
from documents.charts.gallery import EXAMPLES, Example
from institutions.models import Role
from reports.every_page.asking import person


@dataclass(frozen=True, slots=True)
class Shown:
    """An example as the page shows it: both variants drawn, what a listener is told, and the code."""

    slug: str
    case: str
    wide: str
    narrow: str
    name: str
    description: str
    code: str


@require_safe
def chart_gallery(request: HttpRequest) -> HttpResponse:
    """Administrators see every example; `?aspecto=print` draws them as in print and in files."""
    if not person(request).has_role(Role.ADMINISTRATOR):
        raise PermissionDenied
    try:
        look = Look(request.GET.get("aspecto") or Look.PAGE)
    except ValueError as unknown:
        raise Http404(_("There is no such look.")) from unknown
    groups = groupby(EXAMPLES, key=lambda each: each.kind)
    kinds = [(kind, [shown(each, look) for each in examples]) for kind, examples in groups]
    response = render(request, "reports/chart_gallery.html", {"kinds": kinds, "is_print": look is Look.PRINT})
    response["X-Robots-Tag"] = "noindex"
    return response


def shown(example: Example, look: Look) -> Shown:
    chart = example.make()
    return Shown(
        slug=example.slug,
        case=example.case,
        wide=kit.draw(chart, look, f"{example.slug}-wide"),
        narrow=kit.draw(chart, look, f"{example.slug}-narrow", is_narrow=True),
        name=chart.title,
        description=chart.description,
        code=example.code,
    )
