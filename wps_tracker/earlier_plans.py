"""A step of what stands under an earlier plan is refused, whatever it is: it is only read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from indicators.earlier_plans import READING, OfEarlierPlan
from wps_tracker.middleware import GetResponse

CONFLICT = 409


class TellEarlierPlan:
    """Answers OfEarlierPlan: whoever asks for the page of a step is led to where it is read, and what is sent is refused."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OfEarlierPlan):
            return None
        if request.method in READING:
            return redirect(exception.found.page)
        return render(request, "earlier_plan.html", {"page": exception.found.page}, status=CONFLICT)
