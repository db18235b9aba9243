"""What an institution says of an activity after a semester, with its evidence."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models.activity import Activity
from activities.models.handed_in import SENT, HandedIn, Status, path_constraints
from documents.models import StoredFile
from indicators.models import ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Institution, Role, User


class Progress(models.TextChoices):
    """How far an activity is, as its institution says. Cancelling is a change of the plan; *delayed* follows from the days."""

    PLANNED = "planned", pgettext_lazy("progress of an activity", "Not begun")
    RUNNING = "running", pgettext_lazy("progress of an activity", "Under way")
    DONE = "done", pgettext_lazy("progress of an activity", "Done")


class ProgressNoteQuerySet(models.QuerySet["ProgressNote"]):
    def whole(self) -> Self:
        return self.select_related(
            "activity__year_plan__round__plan",
            "activity__institution",
            "activity__action__objective__pillar",
            "period",
            "submitted_by",
            "validated_by",
            "updated_by",
        )

    def sent(self) -> Self:
        return self.filter(status__in=SENT)

    def visible_to(self, user: User) -> Self:
        """Own institution: everything. The Committee: what stands as it was sent. Observers: what was validated."""
        seen = Q(activity__institution__in=user.institution_ids(*REPORTING_ROLES))
        if user.has_role(*COMMITTEE_ROLES):
            seen |= Q(status__in=SENT)
        elif user.has_role(Role.OBSERVER):
            seen |= Q(status=Status.VALIDATED)
        return self.filter(seen)


class ProgressNote(HandedIn):
    """How far an activity was at the end of a semester, and what was obtained. One for each activity and semester."""

    activity = models.ForeignKey(Activity, verbose_name=_("activity"), on_delete=models.PROTECT, related_name="notes")
    period = models.ForeignKey(ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="+")
    progress = models.CharField(_("progress"), max_length=7, choices=Progress)
    started_on = models.DateField(_("started"), null=True, blank=True)
    finished_on = models.DateField(_("finished"), null=True, blank=True)
    text = models.TextField(_("what was done"))
    language = models.CharField(_("language of the text"), max_length=2, default="es")

    objects = ProgressNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")
        ordering = ("activity", "period__ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "period"], name="note_once_per_semester"),
            models.CheckConstraint(
                condition=Q(progress__in=["planned", "running", "done"]), name="note_progress_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="note_says_what"),
            models.CheckConstraint(
                condition=Q(progress="planned", started_on__isnull=True, finished_on__isnull=True)
                | Q(progress="running", started_on__isnull=False, finished_on__isnull=True)
                | Q(progress="done", started_on__isnull=False, finished_on__isnull=False),
                name="note_days_of_its_progress",
                violation_error_message=_(
                    "Under way has the day on which it started; done, also the day on which it ended."
                ),
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | Q(finished_on__gte=F("started_on")),
                name="note_finished_after_it_started",
                violation_error_message=_("An activity cannot end before it starts."),
            ),
            *path_constraints("note"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} · {self.period}"

    @property
    def institution(self) -> Institution:
        return self.activity.institution


class NoteFileQuerySet(models.QuerySet["NoteFile"]):
    def held(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """Own institution: everything. The Committee: what went with the note when it was last sent."""
        seen = Q(note__activity__institution__in=user.institution_ids(*REPORTING_ROLES))
        if user.has_role(*COMMITTEE_ROLES):
            sent_at = F("note__submitted_at")
            seen |= Q(added_at__lte=sent_at) & (Q(removed_at__isnull=True) | Q(removed_at__gt=sent_at))
        return self.filter(seen)


class NoteFile(models.Model):
    """A file that proves what a progress note says. Taking it off keeps the row: what was sent is never forgotten."""

    note = models.ForeignKey(ProgressNote, verbose_name=_("note"), on_delete=models.PROTECT, related_name="files")
    stored_file = models.ForeignKey(StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    official_number = models.CharField(
        _("number of the official document"), max_length=100, blank=True, help_text=_("Oficio or expediente, if any.")
    )
    is_confidential = models.BooleanField(_("confidential"), default=False)
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

    objects = NoteFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a progress note")
        verbose_name_plural = _("files of progress notes")
        ordering = ("added_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["note", "stored_file"], condition=Q(removed_at__isnull=True), name="note_file_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False, removed_at__gte=F("added_at")),
                name="note_file_taken_off_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.stored_file.name
