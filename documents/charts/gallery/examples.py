"""The list of examples, and how a function becomes one."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from documents.charts.kit import Chart
from documents.charts.look import Gap

C = TypeVar("C", bound=Chart)
EXAMPLES: list[Example] = []
NOT_SENT = Gap("no enviado")
SEMESTERS = [f"{year}-{half}" for year in range(2019, 2029) for half in ("I", "II")]


@dataclass(frozen=True)
class Example:
    """`kind` groups the examples of one chart; `case` is the edge case that it shows."""

    kind: str
    case: str
    make: Callable[[], Chart]

    @property
    def slug(self) -> str:
        return self.make.__name__.replace("_", "-")

    @property
    def code(self) -> str:
        """The source of the function, without its decorator."""
        lines = textwrap.dedent(inspect.getsource(self.make)).splitlines()
        return "\n".join(lines[next(n for n, line in enumerate(lines) if line.startswith("def ")) :])


def example(kind: str, case: str) -> Callable[[Callable[[], C]], Callable[[], C]]:
    """Put the function below among the examples."""

    def keep(make: Callable[[], C]) -> Callable[[], C]:
        EXAMPLES.append(Example(kind, case, make))
        return make

    return keep


def numbers(*values: str | int) -> list[Decimal]:
    return [Decimal(value) for value in values]
