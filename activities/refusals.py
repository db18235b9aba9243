"""Why a change was not made. What is refused changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.refusals import NotAllowed, Refused, Stale, WrongState

__all__ = ["NotAllowed", "NotOpen", "NotReady", "Problem", "Refused", "Stale", "WrongState"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be solved first, in words. `field` names the box that it is about; `about` the activity, item or row."""

    field: str
    text: str
    about: str = ""


class NotOpen(Refused):
    """It may not be written about now: its time has not come, or is over."""


class NotReady(Refused):
    """Problems that must be solved first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            " ".join(f"{problem.about}: {problem.text}" if problem.about else problem.text for problem in problems)
        )
        self.problems = tuple(problems)
