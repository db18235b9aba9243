"""What an institution would change of an indicator that it reports, and what the Committee answered. committee/proposals/ writes it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models.review import ReviewDecision, ReviewSession
from indicators.models import ActionPlan, Indicator
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Appointment, Institution, Role, User


class IndicatorProposalQuerySet(models.QuerySet["IndicatorProposal"]):
    def whole(self) -> Self:
        return self.select_related(
            "indicator", "institution", "post__user", "session__meeting", "decision", "answered_by__user"
        )

    def waiting(self) -> Self:
        return self.filter(state=IndicatorProposal.State.WAITING)

    def visible_to(self, user: User) -> Self:
        """The Committee and its observers: all. An institution: its own."""
        if user.has_role(*COMMITTEE_ROLES, Role.OBSERVER):
            return self.all()
        return self.filter(institution__in=user.institution_ids(*REPORTING_ROLES))


class IndicatorProposal(models.Model):
    """A change to an indicator, proposed by the approver of an institution that reports it. The next review answers it."""

    class What(models.TextChoices):
        DEFINITION = "definition", pgettext_lazy("proposal", "Another definition")
        TARGET = "target", pgettext_lazy("proposal", "A baseline or a target")
        BREAKDOWN = "breakdown", pgettext_lazy("proposal", "Another breakdown")
        RETIRE = "retire", pgettext_lazy("proposal", "To retire it")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("state of a proposal", "Waiting for the next review")
        ACCEPTED = "accepted", pgettext_lazy("state of a proposal", "Accepted")
        PARTLY = "partly", pgettext_lazy("state of a proposal", "Accepted in part")
        DECLINED = "declined", pgettext_lazy("state of a proposal", "Not accepted")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a proposal", "Withdrawn")

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=20, help_text=_("Of the year, e.g. “PC-2026-0007”."))
    year = models.PositiveSmallIntegerField(_("year"))
    ordinal = models.PositiveIntegerField(_("ordinal"))
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="proposals"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField(_("what would change"), max_length=10, choices=What)
    text = models.TextField(_("proposal"))
    reasons = models.TextField(_("reasons"))
    language = models.CharField(_("language of the text"), max_length=2, default="es")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    version = models.PositiveIntegerField(_("version"), default=1)
    post = models.ForeignKey(Appointment, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("proposed"))
    session = models.ForeignKey(
        ReviewSession,
        verbose_name=_("review session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        help_text=_("On whose agenda it stands, or stood when it was answered."),
    )
    decision = models.ForeignKey(
        ReviewDecision, verbose_name=_("decision"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        Appointment, verbose_name=_("answered by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = IndicatorProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed change of an indicator")
        verbose_name_plural = _("proposed changes of indicators")
        ordering = ("-year", "-ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="proposal_number_once"),
            models.UniqueConstraint(fields=["year", "ordinal"], name="proposal_ordinal_once_a_year"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(reasons=""), name="proposal_says_what_and_why"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "accepted", "partly", "declined", "withdrawn"]),
                name="proposal_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"], answered_by__isnull=True, answered_at__isnull=True)
                | Q(state__in=["accepted", "partly", "declined"], answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(answer=""),
                name="proposal_answered_with_words",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="proposal_version_positive"),
        ]

    def __str__(self) -> str:
        return self.number
