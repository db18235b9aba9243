"""The sustento: documents that prove an answer or one item of its list."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Institution, User
from measurements.models.event import MeasurementEvent
from measurements.models.measurement import Measurement, Status
from measurements.models.register import RegisterItem


class Grade(models.TextChoices):
    """How far a document proves what it goes with. Nothing attached is no grade: it is not stored."""

    OWN_STATEMENT = "own_statement", _("Own statement")
    DOCUMENT = "document", _("Official document")
    THIRD_PARTY = "third_party", _("Third party")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> Self:
        """Own institution: everything. The Committee: what was attached when the answer was last sent. Everybody else: nothing."""
        own = user.institution_ids(*REPORTING_ROLES)
        mine = Q(measurement__institution__in=own) | Q(item__institution__in=own)
        if user.has_role(*COMMITTEE_ROLES):
            mine |= _sent_with_the_answer() | _sent_with_an_item()
        return self.filter(mine)

    def of(self, institution: Institution) -> Self:
        return self.filter(Q(measurement__institution=institution) | Q(item__institution=institution))

    def with_files(self) -> Self:
        return self.select_related("stored_file", "added_by")

    def held(self, at: dt.datetime | None = None) -> Self:
        """What is attached now, or what was attached at an instant: what was sent stays readable after it is taken off."""
        if at is None:
            return self.filter(removed_at__isnull=True)
        return self.filter(Q(removed_at__isnull=True) | Q(removed_at__gt=at), added_at__lte=at)


def _sent_with_the_answer() -> Q:
    """Documents change only while the answer is being written, so the instant of sending tells what went with it."""
    sent_at = F("measurement__submitted_at")
    return Q(added_at__lte=sent_at) & (Q(removed_at__isnull=True) | Q(removed_at__gt=sent_at))


def _sent_with_an_item() -> Q:
    """An item may hang on several answers, and its documents change under any of them: the last sending names what went."""
    sendings = MeasurementEvent.objects.filter(
        measurement__institution=OuterRef("item__institution"),
        to_status=Status.SUBMITTED,
        at=F("measurement__submitted_at"),
        at__gte=OuterRef("added_at"),
        snapshot__contains=OuterRef("stored_file__sha256"),
    )
    is_kept = Q(removed_at__isnull=True) & Exists(sendings)
    return Q(item__isnull=False) & (is_kept | Exists(sendings.filter(at__lt=OuterRef("removed_at"))))


class Evidence(models.Model):
    """A stored file attached to an answer or to an item. Taking it off keeps the row: what was sent is never forgotten."""

    measurement = models.ForeignKey(
        Measurement,
        verbose_name=_("measurement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    item = models.ForeignKey(
        RegisterItem, verbose_name=_("item"), null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    stored_file = models.ForeignKey(
        StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="evidence"
    )
    official_number = models.CharField(
        _("number of the official document"), max_length=100, blank=True, help_text=_("Oficio or expediente, if any.")
    )
    is_confidential = models.BooleanField(_("confidential"), default=False)
    grade = models.CharField(_("grade"), max_length=16, choices=Grade, default=Grade.DOCUMENT)
    added_at = models.DateTimeField(_("attached"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("attached by"), on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(_("taken off"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken off by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("added_at", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(measurement__isnull=False, item__isnull=True)
                | Q(measurement__isnull=True, item__isnull=False),
                name="evidence_of_an_answer_or_of_an_item",
            ),
            models.UniqueConstraint(
                fields=["measurement", "stored_file"],
                condition=Q(removed_at__isnull=True),
                name="evidence_once_per_measurement",
            ),
            models.UniqueConstraint(
                fields=["item", "stored_file"], condition=Q(removed_at__isnull=True), name="evidence_once_per_item"
            ),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="evidence_grade_known"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False, removed_at__gte=F("added_at")),
                name="evidence_taken_off_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.stored_file.name
