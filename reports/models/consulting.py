"""The consultation about a draft: each member institution agrees or remarks by a day, and every remark is answered."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutions.models import Appointment, Institution
from reports.models.draft import ReportDraft


class ConsultationRoundQuerySet(models.QuerySet["ConsultationRound"]):
    def open(self) -> Self:
        """Neither closed nor called off."""
        return self.filter(closed_at__isnull=True, called_off_at__isnull=True)

    def closed(self) -> Self:
        """What was said in them counts. One that was called off was never closed."""
        return self.filter(closed_at__isnull=False)


class ConsultationRound(models.Model):
    """One consultation: the very content that is consulted, until which day, and how it ended.

    It is closed, and then what was said in it counts; or it is called off with a reason, and then nothing of it does. What was called
    off the database changes no more (reports/consulting/sealing.py).
    """

    draft = models.ForeignKey(ReportDraft, verbose_name=_("draft"), on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("number"))
    snapshot = models.TextField(_("what is consulted, as canonical JSON"))
    sha256 = models.CharField(_("SHA-256 of what is consulted"), max_length=64)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(Appointment, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+")
    closes_on = models.DateField(_("last day to answer"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Appointment, verbose_name=_("closed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_off_at = models.DateTimeField(_("called off"), null=True, blank=True)
    called_off_by = models.ForeignKey(
        Appointment, verbose_name=_("called off by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("why it was called off"), blank=True)
    reason_language = models.CharField(_("language of the reason"), max_length=2, default="es")
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = ConsultationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ("draft", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="consultation_number_once"),
            models.UniqueConstraint(
                fields=["draft"],
                condition=Q(closed_at__isnull=True, called_off_at__isnull=True),
                name="consultation_one_open_a_draft",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="consultation_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True, called_off_by__isnull=True, reason="")
                | (Q(called_off_at__isnull=False, called_off_by__isnull=False) & ~Q(reason="")),
                name="consultation_called_off_by_somebody_who_says_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(called_off_at__isnull=True),
                name="consultation_closed_or_called_off",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="consultation_version_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.called_off_at is None


class ConsultationSeat(models.Model):
    """A member institution in a consultation. Its silence is silence, never agreement."""

    class Answer(models.TextChoices):
        NONE = "", pgettext_lazy("consultation", "No answer")
        AGREES = "agrees", pgettext_lazy("consultation", "Agrees")
        REMARKS = "remarks", pgettext_lazy("consultation", "Remarks")

    round = models.ForeignKey(
        ConsultationRound, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="seats"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=7, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Appointment, verbose_name=_("answered by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reference = models.CharField(
        _("document"),
        max_length=120,
        blank=True,
        help_text=_("Of an answer that came by letter and the secretary noted."),
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("institution in a consultation")
        verbose_name_plural = _("institutions in a consultation")
        ordering = ("round", "institution__order", "institution__code")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "institution"], name="consultation_seat_once"),
            models.CheckConstraint(condition=Q(answer__in=["", "agrees", "remarks"]), name="consultation_answer_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="consultation_answer_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.institution.code}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def without_answer(self) -> Self:
        """To be answered. What was remarked in a consultation that was called off is read, and answered no more."""
        return self.filter(outcome=Remark.Outcome.NONE, seat__round__called_off_at__isnull=True)


class Remark(models.Model):
    """One remark of an institution on one section, and what the secretary answered."""

    class Outcome(models.TextChoices):
        NONE = "", pgettext_lazy("remark", "Not answered yet")
        TAKEN = "taken", pgettext_lazy("remark", "Taken up")
        PARTLY = "partly", pgettext_lazy("remark", "Taken up in part")
        DECLINED = "declined", pgettext_lazy("remark", "Not taken up")

    seat = models.ForeignKey(
        ConsultationSeat, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="remarks"
    )
    ordinal = models.PositiveSmallIntegerField(_("number"))
    section = models.CharField(_("section"), max_length=20, blank=True, help_text=_("Empty: the whole report."))
    text = models.TextField(_("remark"))
    language = models.CharField(_("language of the remark"), max_length=2, default="es")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True, default=Outcome.NONE)
    reply = models.TextField(_("answer"), blank=True)
    reply_language = models.CharField(_("language of the answer"), max_length=2, default="es")
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    replied_by = models.ForeignKey(
        Appointment, verbose_name=_("answered by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ("seat", "ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "ordinal"], name="remark_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "taken", "partly", "declined"]), name="remark_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", reply="", replied_at__isnull=True)
                | (~Q(outcome="") & ~Q(reply="") & Q(replied_at__isnull=False, replied_by__isnull=False)),
                name="remark_outcome_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.ordinal}"
