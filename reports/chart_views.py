"""Charts as files: the drawing of a page with its title, unit, source and date, since it travels alone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def dashboard_chart(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """A chart of the dashboard: recibidos, matriz, fichas, brechas, cambios."""
    raise Http404(_("There is no such chart."))


@require_safe
def indicator_chart(request: HttpRequest, code: str, name: str, kind: str) -> HttpResponse:
    """A chart of an indicator's page: evolucion, por-institucion, desagregacion-<dimension>."""
    raise Http404(_("There is no such chart."))
