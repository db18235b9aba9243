"""What stands around the items of a list: other indicators that they may serve, and what other institutions reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicators.models import Category
from measurements.answer.list_spec import ListSpec
from measurements.joining.joining import Alike


@dataclass(frozen=True, slots=True)
class Other:
    """Another indicator that the institution owes this semester and that counts items of the same register.

    `is_open`: its answer can still be changed; nobody may have begun it.
    """

    code: str
    name: str
    spec: ListSpec
    is_open: bool

    def lacks(self, tags: Sequence[Category]) -> list[str]:
        """Names of the tags that it needs and these do not include."""
        held = {category.dimension_id for category in tags}
        return [tag.dimension.name for tag in self.spec.tags if tag.is_needed and tag.dimension.pk not in held]


@dataclass(frozen=True, slots=True)
class Around:
    """`served` are the codes of other indicators that have each item this semester, by the item's id."""

    others: tuple[Other, ...] = ()
    served: Mapping[int, frozenset[str]] = field(default_factory=dict)
    alike: Mapping[int, tuple[Alike, ...]] = field(default_factory=dict)

    @property
    def open_others(self) -> tuple[Other, ...]:
        return tuple(other for other in self.others if other.is_open)

    def served_by(self, item: int | None) -> list[str]:
        """Codes of the open indicators under which the item is entered."""
        held = self.served.get(item, frozenset()) if item is not None else frozenset()
        return [other.code for other in self.open_others if other.code in held]
