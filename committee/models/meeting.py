"""A meeting of the Committee: who was called and came, and what was on its agenda. committee/meetings/meeting.py writes it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, Appointment, Institution, Role, User


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def whole(self) -> Self:
        """With all that a page says of each."""
        return self.select_related("plan", "period", "called_by__user", "closed_by__user", "signed_file")

    def coming(self, *, at: dt.datetime) -> Self:
        """Planned and not begun, the next first."""
        return self.filter(state=Meeting.State.PLANNED, starts_at__gt=at).order_by("starts_at", "pk")

    def visible_to(self, user: User) -> Self:
        """The Committee and its observers; institutions read only the agreements that bind them."""
        return self.all() if user.has_role(*COMMITTEE_ROLES, Role.OBSERVER) else self.none()


class Meeting(models.Model):
    """A session of the Gender Equality Committee, from the call to the signed minutes (acta).

    Numbered in its year, whatever the plan: acts cite the number and addresses name it.
    """

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("Ordinary")
        EXTRAORDINARY = "extraordinary", _("Extraordinary")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CLOSED = "closed", _("Minutes closed")
        CANCELLED = "cancelled", _("Cancelled")

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    ordinal = models.PositiveSmallIntegerField(_("ordinal"))
    number = models.CharField(_("number"), max_length=20, help_text=_("Of the year, e.g. “S-2026-03”."))
    kind = models.CharField(_("kind"), max_length=13, choices=Kind, default=Kind.ORDINARY)
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("semester"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200)
    language = models.CharField(
        _("language of the texts"), max_length=2, default="es", help_text=_("Of its agenda, notes and agreements.")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PLANNED)
    notes = models.TextField(_("what was discussed"), blank=True)
    reason = models.TextField(_("why it was cancelled"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    called_by = models.ForeignKey(Appointment, verbose_name=_("called by"), on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField(_("called"))
    closed_by = models.ForeignKey(
        Appointment,
        verbose_name=_("minutes closed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("minutes closed"), null=True, blank=True)
    minutes = models.JSONField(
        _("minutes as they were closed"), null=True, blank=True, help_text=_("Both languages; what the files print.")
    )
    signed_file = models.ForeignKey(
        StoredFile, verbose_name=_("signed minutes"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("-year", "-ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "ordinal"], name="meeting_ordinal_once_a_year"),
            models.UniqueConstraint(fields=["number"], name="meeting_number_once"),
            models.CheckConstraint(condition=Q(kind__in=["ordinary", "extraordinary"]), name="meeting_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "held", "closed", "cancelled"]), name="meeting_state_known"
            ),
            models.CheckConstraint(condition=~Q(place=""), name="meeting_has_a_place"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("A meeting ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(reason="") | ~Q(state="cancelled") & Q(reason=""),
                name="meeting_cancelled_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="closed",
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                    minutes__isnull=False,
                    ends_at__isnull=False,
                )
                | ~Q(state="closed") & Q(closed_by__isnull=True, closed_at__isnull=True, minutes__isnull=True),
                name="meeting_closed_with_its_minutes",
            ),
            models.CheckConstraint(
                condition=Q(signed_file__isnull=True) | Q(state="closed"), name="meeting_signed_once_closed"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="meeting_version_positive"),
        ]

    def __str__(self) -> str:
        return self.number

    def is_coming(self, at: dt.datetime) -> bool:
        """Planned and not begun, as `coming` finds them."""
        return self.state == self.State.PLANNED and self.starts_at > at


class Attendance(models.Model):
    """An institution that was called to a meeting; once it was held, whether it was represented, and by whom."""

    class Presence(models.TextChoices):
        PRESENT = "present", _("Present")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Absent")

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="attendances"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="+"
    )
    presence = models.CharField(
        _("presence"), max_length=8, choices=Presence, blank=True, help_text=_("Empty: called, and not noted yet.")
    )
    person = models.CharField(_("represented by"), max_length=150, blank=True)
    post = models.CharField(_("post"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ("meeting", "institution__order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "institution"], name="attendance_once_per_institution"),
            models.CheckConstraint(
                condition=Q(presence__in=["", "present", "excused", "absent"]), name="attendance_presence_known"
            ),
            models.CheckConstraint(
                condition=~Q(presence="present") | ~Q(person=""),
                name="attendance_present_by_somebody",
                violation_error_message=_("Write who represented the institution."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.institution.code}"


class AgendaItem(models.Model):
    """One point of the agenda: written by hand, or taken from what was pending."""

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="agenda")
    ordinal = models.PositiveSmallIntegerField(_("ordinal"))
    title = models.CharField(_("point"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(
        _("comes from"), max_length=60, blank=True, help_text=_("What was pending, e.g. “request:RI-2026-0007”.")
    )

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")
        ordering = ("meeting", "ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "ordinal"], name="agenda_ordinal_once"),
            models.UniqueConstraint(fields=["meeting", "source"], condition=~Q(source=""), name="agenda_source_once"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.title}"
