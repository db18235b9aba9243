"""Consolidation: the part that a subordinate unit gives for its parent's answer. Never a measurement of its own."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator, ReportingPeriod
from institutions.models import REPORTING_ROLES, Institution, User
from measurements.models.measurement import Answer, CellValue, Measurement, Status, cell_constraints


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, user: User) -> Self:
        """The unit's own people, and those of the institution that asked."""
        own = user.institution_ids(*REPORTING_ROLES)
        return self.filter(Q(unit__in=own) | Q(institution__in=own))

    def given(self) -> Self:
        return self.filter(status=Contribution.Status.GIVEN)

    def awaited(self) -> Self:
        """Asked and not given yet, while the answer that they belong to can still take them."""
        closed = Measurement.objects.filter(
            indicator=models.OuterRef("indicator"),
            period=models.OuterRef("period"),
            institution=models.OuterRef("institution"),
        ).exclude(status__in=(Status.DRAFT, Status.RETURNED))
        return self.filter(~models.Exists(closed), status=Contribution.Status.ASKED)

    def asked_by_institution(self, institution: Institution) -> Self:
        """What the units of an institution were asked for."""
        return self.filter(institution=institution)

    def with_values(self) -> Self:
        """Everything that showing and adding them needs, in a fixed number of queries."""
        return self.select_related(
            "unit", "institution", "period", "indicator", "given_by", "asked_by"
        ).prefetch_related("values__component", "values__combination")

    def with_amounts(self) -> Self:
        """What each unit gave and no more, the units in their order: every step of an answer adds them up."""
        parts = self.select_related("unit").prefetch_related("values__component", "values__combination")
        return parts.order_by("unit__order", "unit__code")


class Contribution(models.Model):
    """What one unit was asked for by its institution, and what it gave, for one indicator and semester.

    It stays part of the answer of the institution that asked, wherever the unit belongs later.
    """

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
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution that asked"),
        on_delete=models.PROTECT,
        related_name="asked_contributions",
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
            models.CheckConstraint(condition=~Q(unit=F("institution")), name="contribution_of_a_unit"),
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


class ContributedValue(CellValue):
    """The value of one cell of a unit's part, under the same rules as a measured value."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="values"
    )

    class Meta:
        verbose_name = _("contributed value")
        verbose_name_plural = _("contributed values")
        constraints: ClassVar = cell_constraints("contribution", prefix="contributed_value")
