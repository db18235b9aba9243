"""One request, for both sides: what is required, the conversation, and what each may do now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.forms.acts import FORMS, Act
from committee.models import InformationRequest
from committee.pages.information_request import page_of
from committee.permissions import speaking_post
from committee.requests import filing, requesting
from committee.requests.steps import Unexplained, WrongFile, WrongInstant
from committee.views.finding import found_request
from documents.speaking import language
from indicators.earlier_plans import earlier_plan
from institutions.models import User
from measurements.answer.refusals import NotAllowed, Refused, Stale, WrongState

Taken = dict[str, Any]
PLACES: dict[type[Refused], tuple[str, ...]] = {
    WrongInstant: ("until",),
    Unexplained: ("text", "reason", "number"),
    WrongFile: ("documents",),
}
"""The field that a refusal speaks of; the first that the form has."""


@require_http_methods(["GET", "POST"])
def information_request(request: HttpRequest, number: str) -> HttpResponse:
    found, user = found_request(request, number), cast(User, request.user)
    if request.method == "GET":
        return _page(request, found)
    if speaking_post(user, found.institution) is None:
        raise PermissionDenied
    form_class = FORMS.get(request.POST.get("act", ""))
    if form_class is None:
        return _page(request, found, errors=[{"text": _("Choose what to do.")}], status=400)
    form = (
        form_class(request.POST, request.FILES) if "documents" in form_class.base_fields else form_class(request.POST)
    )
    if not form.is_valid():
        return _again(request, found, form)
    return _act(request, found, form)


def _act(request: HttpRequest, found: InformationRequest, form: Act) -> HttpResponse:
    try:
        _apply(form, found, cast(User, request.user))
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except (Stale, WrongState) as refusal:
        now = found_request(request, found.number)
        fresh = form.again(now.version)
        errors = [{"text": text} for text in (str(refusal), getattr(form, "files_again", "")) if text]
        return _page(request, now, form=fresh, errors=errors, kept=fresh.typed, status=409)
    except Refused as refusal:
        names = next((names for kind, names in PLACES.items() if isinstance(refusal, kind)), ())
        form.add_error(next((name for name in names if name in form.fields), None), str(refusal))
        return _again(request, found_request(request, found.number), form)
    messages.success(request, _done(form))
    return redirect("information_request", found.number)


def _again(request: HttpRequest, found: InformationRequest, form: Act) -> HttpResponse:
    ask_again = getattr(form, "ask_again", None)
    if ask_again is not None:
        ask_again()
    return _page(request, found, form=form)


def _apply(form: Act, found: InformationRequest, by: User) -> None:
    """The step of the form, through the only code that makes it."""
    said = {"by": by, "at": timezone.now()}
    STEPS[form.act](form, found, said if form.act == "comment" else said | {"version": form.cleaned_data["version"]})


def _answer(form: Any, found: InformationRequest, said: Taken) -> None:
    requesting.answer(found, text=form.cleaned_data["text"], files=form.taken, language=language(), **said)


def _comment(form: Any, found: InformationRequest, said: Taken) -> None:
    requesting.comment(found, text=form.cleaned_data["text"], files=form.taken, language=language(), **said)


def _accept(form: Any, found: InformationRequest, said: Taken) -> None:
    requesting.accept(found, text=form.cleaned_data["text"], language=language(), **said)


def _insist(form: Any, found: InformationRequest, said: Taken) -> None:
    requesting.insist(found, until=form.instant, text=form.cleaned_data["text"], language=language(), **said)


def _extend(form: Any, found: InformationRequest, said: Taken) -> None:
    requesting.extend(found, until=form.instant, text=form.cleaned_data["text"], language=language(), **said)


def _withdraw(form: Any, found: InformationRequest, said: Taken) -> None:
    requesting.withdraw(found, reason=form.cleaned_data["reason"], language=language(), **said)


def _expire(form: Any, found: InformationRequest, said: Taken) -> None:
    requesting.expire(found, reason=form.cleaned_data["reason"], language=language(), **said)


def _file_oficio(form: Any, found: InformationRequest, said: Taken) -> None:
    file = form.taken[0] if form.taken else None
    filing.file_oficio(found, number=form.cleaned_data["number"], file=file, **said)


def _file_letter(form: Any, found: InformationRequest, said: Taken) -> None:
    filing.file_letter(found, number=form.cleaned_data["number"], file=form.taken[0], **said)


STEPS: dict[str, Callable[[Any, InformationRequest, Taken], None]] = {
    "answer": _answer,
    "comment": _comment,
    "accept": _accept,
    "insist": _insist,
    "extend": _extend,
    "withdraw": _withdraw,
    "expire": _expire,
    "file_oficio": _file_oficio,
    "file_letter": _file_letter,
}


def _done(form: Act) -> str:
    return {
        "answer": _("Your answer was sent to the Committee."),
        "comment": _("Your comment is kept, and the other side is told."),
        "accept": _("The answer is accepted and the request is closed."),
        "insist": _("The institution is told what is still missing."),
        "extend": _("The institution is told that it has more time."),
        "withdraw": _("The request is withdrawn, and the institution is told."),
        "expire": _("The request is closed without an answer."),
        "file_oficio": _("The official letter is kept."),
        "file_letter": _("The letter of the president is kept."),
    }[form.act]


def _page(
    request: HttpRequest,
    found: InformationRequest,
    *,
    form: Act | None = None,
    errors: list[dict[str, str]] | None = None,
    kept: str = "",
    status: int = 200,
) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    page = page_of(found, user, form=form, at=now, is_only_read=earlier_plan(request) is not None)
    # What was typed for a step that is no longer possible has no box any more.
    lost = kept if form is not None and page.forms[form.act] is None else ""
    context = {"page": page, "errors": errors or [], "form": form, "kept": lost}
    return render(request, "committee/information_request.html", context, status=status)
