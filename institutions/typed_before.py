"""What was typed on a page whose session had ended: held until the person has signed in again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

NOT_TYPED = ("csrfmiddlewaretoken", "action", "language")
HELD = "typed_before_signing_in"
"""Where a session holds what came without anybody being signed in: the page that it was meant for, and the text."""
MOST_CHARACTERS = 400_000
"""What one page may hold: the largest entry page with all its boxes filled stays far below."""
View = Callable[..., HttpResponse]


def as_typed(posted: QueryDict) -> str:
    """The boxes of a page as a text that `typed_in` reads back. Files are not kept."""
    boxes = posted.copy()
    for name in NOT_TYPED:
        boxes.pop(name, None)
    return boxes.urlencode()


def typed_in(text: str) -> QueryDict:
    return QueryDict(text, mutable=True)


def survives_sign_in(view: View) -> View:
    """Let a page be posted after its session ended: what was typed waits until the person has signed in again."""

    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, **codes: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, **codes)
        if request.method == "POST" and request.POST.get("action") != "totals":
            _hold(request)
        return redirect_to_login(request.get_full_path())

    return wrapped


def _hold(request: HttpRequest) -> None:
    """Anybody can post here, so little is held, and not often."""
    typed = as_typed(request.POST)
    if len(typed) <= MOST_CHARACTERS and ratelimit.consume(request, action="typed_text"):
        request.session[HELD] = {"page": request.get_full_path(), "typed": typed}


def held(request: HttpRequest) -> str:
    """After signing in: what was posted to this page before, once; else nothing. What an address asks for is part of the page."""
    kept = request.session.get(HELD, {})
    if kept.get("page") != request.get_full_path():
        return ""
    del request.session[HELD]
    return str(kept["typed"])


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What fills the boxes of a page whose session ended before its text arrived. The page says so, and keeps nothing yet."""
    typed = held(request)
    if not typed:
        return None
    messages.warning(request, _("Your session had ended: what you typed is here again, and is not kept yet."))
    return typed_in(typed)
