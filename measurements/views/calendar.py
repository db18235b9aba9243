"""My calendar: a private address that a calendar reads, made, renewed and ended by the person; and what it reads there."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from institutions.calendar_addresses import end_address, reader_of, renew_address
from institutions.models import CalendarAddress, User
from measurements.deadlines.calendar_feed import feed_of


@require_http_methods(["GET", "POST"])
def calendar_address(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if request.method == "POST":
        return _change(request, user)
    address = CalendarAddress.objects.filter(user=user).first()
    url = f"{settings.SITE_URL}{reverse('calendar_feed', args=[address.token])}" if address else ""
    context = {
        "has_posts": bool(user.posts),
        "address": address,
        "url": url,
        "webcal": f"webcal://{url.partition('://')[2]}",
    }
    return render(request, "measurements/calendar_address.html", context)


def _change(request: HttpRequest, user: User) -> HttpResponse:
    action = request.POST.get("action")
    if action == "renew":
        renew_address(user, at=timezone.now())
        messages.success(request, _("This is your address now; any earlier one no longer works."))
    elif action == "end":
        end_address(user)
        messages.success(request, _("The address no longer works. Delete the calendar on your phone or computer too."))
    return redirect("calendar_address")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For calendars, which do not sign in: whoever knows the address reads it. Whose it is shows in none of the answers."""
    user = reader_of(token)
    if user is None:
        raise Http404
    response = HttpResponse(feed_of(user, at=timezone.now()), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="seguimiento-1325.ics"'
    response.headers["Cache-Control"] = "private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
