"""The words that a definition may use: the registers with their stages and tags, the dimensions with their categories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from indicators.models import Category, Dimension, Register

Named = tuple[str, str]
"""A code, or a category's key, and its name in the reader's language."""


@dataclass(frozen=True, slots=True)
class RegisterWords:
    code: str
    name: str
    stages: tuple[Named, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DimensionWords:
    code: str
    name: str
    categories: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """By code."""

    registers: Mapping[str, RegisterWords]
    dimensions: Mapping[str, DimensionWords]

    def categories_of(self, dimensions: Iterable[str]) -> list[tuple[str, list[Named]]]:
        """The categories of these dimensions, under the name of each, as a list of choices groups them."""
        found = [self.dimensions[code] for code in dimensions if code in self.dimensions]
        return [(each.name, list(each.categories)) for each in found]


def vocabulary() -> Vocabulary:
    """In four queries."""
    categories = Prefetch("categories", Category.objects.select_related("dimension"))
    return Vocabulary(
        registers={
            each.code: RegisterWords(
                each.code,
                each.name,
                tuple((stage.code, stage.name) for stage in each.stages.all()),
                tuple(tag.code for tag in each.tags.all()),
            )
            for each in Register.objects.prefetch_related("stages", "tags").order_by("name")
        },
        dimensions={
            each.code: DimensionWords(
                each.code, each.name, tuple((category.key, category.name) for category in each.categories.all())
            )
            for each in Dimension.objects.prefetch_related(categories).order_by("name")
        },
    )
