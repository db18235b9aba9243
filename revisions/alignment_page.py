"""The matrix of general objectives and actions, as it stands or as somebody wants it, with its gaps in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from documents.taking_away import Column, DataTable
from indicators.aligning import Link
from indicators.models import Action, ActionPlan, GeneralObjective, Pillar


@dataclass(frozen=True, slots=True)
class Cell:
    """One general objective and one action. `value` names both in a form."""

    objective: GeneralObjective
    action: Action
    is_linked: bool

    @property
    def value(self) -> str:
        return f"{self.objective.code}|{self.action.code}"


@dataclass(frozen=True, slots=True)
class ActionRow:
    action: Action
    cells: tuple[Cell, ...]

    @property
    def served(self) -> int:
        return sum(cell.is_linked for cell in self.cells)


@dataclass(frozen=True, slots=True)
class ObjectiveColumn:
    """A general objective and the actions that serve it."""

    objective: GeneralObjective
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    objectives: tuple[ObjectiveColumn, ...]
    groups: tuple[tuple[Pillar, tuple[ActionRow, ...]], ...]

    @property
    def rows(self) -> tuple[ActionRow, ...]:
        return tuple(row for _pillar, rows in self.groups for row in rows)

    @property
    def linked(self) -> int:
        return sum(row.served for row in self.rows)

    @property
    def unserved(self) -> tuple[GeneralObjective, ...]:
        """General objectives with no action."""
        return tuple(each.objective for each in self.objectives if not each.actions)

    @property
    def adrift(self) -> tuple[Action, ...]:
        """Actions that serve no general objective."""
        return tuple(row.action for row in self.rows if not row.served)


def matrix_of(plan: ActionPlan, links: Collection[Link]) -> Matrix:
    """In two queries; the links are given."""
    objectives = list(GeneralObjective.objects.filter(plan=plan))
    actions = list(
        Action.objects.filter(plan=plan)
        .select_related("objective__pillar")
        .order_by("objective__pillar__order", "order")
    )
    rows = [
        ActionRow(action, tuple(Cell(each, action, (each.code, action.code) in links) for each in objectives))
        for action in actions
    ]
    return Matrix(
        tuple(
            ObjectiveColumn(each, tuple(action for action in actions if (each.code, action.code) in links))
            for each in objectives
        ),
        tuple((pillar, tuple(same)) for pillar, same in groupby(rows, lambda row: row.action.objective.pillar)),
    )


def links_in(values: Iterable[str]) -> frozenset[Link]:
    """What the checked boxes name; a value without both codes names nothing of the plan and is refused by who aligns."""
    pairs = (value.partition("|") for value in values)
    return frozenset((objective, action) for objective, _bar, action in pairs)


def table_of(matrix: Matrix) -> DataTable:
    """One row an action, one column a general objective: 1 where it is served."""
    meaning = _("1: the action serves the objective. 0: it does not.")
    columns = [
        Column(_("pillar")),
        Column(_("action")),
        Column(_("text of the action")),
        *(Column(each.objective.code, "number", f"{each.objective.text} {meaning}") for each in matrix.objectives),
        Column(_("objectives served"), "number"),
    ]
    rows: list[list[str | int | Decimal | None]] = [
        [pillar.name, row.action.code, row.action.text, *(int(cell.is_linked) for cell in row.cells), row.served]
        for pillar, group in matrix.groups
        for row in group
    ]
    return DataTable(_("alignment-of-the-plan"), _("General objectives and actions"), columns, rows)
