"""More time for one institution: asked for with a reason, granted or refused with a reply. measurements/workflow/extending.py writes it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Institution, User


class DeadlineExtensionQuerySet(models.QuerySet["DeadlineExtension"]):
    def visible_to(self, user: User) -> Self:
        """The institution's own people, and the Committee."""
        if user.has_role(*COMMITTEE_ROLES):
            return self.all()
        return self.filter(institution__in=user.institution_ids(*REPORTING_ROLES))

    def whole(self) -> Self:
        """With all that a page or a mail says of it."""
        return self.select_related("period", "institution", "indicator", "requested_by", "decided_by")

    def for_the_same(self, other: DeadlineExtension) -> Self:
        """Of the same institution and semester, for the same indicator or for all."""
        return self.filter(period=other.period_id, institution=other.institution_id, indicator=other.indicator_id)

    def granted(self) -> Self:
        return self.filter(state=DeadlineExtension.State.GRANTED)

    def waiting(self) -> Self:
        return self.filter(state=DeadlineExtension.State.REQUESTED)


class DeadlineExtension(models.Model):
    """An ampliación de plazo: for all that an institution owes for a semester, or for one indicator."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="extensions"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="extensions"
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="extensions",
    )
    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("Of the institution's requests in the semester, from 1.")
    )
    asked_until = models.DateTimeField(_("asked until"))
    reason = models.TextField(_("reason"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("requested by"), on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(_("requested"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REQUESTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    granted_until = models.DateTimeField(
        _("granted until"), null=True, blank=True, help_text=_("What arrives at this instant or later is late.")
    )
    reply = models.TextField(_("reply"), blank=True)

    objects = DeadlineExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension of a deadline")
        verbose_name_plural = _("extensions of deadlines")
        ordering = ("-requested_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "institution", "number"], name="extension_number_once"),
            models.UniqueConstraint(
                fields=["period", "institution"],
                condition=Q(state="requested", indicator__isnull=True),
                name="extension_waits_once_for_all",
                violation_error_message=_("A request of your institution is waiting for an answer already."),
            ),
            models.UniqueConstraint(
                fields=["period", "institution", "indicator"],
                condition=Q(state="requested"),
                name="extension_waits_once_per_indicator",
                violation_error_message=_("A request for this indicator is waiting for an answer already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "granted", "refused"]), name="extension_state_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_says_why"),
            models.CheckConstraint(
                condition=Q(state="requested", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="requested") & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reply="")),
                name="extension_decided_with_a_reply",
            ),
            models.CheckConstraint(
                condition=Q(state="granted", granted_until__isnull=False)
                | (~Q(state="granted") & Q(granted_until__isnull=True)),
                name="extension_granted_until_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="extension_not_decided_by_who_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}-{self.institution.code}-{self.number}"
