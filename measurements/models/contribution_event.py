"""The path of every part that a unit was asked for, written once and never changed, also of those that were withdrawn."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator, ReportingPeriod
from institutions.models import Appointment, Institution


class ContributionEventQuerySet(models.QuerySet["ContributionEvent"]):
    def about(self, indicator: Indicator, institution: Institution, period: ReportingPeriod) -> Self:
        """Of all the parts of one answer, with whom they name."""
        found = self.filter(indicator=indicator, institution=institution, period=period)
        return found.select_related("unit", "actor")


class ContributionEvent(models.Model):
    """One step of a part: who, in which post, when, and what was given. The row of the part itself may be gone."""

    class Act(models.TextChoices):
        ASKED = "asked", _("Asked")
        GIVEN = "given", _("Given")
        TAKEN_BACK = "taken_back", _("Taken back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    indicator = models.ForeignKey(Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution that asked"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(Institution, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    act = models.CharField(_("step"), max_length=10, choices=Act)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    appointment = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    given = models.TextField(_("what was given, as canonical JSON"), blank=True)

    objects = ContributionEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a unit's part")
        verbose_name_plural = _("steps of units' parts")
        ordering = ("at", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(act__in=("asked", "given", "taken_back", "withdrawn")), name="contribution_event_act_known"
            ),
            models.CheckConstraint(
                condition=(Q(act="given") & ~Q(given="")) | (~Q(act="given") & Q(given="")),
                name="contribution_event_keeps_what_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code} · {self.indicator}: {self.act}"
