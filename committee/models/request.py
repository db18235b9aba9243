"""An information request: numbered, addressed, due on a day, answered in a conversation.

committee/requests/requiring.py makes it, committee/requests/requesting.py moves it.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models import Activity
from documents.days import last_day_before
from documents.models import StoredFile
from indicators.models import ActionPlan, Indicator, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Appointment, Institution, User
from measurements.models import Opening


class InformationRequestQuerySet(models.QuerySet["InformationRequest"]):
    def visible_to(self, user: User) -> Self:
        """The institution that owes the answer, and the Committee."""
        if user.has_role(*COMMITTEE_ROLES):
            return self.all()
        return self.filter(institution__in=user.institution_ids(*REPORTING_ROLES))

    def whole(self) -> Self:
        """With all that a page or a letter says of it."""
        return self.select_related("plan", "institution", "period", "indicator", "activity", "opening", "made_by__user")

    def owed(self) -> Self:
        """What an institution has still to answer, overdue or not."""
        return self.filter(state=InformationRequest.State.OPEN)

    def overdue(self, *, at: dt.datetime) -> Self:
        return self.owed().filter(due_at__lte=at)


class InformationRequest(models.Model):
    """What the Committee requires of one institution, about a semester, an indicator, parts of an answer or an activity.

    One document is a part too: its anchor names it by its digest.
    """

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
        WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")

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
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="information_requests",
        help_text=_("One of the institution's own."),
    )
    anchors = models.JSONField(
        _("parts of the answer"), default=list, blank=True, help_text=_("As measurements.anchors keeps them.")
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
    language = models.CharField(_("language of the text"), max_length=2, default="es")
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
            models.UniqueConstraint(fields=["year", "ordinal"], name="request_ordinal_once_a_year"),
            models.UniqueConstraint(fields=["number"], name="request_number_once"),
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
                condition=Q(signed_file__isnull=True) | ~Q(official_number=""), name="request_signed_with_its_number"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="request_version_positive"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def due_on(self) -> dt.date:
        """The last day, as people say it."""
        return last_day_before(self.due_at)

    def is_overdue(self, at: dt.datetime) -> bool:
        """Whether the institution owes the answer and its last day is over."""
        return self.state == self.State.OPEN and at >= self.due_at

    @property
    def days_to_answer(self) -> int | None:
        """Calendar days in Lima from the request to its first answer; the same day is 0."""
        if self.first_answered_at is None:
            return None
        return (timezone.localtime(self.first_answered_at).date() - timezone.localtime(self.made_at).date()).days
