"""How an indicator is measured, in words, and what the Committee decided about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import IndicatorRevision
from reports.figures.answers import plain
from reports.figures.goals import Goal, Goals


@dataclass(frozen=True, slots=True)
class Definition:
    """The definition in force, proposed until a review session of the Committee adopts it."""

    definition: str
    note: str
    unit: str
    kind: str
    accumulation: str
    across: str
    direction: str
    means_of_verification: str
    dimensions: tuple[str, ...]
    action_code: str
    action: str
    objective_code: str
    objective: str
    institution_targets: str  # how the targets of single institutions stand to that of all
    in_force_from: str
    adopted_on: dt.date | None

    @property
    def is_proposed(self) -> bool:
        return self.adopted_on is None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One decision: a definition in force from a semester, or a target. `change_class` is editorial, methodological, new, target…

    `comparability` says of a definition that replaced another one what became of the figures before it: continuous, break, or
    rebased by `factor`. `is_unsettled`: the session that adopted it may still take it back, its minutes are not closed.
    """

    change_class: str
    on: dt.date | None
    period: str
    text: str  # the reason, or the act of a target
    goal: Goal | None = None
    comparability: str = ""
    factor: Decimal | None = None
    is_unsettled: bool = False


def define(revision: IndicatorRevision) -> Definition:
    action = revision.indicator.action
    crossed = [link.dimension.name for link in revision.revision_dimensions.select_related("dimension")]
    tags = [link.dimension.name for link in revision.revision_tags.select_related("dimension")]
    return Definition(
        definition=revision.definition,
        note=revision.note,
        unit=revision.unit,
        kind=revision.get_kind_display(),
        accumulation=revision.get_accumulation_display(),
        across=revision.get_across_display(),
        direction=revision.get_direction_display(),
        means_of_verification=revision.means_of_verification,
        dimensions=tuple(crossed + tags),
        action_code=action.code,
        action=action.text,
        objective_code=action.objective.code,
        objective=action.objective.text,
        institution_targets=revision.institution_targets,
        in_force_from=revision.effective_from.code,
        adopted_on=revision.adopted_on,
    )


def log_of(revisions: Collection[IndicatorRevision], goals: Goals, unsettled: Collection[int]) -> tuple[LogEntry, ...]:
    """The newest first: definitions by the semester they start in, targets by the one they are set for.

    `unsettled` are the ids of definitions whose session has not closed its minutes.
    """
    entries = [
        (
            each.effective_from.ordinal,
            LogEntry(
                each.change_class,
                each.adopted_on,
                each.effective_from.code,
                each.rationale or "",
                comparability="" if each.change_class == IndicatorRevision.ChangeClass.NEW else each.comparability,
                factor=None if each.rebase_factor is None else plain(each.rebase_factor),
                is_unsettled=each.pk in unsettled,
            ),
        )
        for each in revisions
    ]
    acts = {each.act_reference for each in revisions if each.pk == goals.revision and each.pk in unsettled}
    entries += [
        (
            goal.ordinal,
            LogEntry("target", goal.approved_on, goal.period, goal.act, goal, is_unsettled=goal.act in acts),
        )
        for goal in goals.goals
    ]
    return tuple(entry for _, entry in sorted(entries, key=lambda pair: -pair[0]))
