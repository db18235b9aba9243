"""A change of the plan of the year after it was frozen: an activity added, altered, moved or cancelled."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models.activity import Activity
from activities.models.handed_in import SENT, HandedIn, Status, path_constraints
from activities.models.planning import YearPlan
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Role, User


class ActivityChangeQuerySet(models.QuerySet["ActivityChange"]):
    def whole(self) -> Self:
        return self.select_related(
            "year_plan__round__plan", "year_plan__institution", "activity", "submitted_by", "validated_by", "updated_by"
        )

    def open(self) -> Self:
        """Neither validated nor withdrawn."""
        return self.filter(withdrawn_at__isnull=True).exclude(status=Status.VALIDATED)

    def visible_to(self, user: User) -> Self:
        """Own institution: everything. The Committee: what stands as it was sent. Observers: what took effect."""
        seen = Q(year_plan__institution__in=user.institution_ids(*REPORTING_ROLES))
        if user.has_role(*COMMITTEE_ROLES):
            seen |= Q(status__in=SENT, withdrawn_at__isnull=True)
        elif user.has_role(Role.OBSERVER):
            seen |= Q(status=Status.VALIDATED)
        return self.filter(seen)


class ActivityChange(HandedIn):
    """What an institution asks to change in its frozen plan, and why. It takes effect when the Committee validates it.

    `content` is the activity as it would read, whole; `before` as it read when the change was written. Both as activities.content
    keeps them. Of an addition `activity` is empty until it is validated; of a cancellation `content` stays as it was.
    """

    class Kind(models.TextChoices):
        ADD = "add", pgettext_lazy("change of the plan of the year", "Add an activity")
        ALTER = "alter", pgettext_lazy("change of the plan of the year", "Change or move it")
        CANCEL = "cancel", pgettext_lazy("change of the plan of the year", "Cancel it")

    year_plan = models.ForeignKey(
        YearPlan, verbose_name=_("plan of the year"), on_delete=models.PROTECT, related_name="changes"
    )
    ordinal = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    activity = models.ForeignKey(
        Activity, verbose_name=_("activity"), null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    content = models.JSONField(_("as it would read"))
    before = models.JSONField(_("as it read"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    language = models.CharField(_("language of the text"), max_length=2, default="es")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ActivityChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of an activity")
        verbose_name_plural = _("changes of activities")
        ordering = ("year_plan", "ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year_plan", "ordinal"], name="change_number_once_per_plan"),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(status="validated"),
                name="change_one_open_per_activity",
                violation_error_message=_("A change of this activity is under way already."),
            ),
            models.CheckConstraint(condition=Q(kind__in=["add", "alter", "cancel"]), name="change_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="change_says_why"),
            models.CheckConstraint(
                condition=Q(kind="add", activity__isnull=True)
                | Q(kind="add", status="validated", activity__isnull=False)
                | ~Q(kind="add") & Q(activity__isnull=False, before__isnull=False),
                name="change_of_an_activity_or_an_addition",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(status__in=["draft", "returned"]),
                name="change_withdrawn_before_it_is_sent",
            ),
            *path_constraints("change"),
        ]

    def __str__(self) -> str:
        return f"{self.year_plan} · {self.ordinal}"

    @property
    def is_under_way(self) -> bool:
        """Neither validated nor withdrawn: no other change of the same activity can be asked for."""
        return self.withdrawn_at is None and self.status != Status.VALIDATED
