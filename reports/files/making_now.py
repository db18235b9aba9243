"""Files of a report that are made on request. Each keeps a processor busy for seconds, so only a few are made at a time."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.few_at_once import one_of_few
from documents.responses import attachment

KIND, MOST_AT_ONCE, SECONDS = "make_report_file", 2, 120
BUSY, TRY_AFTER_SECONDS = 503, "20"


def made_now(request: HttpRequest, make: Callable[[], bytes], *, name: str, media_type: str) -> HttpResponse:
    """The file, or a page that says to try again if too many are being made. The view has checked that the person may read it."""
    with one_of_few(KIND, most=MOST_AT_ONCE, seconds=SECONDS) as is_free:
        if is_free:
            return attachment(make(), name=name, media_type=media_type)
    busy = render(request, "reports/busy.html", status=BUSY)
    busy["Retry-After"] = TRY_AFTER_SECONDS
    return busy
