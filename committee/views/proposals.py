"""What institutions propose to change of their indicators: the list, one with its answer, proposing and withdrawing."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from committee.forms.proposal import ProposalAnswerForm, ProposalForm
from committee.models import IndicatorProposal
from committee.proposals import listing as proposals
from committee.proposals import proposing
from committee.views.meeting_finding import is_keeper, keeper, reader, tell
from documents.comma_separated import MEDIA_TYPE
from documents.forms.versioned import VersionedForm
from documents.responses import attachment
from indicators.earlier_plans import earlier_plan, list_earlier, read_under, require_current
from indicators.models import ActionPlan, Indicator, IndicatorRevision
from institutions.models import REPORTING_ROLES, User
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import NotAllowed, Refused, Stale, WrongState

PAGE_SIZE = 25
State = IndicatorProposal.State


@require_GET
def proposal_list(request: HttpRequest) -> HttpResponse:
    """All of them for the Committee and its observers; an institution's own for its people."""
    user = cast(User, request.user)
    if not proposals.may_read_any(user):
        raise PermissionDenied
    filters, numbers, reads_all = proposals.Filters.read(request.GET), proposals.counts(user), proposals.reads_all(user)
    if filters.state == proposals.EARLIER:
        list_earlier(request)
    page = Paginator(proposals.listed(user, filters), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "rows": proposals.rows_of(page.object_list),
        "query": filters.query(),
        "reads_all": reads_all,
        "total": numbers[proposals.ALL] + numbers[proposals.EARLIER],
        "institutions": proposals.institutions_heard(user, filters.state) if reads_all else [],
        "proposable": proposals.proposable(user, at=timezone.now()),
        "states": [
            {
                "label": f"{label} ({numbers[state]})",
                "url": f"?{filters.query(estado=state)}",
                "is_current": state == filters.state,
            }
            for state, label in proposals.STATES.items()
            if state != proposals.EARLIER or numbers[state]
        ],
    }
    return render(request, "committee/proposal_list.html", context)


@require_GET
def proposal_data(request: HttpRequest) -> HttpResponse:
    """The same list, filtered alike, as a file for a spreadsheet."""
    found = proposals.listed(reader(request), proposals.Filters.read(request.GET))
    return attachment(proposals.proposals_csv(found), name=_("proposals") + ".csv", media_type=MEDIA_TYPE)


@require_http_methods(["GET", "POST"])
@survives_sign_in
def proposal_new(request: HttpRequest, code: str) -> HttpResponse:
    """An approver proposes a change of an indicator that the institution reports."""
    user, now = cast(User, request.user), timezone.now()
    found = get_object_or_404(Indicator.objects.filter(plan=ActionPlan.objects.current()), code=code)
    institutions = proposing.proposing_institutions(user, found, at=now)
    if not institutions:
        raise PermissionDenied(
            _("Only who approves for an institution that reports the indicator proposes a change of it.")
        )
    is_sent = request.method == "POST"
    typed = None if is_sent else typed_before(request)
    form = ProposalForm(
        request.POST if is_sent else None, institutions=institutions, initial=typed.dict() if typed else None
    )
    if is_sent and form.is_valid():
        try:
            made = proposing.propose(found, form.owner, form.proposed, by=user, at=now)
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refused as refusal:
            form.add_error("reasons" if isinstance(refusal, proposing.Unreasoned) else "text", str(refusal))
        else:
            said = _("%(number)s stands before the Committee: its next review answers it.")
            messages.success(request, said % {"number": made.number})
            return redirect("proposal", made.number)
    name = IndicatorRevision.objects.filter(indicator=found).order_by("number").last()
    context = {"indicator": found, "name": name.name if name else "", "institutions": institutions, "form": form}
    return render(request, "committee/proposal_new.html", context)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, number: str) -> HttpResponse:
    """One proposal, for the institution and the Committee; the technical secretary answers it here."""
    found = found_proposal(request, number)
    if request.method == "GET":
        return _page(request, found)
    by, form = keeper(request), ProposalAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    said = form.cleaned_data
    try:
        proposing.answer(found, said["outcome"], said["text"], version=said["version"], by=by, at=timezone.now())
    except Refused as refusal:
        now = found_proposal(request, number)
        field = "outcome" if isinstance(refusal, proposing.Undecided) else "text"
        return _page(request, now, form, status=tell(form, refusal, now.version, field=field))
    messages.success(request, _("The answer is kept, and the institution is told."))
    return redirect("proposal", number)


@require_http_methods(["GET", "POST"])
def proposal_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The institution takes it back, after it was asked whether it is sure."""
    found, user = found_proposal(request, number), cast(User, request.user)
    if proposing.withdrawing_post(user, found) is None:
        raise PermissionDenied
    require_current(request)
    if request.method == "GET":
        if found.state != State.WAITING:
            return redirect("proposal", number)
        return _withdraw_page(request, found)
    form = VersionedForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        proposing.withdraw(found, version=version, by=user, at=timezone.now())
    except (Stale, WrongState) as refusal:
        now = found_proposal(request, number)
        return _withdraw_page(request, now, errors=[{"text": str(refusal)}], status=409)
    messages.success(request, _("The proposal is withdrawn."))
    return redirect("proposal", number)


def _withdraw_page(
    request: HttpRequest, found: IndicatorProposal, *, errors: list[dict[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"proposal": found, "errors": errors or []}
    return render(request, "committee/proposal_withdraw.html", context, status=status)


def _page(
    request: HttpRequest, found: IndicatorProposal, form: ProposalAnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    user = cast(User, request.user)
    is_only_read = earlier_plan(request) is not None
    keeps = is_keeper(request) and found.state != State.WITHDRAWN
    can_answer = keeps and proposing.session_that_answers(found) is not None
    if can_answer and form is None:
        outcome = found.state if found.state in proposing.ANSWERS else ""
        form = ProposalAnswerForm(initial={"version": found.version, "outcome": outcome, "text": found.answer})
    context: dict[str, Any] = {
        "row": proposals.rows_of([found])[0],
        "proposal": found,
        "decision": found.decision if found.decision and found.decision.decided_at else None,
        "form": form,
        "reads_all": proposals.reads_all(user),
        "can_withdraw": found.state == State.WAITING
        and proposing.withdrawing_post(user, found) is not None
        and not is_only_read,
        "is_own": found.institution_id in user.institution_ids(*REPORTING_ROLES),
    }
    return render(request, "committee/proposal.html", context, status=status)


def found_proposal(request: HttpRequest, number: str) -> IndicatorProposal:
    """Of whatever plan: no two give the same number. To who may not read it, it does not exist (404)."""
    visible = IndicatorProposal.objects.visible_to(cast(User, request.user)).whole()
    found = get_object_or_404(visible, number=number)
    read_under(request, found.plan_id, reverse("proposal", args=[number]))
    return found
