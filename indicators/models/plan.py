"""The plan as its text orders it: pillars, objectives, actions, indicators."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.formatting import quoted
from documents.speaking import language


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    def current(self) -> ActionPlan | None:
        """The plan that the pages speak of: the latest adopted."""
        return self.only_current().first()

    def only_current(self) -> Self:
        """The same as rows, to narrow others by in one query."""
        return self.order_by("-adopted_year", "code")[:1]

    def lock(self, pk: int) -> None:
        """Let one writer at a time into what hangs on a plan. SQLite locks the whole database when the transaction begins."""
        self.select_for_update().only("pk").get(pk=pk)

    def lock_all(self) -> None:
        """Let one writer at a time into what is counted over all plans: in one order, so that no two wait for each other."""
        list(self.select_for_update().only("pk").order_by("pk"))

    def get_by_natural_key(self, code: str) -> ActionPlan:
        return self.get(code=code)


class ActionPlan(models.Model):
    """A national or sectoral action plan for resolution 1325, as adopted."""

    class TranslationStatus(models.TextChoices):
        OFFICIAL = "official", _("Official text")
        WORKING = "working_translation", _("Working translation")

    code = models.CharField(_("code"), max_length=40, unique=True)
    country = models.CharField(_("country"), max_length=2)
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    adopted_year = models.PositiveSmallIntegerField(_("year of adoption"))
    legal_instrument = models.CharField(_("legal instrument"), max_length=200, blank=True)
    scope = models.CharField(_("scope"), max_length=200, blank=True)
    committee = models.CharField(_("committee"), max_length=200, blank=True)
    spanish_status = models.CharField(
        _("status of the Spanish text"), max_length=20, choices=TranslationStatus, default=TranslationStatus.WORKING
    )
    source_note = models.TextField(_("citation that the source asks for"), blank=True)
    starts_on = models.DateField(
        _("first day of its time frame"), null=True, blank=True, help_text=_("Empty: the plan sets none.")
    )
    ends_on = models.DateField(
        _("last day of its time frame"), null=True, blank=True, help_text=_("Empty: the plan sets none.")
    )
    budget_note = models.TextField(_("where its budget is set"), blank=True, help_text=_("Empty: the plan sets none."))
    is_demonstration = models.BooleanField(_("holds demonstration data"), default=False, editable=False)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ("code",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("The last day must come after the first."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def short_title(self) -> str:
        """How people call it: “De la Aceptación a la Inclusión”, “From Acceptance to Inclusion”."""
        return quoted(self.subtitle, language()) or self.title

    @property
    def has_working_translation(self) -> bool:
        return self.spanish_status == self.TranslationStatus.WORKING


Part = TypeVar("Part", bound="PlanPart")


class PartManager(models.Manager[Part]):
    """Parts of a plan, known by the plan's code and their own."""

    def get_by_natural_key(self, plan: str, code: str) -> Part:
        return self.get(plan__code=plan, code=code)


class PlanPart(models.Model):
    """One numbered part of the plan's text. Its code is never used again for another."""

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="%(class)ss")
    code = models.CharField(_("code"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        abstract = True
        ordering = ("plan", "order")
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "code"], name="%(class)s_code_once_per_plan")]

    def __str__(self) -> str:
        return self.code

    def natural_key(self) -> tuple[str, str]:
        return (self.plan.code, self.code)

    natural_key.dependencies = ["indicators.actionplan"]  # type: ignore[attr-defined]


class GeneralObjective(PlanPart):
    """One of the plan's general objectives. The source links them to no pillar and no indicator."""

    text = models.TextField(_("text"))

    objects = PartManager()

    class Meta(PlanPart.Meta):
        verbose_name = _("general objective")
        verbose_name_plural = _("general objectives")


class Pillar(PlanPart):
    """An area of the resolution: prevention, participation, protection, relief and recovery."""

    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"))

    objects = PartManager()

    class Meta(PlanPart.Meta):
        verbose_name = _("pillar")
        verbose_name_plural = _("pillars")

    def __str__(self) -> str:
        return self.name


class Objective(PlanPart):
    pillar = models.ForeignKey(Pillar, verbose_name=_("pillar"), on_delete=models.PROTECT, related_name="objectives")
    text = models.TextField(_("text"))

    objects = PartManager()

    class Meta(PlanPart.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")


class Action(PlanPart):
    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), on_delete=models.PROTECT, related_name="actions"
    )
    text = models.TextField(_("text"))

    objects = PartManager()

    class Meta(PlanPart.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")


class Indicator(PlanPart):
    """What an action is measured by: identity only. Name and definition belong to its revisions."""

    pillar = models.ForeignKey(Pillar, verbose_name=_("pillar"), on_delete=models.PROTECT, related_name="indicators")
    action = models.ForeignKey(Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="indicators")

    objects = PartManager()

    class Meta(PlanPart.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def clean(self) -> None:
        """What a form or a spreadsheet may not do: bring one in without a definition, or move its past to another action."""
        before = Indicator.objects.filter(pk=self.pk).first()
        if before is None:
            raise ValidationError(
                _("A new indicator enters the plan through a review of the Committee, with its definition.")
            )
        is_moved = (before.action_id, before.pillar_id) != (self.action_id, self.pillar_id)
        if is_moved and self.revisions.filter(sealed_at__isnull=False).exists():
            raise ValidationError(_("The Committee adopted this indicator for its action: its figures stay there."))


class BandsQuerySet(models.QuerySet["Bands"]):
    def in_force(self, *, on: dt.date) -> Self:
        return self.filter(valid_from__lte=on).order_by("-valid_from")

    def get_by_natural_key(self, plan: str, valid_from: str) -> Bands:
        return self.get(plan__code=plan, valid_from=valid_from)


class Bands(models.Model):
    """Thresholds of progress in percent of the value expected at the period: on track, at risk, off track."""

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="bands")
    low = models.DecimalField(_("off track below (%)"), max_digits=5, decimal_places=2)
    high = models.DecimalField(_("on track from (%)"), max_digits=5, decimal_places=2)
    valid_from = models.DateField(_("valid from"))
    is_approved = models.BooleanField(_("approved by the Committee"), default=False)

    objects = BandsQuerySet.as_manager()

    class Meta:
        verbose_name = _("thresholds of progress")
        verbose_name_plural = _("thresholds of progress")
        ordering = ("plan", "-valid_from")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "valid_from"], name="bands_once_per_day"),
            models.CheckConstraint(
                condition=Q(low__gte=0, high__lte=100) & Q(low__lt=F("high")),
                name="bands_low_below_high",
                violation_error_message=_("The lower threshold must be below the higher, both from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low}–{self.high}"

    def natural_key(self) -> tuple[str, str]:
        return (self.plan.code, self.valid_from.isoformat())

    natural_key.dependencies = ["indicators.actionplan"]  # type: ignore[attr-defined]
