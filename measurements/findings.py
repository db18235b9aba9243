"""One sentence of a check: what every rule that looks at an answer gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`cell` names the component and combination that it speaks of, when it is one."""

    rule: str
    text: str
    cell: tuple[str, str] | None = None
