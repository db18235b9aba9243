"""Which general objective of the plan each action serves. The source links none: the Committee does, and may change it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.plan import Action, GeneralObjective
from institutions.models import Appointment


class Alignment(models.Model):
    """An action that serves a general objective, as the Committee sees it now."""

    general_objective = models.ForeignKey(
        GeneralObjective, verbose_name=_("general objective"), on_delete=models.PROTECT, related_name="alignments"
    )
    action = models.ForeignKey(Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="alignments")

    class Meta:
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")
        ordering = ("general_objective__order", "action__order")
        constraints: ClassVar = [models.UniqueConstraint(fields=["general_objective", "action"], name="alignment_once")]

    def __str__(self) -> str:
        return f"{self.general_objective} · {self.action}"


class AlignmentChange(models.Model):
    """One link made or undone: who, in which post, when and why. Never changed."""

    general_objective = models.ForeignKey(
        GeneralObjective, verbose_name=_("general objective"), on_delete=models.PROTECT, related_name="+"
    )
    action = models.ForeignKey(Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="+")
    is_linked = models.BooleanField(_("linked from then on"))
    post = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("change of an alignment")
        verbose_name_plural = _("changes of alignments")
        ordering = ("-at", "-pk")
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="alignment_change_says_why")]

    def __str__(self) -> str:
        return f"{self.general_objective} · {self.action}: {self.is_linked}"
