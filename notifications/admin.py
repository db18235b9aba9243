"""Whether what people are told arrives, to look at, and to try again. Only telling and delivering write here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from institutions.administration import ReadOnlyAdmin, ReadOnlyInline
from notifications.models import Letter, LetterQuerySet, Notification
from notifications.retrying import try_again


class LetterState(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "estado"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        chosen = {
            "waiting": {"sent_at__isnull": True, "gave_up_at__isnull": True},
            "sent": {"sent_at__isnull": False},
            "given_up": {"gave_up_at__isnull": False},
        }
        return queryset.filter(**chosen.get(self.value() or "", {}))


STATES = {"waiting": _("Waiting"), "sent": _("Sent"), "given_up": _("Given up")}


class NotificationInline(ReadOnlyInline):
    """Which ones, without their text: that is the person's own."""

    model = Notification
    fields = ("title", "kind", "at", "attachment")


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    list_display = ("user", "created_at", "state", "last_problem", "tries", "next_try_at")
    list_display_links = ("user", "created_at")
    list_select_related = ("user",)
    list_filter = (LetterState,)
    search_fields = ("user__name", "user__email", "problem")
    fields = (
        "user",
        "message_id",
        "created_at",
        "state",
        "tries",
        "next_try_at",
        "sent_at",
        "gave_up_at",
        "last_problem",
    )
    readonly_fields = fields
    inlines = (NotificationInline,)
    actions = ("try_again_now",)

    @admin.display(description=_("state"))
    def state(self, letter: Letter) -> str:
        return str(STATES[letter.state])

    @admin.display(description=_("last problem"))
    def last_problem(self, letter: Letter) -> str:
        """Our own sentences in the language of the page; what a mail server said stays as it said it."""
        return gettext(letter.problem) if letter.problem else ""

    @admin.action(description=_("Try again now"), permissions=["view"])
    def try_again_now(self, request: HttpRequest, letters: LetterQuerySet) -> None:
        number = try_again(letters, at=timezone.now())
        said = ngettext("%(n)d letter goes with the next run.", "%(n)d letters go with the next run.", number)
        self.message_user(request, said % {"n": number}, messages.SUCCESS if number else messages.WARNING)


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    """Who was told what and when, without its text: that is the person's own."""

    list_display = ("at", "user", "kind", "title", "read_at", "mail_from", "letter")
    list_select_related = ("user", "letter")
    list_filter = ("kind",)
    search_fields = ("user__name", "user__email", "title")
    date_hierarchy = "at"
    exclude = ("text", "path", "key")
