"""What an indicator asks of the items of each register that it is reported from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import Category, Component, CountingRule, Dimension, IndicatorRevision, Register, Stage
from measurements.models import RegisterItem


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that the list asks for: its choices, whether several may be chosen, whether the item cannot do without.

    `is_required` to be saved, because only its choices are counted; `is_needed` by the time that the answer is handed over.
    """

    dimension: Dimension
    choices: tuple[Category, ...]
    is_multiple: bool
    is_required: bool
    is_needed: bool = False

    @property
    def name(self) -> str:
        return f"tag_{self.dimension.code}"


@dataclass(frozen=True, slots=True)
class ListSpec:
    """What one register asks of its items under one indicator."""

    register: Register
    stages: tuple[Stage, ...]
    tags: tuple[Tag, ...]
    conditions: tuple[Component, ...]
    ahead: tuple[Stage, ...] = ()
    """Stages before all that are counted: plans, whose dates are of the decision and not of what is to come."""

    def accepts(self, item: RegisterItem) -> bool:
        """Whether an item could count here: no tag of it contradicts the only categories that are counted."""
        return not self.contradicted_by([tag.category for tag in item.tags.all()])

    def contradicted_by(self, held: Iterable[Category]) -> list[Dimension]:
        """The dimensions in which these tags are none of those that are counted here."""
        tags = list(held)
        apart = []
        for tag in self.tags:
            mine = [category for category in tags if category.dimension_id == tag.dimension.pk]
            if mine and not any(category in tag.choices for category in mine):
                apart.append(tag.dimension)
        return apart

    def can_serve(self, other: ListSpec) -> bool:
        """Whether an item of this list could ever count in the other: of no tag are the only choices none of those counted there."""
        theirs = {tag.dimension.pk: tag.choices for tag in other.tags if tag.is_needed}
        needed = [tag for tag in self.tags if tag.is_needed and tag.dimension.pk in theirs]
        return all(set(tag.choices) & set(theirs[tag.dimension.pk]) for tag in needed)

    def stage(self, code: str) -> Stage:
        return next(stage for stage in self.stages if stage.code == code)


def lists_of(revision: IndicatorRevision) -> list[ListSpec]:
    """The lists that the indicator is reported from, in the order of its components."""
    rules = [rule for component in revision.components.all() if (rule := component.counting_rule) is not None]
    registers = {rule.register.code: rule.register for rule in rules}
    conditions = tuple(c for c in revision.components.all() if c.role == Component.Role.NUMERATOR and not c.needs_all)
    return [
        ListSpec(
            register,
            tuple(sorted(register.stages.all(), key=lambda stage: stage.order)),
            tuple(_tags_of(revision, register)),
            conditions,
            tuple(_ahead([rule for rule in rules if rule.register_id == register.pk], register)),
        )
        for register in registers.values()
    ]


def _ahead(rules: Iterable[CountingRule], register: Register) -> Iterable[Stage]:
    first = min((stage.order for rule in rules for stage in rule.stages.all()), default=0)
    return (stage for stage in sorted(register.stages.all(), key=lambda stage: stage.order) if stage.order < first)


def _tags_of(revision: IndicatorRevision, register: Register) -> Iterable[Tag]:
    only = _only_of(revision, register)
    asked = {tag.dimension_id: tag for tag in revision.revision_tags.all()}
    for dimension in register.tags.all():
        limited = [category for category in only if category.dimension_id == dimension.pk]
        if dimension.pk in asked or limited:
            choices = sorted(limited, key=lambda category: category.order) or list(dimension.categories.all())
            several = dimension.pk in asked and asked[dimension.pk].is_multiple
            needed = bool(limited) or dimension.pk in asked
            yield Tag(dimension, tuple(choices), several, is_required=bool(limited), is_needed=needed)


def _only_of(revision: IndicatorRevision, register: Register) -> set[Category]:
    """The categories that the indicator counts of this register; none when it counts items of any category."""
    rules = [
        rule
        for component in revision.components.all()
        if (rule := component.counting_rule) is not None and rule.register_id == register.pk
    ]
    if any(rule.only is None for rule in rules):
        return set()
    return {rule.only for rule in rules if rule.only is not None}
