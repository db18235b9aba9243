"""What a person is told and how it reached them: on the page at once, by mail when the person chose."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models import User

LONG_TEXT = 400


class Kind(models.TextChoices):
    """What a notification is about."""

    RECEIPT = "receipt", _("Receipt")
    RETURNED = "returned", _("Returned answer")
    REOPENED = "reopened", _("Reopened answer")
    EXTENSION = "extension", _("Extension of a deadline")
    REMINDER = "reminder", _("Reminder")
    REQUEST = "request", _("Information request")
    MEETING = "meeting", _("Meeting")
    AGREEMENT = "agreement", _("Agreement")
    COMMITMENT = "commitment", _("Commitment")
    PROPOSAL = "proposal", _("Proposed change of an indicator")
    PLANNING = "planning", _("Plan of the year")
    ACTIVITY = "activity", _("Progress of an activity")
    BUDGET = "budget", _("Budget")
    REPORT = "report", _("Compliance report")


class MailChoice(models.Model):
    """How a person wants their mail. Who never chose gets one digest a day."""

    class Mode(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("One digest a day")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="mail_choice"
    )
    mode = models.CharField(_("mail"), max_length=8, choices=Mode, default=Mode.DAILY)

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(mode__in=["at_once", "daily"]), name="mail_choice_mode_known")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_mode_display()}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at__isnull=True, gave_up_at__isnull=True)

    def due(self, *, at: dt.datetime) -> Self:
        return self.waiting().filter(next_try_at__lte=at)

    def is_last_lost(self, user: User) -> bool:
        """Whether the latest that came to an end never reached the person."""
        ended = self.filter(user=user).exclude(sent_at=None, gave_up_at=None)
        last = ended.order_by("-pk").first()
        return last is not None and last.gave_up_at is not None


class Letter(models.Model):
    """One mail to one person, with one or more notifications. Every try carries the same message id, so that a mail program
    can tell a repeated letter from a second one."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="letters"
    )
    message_id = models.CharField(_("message id"), max_length=150, unique=True)
    created_at = models.DateTimeField(_("written"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    gave_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    problem = models.TextField(_("last problem"), blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-created_at", "-pk")
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(sent_at__isnull=True, gave_up_at__isnull=True),
                name="letter_waiting",
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(gave_up_at__isnull=True), name="letter_sent_or_given_up"
            )
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def state(self) -> str:
        if self.sent_at:
            return "sent"
        return "given_up" if self.gave_up_at else "waiting"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User) -> Self:
        """Each person's own, and nobody else's."""
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def due(self, *, at: dt.datetime) -> Self:
        """What may go by mail by now and stands in no letter yet."""
        return self.filter(letter__isnull=True, mail_from__lte=at)


class Notification(models.Model):
    """One thing that one person is told, written in the language that the person had chosen by then."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    language = models.CharField(_("language"), max_length=2)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    path = models.CharField(_("address in the product"), max_length=300, blank=True)
    attachment = models.CharField(
        _("attachment"),
        max_length=100,
        blank=True,
        help_text=_("What goes with the mail, e.g. “receipt:2026-I-EP-0003”."),
    )
    key = models.CharField(
        _("key"), max_length=150, blank=True, help_text=_("Told once to each person, however often somebody tells it.")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mail_from = models.DateTimeField(_("by mail from"), null=True, blank=True, help_text=_("Empty: on the page only."))
    letter = models.ForeignKey(
        Letter,
        verbose_name=_("letter"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="notifications",
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("-at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["user", "-at"], name="notification_by_person"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notification_unread"),
            models.Index(
                fields=["mail_from"],
                condition=Q(letter__isnull=True, mail_from__isnull=False),
                name="notification_to_be_mailed",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="notification_kind_known"),
            models.CheckConstraint(condition=~Q(title=""), name="notification_has_a_title"),
            models.CheckConstraint(
                condition=Q(path="") | (Q(path__startswith="/") & ~Q(path__startswith="//")),
                name="notification_leads_into_the_product",
            ),
            models.UniqueConstraint(
                fields=["user", "key"], condition=~Q(key=""), name="notification_told_once_to_each"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_long(self) -> bool:
        """Too long to stand in a list without being asked for."""
        return len(self.text) > LONG_TEXT
