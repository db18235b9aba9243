"""The joining desk: what several institutions reported that may be one and the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from indicators.models import ActionPlan, Register, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, User
from measurements.answer.refusals import NotAllowed, Refused
from measurements.forms.duplicate import VerdictForm
from measurements.joining import duplicates
from measurements.joining.desk import Verdict, decide
from measurements.joining.duplicate_words import Card, cards_of
from measurements.joining.duplicates import Pair

OPEN, ONE, TWO, PAGE_SIZE = "por-decidir", "una-vez", "distintos", 20


@require_GET
def duplicate_list(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not user.has_role(*COMMITTEE_ROLES):
        raise PermissionDenied
    periods = list(_plan().periods.begun(at=timezone.now()))
    if not periods:
        raise Http404
    period = next((p for p in periods if p.code == request.GET.get("semestre")), periods[0])
    registers = Register.objects.filter(items__entries__measurement__period=period).distinct().order_by("code")
    register = next((r for r in registers if r.code == request.GET.get("registro")), None)
    pairs = duplicates.of_semester(user, period, register)
    state = request.GET.get("estado", OPEN)
    state = state if state in (OPEN, ONE, TWO) else OPEN
    page = Paginator([pair for pair in pairs if _state(pair) == state], PAGE_SIZE).get_page(request.GET.get("page"))
    query = urlencode({"estado": state, "semestre": period.code, **({"registro": register.code} if register else {})})
    back = f"{request.path}?{query}&page={page.number}"
    context = {
        "period": period,
        "periods": periods,
        "register": register,
        "registers": registers,
        "state": state,
        "states": _segments(pairs, state, period, register),
        "page": page,
        "query": query,
        "cards": with_forms(cards_of(list(page)), back),
    }
    return render(request, "measurements/duplicate_list.html", context)


@require_http_methods(["GET", "POST"])
def duplicate(request: HttpRequest, item: int, other: int) -> HttpResponse:
    """One pair; a decision on it leads back to where it was taken."""
    user = cast(User, request.user)
    if not user.has_role(*COMMITTEE_ROLES):
        raise Http404
    pair = duplicates.pair_of(user, item, other)
    if pair is None:
        raise Http404
    if request.method == "GET":
        return _page(request, pair, VerdictForm(initial={"seen": pair.seen}))
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _page(request, pair, form)
    said = form.cleaned_data
    try:
        decide(
            pair,
            Verdict(said["verdict"]),
            plan=_plan(),
            seen=said["seen"],
            by=user,
            at=timezone.now(),
            reason=said["reason"],
        )
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        now = duplicates.pair_of(user, item, other) or pair
        fresh = VerdictForm(initial={"seen": now.seen, "reason": said["reason"], "back": said["back"]})
        return _page(request, now, fresh, refusal=str(refusal), status=409)
    messages.success(request, _done(Verdict(said["verdict"])))
    return redirect(_way_back(request, said["back"]))


def with_forms(cards: Iterable[Card], back: str) -> list[dict[str, Any]]:
    """Each pair with its form, whose boxes are told apart by the pair."""
    return [
        {
            "card": card,
            "form": VerdictForm(
                initial={"seen": card.pair.seen, "back": back},
                auto_id=f"id-{card.pair.one.item.pk}-{card.pair.other.item.pk}-%s",
            ),
        }
        for card in cards
    ]


def _page(request: HttpRequest, pair: Pair, form: VerdictForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
    (card,) = cards_of([pair])
    context = {"shown": {"card": card, "form": form}, "form": form, "refusal": refusal}
    return render(request, "measurements/duplicate.html", context, status=status)


def _plan() -> ActionPlan:
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404
    return plan


def _state(pair: Pair) -> str:
    return ONE if pair.is_joined else TWO if pair.is_told_apart else OPEN


def _segments(
    pairs: list[Pair], current: str, period: ReportingPeriod, register: Register | None
) -> list[dict[str, object]]:
    labels = {
        OPEN: pgettext("duplicates", "To decide"),
        ONE: pgettext("duplicates", "Count once"),
        TWO: pgettext("duplicates", "Are two"),
    }
    kept = {"semestre": period.code, **({"registro": register.code} if register else {})}
    counts = {state: sum(_state(pair) == state for pair in pairs) for state in labels}
    return [
        {
            "label": f"{label} ({counts[state]})",
            "url": "?" + urlencode({"estado": state, **kept}),
            "is_current": state == current,
        }
        for state, label in labels.items()
    ]


def _done(verdict: Verdict) -> str:
    return {
        Verdict.ONE: _("From now on the two count once."),
        Verdict.TWO: _("They are two: they will not be proposed again."),
        Verdict.SEPARATE: _("They were separated: each counts for itself."),
    }[verdict]


def _way_back(request: HttpRequest, back: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if is_ours else reverse("duplicate_list")
