"""Dimensions, categories, cells and the kinds of lists."""

from __future__ import annotations

from typing import Any

from indicators.models import (
    Category,
    Dimension,
    Register,
    Stage,
)
from measurements.models import (
    CategoryCombination,
)


def make_dimension(code: str = "sex", *categories: str) -> Dimension:
    """A dimension with its categories in that order; sex has women, men and not recorded."""
    dimension, _ = Dimension.objects.get_or_create(code=code, defaults={"name": code})
    names = categories or (("women", "men", "not_recorded") if code == "sex" else ())
    for order, name in enumerate(names, start=1):
        Category.objects.get_or_create(
            dimension=dimension,
            code=name,
            defaults={"name": name, "order": order, "is_not_recorded": name == "not_recorded"},
        )
    return dimension


def find_category(key: str) -> Category:
    """The category of a key such as `sex=women`, made when it does not exist."""
    dimension, code = key.split("=")
    existing = Category.objects.select_related("dimension").filter(dimension__code=dimension, code=code).first()
    return existing or make_dimension(dimension, code).categories.get(code=code)


def make_combination(key: str = "") -> CategoryCombination:
    return CategoryCombination.of([find_category(part) for part in key.split("|") if part])


def make_register_list(code: str = "event", *stages: str, **fields: Any) -> Register:
    """A kind of list, with its stages in order."""
    register = Register.objects.get_or_create(code=code, defaults={"name": code} | fields)[0]
    for order, stage in enumerate(stages or ("held",), start=1):
        Stage.objects.get_or_create(register=register, code=stage, defaults={"name": stage, "order": order})
    return register
