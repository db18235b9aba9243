"""Which general objective each action serves: read by anybody who reads the plan, changed by the Committee."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.conditional import public_page
from documents.taking_away import KINDS
from indicators.aligning import Link, align, aligning_post, last_change, links_of
from indicators.answering import ABOUT_THE_ALIGNMENT
from indicators.models import ActionPlan, AlignmentChange, PlanQuestion
from indicators.refusals import Refused, Stale
from institutions.models import User
from reports.every_page.asking import person
from reports.permissions import may_see_dashboard
from reports.tables.taking_away import taken_away
from revisions.alignment_page import links_in, matrix_of, table_of
from revisions.forms.alignment import AlignmentForm

CHANGES_SHOWN = 50
CONFLICT = 409


@login_not_required
@public_page
@require_safe
def alignment(request: HttpRequest) -> HttpResponse:
    """Public, as the plan is; the names of those who changed it are for who oversees the plan."""
    plan = current_plan()
    user = request.user if isinstance(request.user, User) else None
    changes = AlignmentChange.objects.filter(general_objective__plan=plan)
    context = {
        "plan": plan,
        "matrix": matrix_of(plan, links_of(plan)),
        "criticism": PlanQuestion.objects.filter(plan=plan, code=ABOUT_THE_ALIGNMENT).first(),
        "changes": with_names(changes),
        "sees_names": user is not None and may_see_dashboard(user),
        "may_align": user is not None and aligning_post(user) is not None,
    }
    return render(request, "revisions/alignment.html", context)


@login_not_required
@public_page
@require_safe
def alignment_data(request: HttpRequest, kind: str) -> HttpResponse:
    """The matrix as a file."""
    if kind not in KINDS:
        raise Http404
    plan = current_plan()
    return taken_away(table_of(matrix_of(plan, links_of(plan))), kind)


@require_http_methods(["GET", "POST"])
def alignment_edit(request: HttpRequest) -> HttpResponse:
    """The matrix with a box in each cell. Every change keeps its reason."""
    plan, user = current_plan(), person(request)
    if aligning_post(user) is None:
        raise PermissionDenied(_("Only the Committee says which general objective an action serves."))
    if request.method == "GET":
        return page(request, plan, links_of(plan), AlignmentForm(initial={"seen": last_change(plan)}))
    form, wanted = AlignmentForm(request.POST), links_in(request.POST.getlist("link"))
    if not form.is_valid():
        return page(request, plan, wanted, form)
    said = form.cleaned_data
    try:
        taken = align(plan, wanted, seen=said["seen"], reason=said["reason"], by=user, at=timezone.now())
    except Refused as refusal:
        status = tell(form, refusal, last_change(plan))
        return page(request, plan, wanted, form, status=status, since=said["seen"])
    messages.success(request, _("Nothing changed.") if taken.is_empty else _("The alignment is kept."))
    return redirect("alignment")


def current_plan() -> ActionPlan:
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404(_("No plan has been loaded yet."))
    return plan


def tell(form: AlignmentForm, refusal: Refused, seen: int) -> int:
    """Say why nothing was kept; who read an older alignment sends the same again after looking at the new one."""
    is_stale = isinstance(refusal, Stale)
    form.add_error(None if is_stale else "reason", str(refusal))
    if not is_stale:
        return 200
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["seen"] = str(seen)
    form.data = data
    return CONFLICT


def page(
    request: HttpRequest,
    plan: ActionPlan,
    wanted: Collection[Link],
    form: AlignmentForm,
    *,
    status: int = 200,
    since: int = 0,
) -> HttpResponse:
    """With the boxes as they are wanted; after a conflict also what somebody else changed since."""
    meanwhile = AlignmentChange.objects.filter(general_objective__plan=plan, pk__gt=since)
    context = {
        "matrix": matrix_of(plan, wanted),
        "form": form,
        "meanwhile": with_names(meanwhile) if status == CONFLICT else (),
    }
    return render(request, "revisions/alignment_edit.html", context, status=status)


def with_names(changes: QuerySet[AlignmentChange]) -> QuerySet[AlignmentChange]:
    """The latest, with all that a page says of each."""
    return changes.select_related("general_objective", "action", "post__user", "post__institution")[:CHANGES_SHOWN]
