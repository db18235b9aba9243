"""One sentence of a check: what is wrong, odd or in order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from measurements.answer.content import CellKey, ConcernKey


@dataclass(frozen=True, slots=True)
class Finding:
    """`cell` names the component and combination that it speaks of, when it is one; `cells`, when they are several.

    `other` is the indicator that it compares with, `explanation` what the institution answered to a warning. `item` is the
    item of a list that it speaks of, and `tags` the dimensions that this one lacks.
    """

    rule: str
    text: str
    cell: CellKey | None = None
    cells: tuple[CellKey, ...] = ()
    other: str = ""
    explanation: str = ""
    item: int | None = None
    tags: tuple[int, ...] = ()

    @property
    def key(self) -> ConcernKey:
        """By what its explanation is found again."""
        component, cell = self.cell or ("", "")
        return (f"{self.rule}:{self.other}" if self.other else self.rule, component, cell)

    @property
    def flagged(self) -> tuple[CellKey, ...]:
        return self.cells or ((self.cell,) if self.cell else ())

    def explained_by(self, text: str) -> Finding:
        return replace(self, explanation=text.strip())

    def saying(self, text: str) -> Finding:
        return replace(self, text=text)
