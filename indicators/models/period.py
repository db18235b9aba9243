"""When: the semesters of a plan and the window in which each is reported."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Protocol, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.days import last_day_before
from indicators.calendar import Semester
from indicators.models.plan import ActionPlan
from institutions.models import Appointment


class HasWindow(Protocol):
    """The three instants of a window, of everybody or of one institution."""

    @property
    def opens_at(self) -> dt.datetime: ...
    @property
    def due_at(self) -> dt.datetime: ...
    @property
    def closes_at(self) -> dt.datetime: ...


class Windowed:
    """What the three instants mean. An instant before `due_at` is on time; before `closes_at` it can still be sent."""

    __slots__ = ()

    @property
    def due_on(self: HasWindow) -> dt.date:
        """The last day on time, as people say it: a due instant at midnight belongs to the day that it ends."""
        return last_day_before(self.due_at)

    @property
    def closes_on(self: HasWindow) -> dt.date:
        return last_day_before(self.closes_at)

    def is_open(self: HasWindow, at: dt.datetime) -> bool:
        return self.opens_at <= at < self.closes_at

    def is_closed(self: HasWindow, at: dt.datetime) -> bool:
        return at >= self.closes_at

    def is_overdue(self: HasWindow, at: dt.datetime) -> bool:
        """Whether what is sent at that instant for the first time is late."""
        return at >= self.due_at


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def open(self, *, at: dt.datetime) -> Self:
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def begun(self, *, at: dt.datetime) -> Self:
        """Periods whose window has opened, latest first: those that can hold data."""
        return self.filter(opens_at__lte=at).order_by("-ordinal")

    def near(self, *, at: dt.datetime) -> Self:
        """Semesters that have begun and the one after them. Those further ahead exist only so that targets can lie in them."""
        today = Semester.of(timezone.localtime(at).date())
        return self.filter(ordinal__lte=today.next.ordinal)

    def get_by_natural_key(self, plan: str, code: str) -> ReportingPeriod:
        return self.get(plan__code=plan, code=code)


class ReportingPeriod(Windowed, models.Model):
    """A semester of a plan. An instant before `due_at` is on time; before `closes_at` it can still be sent; then it is locked."""

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="periods")
    code = models.CharField(_("code"), max_length=10)
    ordinal = models.PositiveSmallIntegerField(_("ordinal"), help_text=_("Year × 2, plus 1 in the second semester."))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    opens_at = models.DateTimeField(_("opens"))
    due_at = models.DateTimeField(_("due"), help_text=_("What arrives at this instant or later is late."))
    closes_at = models.DateTimeField(_("closes"), help_text=_("From this instant nothing more can be sent."))

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("semester")
        verbose_name_plural = _("semesters")
        ordering = ("plan", "ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "code"], name="period_code_once_per_plan"),
            models.UniqueConstraint(fields=["plan", "ordinal"], name="period_ordinal_once_per_plan"),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="period_ends_after_it_starts",
                violation_error_message=_("The last day must come after the first."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("due_at")) & Q(due_at__lte=F("closes_at")),
                name="period_opens_then_due_then_closes",
                violation_error_message=_("A semester opens, then is due, then closes, in this order."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def natural_key(self) -> tuple[str, str]:
        return (self.plan.code, self.code)

    natural_key.dependencies = ["indicators.actionplan"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        if not (self.plan_id and self.starts_on and self.ends_on):
            return
        others = ReportingPeriod.objects.filter(plan=self.plan_id).exclude(pk=self.pk)
        if others.filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on).exists():
            raise ValidationError(_("Another semester of this plan covers some of these days."))


class WindowChange(models.Model):
    """The record of a window that was set or moved: who, in which post, when, why, from what to what. Never changed."""

    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="window_changes"
    )
    appointment = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    opened_at = models.DateTimeField(_("opened before the change"), null=True, blank=True)
    was_due_at = models.DateTimeField(_("due before the change"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed before the change"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens"))
    due_at = models.DateTimeField(_("due"))
    closes_at = models.DateTimeField(_("closes"))

    class Meta:
        verbose_name = _("change of a window")
        verbose_name_plural = _("changes of windows")
        ordering = ("period", "at", "id")

    def __str__(self) -> str:
        return f"{self.period}: {self.at}"
