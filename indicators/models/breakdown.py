"""How a figure can be broken down, and the kinds of lists that institutions keep."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class DimensionQuerySet(models.QuerySet["Dimension"]):
    def get_by_natural_key(self, code: str) -> Dimension:
        return self.get(code=code)


class Dimension(models.Model):
    """A way of breaking a figure down: sex, rank, mission. Never changed in meaning, never deleted."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)

    objects = DimensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class CategoryQuerySet(models.QuerySet["Category"]):
    def get_by_natural_key(self, dimension: str, code: str) -> Category:
        return self.get(dimension__code=dimension, code=code)


class Category(models.Model):
    """One value of a dimension: women, enlisted, MINUSCA. `is_not_recorded` is the visible "no consta" that reconciles a total."""

    dimension = models.ForeignKey(
        Dimension, verbose_name=_("dimension"), on_delete=models.PROTECT, related_name="categories"
    )
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"))
    is_not_recorded = models.BooleanField(_("stands for “not recorded”"), default=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("dimension", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dimension", "code"], name="category_code_once_per_dimension")
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.dimension.code, self.code)

    natural_key.dependencies = ["indicators.dimension"]  # type: ignore[attr-defined]

    @property
    def key(self) -> str:
        """`sex=women`: one part of a combination's key."""
        return f"{self.dimension.code}={self.code}"


class RegisterQuerySet(models.QuerySet["Register"]):
    def get_by_natural_key(self, code: str) -> Register:
        return self.get(code=code)


class Register(models.Model):
    """A kind of list that an institution keeps: norms, agreements, events. An item is entered once and may serve several indicators."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    counts_people = models.BooleanField(_("asks for women and men"), default=False)
    tags = models.ManyToManyField(Dimension, verbose_name=_("tags"), blank=True, related_name="registers")

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["indicators.dimension"]  # type: ignore[attr-defined]


class StageQuerySet(models.QuerySet["Stage"]):
    def get_by_natural_key(self, register: str, code: str) -> Stage:
        return self.get(register__code=register, code=code)


class Stage(models.Model):
    """A step in the life of a register's items, each with its own date: drafted, approved, in force."""

    register = models.ForeignKey(Register, verbose_name=_("register"), on_delete=models.PROTECT, related_name="stages")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"))
    is_lasting = models.BooleanField(
        _("lasts"), default=False, help_text=_("A flow counts the item in every semester in which the stage lasted.")
    )

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ("register", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "code"], name="stage_code_once_per_register"),
            models.UniqueConstraint(fields=["register", "order"], name="stage_order_once_per_register"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.register.code, self.code)

    natural_key.dependencies = ["indicators.register"]  # type: ignore[attr-defined]
