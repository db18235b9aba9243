"""What is told when the database takes nothing for now: busy, full, read-only or out of reach.

Nothing here asks it for anything. Django calls the two handlers for whatever ends a request, in a view or around one.
"""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections.abc import Iterator

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.views import defaults

from wps_tracker.middleware import GetResponse

logger = logging.getLogger(__name__)
STATUS, TRY_AFTER_SECONDS = 503, "30"
PASSES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
LASTS = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}
"""Somebody must do something about it. Any other failure of SQLite is a fault of ours."""
FULL, READ_ONLY, WAITED_TOO_LONG = "53100", "25006", "25P03"


def note_answers(get_response: GetResponse) -> GetResponse:
    """Nearest to the views: note that one of them answered, so that what fails afterwards does not deny what it saved."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        request.is_done = answer.status_code < 500  # type: ignore[attr-defined]
        return answer

    return middleware


def server_error(request: HttpRequest) -> HttpResponse:
    failure = failure_behind(sys.exc_info()[1])
    return told(request, failure) if failure else defaults.server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django takes a session that the database did not store for one that was deleted, and the request for a bad one."""
    failure = failure_behind(exception)
    if failure is None:
        return defaults.bad_request(request, exception)
    logger.error("The database failed: %s", failure, exc_info=exception)
    return told(request, failure)


def told(request: HttpRequest, failure: BaseException) -> HttpResponse:
    """A page, or one sentence for what is no page: a save while one types, a part of a page, a file."""
    lasts = must_be_mended(failure)
    if "text/html" in request.headers.get("Accept", "text/html"):
        context = {"lasts": lasts, "sent": request.method == "POST", "is_done": getattr(request, "is_done", False)}
        answer = HttpResponse(get_template("unavailable.html").render(context), status=STATUS)
    else:
        text = _("The database cannot be used just now: nothing was saved. What you typed is still on this page.")
        answer = HttpResponse(text, status=STATUS, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    if not lasts:
        answer["Retry-After"] = TRY_AFTER_SECONDS
    return answer


# --- What failed ---


def failure_behind(error: BaseException | None) -> BaseException | None:
    """The failure of the database that an error tells of, or that it came from; None where it is none."""
    return next((each for each in causes(error) if is_unavailable(each)), None)


def causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def is_unavailable(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        return code_of(error) in PASSES | LASTS
    if isinstance(error, InternalError):
        return state_of(error) in (READ_ONLY, WAITED_TOO_LONG)
    is_of_sqlite = isinstance(error.__cause__, sqlite3.Error)  # then the cause says which
    return isinstance(error, OperationalError | InterfaceError) and not is_of_sqlite


def must_be_mended(failure: BaseException) -> bool:
    """Whether trying again is in vain until somebody does something."""
    if isinstance(failure, sqlite3.Error):
        return code_of(failure) in LASTS
    return state_of(failure) in (FULL, READ_ONLY)


def state_of(error: BaseException) -> str:
    """What PostgreSQL calls it; empty for what never reached it."""
    state: str = getattr(error.__cause__, "pgcode", None) or ""
    return state


def code_of(error: sqlite3.Error) -> int:
    """The primary code: the extended ones tell in which way."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
