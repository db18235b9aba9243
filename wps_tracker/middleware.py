"""What every answer of the site obeys: how long a session lives, and that private pages are kept nowhere."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
TOUCH_EVERY = 300
"""Seconds: a page that is only read renews the session at most this often, so reading changes no other row."""


def private_pages(get_response: GetResponse) -> GetResponse:
    """Let no browser or proxy keep a page of a signed-in person, and switch off what the product never uses.

    Pages of figures may be kept by the person's own browser (docs/adr/0012). It is told to forget them when a session ends:
    by signing out, or because it was too old when the next page was asked for.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not is_signed_in(request):
            response.headers.setdefault("Clear-Site-Data", '"cache"')
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if is_signed_in(request):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware


def is_signed_in(request: HttpRequest) -> bool:
    """A request that was refused before the session was read belongs to nobody."""
    return getattr(request, "user", None) is not None and request.user.is_authenticated


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """Refuse the NUL character in an address or a form: no text of the product holds it and PostgreSQL cannot store it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        sent = [request.path, *texts_of(request.GET)]
        if request.method == "POST":
            sent += texts_of(request.POST)
        if any("\x00" in text for text in sent):
            raise SuspiciousOperation("NUL in a request")
        return get_response(request)

    return middleware


def texts_of(data: QueryDict) -> list[str]:
    return [text for name, values in data.lists() for text in (name, *map(str, values))]


def session_limits(get_response: GetResponse) -> GetResponse:
    """End a session 8 hours after sign-in whatever happens, and 30 minutes after its last use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            began = request.session.setdefault("began", now)
            if now - began > settings.SESSION_ABSOLUTE_AGE:
                logout(request)
            elif now - request.session.get("touched", 0) > TOUCH_EVERY:
                request.session["touched"] = now
        return get_response(request)

    return middleware
