"""Against what a figure is judged: where it started and where it should arrive, with the act that says so.

Of a series as a whole (no institution), or of one institution within it. They belong to a definition: adopting another one copies
them forward unless the Committee's decision changes them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.period import ReportingPeriod
from indicators.models.series import Series
from institutions.models import Institution

OF_ALL = Q(institution__isnull=True)


class Baseline(models.Model):
    """The value a series started from. For a proportion, numerator and denominator; or a rate in percent without one."""

    series = models.ForeignKey(Series, verbose_name=_("series"), on_delete=models.PROTECT, related_name="baselines")
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: of all institutions together."),
    )
    period = models.ForeignKey(ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series"], condition=OF_ALL, name="baseline_once_per_series"),
            models.UniqueConstraint(
                fields=["series", "institution"], condition=~OF_ALL, name="baseline_once_per_institution"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & (Q(denominator__isnull=True) | Q(denominator__gte=models.F("value"))),
                name="baseline_numerator_within_denominator",
                violation_error_message=_("The numerator cannot be greater than the denominator."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.value}"


class Target(models.Model):
    """A point of a series' trajectory, dated and with the act that approved it.

    For a proportion the value is in percent, or a numerator beside its denominator. The scope says over what the value is taken:
    the semester, the calendar year, or everything since the plan's start.
    """

    class Scope(models.TextChoices):
        PERIOD = "period", _("the semester")
        YEAR = "year", _("the calendar year")
        CUMULATIVE = "cumulative", _("since the plan's start")

    series = models.ForeignKey(Series, verbose_name=_("series"), on_delete=models.PROTECT, related_name="targets")
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: of all institutions together."),
    )
    period = models.ForeignKey(ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(_("scope"), max_length=12, choices=Scope, default=Scope.PERIOD)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)
    act_reference = models.CharField(_("act"), max_length=300)
    approved_on = models.DateField(_("approved on"))
    source = models.CharField(
        _("source of the path"), max_length=300, blank=True, help_text=_("E.g. the strategy that it follows.")
    )
    is_interpolated = models.BooleanField(
        _("interpolated"), default=False, help_text=_("Between two values that the source publishes.")
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("series", "period__ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "period"], condition=OF_ALL, name="target_once_per_series_and_period"
            ),
            models.UniqueConstraint(
                fields=["series", "period", "institution"], condition=~OF_ALL, name="target_once_per_institution"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="target_not_negative"),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0, denominator__gte=models.F("value")),
                name="target_numerator_within_denominator",
                violation_error_message=_("The numerator cannot be greater than the denominator."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.value}"
