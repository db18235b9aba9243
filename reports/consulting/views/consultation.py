"""The consultations of a draft: opened, followed, moved and closed by the technical secretary, and each remark answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from committee.reporting.since_consultation import answer_of
from committee.views.meeting_finding import CONFLICT, tell
from documents.forms.versioned import VersionedForm
from documents.speaking import language
from indicators.earlier_plans import earlier_plan, require_current
from institutions.models import User
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused, Stale, WrongState
from reports.consulting import desk, replying, rounds
from reports.consulting.forms.consultation import LastDayForm, ReplyForm
from reports.consulting.naming import title_of
from reports.consulting.since import since_now
from reports.consulting.standing import replying_post
from reports.consulting.views.finding import consulted_draft, found_round, keeper, keeps, last_round
from reports.consulting.views.refusing import refused
from reports.drafting.changed import Line, as_read
from reports.drafting.marks import MARKS
from reports.drafting.standing import BEING_PREPARED, FROZEN, version_of_all
from reports.drafting.views.finding import person
from reports.edition.typesetting import typeset
from reports.files.making_now import made_now
from reports.models import Remark, ReportDraft
from reports.snapshot.bilingual import LANGUAGES

Standing = ReportDraft.Standing
PDF = "application/pdf"


@require_http_methods(["GET", "POST"])
def draft_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Read by whoever reads the draft; the technical secretary opens, moves and closes."""
    draft = consulted_draft(request, pk)
    if request.method == "GET":
        return _page(request, draft)
    by, action = keeper(request), request.POST.get("action", "")
    if action == "close":
        return _close(request, draft, by)
    form = LastDayForm(request.POST)
    if action not in ("ask", "open", "move"):
        return _page(request, draft, errors=[{"text": _("Choose what to do with the consultation.")}])
    if not form.is_valid():
        return _page(request, draft, form=form)
    try:
        if action == "ask":
            return _asked(request, draft, form)
        _set_day(draft, action, form, by)
    except Refused as refusal:
        now = consulted_draft(request, pk)
        status, told = refused(form, refusal, now, _version(now), field="closes_on")
        return _page(request, now, form=form, errors=told, status=status)
    said = {
        "open": _("The consultation is open, and the representatives of each institution have been notified."),
        "move": _("The last day has been moved, and the representatives of each institution have been notified."),
    }
    messages.success(request, said[action])
    return redirect("draft_consultation", pk)


def _asked(request: HttpRequest, draft: ReportDraft, form: LastDayForm) -> HttpResponse:
    """What opening it would do, before it is done."""
    now = timezone.now()
    rounds.require_openable(draft, form.day, version=form.cleaned_data["version"], at=now)
    context = {
        "draft": draft,
        "title": title_of(draft),
        "form": form,
        "institutions": rounds.asked_about(draft, now),
        "is_again": draft.rounds.closed().exists(),
        "in_one_language": desk.in_one_language(draft),
    }
    return render(request, "reports/consultation_open.html", context)


def _set_day(draft: ReportDraft, action: str, form: LastDayForm, by: User) -> None:
    version, now = form.cleaned_data["version"], timezone.now()
    if action == "open":
        rounds.open_round(draft, form.day, version=version, by=by, at=now)
    else:
        rounds.move(last_round(draft), form.day, version=version, by=by, at=now)


def _version(draft: ReportDraft) -> int:
    """Of what the form would change: the open consultation, or the draft that has none, with its texts."""
    return draft.open_round.version if draft.open_round is not None else version_of_all(draft)


def _close(request: HttpRequest, draft: ReportDraft, by: User) -> HttpResponse:
    form = VersionedForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        rounds.close(last_round(draft), version=version, by=by, at=timezone.now())
    except Refused as refusal:
        status = CONFLICT if isinstance(refusal, Stale | WrongState) else 200
        return _page(request, consulted_draft(request, draft.pk), errors=[{"text": str(refusal)}], status=status)
    messages.success(request, _("The consultation is closed."))
    return redirect("draft_consultation", draft.pk)


def _page(
    request: HttpRequest,
    draft: ReportDraft,
    *,
    form: LastDayForm | None = None,
    errors: Sequence[Line] = (),
    status: int = 200,
) -> HttpResponse:
    user, now = person(request), timezone.now()
    is_only_read = earlier_plan(request) is not None
    desks = desk.desks_of(draft, user, at=now, is_only_read=is_only_read)
    is_keeper = keeps(request)
    is_open, can_open = draft.standing == Standing.CONSULTING, draft.standing == Standing.DRAFTING
    if form is None and is_keeper and (is_open or can_open):
        day = draft.open_round.closes_on if draft.open_round is not None else None
        form = LastDayForm(initial=as_read(draft) | {"version": _version(draft), "closes_on": day})
    since = since_now(draft, at=now) if draft.standing in FROZEN or not is_only_read else None
    context: dict[str, Any] = {
        "draft": draft,
        "title": title_of(draft),
        "key": MARKS[draft.standing],
        "desks": desks,
        "form": form if is_keeper else None,
        "is_open": is_open,
        "can_open": can_open and is_keeper,
        "in_one_language": desk.in_one_language(draft) if can_open and is_keeper else [],
        "keeps": is_keeper,
        "languages": LANGUAGES,
        "mine": [row for each in desks[:1] for row in each.rows if row.is_mine],
        "is_consulted": any(each.round.closed_at for each in desks),
        "waiting": sum(each.waiting for each in desks),
        "since": since,
        "since_answer": answer_of(since) if since is not None else "",
        "errors": errors,
    }
    return render(request, "reports/draft_consultation.html", context, status=status)


# --- Answering a remark ---


@require_http_methods(["GET", "POST"])
@survives_sign_in
def consultation_remark(request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    draft = consulted_draft(request, pk)
    whole = Remark.objects.select_related("seat__institution", "seat__round", "replied_by__user")
    found = get_object_or_404(whole, pk=remark, seat__round__draft=draft)
    found.seat.round.draft = draft
    if replying_post(person(request), found.seat.institution) is None:
        raise PermissionDenied
    require_current(request)
    if request.method == "GET":
        typed = typed_before(request)
        stands = {"outcome": found.outcome, "reply": found.reply} | (typed.dict() if typed else {})
        form = ReplyForm(initial=stands | {"version": found.version})
        return _remark_page(request, found, form, is_typed=typed is not None)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _remark_page(request, found, form)
    chosen = form.cleaned_data
    try:
        replying.reply(
            found, chosen["outcome"], chosen["reply"],
            language=language(), version=chosen["version"], by=person(request), at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        now = whole.filter(pk=remark).first()
        if now is None:
            return _gone(request, draft, refusal)
        now.seat.round.draft = draft
        return _remark_page(request, now, form, status=tell(form, refusal, now.version, field="reply"))
    messages.success(request, _("The answer is kept, and the institution is told."))
    return redirect("draft_consultation", pk)


def _gone(request: HttpRequest, draft: ReportDraft, refusal: Refused) -> HttpResponse:
    """The institution took the remark back while it was being answered."""
    return _page(request, draft, errors=[{"text": str(refusal)}], status=CONFLICT)


def _remark_page(
    request: HttpRequest, remark: Remark, form: Form, *, is_typed: bool = True, status: int = 200
) -> HttpResponse:
    """`is_typed`: the boxes hold what the person typed, which is shown although it can no longer be sent."""
    can_send = remark.seat.round.draft.standing in BEING_PREPARED and remark.seat.round.called_off_at is None
    context: dict[str, Any] = {
        "draft": remark.seat.round.draft,
        "title": title_of(remark.seat.round.draft),
        "remark": remark,
        "section": desk.section_name(remark.section),
        "form": form if can_send or is_typed else None,
        "can_send": can_send,
        "is_typed": is_typed,
        "is_conflict": status == CONFLICT or (is_typed and not can_send),
    }
    return render(request, "reports/consultation_remark.html", context, status=status)


# --- What is consulted ---


@require_GET
def consultation_report(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The very content that is consulted, as a page marked as a draft."""
    round_ = found_round(request, pk, number)
    context = {
        "draft": round_.draft,
        "title": title_of(round_.draft),
        "round": round_,
        "document": desk.document_of(round_, language()),
        "languages": LANGUAGES,
    }
    return render(request, "reports/consultation_report.html", context)


@require_GET
def consultation_file(request: HttpRequest, pk: int, number: int, code: str) -> HttpResponse:
    """The same as PDF. `code`: of the language."""
    round_ = found_round(request, pk, number)
    if code not in LANGUAGES:
        raise Http404

    def make() -> bytes:
        return typeset(desk.document_of(round_, code))

    return made_now(request, make, name=f"consulta-{pk}-{number}-{code}.pdf", media_type=PDF)
