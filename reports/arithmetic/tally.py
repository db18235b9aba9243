"""How an objective, a pillar or the plan stands: its figures are counted by status, never averaged into an index.

Source of the rule: docs/methodology.md, "Objectives, pillars and the plan".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reports.arithmetic.progress import Band, Progress, State


@dataclass(frozen=True, slots=True)
class Tally:
    """How many figures stand where: an objective, a pillar and the plan are counted, never averaged."""

    on_track: int = 0
    at_risk: int = 0
    off_track: int = 0
    no_target: int = 0
    not_reported: int = 0
    not_due: int = 0
    passed: int = 0
    not_applicable: int = 0
    not_judged: int = 0  # baseline missing, zero target or configuration error


def tally(figures: Iterable[Progress]) -> Tally:
    """Count figures by band and, where there is none, by the reason why."""
    counts = Counter(_place(figure) for figure in figures)
    return Tally(**counts)


def _place(figure: Progress) -> str:
    if figure.band is not Band.NONE:
        return str(figure.band)
    counted = (State.NO_TARGET, State.NOT_REPORTED, State.NOT_DUE, State.PASSED, State.NOT_APPLICABLE)
    return str(figure.state) if figure.state in counted else "not_judged"
