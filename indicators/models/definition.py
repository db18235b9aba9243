"""How an indicator is measured from a period on: its revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models.breakdown import Category, Dimension
from indicators.models.period import ReportingPeriod
from indicators.models.plan import Indicator

if TYPE_CHECKING:
    from indicators.models.component import Component


def _joined(parts: str, *relations: str) -> models.Prefetch:
    """These parts of definitions together with what they point at, in one query instead of one for each relation."""
    model = IndicatorRevision._meta.get_field(parts).related_model
    return models.Prefetch(parts, model._default_manager.select_related(*relations))  # type: ignore[union-attr]


class IndicatorRevisionQuerySet(models.QuerySet["IndicatorRevision"]):
    def in_force(self, period: ReportingPeriod) -> Self:
        """One revision an indicator: the latest that takes effect in or before the period, adopted or still proposed."""
        newer = IndicatorRevision.objects.filter(
            indicator=models.OuterRef("indicator"),
            effective_from__ordinal__lte=period.ordinal,
            effective_from__ordinal__gt=models.OuterRef("effective_from__ordinal"),
        )
        return (
            self.filter(indicator__plan=period.plan_id, effective_from__ordinal__lte=period.ordinal)
            .filter(~models.Exists(newer))
            .order_by("indicator__order")
        )

    def without_target(self) -> Self:
        """Still followed, and none of its series has a target of all institutions: those of single ones say nothing of the plan.

        The bounds of a range are a goal without one.
        """
        with_one = IndicatorRevision.objects.filter(
            series__targets__isnull=False, series__targets__institution__isnull=True
        )
        kept = self.exclude(change_class=IndicatorRevision.ChangeClass.RETIRED).exclude(
            direction=IndicatorRevision.Direction.RANGE
        )
        return kept.exclude(pk__in=with_one.order_by().values("pk"))

    def with_definition(self) -> Self:
        """Everything an entry page or an aggregate needs, in a fixed number of queries."""
        return self.select_related(
            "indicator__pillar", "indicator__action__objective", "headline_category__dimension"
        ).prefetch_related(
            _joined("components", "rule__register", "rule__only__dimension"),
            "components__rule__stages",
            "components__rule__register__stages",
            _joined("revision_dimensions", "dimension"),
            "revision_dimensions__dimension__categories",
            _joined("revision_tags", "dimension"),
            "revision_tags__dimension__categories",
            _joined("plausibility_rules", "compared_with", "part", "whole"),
            "series",
            models.Prefetch("series__categories", Category.objects.select_related("dimension")),
        )

    def get_by_natural_key(self, plan: str, indicator: str, number: int) -> IndicatorRevision:
        return self.get(indicator__plan__code=plan, indicator__code=indicator, number=number)


class IndicatorRevision(models.Model):
    """The definition of an indicator from one period on. Proposed until a review session of the Committee adopts it."""

    class Kind(models.TextChoices):
        COUNT = "COUNT", pgettext_lazy("kind of indicator", "Count")
        PROPORTION = "PROPORTION", pgettext_lazy("kind of indicator", "Proportion")
        CHANGE = "CHANGE", pgettext_lazy("kind of indicator", "Change")
        REGISTER = "REGISTER", pgettext_lazy("kind of indicator", "Register")
        MILESTONE = "MILESTONE", pgettext_lazy("kind of indicator", "Milestones")
        SCALE = "SCALE", pgettext_lazy("kind of indicator", "Scale")
        NARRATIVE = "NARRATIVE", pgettext_lazy("kind of indicator", "Narrative")

    class Accumulation(models.TextChoices):
        FLOW = "flow", _("this semester only")
        STOCK = "stock", _("in force at the end of the semester")
        RUNNING = "running", _("accumulated since the start")

    class Across(models.TextChoices):
        SUM = "sum", _("sum of the institutions")
        DISTINCT = "distinct", _("distinct items: joined ones count once")
        SINGLE_REPORTER = "single_reporter", _("one institution reports for all")
        SHARE = "share", _("share of the institutions that completed the stages")
        ALL = "all", _("the stage that all institutions reached")
        ANY = "any", _("the furthest stage that any institution reached")
        MINIMUM = "minimum", _("how many institutions reached each stage, and the least advanced")
        MEDIAN = "median", _("distribution of the answers, and their median")
        LISTED = "listed", _("texts listed one after the other")

    class Direction(models.TextChoices):
        INCREASE = "increase", _("more is better")
        DECREASE = "decrease", _("less is better")
        MAINTAIN = "maintain", _("keep the value")
        RANGE = "range", _("stay within bounds")
        NEUTRAL = "neutral", _("neither more nor less is better")

    class Headline(models.TextChoices):
        SUM = "sum", _("one figure")
        NONE = "none", _("no single figure")

    class ProgressMethod(models.TextChoices):
        SIMPLE = "simple", _("value against the expected value")
        ADJUSTED = "adjusted", _("change since the baseline against the expected change")

    class Trajectory(models.TextChoices):
        LINEAR = "linear", _("straight line between targets")
        STEP = "step", _("the last target reached holds")
        NONE = "none", _("milestones: only in the semesters of its targets")
        MANUAL = "manual", _("by hand: a target for every semester")

    class InstitutionTargets(models.TextChoices):
        """How the targets of single institutions stand to the target of all."""

        INDEPENDENT = "independent", _("independent of the target of all")
        SUM = "sum", _("add up to the target of all")
        SHARED = "shared", _("the target of all holds for each institution")

    class ChangeClass(models.TextChoices):
        EDITORIAL = "editorial", _("Editorial")
        METHODOLOGICAL = "methodological", _("Methodological")
        TARGET = "target", _("Target")
        NEW = "new", _("New")
        RETIRED = "retired", _("Retired")

    class Comparability(models.TextChoices):
        """Whether figures under this definition may be set against those of the definition before."""

        CONTINUOUS = "continuous", _("continuous: the same is measured")
        BREAK = "break", _("break: the series starts anew")
        REBASED = "rebased", _("rebased: earlier figures are multiplied by a factor")

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveSmallIntegerField(_("revision"))
    effective_from = models.ForeignKey(
        ReportingPeriod, verbose_name=_("in force from"), on_delete=models.PROTECT, related_name="+"
    )
    adopted_on = models.DateField(_("adopted by the Committee on"), null=True, blank=True)
    act_reference = models.CharField(_("act"), max_length=300, blank=True)
    sealed_at = models.DateTimeField(
        _("sealed"), null=True, blank=True, help_text=_("From then on nothing of this definition changes.")
    )
    name = models.TextField(_("name"))
    definition = models.TextField(_("definition"), blank=True)
    note = models.TextField(_("how it is counted"), blank=True)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    accumulation = models.CharField(_("over time"), max_length=8, choices=Accumulation)
    across = models.CharField(_("across institutions"), max_length=16, choices=Across)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    headline = models.CharField(_("headline figure"), max_length=6, choices=Headline, default=Headline.SUM)
    headline_category = models.ForeignKey(
        Category,
        verbose_name=_("headline counts only"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    is_narrative_required = models.BooleanField(_("narrative required"), default=False)
    is_evidence_required = models.BooleanField(_("evidence required"), default=False)
    means_of_verification = models.TextField(_("means of verification"), blank=True)
    progress_method = models.CharField(
        _("progress"), max_length=10, choices=ProgressMethod, default=ProgressMethod.SIMPLE
    )
    trajectory = models.CharField(_("between targets"), max_length=8, choices=Trajectory, default=Trajectory.LINEAR)
    institution_targets = models.CharField(
        _("targets of institutions"),
        max_length=12,
        choices=InstitutionTargets,
        default=InstitutionTargets.INDEPENDENT,
    )
    tolerance = models.DecimalField(_("tolerance"), max_digits=20, decimal_places=4, default=0)
    change_class = models.CharField(_("class of change"), max_length=16, choices=ChangeClass, default=ChangeClass.NEW)
    comparability = models.CharField(
        _("comparability"), max_length=10, choices=Comparability, default=Comparability.CONTINUOUS
    )
    rebase_factor = models.DecimalField(
        _("factor"),
        max_digits=20,
        decimal_places=10,
        null=True,
        blank=True,
        help_text=_("By which figures of earlier definitions are multiplied to be comparable with this one."),
    )
    range_low = models.DecimalField(_("lower bound"), max_digits=20, decimal_places=4, null=True, blank=True)
    range_high = models.DecimalField(_("upper bound"), max_digits=20, decimal_places=4, null=True, blank=True)
    rationale = models.TextField(_("reason"), blank=True)

    objects = IndicatorRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of an indicator")
        verbose_name_plural = _("revisions of indicators")
        ordering = ("indicator", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["indicator", "effective_from"], name="revision_once_per_period"),
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True) | Q(adopted_on__isnull=False),
                name="revision_sealed_once_adopted",
            ),
            models.CheckConstraint(
                condition=~Q(across="distinct") | Q(kind="REGISTER"), name="revision_distinct_only_for_registers"
            ),
            models.CheckConstraint(
                condition=~Q(kind="CHANGE") | Q(accumulation="stock"), name="revision_change_is_of_a_stock"
            ),
            models.CheckConstraint(
                condition=~Q(kind="REGISTER") | ~Q(accumulation="running"), name="revision_register_never_running"
            ),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="revision_tolerance_not_negative"),
            models.CheckConstraint(
                condition=Q(comparability="rebased", rebase_factor__isnull=False)
                | (~Q(comparability="rebased") & Q(rebase_factor__isnull=True)),
                name="revision_factor_only_when_rebased",
                violation_error_message=_("A factor goes with a rebased definition, and only with one."),
            ),
            models.CheckConstraint(
                condition=Q(rebase_factor__isnull=True) | Q(rebase_factor__gt=0), name="revision_factor_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(direction="range", range_low__isnull=False, range_high__gte=models.F("range_low"))
                | (~Q(direction="range") & Q(range_low__isnull=True, range_high__isnull=True)),
                name="revision_bounds_only_of_a_range",
                violation_error_message=_("Both bounds go with a range, the lower one first, and only with one."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="MILESTONE") & Q(across__in=["share", "all", "any", "minimum", "single_reporter"]))
                | (Q(kind="SCALE") & Q(across__in=["median", "single_reporter"]))
                | (Q(kind="NARRATIVE") & Q(across="listed"))
                | (
                    ~Q(kind__in=["MILESTONE", "SCALE", "NARRATIVE"])
                    & Q(across__in=["sum", "distinct", "single_reporter"])
                ),
                name="revision_kind_can_be_put_together_so",
                violation_error_message=_("This kind of indicator cannot be put together across institutions so."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["MILESTONE", "SCALE", "NARRATIVE"]) | Q(accumulation="stock"),
                name="revision_stages_are_a_state_at_the_end",
                violation_error_message=_(
                    "Stages, scales and texts say where something stands at the end of the semester."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} r{self.number}"

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.indicator.natural_key(), self.number)

    natural_key.dependencies = ["indicators.indicator", "indicators.reportingperiod", "indicators.category"]  # type: ignore[attr-defined]

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None

    @property
    def is_proposed(self) -> bool:
        return self.adopted_on is None

    @property
    def is_percent(self) -> bool:
        """Whether the figure is a percentage: a proportion, or the part of the institutions that completed the stages."""
        return self.kind == self.Kind.PROPORTION or self.across == self.Across.SHARE

    @property
    def is_itemised(self) -> bool:
        """Reported as a list of items: a register, or a proportion asked for each contingent of one."""
        return any(component.counting_rule is not None for component in self.components.all())

    @property
    def dimensions(self) -> list[Dimension]:
        return [link.dimension for link in self.revision_dimensions.all()]

    @property
    def value_components(self) -> list[Component]:
        """Components that carry a reported value; a denominator shares the rows of its numerators, a text has none."""
        if self.kind == self.Kind.NARRATIVE:
            return []
        return [c for c in self.components.all() if c.role != "denominator"]
