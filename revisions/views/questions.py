"""One question that the plan's text leaves open: the words that raise it, what was answered, and a further answer."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators.answering import answer, answering_post, questions_of
from indicators.models import ActionPlan, PlanQuestion
from indicators.refusals import Refused, Stale
from reports.every_page.asking import person
from reports.permissions import may_see_dashboard
from revisions.forms.answer import AnswerForm

CONFLICT = 409


@require_http_methods(["GET", "POST"])
def plan_question(request: HttpRequest, code: str) -> HttpResponse:
    """Read by the Committee and those who oversee it; answered by the technical secretary."""
    question = found_question(request, code)
    if request.method == "GET":
        return page(request, question, AnswerForm(initial={"seen": last_of(question), "language": "es"}))
    if answering_post(person(request)) is None:
        raise PermissionDenied(_("Only the technical secretary writes what the Committee answered."))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, question, form)
    try:
        answer(question, form.reply, seen=form.cleaned_data["seen"], by=person(request), at=timezone.now())
    except Refused as refusal:
        now = found_question(request, code)
        return page(request, now, form, status=tell(form, refusal, last_of(now)))
    messages.success(request, _("The answer is kept."))
    return redirect("plan_question", code)


def found_question(request: HttpRequest, code: str) -> PlanQuestion:
    plan = ActionPlan.objects.current()
    if plan is None or not may_see_dashboard(person(request)):
        raise Http404
    question: PlanQuestion = get_object_or_404(questions_of(plan), code=code)
    return question


def last_of(question: PlanQuestion) -> int:
    latest = question.latest_answer
    return latest.pk if latest else 0


def tell(form: AnswerForm, refusal: Refused, seen: int) -> int:
    """Say why nothing was kept; who read an older answer sends the same again after looking at the new one."""
    is_stale = isinstance(refusal, Stale)
    form.add_error(None if is_stale else "text", str(refusal))
    if not is_stale:
        return 200
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["seen"] = str(seen)
    form.data = data
    return CONFLICT


def page(request: HttpRequest, question: PlanQuestion, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    context = {
        "question": question,
        "answers": list(question.answers.all()),
        "form": form if answering_post(person(request)) else None,
    }
    return render(request, "revisions/plan_question.html", context, status=status)
