"""Pages that tell whether a file or a digest is an issued report. Anybody reads them: the address is printed on every cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.few_at_once import one_of_few
from institutions.models import User
from reports.models import ReportEdition
from reports.verification.beside import told_beside
from reports.verification.forms import VerifyForm, why_no_digest
from reports.verification.judging import LIMITS, Judgement, Match, TooMany, judge_digest, judge_file
from reports.verification.recognising import code_in, digest_in
from reports.verification.wording import Told, told

NOT_FOUND, TOO_MANY = 404, 429
MOST_AT_ONCE = 2
"""Each holds a thread of the server and a processor for up to half a minute; the others go on serving."""
View = Callable[..., HttpResponse]


def as_of_now(view: View) -> View:
    """What is in force this minute may be withdrawn the next: no cache answers for us."""

    @wraps(view)
    def wrapped(request: HttpRequest, **codes: Any) -> HttpResponse:
        response = view(request, **codes)
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


@login_not_required
@as_of_now
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Choose a file, write a digest, or both; the answer stands above the form. A digest alone that is ours leads to its address."""
    if request.method != "POST":
        return page(request, VerifyForm())
    if not ratelimit.consume(request, action="verify_report"):
        too_many = _("Too many files were verified from your network. Wait a minute and try again.")
        return refused_for_now(request, too_many)
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, form, cited=cited(request, request.POST.get("digest", "")))
    file, typed = form.cleaned_data["file"], form.cleaned_data["digest"]
    if file:
        try:
            judgement = judge_file(file.size, file.chunks, examining=lambda: examining(request))
        except TooMany:
            busy = _("Too many signed files are being examined just now. Wait a minute and hand yours in again.")
            return refused_for_now(request, busy)
        return page(request, VerifyForm(), judgement, typed=judge_digest(typed) if typed else None, name=file.name)
    judgement = judge_digest(typed)
    if judgement.match == Match.UNKNOWN:
        return page(request, form, judgement)
    return redirect("verify_digest", judgement.sha256)


@contextmanager
def examining(request: HttpRequest) -> Iterator[bool]:
    """Whether one more PDF that was added to is read: for this network, for all of them together, and at the same time."""
    with one_of_few("examine_report", most=MOST_AT_ONCE, seconds=LIMITS.wait_seconds * 2) as is_free:
        yield is_free and bool(ratelimit.consume(request, action="examine_report", key="all"))


def refused_for_now(request: HttpRequest, why: str) -> HttpResponse:
    return page(request, VerifyForm(), errors=[{"text": why}], status=TOO_MANY)


@login_not_required
@as_of_now
@require_safe
def verify_digest(request: HttpRequest, digest: str) -> HttpResponse:
    """What was issued under a digest. The address is the one that covers print."""
    sha256 = digest_in(digest)
    if not sha256:
        errors = [{"text": why_no_digest(digest), "href": "#id_digest"}]
        return page(request, VerifyForm(), errors=errors, status=NOT_FOUND, cited=cited(request, digest))
    judgement = judge_digest(sha256)
    return page(request, VerifyForm(), judgement, status=NOT_FOUND if judgement.match == Match.UNKNOWN else 200)


def reader_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def cited(request: HttpRequest, text: str) -> str:
    """The code that was written instead of a digest, where the person may read that edition; to others it says nothing."""
    code, reader = code_in(text), reader_of(request)
    if not code or reader is None:
        return ""
    return code if ReportEdition.objects.visible_to(reader).of_code(code).exists() else ""


def page(
    request: HttpRequest,
    form: VerifyForm,
    judgement: Judgement | None = None,
    *,
    typed: Judgement | None = None,
    name: str = "",
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
    cited: str = "",
) -> HttpResponse:
    reader = reader_of(request)
    verdict: Told | None = told(judgement, reader) if judgement else None
    if judgement and typed:
        verdict = told_beside(judgement, typed, reader)
    context = {"form": form, "told": verdict, "name": name, "errors": errors or [], "cited": cited}
    return render(request, "reports/verify.html", context, status=status)
