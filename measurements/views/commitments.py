"""The matrix indicator × institution: who must report what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from indicators.committing import Pair, Refused, change, choosable_periods, committed_pairs
from indicators.models import ActionPlan, IndicatorRevision, Pillar, ReportingPeriod
from indicators.period_views import managed_plan
from institutions.models import Institution
from measurements.models import Contribution, Measurement


@dataclass(frozen=True, slots=True)
class Cell:
    institution: Institution
    value: str
    is_committed: bool


@dataclass(frozen=True, slots=True)
class Row:
    revision: IndicatorRevision
    cells: tuple[Cell, ...]
    is_single: bool


@dataclass(frozen=True, slots=True)
class Group:
    pillar: Pillar
    rows: tuple[Row, ...]


@require_http_methods(["GET", "POST"])
def commitments(request: HttpRequest) -> HttpResponse:
    plan = managed_plan(request)
    now = timezone.now()
    periods = choosable_periods(plan, at=now)
    wanted = request.POST.get("semestre") or request.GET.get("semestre")
    period = next((p for p in periods if p.code == wanted), periods[0] if periods else None)
    if period is None:
        return render(request, "measurements/commitments.html", {"period": None, "groups": [], "institutions": []})
    shown, error = committed_pairs(period), ""
    if request.method == "POST":
        before, after = pairs(request.POST.getlist("was")), pairs(request.POST.getlist("committed"))
        try:
            return save(request, period, begin=after - before, end=before - after, at=now)
        except Refused as refusal:
            shown, error = after, str(refusal)
    committed = committed_pairs(period)
    bound = Q(is_participating=True) | Q(code__in={institution for _indicator, institution in committed})
    institutions = list(Institution.objects.filter(bound))
    groups = groups_of(plan, period, institutions, shown)
    context = {
        "period": period,
        "periods": [
            {"label": p.code, "url": f"{reverse('commitments')}?semestre={p.code}", "is_current": p == period}
            for p in periods
        ],
        "institutions": institutions,
        "groups": groups,
        "was": [":".join(pair) for pair in sorted(committed & cells_of(groups))],
        "errors": [{"text": error, "href": "#matrix"}] if error else [],
    }
    return render(request, "measurements/commitments.html", context, status=409 if error else 200)


def save(
    request: HttpRequest, period: ReportingPeriod, *, begin: set[Pair], end: set[Pair], at: dt.datetime
) -> HttpResponse:
    refuse_asked_units(period, begin)
    changes = change(period, begin=begin, end=end, at=at, reported=lambda: reported_pairs(period))
    begun = ngettext("%(n)d commitment begins", "%(n)d commitments begin", changes.begun) % {"n": changes.begun}
    ended = ngettext("%(n)d ends", "%(n)d end", changes.ended) % {"n": changes.ended}
    messages.success(
        request, _("From %(period)s: %(begun)s, %(ended)s.") % {"period": period.code, "begun": begun, "ended": ended}
    )
    return redirect(f"{reverse('commitments')}?semestre={period.code}")


def refuse_asked_units(period: ReportingPeriod, begin: set[Pair]) -> None:
    """Who was asked for its part of another institution's answer would be counted twice if it reported too."""
    asked = Contribution.objects.filter(period__plan=period.plan_id, period__ordinal__gte=period.ordinal)
    twice = begin & set(asked.values_list("indicator__code", "unit__code"))
    for indicator, institution in sorted(twice):
        text = _("%(institution)s was asked for its part of %(indicator)s: it would count twice. Withdraw that first.")
        raise Refused(text % {"institution": institution, "indicator": indicator})


def reported_pairs(period: ReportingPeriod) -> set[Pair]:
    """What already holds an answer from that semester on: such a commitment cannot end with it."""
    answered = Measurement.objects.filter(period__plan=period.plan_id, period__ordinal__gte=period.ordinal)
    return set(answered.values_list("indicator__code", "institution__code"))


def pairs(values: list[str]) -> set[Pair]:
    return {(indicator, institution) for value in values for indicator, _sep, institution in [value.partition(":")]}


def cells_of(groups: list[Group]) -> set[Pair]:
    """The pairs that the page shows: only they can be changed on it."""
    return pairs([cell.value for group in groups for row in group.rows for cell in row.cells])


def groups_of(
    plan: ActionPlan, period: ReportingPeriod, institutions: list[Institution], shown: set[Pair]
) -> list[Group]:
    rows: dict[Pillar, list[Row]] = {}
    committed = {indicator for indicator, _institution in committed_pairs(period)}
    gone = Q(change_class=IndicatorRevision.ChangeClass.RETIRED) & ~Q(indicator__code__in=committed)
    revisions = IndicatorRevision.objects.in_force(period).exclude(gone)
    for revision in revisions.select_related("indicator__pillar"):
        code = revision.indicator.code
        cells = tuple(Cell(i, f"{code}:{i.code}", (code, i.code) in shown) for i in institutions)
        is_single = revision.across == IndicatorRevision.Across.SINGLE_REPORTER
        rows.setdefault(revision.indicator.pillar, []).append(Row(revision, cells, is_single))
    return [Group(pillar, tuple(found)) for pillar, found in rows.items()]
