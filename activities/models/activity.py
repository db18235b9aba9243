"""An activity that an institution plans, and the line of it that a meeting adopted."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from activities.models.handed_in import SENT, Status
from activities.models.planning import PlanningRound, YearPlan
from indicators.models import Action, ActionPlan, GeneralObjective, Indicator
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Institution, Role, User


class ActivityQuerySet(models.QuerySet["Activity"]):
    def whole(self) -> Self:
        """With all that a page says of each, in a fixed number of queries."""
        return (
            self.with_continuation()
            .select_related("year_plan__round__plan", "institution", "action__objective__pillar", "continues")
            .prefetch_related("indicators", "general_objectives", "notes__period", "adopted_lines")
        )

    def with_continuation(self) -> Self:
        """Each with `continued_year`: the first year whose frozen plan holds an activity that continues it, else None."""
        continuing = Activity.objects.planned().filter(continues=OuterRef("pk")).order_by("year")
        return self.annotate(continued_year=Subquery(continuing.values("year")[:1]))

    def visible_to(self, user: User) -> Self:
        """Own institution: everything. The Committee: those of plans that stand as they were sent. Observers: of frozen plans."""
        seen = Q(institution__in=user.institution_ids(*REPORTING_ROLES))
        if user.has_role(*COMMITTEE_ROLES):
            seen |= Q(year_plan__status__in=SENT) | self._added()
        elif user.has_role(Role.OBSERVER):
            seen |= Q(year_plan__status__in=SENT, year_plan__round__sealed_at__isnull=False) | self._added()
        return self.filter(seen)

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def planned(self) -> Self:
        """Of frozen plans: adopted with them, or added since. What an institution wrote and never had validated is not part of it."""
        return self.filter(
            Q(year_plan__status=Status.VALIDATED) | self._added(), year_plan__round__sealed_at__isnull=False
        )

    def in_force(self) -> Self:
        """Of plans that were frozen, or added to them later, and not cancelled: what is followed up."""
        return self.planned().filter(cancelled_at__isnull=True)

    @staticmethod
    def _added() -> Q:
        """Added after the adoption by a change that was validated: only then is a change that adds one of an activity."""
        return Q(pk__in=Activity.objects.filter(changes__kind="add").values("pk"))


class Activity(models.Model):
    """What an institution does for one action of the plan: when, by which post, with which product.

    Its days are whole days, both included. While its plan is being written it changes freely; once the plan of the year is frozen
    only through a change that the Committee validated (`ActivityChange`), so that it can always be read against what was adopted.
    Whether it runs, is done or is delayed is not stored: progress notes and the day say so (activities/progress.py).
    """

    year_plan = models.ForeignKey(
        YearPlan, verbose_name=_("plan of the year"), on_delete=models.PROTECT, related_name="activities"
    )
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        on_delete=models.PROTECT,
        related_name="activities",
        help_text=_("That of its plan."),
    )
    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), help_text=_("That of its plan."))
    ordinal = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=40, help_text=_("Institution, year and number, e.g. “EP-2027-03”."))
    action = models.ForeignKey(
        Action, verbose_name=_("action of the plan"), on_delete=models.PROTECT, related_name="activities"
    )
    title = models.CharField(_("activity"), max_length=200)
    language = models.CharField(_("language of the text"), max_length=2, default="es")
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"), help_text=_("The last day, included."))
    responsible_post = models.CharField(
        _("responsible post"), max_length=150, help_text=_("The post, not a person's name.")
    )
    expected_product = models.CharField(_("expected product"), max_length=300)
    indicators = models.ManyToManyField(
        Indicator, verbose_name=_("indicators that it serves"), related_name="activities", blank=True
    )
    general_objectives = models.ManyToManyField(
        GeneralObjective, verbose_name=_("general objectives that it serves"), related_name="activities", blank=True
    )
    continues = models.ForeignKey(
        "self",
        verbose_name=_("continues"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="continued_by",
        help_text=_("The activity of an earlier year that it was copied from."),
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True)

    objects = ActivityQuerySet.as_manager()
    continued_year: int | None
    """Only where `with_continuation` read it."""

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("year", "institution__order", "ordinal")
        indexes: ClassVar = [models.Index(fields=["year", "institution"], name="activity_by_year")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year_plan", "ordinal"], name="activity_number_once_per_plan"),
            models.UniqueConstraint(fields=["plan", "code"], name="activity_code_once_per_plan"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_starts",
                violation_error_message=_("An activity cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(expected_product="") & ~Q(responsible_post=""),
                name="activity_says_what_and_who",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""),
                name="activity_cancelled_says_why",
            ),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="activity_number_positive"),
            models.CheckConstraint(condition=Q(version__gte=1), name="activity_version_positive"),
        ]

    def __str__(self) -> str:
        return self.code


class AdoptedActivity(models.Model):
    """The line of one activity in the plan of the year as a meeting adopted it. Never changed (the database refuses).

    An activity without such a line was added after the adoption.
    """

    round = models.ForeignKey(
        PlanningRound, verbose_name=_("planning round"), on_delete=models.PROTECT, related_name="adopted_lines"
    )
    activity = models.ForeignKey(
        Activity, verbose_name=_("activity"), on_delete=models.PROTECT, related_name="adopted_lines"
    )
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    content = models.JSONField(_("as adopted"), help_text=_("As activities.content keeps it."))

    class Meta:
        verbose_name = _("adopted activity")
        verbose_name_plural = _("adopted activities")
        ordering = ("round", "activity__institution__order", "activity__ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity"], name="adopted_activity_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity.code}"
