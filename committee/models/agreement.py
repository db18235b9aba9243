"""What a meeting agreed, and each step until it is done. committee/agreements/ writes it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models.meeting import Meeting
from committee.models.request import InformationRequest
from indicators.models import Indicator
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Appointment, Institution, Role, User


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User) -> Self:
        """The Committee: all. An institution: those that it is responsible for, once the minutes are closed."""
        if user.has_role(*COMMITTEE_ROLES, Role.OBSERVER):
            return self.all()
        return self.filter(institution__in=user.institution_ids(*REPORTING_ROLES), meeting__state=Meeting.State.CLOSED)

    def whole(self) -> Self:
        """With all that a page says of each."""
        return self.select_related(
            "meeting", "institution", "indicator", "information_request", "said_done_by__user", "closed_by__user"
        )

    def binding(self) -> Self:
        """Agreed in a meeting whose minutes are closed."""
        return self.filter(meeting__state=Meeting.State.CLOSED)

    def in_force(self) -> Self:
        """Binding, and still to be done."""
        return self.binding().filter(state=Agreement.State.OPEN)

    def owed(self) -> Self:
        """What the institution has still to do: in force, and not said to be done."""
        return self.in_force().filter(said_done_at__isnull=True)

    def overdue(self, *, on: dt.date) -> Self:
        return self.owed().filter(due_on__lt=on)

    def said_done(self) -> Self:
        """What the institution says is done and nobody has confirmed yet."""
        return self.in_force().filter(said_done_at__isnull=False)


class Agreement(models.Model):
    """What a meeting agreed, who is responsible and until when. It binds once the minutes are closed."""

    class State(models.TextChoices):
        OPEN = "open", _("To be done")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="agreements")
    ordinal = models.PositiveSmallIntegerField(_("ordinal"))
    text = models.TextField(_("agreement"))
    institution = models.ForeignKey(
        Institution, verbose_name=_("responsible"), on_delete=models.PROTECT, related_name="agreements"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    information_request = models.ForeignKey(
        InformationRequest,
        verbose_name=_("information request"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField(_("due on"), help_text=_("The last day, included."))
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(_("version"), default=1)
    said_done_by = models.ForeignKey(
        Appointment, verbose_name=_("said done by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_done_at = models.DateTimeField(_("said done"), null=True, blank=True)
    said_done_text = models.TextField(_("what was done"), blank=True)
    closed_by = models.ForeignKey(
        Appointment, verbose_name=_("closed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closing_text = models.TextField(_("closing note"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("meeting", "ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "ordinal"], name="agreement_ordinal_once"),
            models.CheckConstraint(condition=~Q(text=""), name="agreement_says_what"),
            models.CheckConstraint(condition=Q(state__in=["open", "done", "dropped"]), name="agreement_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", closed_by__isnull=True, closed_at__isnull=True)
                | ~Q(state="open") & Q(closed_by__isnull=False, closed_at__isnull=False),
                name="agreement_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(closing_text=""), name="agreement_dropped_says_why"
            ),
            models.CheckConstraint(
                condition=Q(said_done_by__isnull=True, said_done_at__isnull=True)
                | Q(said_done_by__isnull=False, said_done_at__isnull=False) & ~Q(said_done_text=""),
                name="agreement_said_done_with_words",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="agreement_version_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.ordinal}"

    def is_overdue(self, on: dt.date) -> bool:
        """Owed past its last day. What the institution says is done waits for the Committee, not for the institution."""
        return self.state == self.State.OPEN and self.said_done_at is None and on > self.due_on


class AgreementEvent(models.Model):
    """One step of an agreement since its meeting's minutes were closed: who, in which post, when, with which words. Never changed."""

    class Verb(models.TextChoices):
        AGREED = "agreed", pgettext_lazy("step of an agreement", "Agreed")
        SAID_DONE = "said_done", pgettext_lazy("step of an agreement", "The institution says that it is done")
        SENT_BACK = "sent_back", pgettext_lazy("step of an agreement", "Something is still missing")
        DONE = "done", pgettext_lazy("step of an agreement", "Confirmed as done")
        DROPPED = "dropped", pgettext_lazy("step of an agreement", "Dropped")

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("agreement"), on_delete=models.PROTECT, related_name="events"
    )
    sequence = models.PositiveSmallIntegerField(_("sequence"))
    verb = models.CharField(_("step"), max_length=9, choices=Verb)
    from_state = models.CharField(_("from"), max_length=7, choices=Agreement.State, blank=True)
    to_state = models.CharField(_("to"), max_length=7, choices=Agreement.State)
    post = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("step of an agreement")
        verbose_name_plural = _("steps of agreements")
        ordering = ("agreement", "sequence")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "sequence"], name="agreement_event_once"),
            models.CheckConstraint(
                condition=Q(verb__in=["agreed", "said_done", "sent_back", "done", "dropped"]),
                name="agreement_event_verb_known",
            ),
            models.CheckConstraint(
                condition=~Q(verb__in=["said_done", "sent_back", "dropped"]) | ~Q(text=""),
                name="agreement_event_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.verb}"
