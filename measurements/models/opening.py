"""Parts of one answer that are open after its window closed, and nothing else of it. measurements/workflow/opening.py writes it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from institutions.models import Appointment
from measurements.models.measurement import Measurement


class OpeningQuerySet(models.QuerySet["Opening"]):
    def open(self, *, at: dt.datetime) -> Self:
        """Neither ended nor past its instant."""
        return self.filter(ended_at__isnull=True, until__gt=at)


class Opening(models.Model):
    """What the Committee asks to be corrected in an answer whose semester closed: those parts, until an instant."""

    measurement = models.ForeignKey(
        Measurement, verbose_name=_("measurement"), on_delete=models.PROTECT, related_name="openings"
    )
    anchors = models.JSONField(_("opened parts"), help_text=_("As measurements.anchors keeps them."))
    listed = models.JSONField(
        _("items of the list as it was sent"), default=list, blank=True, help_text=_("By their ids, in order.")
    )
    until = models.DateTimeField(_("until"))
    reason = models.TextField(_("reason"))
    opened_by = models.ForeignKey(Appointment, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of parts")
        verbose_name_plural = _("openings of parts")
        ordering = ("-opened_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measurement"], condition=Q(ended_at__isnull=True), name="opening_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="opening_until_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="opening_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.measurement} · {self.until}"
