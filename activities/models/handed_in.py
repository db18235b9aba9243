"""What everything that an institution hands in has: where it stands, in which version, and whose hands it went through."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where it stands on its path, the same words as for an answer to an indicator. Late and overdue are derived from dates."""

    DRAFT = "draft", _("In progress")
    PREPARED = "prepared", _("Awaiting approval")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    VALIDATED = "validated", _("Validated")


WRITABLE = (Status.DRAFT, Status.RETURNED)
"""The reporter may still change it."""
SENT = (Status.SUBMITTED, Status.VALIDATED)
"""It stands as it was sent: the Committee reads it."""


class HandedIn(models.Model):
    """Written by the reporter, approved and sent by the approver, validated or returned by who reviews the institution.

    Nobody validates what they sent: the database refuses it.
    """

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("saved"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("saved by"), on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed over by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    first_submitted_at = models.DateTimeField(_("first sent"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    validated_at = models.DateTimeField(_("validated"), null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("validated by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE

    @property
    def is_sent(self) -> bool:
        return self.status in SENT

    @property
    def status_before_handing_over(self) -> Status:
        return Status.RETURNED if self.first_submitted_at else Status.DRAFT


def path_constraints(prefix: str) -> list[models.BaseConstraint]:
    """The rules of every table of what is handed in; `prefix` begins their names."""
    return [
        models.CheckConstraint(condition=Q(status__in=Status.values), name=f"{prefix}_status_known"),
        models.CheckConstraint(
            condition=Q(validated_by__isnull=True) | ~Q(validated_by=F("submitted_by")),
            name=f"{prefix}_not_validated_by_its_sender",
            violation_error_message=_("Nobody validates what they sent."),
        ),
        models.CheckConstraint(
            condition=Q(status=Status.VALIDATED, validated_by__isnull=False, validated_at__isnull=False)
            | (~Q(status=Status.VALIDATED) & Q(validated_by__isnull=True, validated_at__isnull=True)),
            name=f"{prefix}_validated_by_somebody",
        ),
        models.CheckConstraint(
            condition=~Q(status__in=[*SENT, Status.RETURNED])
            | Q(first_submitted_at__isnull=False, submitted_at__isnull=False, submitted_by__isnull=False),
            name=f"{prefix}_sent_by_somebody",
        ),
        models.CheckConstraint(
            condition=~Q(status=Status.DRAFT) | Q(first_submitted_at__isnull=True),
            name=f"{prefix}_draft_was_never_sent",
        ),
        models.CheckConstraint(condition=Q(version__gte=1), name=f"{prefix}_version_positive"),
    ]
