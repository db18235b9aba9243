"""Opening the draft of a report: which one, and what there is of it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from indicators.models import ActionPlan
from institutions.models import Role
from measurements.answer.refusals import NotAllowed, Refused
from reports.drafting.choices import possible_scopes
from reports.drafting.forms.opening import OpenForm
from reports.drafting.opening import AlreadyOpen, open_draft
from reports.drafting.under_way import ListedDraft, under_way
from reports.drafting.views.finding import current_plan, person
from reports.models import ReportDraft, ReportEdition, ReportKind
from reports.report_kinds.scope import ReportScope, scope_of, scope_title


@dataclass(frozen=True, slots=True)
class Choice:
    """Reports that are chosen on one page. `is_range`: by their first and last semester; any of several semesters is among them."""

    label: Promise
    kind: str
    holds: Callable[[ReportScope], bool] = lambda scope: True
    is_range: bool = False

    def of(self, scopes: Iterable[ReportScope]) -> list[ReportScope]:
        return [each for each in scopes if each.kind == self.kind and self.holds(each)]


CHOICES = {
    "semestre": Choice(gettext_lazy("Compliance report of a semester"), ReportKind.SEMESTER),
    "anual": Choice(gettext_lazy("Annual report"), ReportKind.ANNUAL),
    "varios": Choice(gettext_lazy("Report of several semesters"), ReportKind.RANGE, is_range=True),
    "propio": Choice(gettext_lazy("Own report of a semester"), ReportKind.OWN, lambda scope: not scope.is_of_several),
    "propio-anual": Choice(gettext_lazy("Own annual report"), ReportKind.OWN, lambda scope: scope.is_of_a_year),
    "propio-varios": Choice(
        gettext_lazy("Own report of several semesters"),
        ReportKind.OWN,
        lambda scope: scope.is_of_several,
        is_range=True,
    ),
}
"""As addresses name them."""


@require_http_methods(["GET", "POST"])
def draft_new(request: HttpRequest) -> HttpResponse:
    user, plan, now = person(request), current_plan(), timezone.now()
    scopes = possible_scopes(user, plan, now)
    offered = [name for name, each in CHOICES.items() if each.of(scopes)]
    if not offered and not may_open_any(request):
        raise PermissionDenied(
            _("Reports are opened by the technical secretary, and an institution's own by its approver.")
        )
    asked = request.GET.get("clase", "")
    name = asked if asked in CHOICES else next(iter(offered), "semestre")
    chosen = CHOICES[name]
    of_kind = chosen.of(scopes)
    drafts, issued = under_way(user, plan), editions_of(plan, of_kind)
    to_open = [each for each in of_kind if each not in issued]
    form = OpenForm(
        to_open,
        {scope_of(each.draft): _("being prepared") for each in drafts},
        is_range=chosen.is_range,
        data=request.POST if request.method == "POST" else None,
        initial={"report": request.GET.get("informe", "")},
    )
    if request.method == "POST" and to_open and form.is_valid():
        answer = opened(request, form)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "has_any": bool(of_kind),
        "is_possible": bool(to_open),
        "kind": chosen.kind,
        "kinds": segments(offered, name),
        "under_way": [each for each in drafts if scope_of(each.draft) in of_kind],
        "issued": issued_rows(issued, drafts),
    }
    return render(request, "reports/draft_new.html", context)


def opened(request: HttpRequest, form: OpenForm) -> HttpResponse | None:
    """Go to the draft; None where the form says why there is none. A second click finds what the first one opened."""
    scope = form.scope
    if scope is None:
        form.add_error(
            "last", _("The first semester comes before the last one, and a report of the two is not issued yet.")
        )
        return None
    try:
        draft = open_draft(scope, by=person(request), at=timezone.now())
    except AlreadyOpen as refusal:
        messages.info(request, _("This report was being prepared already: here it is. Nothing new was opened."))
        return redirect("draft", refusal.draft.pk)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("The report is open. Arrange its sections and write its texts; nothing is issued yet."))
    return redirect("draft", draft.pk)


def may_open_any(request: HttpRequest) -> bool:
    """Whether the person's post opens reports, even where there is none to open now."""
    return person(request).has_role(Role.TECHNICAL_SECRETARY, Role.APPROVER)


def segments(offered: Sequence[str], chosen: str) -> list[dict[str, object]]:
    return [
        {
            "label": CHOICES[name].label,
            "url": f"{reverse('draft_new')}?clase={name}",
            "is_current": name == chosen,
        }
        for name in offered
    ]


# --- What there is already ---


@dataclass(frozen=True, slots=True)
class Issued:
    """A report that was issued, and the draft that corrects it, if one is under way."""

    title: str
    edition: ReportEdition
    correction: ReportDraft | None


def issued_rows(issued: Mapping[ReportScope, ReportEdition], drafts: Sequence[ListedDraft]) -> list[Issued]:
    correcting = {each.draft.corrects_id: each.draft for each in drafts}
    return [Issued(scope_title(scope), each, correcting.get(each.pk)) for scope, each in issued.items()]


def editions_of(plan: ActionPlan, scopes: Sequence[ReportScope]) -> dict[ReportScope, ReportEdition]:
    """The latest edition of each of these reports, the latest semester first. Of those another edition is a correction."""
    found = ReportEdition.objects.filter(plan=plan, kind__in={each.kind for each in scopes}).defer("snapshot")
    every = found.select_related("plan", "first_period", "period", "institution").order_by("number")
    latest = {scope_of(each): each for each in every}
    return {scope: latest[scope] for scope in scopes if scope in latest}
