"""Who promises, who reports and who decides: institutions, people, and the posts that people hold for a time."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def participating(self) -> Self:
        """Institutions that take part in the plan; a recommended ministry does not until it joins."""
        return self.filter(is_participating=True)

    def get_by_natural_key(self, code: str) -> Institution:
        return self.get(code=code)


class Institution(models.Model):
    """A body that the plan names: the ministry, its directorates, the armed forces, the ministries it recommends integrating."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("Ministry")
        DIRECTORATE = "directorate", _("Directorate")
        JOINT_COMMAND = "joint_command", _("Joint command")
        ARMED_FORCE = "armed_force", _("Armed force")
        TRAINING_CENTRE = "training_centre", _("Training centre")
        OTHER_MINISTRY = "other_ministry", _("Other ministry")
        INTERNATIONAL = "international", _("International organisation")
        CIVIL_SOCIETY = "civil_society", _("Civil society")
        UNIT = "unit", _("Subordinate unit")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    is_participating = models.BooleanField(
        _("takes part in the plan"),
        default=True,
        help_text=_(
            "A ministry that the plan only recommends integrating does not, until it joins; a subordinate unit never does."
        ),
    )
    note = models.TextField(_("note"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ("order", "code")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="institution_not_its_own_parent",
                violation_error_message=_("An institution cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="unit") | Q(parent__isnull=False, is_participating=False),
                name="institution_unit_reports_through_its_parent",
                violation_error_message=_(
                    "A subordinate unit reports through the institution that it is part of: choose that institution, "
                    "and leave “takes part in the plan” without a tick."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def is_unit(self) -> bool:
        """It gives its part to the institution that it is part of, and owes nothing to the plan itself."""
        return self.kind == self.Kind.UNIT


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person who signs in by e-mail. What the person may do comes from the posts held today, never from the account."""

    class Language(models.TextChoices):
        SPANISH = "es", _("Spanish")
        ENGLISH = "en", _("English")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.SPANISH)
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="user_email_once",
                violation_error_message=_("Somebody already signs in with this e-mail."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.email,)

    @cached_property
    def posts(self) -> list[Appointment]:
        """Posts held today. Read once a request (the account is loaded anew for each), so an ended post ends its rights at once."""
        if not self.is_active:
            return []
        return list(self.appointments.current(on=timezone.localdate()).select_related("institution"))

    def has_role(self, *roles: str) -> bool:
        return any(post.role in roles for post in self.posts)

    def institution_ids(self, *roles: str) -> set[int]:
        """Ids of the institutions where the person holds one of `roles` today; of any role when none is named."""
        return {post.institution_id for post in self.posts if not roles or post.role in roles}

    def post_in(self, institution_id: int, *roles: str) -> Appointment | None:
        """The post that lets the person act with one of `roles` for that institution."""
        return next((p for p in self.posts if p.institution_id == institution_id and p.role in roles), None)

    def post_as(self, *roles: str) -> Appointment | None:
        return next((p for p in self.posts if p.role in roles), None)

    # Django's admin asks these three. Only administrators enter it; each ModelAdmin narrows further.
    @property
    def is_staff(self) -> bool:
        return self.has_role(Role.ADMINISTRATOR)

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class Role(models.TextChoices):
    """What a post lets its holder do."""

    REPORTER = "reporter", _("Reporter")
    APPROVER = "approver", _("Approver")
    COMMITTEE_MEMBER = "committee_member", _("Committee member")
    TECHNICAL_SECRETARY = "technical_secretary", _("Technical secretary")
    ALTERNATE_REVIEWER = "alternate_reviewer", _("Alternate reviewer")
    OBSERVER = "observer", _("Observer")
    ADMINISTRATOR = "administrator", _("Administrator")


REPORTING_ROLES = (Role.REPORTER, Role.APPROVER)
REVIEWING_ROLES = (Role.TECHNICAL_SECRETARY, Role.ALTERNATE_REVIEWER)
COMMITTEE_ROLES = (Role.COMMITTEE_MEMBER, *REVIEWING_ROLES)
REPORTS_AND_REVIEWS = _("This person reports or reviews already: nobody may review what they report.")
HELD_ALREADY = _("This person already holds this post, without an end.")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, *, on: dt.date) -> Self:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def overlapping(self, starts_on: dt.date, ends_on: dt.date | None) -> Self:
        begun = self if ends_on is None else self.filter(starts_on__lte=ends_on)
        return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))


class Appointment(models.Model):
    """A post held by a person from one day to another, with the act that names it. Work follows the post, not the person."""

    class Capacity(models.TextChoices):
        TITULAR = "titular", _("Titular")
        ALTERNATE = "alternate", _("Alternate")
        ACTING = "acting", _("Acting")

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="appointments")
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="appointments"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    post_title = models.CharField(_("post"), max_length=150, blank=True)
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity, default=Capacity.TITULAR)
    act_reference = models.CharField(_("act of appointment"), max_length=150, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ("institution", "role", "-starts_on")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.UniqueConstraint(
                fields=["user", "institution", "role"],
                condition=Q(ends_on__isnull=True),
                name="appointment_open_once",
                violation_error_message=HELD_ALREADY,
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="appointment_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.institution.code}"

    @property
    def title(self) -> str:
        """The post in words, for declarations and receipts."""
        return self.post_title or self.get_role_display()

    def clean(self) -> None:
        """Refuse one person in a reporting and a reviewing post at once: nobody reviews what they report."""
        if not (self.role and self.starts_on and self.user_id):
            return
        others = Appointment.objects.filter(user=self.user_id, role__in=roles_against(self.role)).exclude(pk=self.pk)
        if others.overlapping(self.starts_on, self.ends_on).exists():
            raise ValidationError({"role": REPORTS_AND_REVIEWS})

    def rules_out(self, other: Appointment) -> bool:
        """Whether one person cannot hold both posts, because one reports and the other reviews on some same day."""
        overlap = self.starts_on <= (other.ends_on or dt.date.max) and other.starts_on <= (self.ends_on or dt.date.max)
        return overlap and other.role in roles_against(self.role)

    def repeats(self, other: Appointment) -> bool:
        """Whether both are one post of one institution, held without an end."""
        same = (self.institution_id, self.role) == (other.institution_id, other.role)
        return same and self.ends_on is None and other.ends_on is None


def roles_against(role: str) -> tuple[str, ...]:
    """The roles that nobody may hold together with `role`."""
    if role in REVIEWING_ROLES:
        return REPORTING_ROLES
    return REVIEWING_ROLES if role in REPORTING_ROLES else ()


class CalendarAddress(models.Model):
    """The private address under which a person's deadlines can be read by a calendar; renewing it ends the old one."""

    user = models.OneToOneField(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="calendar_address"
    )
    token = models.CharField(_("secret part of the address"), max_length=64, unique=True)
    renewed_at = models.DateTimeField(_("renewed"))

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.user)
