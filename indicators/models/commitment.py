"""Who must report what, and since when."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.definition import IndicatorRevision
from indicators.models.period import ReportingPeriod
from indicators.models.plan import Indicator
from institutions.models import Institution


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def in_force(self, period: ReportingPeriod) -> Self:
        """Commitments that oblige to report that period: nothing is owed of an indicator retired by then."""
        return self.filter(
            Q(until_period__isnull=True) | Q(until_period__ordinal__gte=period.ordinal),
            indicator__plan=period.plan_id,
            from_period__ordinal__lte=period.ordinal,
        ).of_followed(period)

    def of_followed(self, period: ReportingPeriod) -> Self:
        """Without those to an indicator that was retired in the period or before: they stay as what was promised."""
        retired = IndicatorRevision.objects.filter(
            indicator=models.OuterRef("indicator"),
            change_class=IndicatorRevision.ChangeClass.RETIRED,
            effective_from__ordinal__lte=period.ordinal,
        )
        return self.exclude(models.Exists(retired.order_by()))

    def get_by_natural_key(self, plan: str, indicator: str, institution: str, from_period: str) -> Commitment:
        return self.get(
            indicator__plan__code=plan,
            indicator__code=indicator,
            institution__code=institution,
            from_period__code=from_period,
        )


class Commitment(models.Model):
    """An institution's duty to report an indicator, from one semester to another, both included."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        CONTRIBUTOR = "contributor", _("contributor")

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="commitments"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="commitments"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.CONTRIBUTOR)
    from_period = models.ForeignKey(ReportingPeriod, verbose_name=_("from"), on_delete=models.PROTECT, related_name="+")
    until_period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("until"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ("indicator__order", "institution__order")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "institution", "from_period"], name="commitment_once_per_start"
            ),
            models.UniqueConstraint(
                fields=["indicator", "institution"],
                condition=Q(until_period__isnull=True),
                name="commitment_open_once",
                violation_error_message=_("This institution already reports this indicator."),
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(role="lead", until_period__isnull=True),
                name="commitment_one_open_lead",
                violation_error_message=_("Another institution already leads this indicator."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.institution.code}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.indicator.natural_key(), self.institution.code, self.from_period.code)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "indicators.indicator",
        "indicators.reportingperiod",
        "institutions.institution",
    ]
