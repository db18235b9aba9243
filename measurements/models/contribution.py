"""Consolidation: the part that a subordinate unit gives for its parent's answer. Never a measurement of its own."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Component, Indicator, ReportingPeriod
from institutions.models import REPORTING_ROLES, Institution, User
from measurements.models.measurement import GREATEST_VALUE, Answer, CategoryCombination, Measurement, Status


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, user: User) -> Self:
        """The unit's own people, and those of the institution that it is part of."""
        own = user.institution_ids(*REPORTING_ROLES)
        return self.filter(Q(unit__in=own) | Q(unit__parent__in=own))

    def given(self) -> Self:
        return self.filter(status=Contribution.Status.GIVEN)

    def awaited(self) -> Self:
        """Asked and not given yet, while the answer that they belong to can still take them."""
        closed = Measurement.objects.filter(
            indicator=models.OuterRef("indicator"),
            period=models.OuterRef("period"),
            institution=models.OuterRef("unit__parent"),
        ).exclude(status__in=(Status.DRAFT, Status.RETURNED))
        return self.filter(~models.Exists(closed), status=Contribution.Status.ASKED, unit__parent__isnull=False)

    def asked_by_institution(self, institution: Institution) -> Self:
        """What the units of an institution were asked for."""
        return self.filter(unit__parent=institution)

    def with_values(self) -> Self:
        """Everything that showing and adding them needs, in a fixed number of queries."""
        return self.select_related("unit__parent", "period", "indicator", "given_by", "asked_by").prefetch_related(
            "values__component", "values__combination"
        )


class Contribution(models.Model):
    """What one unit was asked for by its parent, and what it gave, for one indicator and semester."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        GIVEN = "given", _("Given")

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="contributions"
    )
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="contributions"
    )
    unit = models.ForeignKey(
        Institution, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="contributions"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"))
    wanted_by = models.DateField(_("wanted by"), null=True, blank=True)
    note = models.TextField(_("note for the unit"), blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.ASKED)
    answer = models.CharField(_("answer"), max_length=16, choices=Answer, default=Answer.REPORTED)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("saved"), null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    given_at = models.DateTimeField(_("given"), null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution of a unit")
        verbose_name_plural = _("contributions of units")
        ordering = ("period", "indicator__order", "unit__order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "period", "unit"], name="contribution_once_per_unit"),
            models.CheckConstraint(condition=Q(status__in=("asked", "given")), name="contribution_status_known"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="contribution_answer_known"),
            models.CheckConstraint(
                condition=Q(answer=Answer.REPORTED) | ~Q(reason=""),
                name="contribution_without_value_says_why",
                violation_error_message=_("Say why the indicator cannot be reported."),
            ),
            models.CheckConstraint(
                condition=~Q(status="given") | Q(given_by__isnull=False, given_at__isnull=False),
                name="contribution_given_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.unit.code} · {self.period}"

    @property
    def is_given(self) -> bool:
        return self.status == self.Status.GIVEN

    @property
    def is_begun(self) -> bool:
        """Somebody of the unit has written in it, though perhaps not given it yet."""
        return self.updated_at is not None


class ContributedValue(models.Model):
    """The value of one cell of a unit's part, under the same rules as a measured value."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="values"
    )
    component = models.ForeignKey(Component, verbose_name=_("component"), on_delete=models.PROTECT, related_name="+")
    combination = models.ForeignKey(
        CategoryCombination, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="+"
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = _("contributed value")
        verbose_name_plural = _("contributed values")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contribution", "component", "combination"], name="contributed_value_once_per_cell"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lt=GREATEST_VALUE), name="contributed_value_finite_and_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True)
                | (Q(denominator__gte=F("value")) & Q(denominator__lt=GREATEST_VALUE)),
                name="contributed_numerator_within_denominator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component.code} {self.combination}: {self.value}"
