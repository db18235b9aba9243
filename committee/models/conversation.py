"""The conversation of an information request, and what was done when nobody answered. Rows are only added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models.request import InformationRequest
from documents.models import StoredFile
from institutions.models import Appointment


class Verb(models.TextChoices):
    """The steps of a request. Each writes one message."""

    MADE = "made", _("Required")
    ANSWERED = "answered", _("Answered")
    ACCEPTED = "accepted", _("Accepted")
    INSISTED = "insisted", _("Required again")
    EXTENDED = "extended", _("Given more time")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")
    EXPIRED = "expired", _("Closed without an answer")
    COMMENTED = "commented", _("Comment")
    OFICIO = "oficio", _("Official letter filed")
    LETTER = "letter", _("Letter of the president filed")


DATED = (Verb.MADE, Verb.INSISTED, Verb.EXTENDED)
"""Steps that set a day until which the answer is awaited."""
WORDED = (Verb.INSISTED, Verb.WITHDRAWN, Verb.EXPIRED, Verb.COMMENTED, Verb.OFICIO, Verb.LETTER)
"""Steps that say something: why, or the number of what was filed."""


class RequestMessage(models.Model):
    """One turn of the conversation, and the step that it made. Never changed."""

    request = models.ForeignKey(
        InformationRequest, verbose_name=_("information request"), on_delete=models.PROTECT, related_name="messages"
    )
    sequence = models.PositiveSmallIntegerField(_("sequence"))
    verb = models.CharField(_("step"), max_length=12, choices=Verb)
    from_state = models.CharField(_("from"), max_length=10, choices=InformationRequest.State, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=InformationRequest.State)
    post = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language of the text"), max_length=2, default="es")
    due_at = models.DateTimeField(_("due from then on"), null=True, blank=True)

    class Meta:
        verbose_name = _("message of a request")
        verbose_name_plural = _("messages of requests")
        ordering = ("request", "sequence")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "sequence"], name="request_message_once"),
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="request_message_verb_known"),
            models.CheckConstraint(
                condition=~Q(verb__in=WORDED) | ~Q(text=""),
                name="request_message_says_why",
            ),
            models.CheckConstraint(
                condition=Q(verb__in=DATED, due_at__isnull=False) | ~Q(verb__in=DATED) & Q(due_at__isnull=True),
                name="request_message_dates_what_it_asks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.verb}"


class RequestAttachment(models.Model):
    """A file that came with a message. Never changed."""

    message = models.ForeignKey(
        RequestMessage, verbose_name=_("message"), on_delete=models.PROTECT, related_name="attachments"
    )
    stored_file = models.ForeignKey(StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "stored_file"], name="request_attachment_once")
        ]

    def __str__(self) -> str:
        return str(self.stored_file)


class Escalation(models.Model):
    """What was done about an overdue request, each step once for each of its deadlines. Never changed."""

    class Step(models.TextChoices):
        REPORTER = "reporter", _("Reminder to who reports")
        APPROVER = "approver", _("Reminder to who approves")
        LETTER = "letter", _("Letter prepared for the president")

    request = models.ForeignKey(
        InformationRequest, verbose_name=_("information request"), on_delete=models.PROTECT, related_name="escalations"
    )
    step = models.CharField(_("step"), max_length=8, choices=Step)
    due_at = models.DateTimeField(_("of the deadline"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ("request", "at")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "step", "due_at"], name="escalation_once_per_deadline"),
            models.CheckConstraint(
                condition=Q(step__in=["reporter", "approver", "letter"]), name="escalation_step_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.step}"
