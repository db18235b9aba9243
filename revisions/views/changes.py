"""The public log of changes, and the definitions that an indicator has had."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from indicators.models import ActionPlan, Indicator
from reports.every_page.freshness import fresh_for_all
from reports.tables.taking_away import taken_away
from revisions.log.asking import asked, filters, narrowed
from revisions.log.definitions import definitions_of
from revisions.log.reading import change_log as read_log
from revisions.log.reading import readable
from revisions.log.table import log_table


@login_not_required
@fresh_for_all
@require_safe
def change_log(request: HttpRequest) -> HttpResponse:
    """Every definition that a review adopted, by session. Public: who reads a figure may read what it means, and since when."""
    plan = current_plan()
    sessions = read_log(plan)
    wanted = asked(request.GET, plan, sessions)
    context = {
        "plan": plan,
        "sessions": narrowed(sessions, wanted),
        "has_sessions": bool(sessions),
        "is_narrow": wanted.is_narrow,
        "filters": filters(wanted, plan, sessions),
        "query": request.GET.urlencode(),
    }
    return render(request, "revisions/change_log.html", context)


@login_not_required
@require_safe
def change_log_data(request: HttpRequest, kind: str) -> HttpResponse:
    """The same rows as a file."""
    if kind not in KINDS:
        raise Http404
    plan = current_plan()
    sessions = read_log(plan)
    wanted = asked(request.GET, plan, sessions)
    return taken_away(log_table(narrowed(sessions, wanted), with_kept=not wanted.is_narrow), kind)


@login_not_required
@fresh_for_all
@require_safe
def definition_list(request: HttpRequest, code: str) -> HttpResponse:
    """The history of one indicator's definition."""
    indicator = found_indicator(code)
    definitions = definitions_of(indicator)
    context = {"indicator": indicator, "definitions": definitions, "current": definitions[0]}
    return render(request, "revisions/definition_list.html", context)


@login_not_required
@fresh_for_all
@require_safe
def definition(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The full text of one definition, old ones too, and what it changed."""
    indicator = found_indicator(code)
    definitions = definitions_of(indicator)
    found = next((each for each in definitions if each.number == number), None)
    if found is None:
        raise Http404(_("The indicator has no such definition."))
    return render(
        request, "revisions/definition.html", {"indicator": indicator, "definition": found, "count": len(definitions)}
    )


def current_plan() -> ActionPlan:
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404(_("No plan has been loaded yet."))
    return plan


def found_indicator(code: str) -> Indicator:
    """An indicator with a definition that may be read: of one that a session has adopted and not closed there is none yet."""
    indicator = get_object_or_404(Indicator.objects.select_related("pillar", "plan"), plan=current_plan(), code=code)
    if not readable(indicator.revisions.all()).exists():
        raise Http404(_("This plan has no such indicator."))
    return indicator
