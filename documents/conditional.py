"""Answering "nothing has changed" (304) instead of making a page again, by a tag that stands for all that the page shows.

`conditional` is the mechanism; what goes into a tag is said by who knows the page: `public_page` here, for pages that are
the same for everybody who is not signed in, and `reports.every_page.freshness.fresh` for figures. docs/adr/0012 says why it is safe.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from documents import data_version
from documents.release import release

View = TypeVar("View", bound=Callable[..., HttpResponse])
Parts = Callable[[HttpRequest], Iterable[object] | None]
"""The token of the data, and what else a page depends on beside its address, the language, the day and the release. None:
not to be reused. It is asked before the page is made, so that a change in between makes the next answer anew."""
SEEN_BY_ONE = "private, no-cache"
SEEN_BY_ALL = "public, max-age=60, must-revalidate"
VARIES_BY = ("Cookie", "Accept-Language")


def conditional(view: View, parts: Parts, cache_control: str) -> View:
    """The view, answering 304 where the browser holds the page of the same tag. Whatever is not a read page passes by."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tag = tag_of(request, parts) if is_reusable(request) else None
        unchanged = get_conditional_response(request, etag=tag) if tag else None
        response = unchanged or view(request, *args, **kwargs)
        if tag and response.status_code in (200, 304):
            response["ETag"], response["Cache-Control"] = tag, cache_control
            patch_vary_headers(response, VARIES_BY)
        return response

    return cast("View", answer)


def is_reusable(request: HttpRequest) -> bool:
    """Not while a message waits: it is shown once. `len` reads the messages without taking them."""
    return request.method in ("GET", "HEAD") and not len(get_messages(request))


def tag_of(request: HttpRequest, parts: Parts) -> str | None:
    """A weak tag: the same page differs in the mask of its form's token."""
    own = parts(request)
    if own is None:
        return None
    shared = (request.get_full_path(), get_language(), timezone.localdate(), release())
    return f'W/"{hashlib.sha256(repr((*shared, *own)).encode()).hexdigest()[:40]}"'


def token_alone(request: HttpRequest) -> Iterable[object] | None:
    return data_version.token_beside()


def public_page(view: View, parts: Parts = token_alone) -> View:
    """A page that anybody may read: kept by proxies for a minute while nobody is signed in, for nobody else.

    Its content may depend on the language, the day and `parts`, and on nothing else.
    """
    kept = conditional(view, parts, SEEN_BY_ALL)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (view if request.user.is_authenticated else kept)(request, *args, **kwargs)

    return cast("View", answer)
