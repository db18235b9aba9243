"""How an indicator is measured from a period on: its revision, the components of its figure, its breakdown and its series."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models.breakdown import Category, Dimension, Register, Stage
from indicators.models.period import ReportingPeriod
from indicators.models.plan import Indicator


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

    def with_definition(self) -> Self:
        """Everything an entry page or an aggregate needs, in a fixed number of queries."""
        return self.select_related(
            "indicator__pillar", "indicator__action__objective", "headline_category__dimension"
        ).prefetch_related(
            "components__rule__stages",
            "components__rule__register__stages",
            "components__rule__only__dimension",
            "revision_dimensions__dimension__categories",
            "revision_tags__dimension__categories",
            "series__categories__dimension",
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

    class Accumulation(models.TextChoices):
        FLOW = "flow", _("this semester only")
        STOCK = "stock", _("in force at the end of the semester")
        RUNNING = "running", _("accumulated since the start")

    class Across(models.TextChoices):
        SUM = "sum", _("sum of the institutions")
        DISTINCT = "distinct", _("distinct items: joined ones count once")
        SINGLE_REPORTER = "single_reporter", _("one institution reports for all")

    class Direction(models.TextChoices):
        INCREASE = "increase", _("more is better")
        DECREASE = "decrease", _("less is better")
        MAINTAIN = "maintain", _("keep the value")

    class Headline(models.TextChoices):
        SUM = "sum", _("one figure")
        NONE = "none", _("no single figure")

    class ProgressMethod(models.TextChoices):
        SIMPLE = "simple", _("value against the expected value")
        ADJUSTED = "adjusted", _("change since the baseline against the expected change")

    class Trajectory(models.TextChoices):
        LINEAR = "linear", _("straight line between targets")
        STEP = "step", _("the last target reached holds")
        NONE = "none", _("only at the target")

    class ChangeClass(models.TextChoices):
        EDITORIAL = "editorial", _("Editorial")
        METHODOLOGICAL = "methodological", _("Methodological")
        TARGET = "target", _("Target")
        NEW = "new", _("New")
        RETIRED = "retired", _("Retired")

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveSmallIntegerField(_("revision"))
    effective_from = models.ForeignKey(
        ReportingPeriod, verbose_name=_("in force from"), on_delete=models.PROTECT, related_name="+"
    )
    adopted_on = models.DateField(_("adopted by the Committee on"), null=True, blank=True)
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
    means_of_verification = models.TextField(_("means of verification"), blank=True)
    progress_method = models.CharField(
        _("progress"), max_length=10, choices=ProgressMethod, default=ProgressMethod.SIMPLE
    )
    trajectory = models.CharField(_("between targets"), max_length=8, choices=Trajectory, default=Trajectory.LINEAR)
    tolerance = models.DecimalField(_("tolerance"), max_digits=20, decimal_places=4, default=0)
    change_class = models.CharField(_("class of change"), max_length=16, choices=ChangeClass, default=ChangeClass.NEW)
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
                condition=~Q(across="distinct") | Q(kind="REGISTER"), name="revision_distinct_only_for_registers"
            ),
            models.CheckConstraint(
                condition=~Q(kind="CHANGE") | Q(accumulation="stock"), name="revision_change_is_of_a_stock"
            ),
            models.CheckConstraint(
                condition=~Q(kind="REGISTER") | ~Q(accumulation="running"), name="revision_register_never_running"
            ),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="revision_tolerance_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} r{self.number}"

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.indicator.natural_key(), self.number)

    natural_key.dependencies = ["indicators.indicator", "indicators.reportingperiod", "indicators.category"]  # type: ignore[attr-defined]

    @property
    def is_proposed(self) -> bool:
        return self.adopted_on is None

    @property
    def is_itemised(self) -> bool:
        """Reported as a list of items: a register, or a proportion asked for each contingent of one."""
        return any(component.counting_rule is not None for component in self.components.all())

    @property
    def dimensions(self) -> list[Dimension]:
        return [link.dimension for link in self.revision_dimensions.all()]

    @property
    def value_components(self) -> list[Component]:
        """Components that carry a reported value; a denominator shares the rows of its numerators."""
        return [c for c in self.components.all() if c.role != Component.Role.DENOMINATOR]


class RevisionQuerySet(models.QuerySet[Any]):
    """Parts of a revision, known by the revision's key and their own code."""

    def get_by_natural_key(self, plan: str, indicator: str, number: int, code: str) -> Any:
        return self.get(
            revision__indicator__plan__code=plan,
            revision__indicator__code=indicator,
            revision__number=number,
            code=code,
        )


class Component(models.Model):
    """One value that makes up an indicator's figure: articles, events; a numerator; its denominator."""

    class Role(models.TextChoices):
        VALUE = "value", _("value")
        NUMERATOR = "numerator", _("numerator")
        DENOMINATOR = "denominator", _("denominator")
        BESIDE = "beside", _("printed beside, never added")

    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="components"
    )
    code = models.SlugField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    label = models.CharField(_("label"), max_length=150)
    in_headline = models.BooleanField(_("part of the headline"), default=False)
    is_disaggregated = models.BooleanField(_("broken down"), default=True)
    needs_all = models.BooleanField(_("counts items that meet every other numerator"), default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ("revision", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "code"], name="component_code_once_per_revision"),
            models.CheckConstraint(
                condition=~Q(role__in=["denominator", "beside"], in_headline=True),
                name="component_beside_never_in_headline",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.revision.natural_key(), self.code)

    natural_key.dependencies = ["indicators.indicatorrevision"]  # type: ignore[attr-defined]

    @property
    def counting_rule(self) -> CountingRule | None:
        return getattr(self, "rule", None)


class CountingRuleQuerySet(models.QuerySet["CountingRule"]):
    def get_by_natural_key(self, plan: str, indicator: str, number: int, code: str) -> CountingRule:
        return self.get(
            component__revision__indicator__plan__code=plan,
            component__revision__indicator__code=indicator,
            component__revision__number=number,
            component__code=code,
        )


class CountingRule(models.Model):
    """Which items of a register a component counts: of which category, in which stages, and when."""

    class When(models.TextChoices):
        REACHED = "reached", _("reached the stage in the semester")
        AT_END = "at_end", _("in the stage at the end of the semester")
        EVER = "ever", _("ever reached the stage by the end of the semester")

    component = models.OneToOneField(
        Component, verbose_name=_("component"), on_delete=models.CASCADE, related_name="rule"
    )
    register = models.ForeignKey(Register, verbose_name=_("register"), on_delete=models.PROTECT, related_name="+")
    only = models.ForeignKey(
        Category, verbose_name=_("only items tagged"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stages = models.ManyToManyField(Stage, verbose_name=_("counted stages"), related_name="+")
    when = models.CharField(_("when"), max_length=8, choices=When)

    objects = CountingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("counting rule")
        verbose_name_plural = _("counting rules")

    def __str__(self) -> str:
        return f"{self.component}: {self.register}"

    def natural_key(self) -> tuple[str, str, int, str]:
        return self.component.natural_key()

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "indicators.component",
        "indicators.register",
        "indicators.stage",
        "indicators.category",
    ]


class RevisionDimensionQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, plan: str, indicator: str, number: int, dimension: str) -> Any:
        return self.get(
            revision__indicator__plan__code=plan,
            revision__indicator__code=indicator,
            revision__number=number,
            dimension__code=dimension,
        )


class RevisionDimension(models.Model):
    """A dimension that a revision crosses with the others, at most three."""

    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="revision_dimensions"
    )
    dimension = models.ForeignKey(Dimension, verbose_name=_("dimension"), on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("order"))

    objects = RevisionDimensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("dimension of a revision")
        verbose_name_plural = _("dimensions of a revision")
        ordering = ("revision", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "dimension"], name="dimension_once_per_revision"),
            models.UniqueConstraint(fields=["revision", "order"], name="dimension_order_once_per_revision"),
            models.CheckConstraint(
                condition=Q(order__gte=1, order__lte=3),
                name="at_most_three_dimensions",
                violation_error_message=_("At most three dimensions can be crossed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.dimension}"

    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.revision.natural_key(), self.dimension.code)

    natural_key.dependencies = ["indicators.indicatorrevision", "indicators.dimension"]  # type: ignore[attr-defined]


class RevisionTag(models.Model):
    """A tag that a revision asks of each item; one with several answers may add up to more than the total, and says so."""

    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="revision_tags"
    )
    dimension = models.ForeignKey(Dimension, verbose_name=_("tag"), on_delete=models.PROTECT, related_name="+")
    is_multiple = models.BooleanField(_("several answers"), default=False)

    objects = RevisionDimensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("required tag")
        verbose_name_plural = _("required tags")
        ordering = ("revision", "dimension__code")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "dimension"], name="tag_once_per_revision")
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.dimension}"

    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.revision.natural_key(), self.dimension.code)

    natural_key.dependencies = ["indicators.indicatorrevision", "indicators.dimension"]  # type: ignore[attr-defined]


class Series(models.Model):
    """What is judged apart. Most indicators have one, over everything; PART-1.2.1 has two, each with its own goal."""

    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="series"
    )
    code = models.SlugField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    label = models.CharField(_("label"), max_length=150, blank=True)
    component = models.ForeignKey(
        Component,
        verbose_name=_("component"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("The one component that the series follows; empty: the headline."),
    )
    categories = models.ManyToManyField(Category, verbose_name=_("only these categories"), blank=True, related_name="+")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ("revision", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "code"], name="series_code_once_per_revision")
        ]

    def __str__(self) -> str:
        return self.label or self.code

    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.revision.natural_key(), self.code)

    natural_key.dependencies = ["indicators.indicatorrevision", "indicators.component", "indicators.category"]  # type: ignore[attr-defined]
