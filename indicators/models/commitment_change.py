"""The record of who must report what: every commitment that began, ended or changed its role."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.commitment import Commitment
from indicators.models.period import ReportingPeriod
from indicators.models.plan import Indicator
from institutions.models import Appointment, Institution


class CommitmentChange(models.Model):
    """One change of one commitment, from a semester on: who made it, in which post, when and why. Never changed."""

    class What(models.TextChoices):
        BEGUN = "begun", _("Begins")
        ENDED = "ended", _("Ends")
        ROLE = "role", _("Changes its role")

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="commitment_changes"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="commitment_changes"
    )
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("from semester"), on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField(_("change"), max_length=5, choices=What)
    role = models.CharField(
        _("role"),
        max_length=12,
        choices=Commitment.Role,
        help_text=_("From then on; of one that ends, the one it had."),
    )
    post = models.ForeignKey(
        Appointment,
        verbose_name=_("post"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("None: it came with the plan's data."),
    )
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of a commitment")
        verbose_name_plural = _("changes of commitments")
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(what__in=["begun", "ended", "role"]), name="commitment_change_kind_known"
            ),
            models.CheckConstraint(condition=Q(what="begun") | ~Q(reason=""), name="commitment_change_says_why"),
            models.CheckConstraint(
                condition=Q(what="begun") | Q(post__isnull=False), name="commitment_change_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.institution.code}: {self.what}"
