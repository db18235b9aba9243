"""One institution's answer for one indicator and semester, and the values of its cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Category, Component, Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Institution, User

GREATEST_VALUE = 10**15
"""No figure of a plan comes near; the bound also keeps NaN and infinity out of PostgreSQL."""


class Status(models.TextChoices):
    """Where a measurement stands on its path. Overdue, late and locked are derived from dates, never stored."""

    DRAFT = "draft", _("In progress")
    PREPARED = "prepared", _("Awaiting approval")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    VALIDATED = "validated", _("Validated")


class Answer(models.TextChoices):
    """What the institution answers. Only `reported` has values, and zero is one of them."""

    REPORTED = "reported", _("Reported")
    NOT_AVAILABLE = "not_available", _("Not available")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


SENT = (Status.SUBMITTED, Status.RETURNED, Status.VALIDATED)
"""The institution has sent it at least once."""


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def visible_to(self, user: User) -> Self:
        """Own institution: everything. The Committee: what was sent. Everybody else: nothing here."""
        own = Q(institution__in=user.institution_ids(*REPORTING_ROLES))
        if user.has_role(*COMMITTEE_ROLES):
            own |= Q(first_submitted_at__isnull=False)
        return self.filter(own)

    def for_period(self, period: ReportingPeriod) -> Self:
        return self.filter(period=period)

    def received(self) -> Self:
        """Sent at least once, even if returned since."""
        return self.filter(first_submitted_at__isnull=False)

    def awaiting_review(self) -> Self:
        return self.filter(status=Status.SUBMITTED)

    def awaiting_correction(self) -> Self:
        """Observed by the reviewer and not sent again yet, though perhaps handed over for approval."""
        return self.received().filter(status__in=(Status.RETURNED, Status.PREPARED))

    def validated(self) -> Self:
        return self.filter(status=Status.VALIDATED)

    def with_values(self) -> Self:
        return self.prefetch_related("values__component", "values__combination__categories__dimension")


class Measurement(models.Model):
    """What one institution answers about one indicator for one semester, under the definition in force for it."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="measurements"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="measurements"
    )
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="measurements"
    )
    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.PROTECT, related_name="measurements"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    answer = models.CharField(_("answer"), max_length=16, choices=Answer, default=Answer.REPORTED)
    reason = models.TextField(_("reason"), blank=True)
    narrative = models.TextField(_("narrative"), blank=True)
    narrative_language = models.CharField(_("language of the narrative"), max_length=2, default="es")
    control_total = models.DecimalField(
        _("total in your official letter"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    has_no_items = models.BooleanField(_("there was none"), default=False)
    source_system = models.CharField(
        _("where the figure comes from"), max_length=200, blank=True, help_text=_("System, office or file.")
    )
    cut_off_on = models.DateField(_("cut-off date of the source"), null=True, blank=True)
    contact_post = models.CharField(_("post to ask about it"), max_length=150, blank=True)
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

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ("period", "indicator__order", "institution__order")
        indexes: ClassVar = [
            models.Index(fields=["period", "indicator", "institution", "status"], name="measurement_by_period")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "institution", "period"], name="measurement_once_per_period"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="measurement_status_known"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="measurement_answer_known"),
            models.CheckConstraint(
                condition=Q(answer=Answer.REPORTED) | ~Q(reason=""),
                name="measurement_without_value_says_why",
                violation_error_message=_("Say why the indicator cannot be reported."),
            ),
            models.CheckConstraint(
                condition=Q(validated_by__isnull=True) | ~Q(validated_by=F("submitted_by")),
                name="measurement_not_validated_by_its_sender",
                violation_error_message=_("Nobody validates what they sent."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.VALIDATED, validated_by__isnull=False, validated_at__isnull=False)
                | (~Q(status=Status.VALIDATED) & Q(validated_by__isnull=True, validated_at__isnull=True)),
                name="measurement_validated_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=SENT)
                | Q(first_submitted_at__isnull=False, submitted_at__isnull=False, submitted_by__isnull=False),
                name="measurement_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DRAFT) | Q(first_submitted_at__isnull=True),
                name="measurement_draft_was_never_sent",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="measurement_version_positive"),
            models.CheckConstraint(
                condition=Q(control_total__isnull=True) | Q(control_total__gte=0, control_total__lt=GREATEST_VALUE),
                name="measurement_control_total_finite",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.institution.code} · {self.period}"

    @property
    def is_editable(self) -> bool:
        return self.status in (Status.DRAFT, Status.RETURNED)

    @property
    def status_before_handing_over(self) -> Status:
        return Status.RETURNED if self.first_submitted_at else Status.DRAFT


class CategoryCombination(models.Model):
    """A cell of a breakdown, known by its sorted key, e.g. `rank_category=ncos|sex=women`; the empty key is the whole."""

    key = models.CharField(_("key"), max_length=250, unique=True, blank=True)
    categories = models.ManyToManyField(Category, verbose_name=_("categories"), related_name="+")

    class Meta:
        verbose_name = _("combination of categories")
        verbose_name_plural = _("combinations of categories")

    def __str__(self) -> str:
        return self.key or "·"

    @classmethod
    def of(cls, categories: Iterable[Category]) -> CategoryCombination:
        """The one row of these categories, made when it is first needed."""
        members = list(categories)
        combination, created = cls.objects.get_or_create(key=combination_key(members))
        if created:
            combination.categories.set(members)
        return combination


def combination_key(categories: Iterable[Category]) -> str:
    return "|".join(sorted(category.key for category in categories))


class CellValue(models.Model):
    """The value of one component in one cell. A proportion's numerator and denominator share the row, so each checks the other."""

    component = models.ForeignKey(Component, verbose_name=_("component"), on_delete=models.PROTECT, related_name="+")
    combination = models.ForeignKey(
        CategoryCombination, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="+"
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.component.code} {self.combination}: {self.value}"


def cell_constraints(owner: str, *, prefix: str) -> list[models.BaseConstraint]:
    """The rules of every table of cell values. `owner` is the field that says whose the cells are."""
    return [
        models.UniqueConstraint(fields=[owner, "component", "combination"], name=f"{prefix}_once_per_cell"),
        models.CheckConstraint(
            condition=Q(value__gte=0, value__lt=GREATEST_VALUE),
            name=f"{prefix}_finite_and_not_negative",
            violation_error_message=_("A value is a number from zero up."),
        ),
        models.CheckConstraint(
            condition=Q(denominator__isnull=True)
            | (Q(denominator__gte=F("value")) & Q(denominator__lt=GREATEST_VALUE)),
            name=f"{prefix}_numerator_within_denominator",
            violation_error_message=_("The numerator cannot be greater than the denominator."),
        ),
    ]


class MeasuredValue(CellValue):
    """The value of one cell of an answer."""

    measurement = models.ForeignKey(
        Measurement, verbose_name=_("measurement"), on_delete=models.CASCADE, related_name="values"
    )

    class Meta:
        verbose_name = _("measured value")
        verbose_name_plural = _("measured values")
        constraints: ClassVar = cell_constraints("measurement", prefix="value")
