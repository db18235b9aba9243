"""A page that finds stored content damaged shows none of it, and says whom to tell."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.storing import Damaged
from wps_tracker.middleware import GetResponse

logger = logging.getLogger(__name__)


class TellDamage:
    """Answers Damaged with that page; any other exception goes its usual way."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Damaged):
            return None
        logger.error("Damaged: %s", exception, exc_info=exception)
        return render(request, "damaged.html", status=500)
