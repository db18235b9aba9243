"""What a person is told, and when their mail comes. Each sees their own and nobody else's."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from institutions.models import User
from notifications.choosing import choose_mail, mark_all_read, mark_read
from notifications.digest import next_digest
from notifications.forms import MailChoiceForm
from notifications.models import Letter, MailChoice, Notification

PAGE_SIZE = 20
FILTER, UNREAD = "estado", "sin-leer"


@require_GET
def notification_list(request: HttpRequest) -> HttpResponse:
    """Newest first: all of them, or those that the person has not opened."""
    mine = Notification.objects.visible_to(cast(User, request.user))
    is_unread_only = request.GET.get(FILTER) == UNREAD
    found = mine.unread() if is_unread_only else mine
    query = urlencode({FILTER: UNREAD}) if is_unread_only else ""
    context = {
        "page": Paginator(found.order_by("-at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page")),
        "query": query,
        "is_unread_only": is_unread_only,
        "segments": [
            {"label": _("All"), "url": "?", "is_current": not is_unread_only},
            {"label": _("Unread"), "url": f"?{FILTER}={UNREAD}", "is_current": is_unread_only},
        ],
        "last_unread": mine.unread().order_by("-pk").values_list("pk", flat=True).first(),
    }
    return render(request, "notifications/notification_list.html", context)


@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it as read and go where it leads, in the language of the page."""
    user = cast(User, request.user)
    notification = get_object_or_404(Notification.objects.visible_to(user), pk=pk)
    mark_read(notification, by=user, at=timezone.now())
    if not notification.path:
        return redirect("notification_list")
    page_language = get_language() or notification.language
    with translation.override(notification.language):  # the address is of the language that the person had by then
        place = translate_url(notification.path, page_language)
    return redirect(place)


@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Up to the last one that the page showed: what came since stays unread."""
    last = request.POST.get("up_to", "")
    up_to = int(last) if last.isdecimal() and len(last) < 19 else 0
    number = mark_all_read(by=cast(User, request.user), at=timezone.now(), up_to=up_to)
    if number:
        said = ngettext("%(n)d notification was marked as read.", "%(n)d notifications were marked as read.", number)
        messages.success(request, said % {"n": number})
    return redirect("notification_list")


@require_http_methods(["GET", "POST"])
def mail_choice(request: HttpRequest) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    chosen = MailChoice.objects.filter(user=user).values_list("mode", flat=True).first() or MailChoice.Mode.DAILY
    form = MailChoiceForm(request.POST if request.method == "POST" else None, initial={"mode": chosen})
    if form.is_valid():
        choose_mail(form.cleaned_data["mode"], by=user, at=now)
        messages.success(request, _("Your choice is kept."))
        return redirect("mail_choice")
    context = {
        "form": form,
        "address": user.email,
        "next_digest": next_digest(now) if chosen == MailChoice.Mode.DAILY else None,
        "is_lost": Letter.objects.is_last_lost(user),
    }
    return render(request, "notifications/mail_choice.html", context)
