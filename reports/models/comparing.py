"""What comparing an edition with the data found last: an observation of that day, which says nothing of today."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.models.edition import ReportEdition


class LastComparison(models.Model):
    """How many facts of an edition in force the data told otherwise when it was compared with them last. No row: never compared."""

    edition = models.OneToOneField(
        ReportEdition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="last_comparison"
    )
    compared_at = models.DateTimeField(_("compared"))
    changed = models.PositiveIntegerField(_("data points that changed"))
    states = models.PositiveIntegerField(_("of them, states of progress"))

    class Meta:
        verbose_name = _("last comparison of an edition")
        verbose_name_plural = _("last comparisons of editions")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(states__lte=F("changed")), name="comparison_states_are_of_what_changed")
        ]

    def __str__(self) -> str:
        return f"{self.edition}"
