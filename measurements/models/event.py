"""The path of every measurement, written once and never changed: each event carries the digest of the one before."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import ActionPlan
from institutions.models import Appointment
from measurements.models.measurement import Measurement, Status


class MeasurementEvent(models.Model):
    """One change of a measurement's state: who, in which post, when, why, and the values at that moment."""

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField(_("sequence"))
    measurement = models.ForeignKey(
        Measurement, verbose_name=_("measurement"), on_delete=models.PROTECT, related_name="events"
    )
    from_status = models.CharField(_("from"), max_length=10, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=10, choices=Status)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    appointment = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    comment = models.TextField(_("comment"), blank=True)
    anchors = models.JSONField(
        _("parts that it points at"), default=list, blank=True, help_text=_("As measurements.anchors keeps them.")
    )
    answer_by = models.DateField(_("to be answered by"), null=True, blank=True)
    snapshot = models.TextField(_("values at that moment, as canonical JSON"))
    previous_hash = models.CharField(_("digest of the event before"), max_length=64)
    hash = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("plan", "sequence")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "sequence"], name="event_sequence_once_per_plan"),
            models.UniqueConstraint(fields=["plan", "previous_hash"], name="event_chain_never_forks"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.from_status} → {self.to_status}"

    @property
    def is_sending(self) -> bool:
        """The institution sent it; an observation that is taken back makes it stand there too, without being a sending."""
        return self.from_status == Status.PREPARED and self.to_status == Status.SUBMITTED

    @property
    def is_observation(self) -> bool:
        """The Committee gave it back; the institution's own approver, who hands it back, does so before it is sent."""
        return self.from_status in (Status.SUBMITTED, Status.VALIDATED) and self.to_status == Status.RETURNED

    @property
    def is_decision(self) -> bool:
        """The reviewer's word on what was sent."""
        return self.is_observation or (self.from_status == Status.SUBMITTED and self.to_status == Status.VALIDATED)

    @property
    def is_reopening(self) -> bool:
        return self.from_status == Status.VALIDATED

    @property
    def is_taking_back(self) -> bool:
        """An observation was taken back, or ended without anything being changed."""
        return self.from_status == Status.RETURNED and self.to_status in (Status.SUBMITTED, Status.VALIDATED)
