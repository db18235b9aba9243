"""Why a change was not made. What is refused changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.refusals import NotAllowed, Refused, Stale, WrongState
from measurements.answer.findings import Finding
from measurements.models import Measurement

__all__ = ["NotAllowed", "NotOpen", "NotReady", "Refused", "Stale", "StaleItem", "WrongState"]


class StaleItem(Stale):
    """Somebody else changed an item of the list, perhaps under another indicator. Nothing was changed."""


class NotOpen(Refused):
    """The institution may not write about it now: the semester has not opened, or its deadline has passed."""


class NotReady(Refused):
    """Problems that must be solved first, those of one answer where it is one."""

    def __init__(self, problems: Sequence[Finding], measurement: Measurement | None = None) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = tuple(problems)
        self.measurement = measurement
