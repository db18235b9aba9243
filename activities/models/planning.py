"""The planning of a year: the round that the Committee opens, and what each institution proposes in it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models.handed_in import SENT, HandedIn, path_constraints
from documents.days import last_day_before
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Appointment, Institution, Role, User


class PlanningRoundQuerySet(models.QuerySet["PlanningRound"]):
    def whole(self) -> Self:
        return self.select_related("plan", "opened_by__user", "adopted_by__user")

    def visible_to(self, user: User) -> Self:
        """The Committee and its observers: all. An institution: those that it is asked in."""
        if user.has_role(*COMMITTEE_ROLES, Role.OBSERVER):
            return self.all()
        return self.filter(year_plans__institution__in=user.institution_ids(*REPORTING_ROLES)).distinct()

    def sealed(self) -> Self:
        """Adopted in a meeting whose minutes are closed: the plan of the year is frozen."""
        return self.filter(sealed_at__isnull=False)


class PlanningRound(models.Model):
    """The planning of one year's activities: opened by the Committee, proposed by institutions, adopted in a meeting.

    A year has one round: one that was cancelled is opened again. While it is open, institutions propose. Consolidated: nobody changes
    anything until the meeting. Adopted: a meeting adopted it;
    `sealed_at`, once that meeting's minutes are closed: from then on what differs is a change against the adopted plan.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a planning round", "Open to proposals")
        CONSOLIDATED = "consolidated", pgettext_lazy("state of a planning round", "Consolidated")
        ADOPTED = "adopted", pgettext_lazy("state of a planning round", "Adopted")
        CANCELLED = "cancelled", pgettext_lazy("state of a planning round", "Cancelled")

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    due_at = models.DateTimeField(_("due"), help_text=_("What arrives at this instant or later is late."))
    note = models.TextField(_("what the Committee asks for"), blank=True)
    language = models.CharField(_("language of the text"), max_length=2, default="es")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    reason = models.TextField(_("why it was cancelled"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    opened_by = models.ForeignKey(Appointment, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"))
    act_reference = models.CharField(
        _("act of adoption"), max_length=150, blank=True, help_text=_("The minutes of the meeting that adopted it.")
    )
    adopted_by = models.ForeignKey(
        Appointment,
        verbose_name=_("adoption noted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)
    sealed_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    digest = models.CharField(
        _("digest of the adopted plan"), max_length=64, blank=True, help_text=_("SHA-256 of what was frozen.")
    )

    objects = PlanningRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("planning round")
        verbose_name_plural = _("planning rounds")
        ordering = ("-year", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "year"],
                name="round_once_a_year",
                violation_error_message=_("The planning of this year was opened already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "consolidated", "adopted", "cancelled"]), name="round_state_known"
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("opened_at")),
                name="round_due_after_it_opened",
                violation_error_message=_("The last day comes after the day on which the round opens."),
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(reason="") | ~Q(state="cancelled") & Q(reason=""),
                name="round_cancelled_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="adopted", adopted_by__isnull=False, adopted_at__isnull=False) & ~Q(act_reference="")
                | ~Q(state="adopted") & Q(adopted_by__isnull=True, adopted_at__isnull=True, act_reference=""),
                name="round_adopted_by_an_act",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True, digest="")
                | Q(sealed_at__isnull=False, state="adopted") & ~Q(digest=""),
                name="round_sealed_once_adopted",
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="round_year_sensible"),
            models.CheckConstraint(condition=Q(version__gte=1), name="round_version_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.code} {self.year}"

    @property
    def due_on(self) -> dt.date:
        """The last day on time, as people say it."""
        return last_day_before(self.due_at)

    def is_overdue(self, at: dt.datetime) -> bool:
        return at >= self.due_at

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None


class YearPlanQuerySet(models.QuerySet["YearPlan"]):
    def whole(self) -> Self:
        return self.select_related("round__plan", "institution", "submitted_by", "validated_by", "updated_by")

    def visible_to(self, user: User) -> Self:
        """Own institution: everything. The Committee: what stands as it was sent. Observers: what was frozen."""
        seen = Q(institution__in=user.institution_ids(*REPORTING_ROLES))
        if user.has_role(*COMMITTEE_ROLES):
            seen |= Q(status__in=SENT)
        elif user.has_role(Role.OBSERVER):
            seen |= Q(status__in=SENT, round__sealed_at__isnull=False)
        return self.filter(seen)

    def asked(self) -> Self:
        """Of the institutions that are asked, not of those left out when a cancelled planning was opened again."""
        return self.filter(is_asked=True)


class YearPlan(HandedIn):
    """What one institution proposes to do in a year. That it exists says that the institution was asked; `is_asked`, that it still is.

    `has_none`: the institution declares that it plans no activity, and why. An empty plan without it says nothing yet.
    """

    round = models.ForeignKey(
        PlanningRound, verbose_name=_("planning round"), on_delete=models.PROTECT, related_name="year_plans"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="year_plans"
    )
    has_none = models.BooleanField(_("plans no activity"), default=False)
    reason = models.TextField(_("why it plans none"), blank=True)
    language = models.CharField(_("language of the text"), max_length=2, default="es")
    is_asked = models.BooleanField(
        _("is asked"), default=True, help_text=_("No: the planning was opened again without it. What it wrote stays.")
    )
    last_ordinal = models.PositiveSmallIntegerField(
        _("last number given"),
        default=0,
        help_text=_("A number is never used again, not even after its activity was taken out."),
    )

    objects = YearPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of an institution for a year")
        verbose_name_plural = _("plans of institutions for a year")
        ordering = ("-round__year", "institution__order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "institution"], name="year_plan_once_per_institution"),
            models.CheckConstraint(
                condition=Q(has_none=False, reason="") | Q(has_none=True),
                name="year_plan_reason_only_of_none",
            ),
            models.CheckConstraint(condition=Q(is_asked=True) | ~Q(status__in=SENT), name="year_plan_sent_is_asked"),
            *path_constraints("year_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.institution.code} {self.round.year}"

    @property
    def year(self) -> int:
        return self.round.year
