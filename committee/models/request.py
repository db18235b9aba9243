"""An information request: numbered, addressed, due on a day, answered in a conversation. committee/requesting.py writes it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from indicators.models import ActionPlan, Indicator, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Appointment, Institution, User
from measurements.models import Evidence, Opening


class InformationRequestQuerySet(models.QuerySet["InformationRequest"]):
    def visible_to(self, user: User) -> Self:
        """The institution that owes the answer, and the Committee."""
        if user.has_role(*COMMITTEE_ROLES):
            return self.all()
        return self.filter(institution__in=user.institution_ids(*REPORTING_ROLES))

    def owed(self) -> Self:
        """What an institution has still to answer, overdue or not."""
        return self.filter(state__in=InformationRequest.OWED)


class InformationRequest(models.Model):
    """What the Committee requires of one institution, about a semester, an indicator, parts of an answer or a document."""

    class Kind(models.TextChoices):
        CLARIFY = "clarify", _("Clarify")
        CORRECT = "correct", _("Correct")
        EVIDENCE = "evidence", _("Send evidence")
        ADDITIONAL = "additional", _("Give additional data")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        ACCEPTED = "accepted", _("Accepted")
        EXPIRED = "expired", _("Expired")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OWED: ClassVar = (State.OPEN,)

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    ordinal = models.PositiveSmallIntegerField(_("ordinal"))
    number = models.CharField(_("number"), max_length=20, help_text=_("Of the year, e.g. “RI-2026-0007”."))
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="information_requests"
    )
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("semester"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    anchors = models.JSONField(
        _("parts of the answer"), default=list, blank=True, help_text=_("As measurements.anchors keeps them.")
    )
    evidence = models.ForeignKey(
        Evidence, verbose_name=_("evidence"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opening = models.OneToOneField(
        Opening,
        verbose_name=_("opened parts"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="information_request",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("text"))
    due_at = models.DateTimeField(
        _("due"), help_text=_("What arrives at this instant or later is late: midnight after the last day, in Lima.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(_("version"), default=1)
    made_by = models.ForeignKey(Appointment, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    first_answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    official_number = models.CharField(
        _("number of the official letter"), max_length=60, blank=True, help_text=_("As the ministry registered it.")
    )
    signed_file = models.ForeignKey(
        StoredFile, verbose_name=_("signed letter"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("information request")
        verbose_name_plural = _("information requests")
        ordering = ("-year", "-ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "year", "ordinal"], name="request_ordinal_once_a_year"),
            models.UniqueConstraint(fields=["plan", "number"], name="request_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["clarify", "correct", "evidence", "additional"]), name="request_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "accepted", "expired", "withdrawn"]),
                name="request_state_known",
            ),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(text=""), name="request_says_what_it_asks"),
            models.CheckConstraint(condition=Q(due_at__gt=F("made_at")), name="request_due_after_it_was_made"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered"], closed_at__isnull=True)
                | Q(state__in=["accepted", "expired", "withdrawn"], closed_at__isnull=False),
                name="request_closed_at_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "accepted"]) | Q(first_answered_at__isnull=False),
                name="request_answered_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(indicator__isnull=True) | Q(period__isnull=False), name="request_indicator_of_a_semester"
            ),
            models.CheckConstraint(
                condition=Q(evidence__isnull=True) | Q(indicator__isnull=False),
                name="request_evidence_of_an_indicator",
            ),
            models.CheckConstraint(
                condition=Q(signed_file__isnull=True) | ~Q(official_number=""), name="request_signed_with_its_number"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="request_version_positive"),
        ]

    def __str__(self) -> str:
        return self.number


class RequestMessage(models.Model):
    """One turn of the conversation, and the step that it made. Never changed."""

    request = models.ForeignKey(
        InformationRequest, verbose_name=_("information request"), on_delete=models.PROTECT, related_name="messages"
    )
    sequence = models.PositiveSmallIntegerField(_("sequence"))
    verb = models.CharField(_("step"), max_length=12)
    from_state = models.CharField(_("from"), max_length=10, choices=InformationRequest.State, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=InformationRequest.State)
    post = models.ForeignKey(
        Appointment, verbose_name=_("post"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("text"), blank=True)
    due_at = models.DateTimeField(_("due from then on"), null=True, blank=True)

    class Meta:
        verbose_name = _("message of a request")
        verbose_name_plural = _("messages of requests")
        ordering = ("request", "sequence")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "sequence"], name="request_message_once"),
            models.CheckConstraint(
                condition=Q(post__isnull=False) | Q(to_state="expired"), name="request_message_by_somebody"
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
