"""Figures that others published, kept beside the plan's own as context: never added to them, never judged by them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.models.plan import ActionPlan, Indicator


class ContextSeriesQuerySet(models.QuerySet["ContextSeries"]):
    def get_by_natural_key(self, plan: str, code: str) -> ContextSeries:
        return self.get(plan__code=plan, code=code)


class ContextSeries(models.Model):
    """A published series: the yearly goals of a United Nations strategy, or observations that somebody else made."""

    class Nature(models.TextChoices):
        GOAL = "goal", _("goal of somebody else's strategy")
        OBSERVATION = "observation", _("observation by somebody else")

    plan = models.ForeignKey(
        ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="context_series"
    )
    code = models.SlugField(_("code"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    nature = models.CharField(_("nature"), max_length=12, choices=Nature)
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("beside the indicator"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="context_series",
    )  # fmt: skip
    series_code = models.SlugField(
        _("beside its series"), max_length=40, blank=True, help_text=_("Empty: beside the indicator as a whole.")
    )
    label = models.CharField(_("label"), max_length=150)
    unit = models.CharField(_("unit"), max_length=80)
    source = models.CharField(_("source"), max_length=300)
    note = models.TextField(_("note"), blank=True)

    objects = ContextSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of context")
        verbose_name_plural = _("series of context")
        ordering = ("plan", "order", "code")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "code"], name="context_series_code_once_per_plan")
        ]

    def __str__(self) -> str:
        return self.label or self.code

    def natural_key(self) -> tuple[str, str]:
        return (self.plan.code, self.code)

    natural_key.dependencies = ["indicators.actionplan", "indicators.indicator"]  # type: ignore[attr-defined]


class ContextValueQuerySet(models.QuerySet["ContextValue"]):
    def get_by_natural_key(self, plan: str, series: str, year: int, month: int) -> Any:
        return self.get(series__plan__code=plan, series__code=series, year=year, month=month)


class ContextValue(models.Model):
    """One published value: of a calendar year (month 0) or of one month. A share has numerator and denominator."""

    series = models.ForeignKey(ContextSeries, verbose_name=_("series"), on_delete=models.CASCADE, related_name="values")
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), default=0, help_text=_("0: the year as a whole."))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)
    is_interpolated = models.BooleanField(_("our own straight line between published values"), default=False)
    quotation = models.TextField(_("quotation"), blank=True)

    objects = ContextValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("value of context")
        verbose_name_plural = _("values of context")
        ordering = ("series", "year", "month")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "year", "month"], name="context_value_once"),
            models.CheckConstraint(condition=Q(month__lte=12), name="context_value_of_a_month_or_a_year"),
            models.CheckConstraint(
                condition=Q(value__gte=0) & (Q(denominator__isnull=True) | Q(denominator__gte=F("value"))),
                name="context_part_within_its_whole",
                violation_error_message=_("The numerator cannot be greater than the denominator."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"

    def natural_key(self) -> tuple[str, str, int, int]:
        return (*self.series.natural_key(), self.year, self.month)

    natural_key.dependencies = ["indicators.contextseries"]  # type: ignore[attr-defined]
