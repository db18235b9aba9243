"""Who said that two items of different institutions are the same, or are not, and why. Written once and never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from institutions.models import Appointment
from measurements.models.register import RegisterItem


class ItemJoin(models.Model):
    """One decision of a reviewer or of who reports: joined items count once, separated ones each for itself."""

    item = models.ForeignKey(RegisterItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="decisions")
    other = models.ForeignKey(
        RegisterItem, verbose_name=_("the other"), on_delete=models.PROTECT, related_name="decisions_of_others"
    )
    is_joined = models.BooleanField(_("counted once"))
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(Appointment, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("joining of items")
        verbose_name_plural = _("joinings of items")
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(item=F("other")), name="item_join_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.other}"
