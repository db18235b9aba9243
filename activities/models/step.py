"""Every step of what is planned, noted and budgeted: who, in which post, when, with which words. Never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models.budget import BudgetStatement
from activities.models.change import ActivityChange
from activities.models.note import ProgressNote
from activities.models.planning import PlanningRound, YearPlan
from institutions.models import Appointment

SUBJECTS = ("round", "year_plan", "change", "note", "statement")


def _exactly_one() -> Q:
    condition = Q()
    for chosen in SUBJECTS:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in SUBJECTS})
    return condition


class ActivityStep(models.Model):
    """One step of a planning round, a plan of a year, a change, a progress note or a budget statement: of exactly one of them.

    `sequence` is the version that the step made. `content` is what it said at that moment, as activities.content keeps it.
    """

    class Verb(models.TextChoices):
        OPENED = "opened", pgettext_lazy("step of an activity", "Opened")
        MOVED = "moved", pgettext_lazy("step of an activity", "Last day moved")
        ASKED = "asked", pgettext_lazy("step of an activity", "Another institution asked")
        CONSOLIDATED = "consolidated", pgettext_lazy("step of an activity", "Consolidated")
        REOPENED = "reopened", pgettext_lazy("step of an activity", "Opened again")
        ADOPTED = "adopted", pgettext_lazy("step of an activity", "Adopted")
        TAKEN_BACK = "taken_back", pgettext_lazy("step of an activity", "Taken back")
        SEALED = "sealed", pgettext_lazy("step of an activity", "Frozen")
        CANCELLED = "cancelled", pgettext_lazy("step of an activity", "Cancelled")
        BEGUN = "begun", pgettext_lazy("step of an activity", "Begun")
        PREPARED = "prepared", pgettext_lazy("step of an activity", "Handed over for approval")
        HANDED_BACK = "handed_back", pgettext_lazy("step of an activity", "Handed back")
        SUBMITTED = "submitted", pgettext_lazy("step of an activity", "Sent")
        RETURNED = "returned", pgettext_lazy("step of an activity", "Returned")
        VALIDATED = "validated", pgettext_lazy("step of an activity", "Validated")
        WITHDRAWN = "withdrawn", pgettext_lazy("step of an activity", "Withdrawn")

    round = models.ForeignKey(
        PlanningRound,
        verbose_name=_("planning round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="steps",
    )
    year_plan = models.ForeignKey(
        YearPlan,
        verbose_name=_("plan of the year"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="steps",
    )
    change = models.ForeignKey(
        ActivityChange, verbose_name=_("change"), null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    note = models.ForeignKey(
        ProgressNote,
        verbose_name=_("progress note"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="steps",
    )
    statement = models.ForeignKey(
        BudgetStatement,
        verbose_name=_("budget statement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="steps",
    )
    sequence = models.PositiveIntegerField(_("version that it made"))
    verb = models.CharField(_("step"), max_length=12, choices=Verb)
    from_status = models.CharField(_("from"), max_length=12, blank=True)
    to_status = models.CharField(_("to"), max_length=12)
    post = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    comment = models.TextField(_("comment"), blank=True)
    content = models.JSONField(_("what it said then"), null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=_exactly_one(), name="step_of_exactly_one"),
            *(
                models.UniqueConstraint(
                    fields=[name, "sequence"], condition=Q(**{f"{name}__isnull": False}), name=f"step_once_per_{name}"
                )
                for name in SUBJECTS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.get_verb_display()}"
